//! Files of an announcement: for whoever it is for, and nobody else.

use domain::{
    announcements::{
        calls::{ChangeAnnouncement, WithdrawAnnouncement},
        types::AnnouncementPart,
    },
    page::NoBody,
    schools::types::Level,
};
use testkit::app::TestApp;

use super::{class_of_three, draft, form, publish, show};
use crate::files::{status, upload};

const PDF: &[u8] = b"%PDF-1.4\n1 0 obj\n<< /Type /Catalog >>\nendobj\ntrailer\n<< /Root 1 0 R >>\n%%EOF\n";

#[tokio::test]
async fn whoever_reads_it_reads_its_files_and_nobody_else() {
    let app = TestApp::start().await;
    let (teacher, marie, _) = class_of_three(&app).await;
    let (jean, _) = app.parent_of("Jean", Level::P4).await;
    let file = upload(&teacher, "plan.pdf", PDF.to_vec()).await.unwrap();
    let mut new = form(vec![app.class(Level::P3).await]);
    new.file_ids = vec![file.id];
    let waiting = draft(&teacher, &new).await;
    assert_eq!(status(&marie, file.id).await, 404, "a draft is for nobody yet");
    teacher
        .call(
            &domain::announcements::calls::PublishAnnouncement { announcement: waiting },
            &NoBody {},
        )
        .await
        .unwrap();
    let seen = show(&marie, waiting).await;
    assert_eq!((seen.announcement.files, seen.attachments[0].id), (1, file.id));
    assert_eq!(status(&marie, file.id).await, 200);
    assert_eq!(status(&jean, file.id).await, 404);
    teacher
        .call(&WithdrawAnnouncement { announcement: waiting }, &NoBody {})
        .await
        .unwrap();
    assert_eq!(status(&marie, file.id).await, 404, "it was taken back");
}

#[tokio::test]
async fn a_file_added_later_is_a_change_that_is_seen() {
    let app = TestApp::start().await;
    let (teacher, marie, _) = class_of_three(&app).await;
    let mut new = form(vec![app.class(Level::P3).await]);
    let announcement = publish(&teacher, &new).await;
    new.file_ids = vec![upload(&teacher, "plan.pdf", PDF.to_vec()).await.unwrap().id];
    let call = ChangeAnnouncement { announcement };
    teacher.call(&call, &new).await.unwrap();
    let same = teacher.call(&call, &new).await.unwrap();
    assert_eq!(same.edits.len(), 1, "the same again changes nothing");
    let seen = show(&marie, announcement).await;
    assert_eq!(seen.edits[0].parts[0].part, AnnouncementPart::Files);
    assert_eq!(seen.attachments.len(), 1);
}
