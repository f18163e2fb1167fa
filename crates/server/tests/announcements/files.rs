//! Files of an announcement: for whoever it is for, and nobody else.

use domain::{
    announcements::{
        calls::{ChangeAnnouncement, PublishAnnouncement, RemoveAnnouncement, WithdrawAnnouncement},
        types::{AnnouncementPart, AnnouncementState},
    },
    families::calls::RemoveChild,
    id::FileId,
    messaging::attachment::Attachment,
    page::NoBody,
    schools::types::Level,
};
use reqwest::Method;
use testkit::{app::TestApp, client::Client};

use super::{class_of_three, draft, form, publish, rules, show};
use crate::files::{going, samples, status, upload};

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

/// Those of these people who are given the file, its small picture and a part of it; the others get nothing of it.
async fn let_in(people: &[(&'static str, Client)], file: &Attachment) -> Vec<&'static str> {
    let mut inside = Vec::new();
    for (who, client) in people {
        let may = status(client, file.id).await == 200;
        let paths = [file.url.clone(), file.thumbnail_url.clone().unwrap()];
        for path in paths {
            let part = client.request(Method::GET, &path).header("range", "bytes=0-9");
            let part = part.send().await.unwrap();
            assert_eq!(part.status().as_u16() == 206, may, "{who}: {path}");
            let known = client.request(Method::GET, &path).header("if-none-match", "*");
            assert!(
                may || known.send().await.unwrap().status().as_u16() >= 400,
                "{who}: {path}"
            );
            let bytes = part.bytes().await.unwrap();
            assert_eq!(
                bytes.starts_with(b"\xff\xd8") && bytes.len() == 10,
                may,
                "{who}: {path}"
            );
        }
        if may {
            inside.push(*who);
        }
    }
    inside
}

#[tokio::test]
async fn its_files_are_for_whom_it_is_for_while_it_is_out() {
    let app = TestApp::start().await;
    let (teacher, marie, _) = class_of_three(&app).await;
    let (jean, _) = app.parent_of("Jean", Level::P4).await;
    let (former, child) = app.parent_of("Fanny", Level::P3).await;
    let beside = app.teacher("Theo", &[Level::P3]).await;
    let away = app.teacher("Tania", &[Level::P4]).await;
    let elsewhere = app.teacher_elsewhere("Elsa", Level::P3).await;
    let people: Vec<(&'static str, Client)> = vec![
        ("author", (*teacher).clone()),
        ("direction", (**app.office().await).clone()),
        ("parent", (*marie).clone()),
        ("former parent", (*former).clone()),
        ("teacher beside", (*beside).clone()),
        ("parent of another class", (*jean).clone()),
        ("teacher of another class", (*away).clone()),
        ("teacher of another school", (*elsewhere).clone()),
        ("nobody", app.guest()),
    ];
    rules(&app, true, false).await;
    let file = upload(&teacher, "plan.jpg", samples::jpeg(60, 40)).await.unwrap();
    assert_eq!(let_in(&people, &file).await, ["author"], "uploaded, and on nothing yet");
    let mut new = form(vec![app.class(Level::P3).await]);
    new.file_ids = vec![file.id];
    let announcement = draft(&teacher, &new).await;
    assert_eq!(let_in(&people, &file).await, ["author", "direction"], "a draft");
    let publish = PublishAnnouncement { announcement };
    let waits = teacher.call(&publish, &NoBody {}).await.unwrap();
    assert_eq!(waits.announcement.state, AnnouncementState::Waiting);
    assert_eq!(
        let_in(&people, &file).await,
        ["author", "direction"],
        "it waits for the direction"
    );
    app.office().await.call(&publish, &NoBody {}).await.unwrap();
    let readers = ["author", "direction", "parent", "former parent", "teacher beside"];
    assert_eq!(let_in(&people, &file).await, readers);
    former.call(&RemoveChild { child }, &NoBody {}).await.unwrap();
    let readers = ["author", "direction", "parent", "teacher beside"];
    assert_eq!(
        let_in(&people, &file).await,
        readers,
        "whoever has left reads it no more"
    );
    let withdraw = WithdrawAnnouncement { announcement };
    app.office().await.call(&withdraw, &NoBody {}).await.unwrap();
    assert_eq!(
        let_in(&people, &file).await,
        ["author", "direction"],
        "only those who look after it see what was taken back"
    );
}

#[tokio::test]
async fn what_is_removed_takes_its_files_along() {
    let app = TestApp::start().await;
    let (teacher, ..) = class_of_three(&app).await;
    let photo = upload(&teacher, "plan.jpg", samples::jpeg(60, 40)).await.unwrap();
    let other = upload(&teacher, "menu.pdf", PDF.to_vec()).await.unwrap();
    let mut new = form(vec![app.class(Level::P3).await]);
    new.file_ids = vec![photo.id, other.id];
    let announcement = draft(&teacher, &new).await;
    assert_eq!(going::kept(app.files()), 3);
    // one is taken off, the rest goes with the draft
    new.file_ids = vec![photo.id];
    teacher.call(&ChangeAnnouncement { announcement }, &new).await.unwrap();
    going::wait_for(app.files(), 2).await;
    teacher
        .call(&RemoveAnnouncement { announcement }, &NoBody {})
        .await
        .unwrap();
    let gone = |file: FileId| {
        let teacher = teacher.clone();
        async move { status(&teacher, file).await }
    };
    assert_eq!((gone(photo.id).await, gone(other.id).await), (404, 404));
    going::wait_for(app.files(), 0).await;
}
