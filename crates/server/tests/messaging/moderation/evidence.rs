//! The files of what was reported: opened by whoever judges the report, while it is open, and by nobody else because of it.

use domain::{
    messaging::moderation::types::ModerationAct,
    schools::types::{Level, Role},
};
use testkit::{app::TestApp, person::Person};

use super::{appoint, decide, only_case, report, show};
use crate::{
    files::{samples, send_files, status, upload},
    messaging::rooms::group,
};

async fn noted(office: &Person) -> usize {
    let path = "/api/v1/audit?act=reported_file_opened&limit=50";
    let entries = office.get(path).await.json();
    entries["items"].as_array().unwrap().len()
}

#[tokio::test]
async fn whoever_judges_a_report_opens_its_files_and_nobody_else_does() {
    let app = TestApp::start().await;
    let office = app.office().await;
    let teacher = app.teacher("Sophie", &[Level::P3]).await;
    let (marie, _) = app.parent_of("Marie", Level::P3).await;
    let (jean, _) = app.parent_of("Jean", Level::P3).await;
    let (nadia, _) = app.parent_of("Nadia", Level::P3).await;
    let admin = app.staff("Adam", Role::Admin).await;
    appoint(&app, nadia.id, (-1, 24)).await.unwrap();
    let room = group(&[&marie, &jean]).await;
    let mut files = Vec::new();
    for name in ["before.jpg", "reported.jpg"] {
        let file = upload(&jean, name, samples::jpeg(60, 40)).await.unwrap().id;
        files.push((send_files(&jean, room, "", &[file]).await.id, file));
    }
    let elsewhere = group(&[&marie, &jean]).await;
    let private = upload(&jean, "private.jpg", samples::jpeg(60, 40)).await.unwrap().id;
    send_files(&jean, elsewhere, "", &[private]).await;
    for (_, file) in &files {
        assert_eq!(status(office, *file).await, 404, "nothing is reported");
    }
    report(&marie, room, files[1].0).await.unwrap();
    let case = only_case(office).await;
    let context = show(office, case).await.unwrap().context;
    let hanging: Vec<_> = context
        .iter()
        .flat_map(|message| &message.attachments)
        .map(|file| file.id)
        .collect();
    assert_eq!(
        hanging,
        [files[0].1, files[1].1],
        "what was reported, and what stood around it"
    );
    for judge in [office, &admin] {
        for (_, file) in &files {
            assert_eq!(status(judge, *file).await, 200);
        }
        assert_eq!(status(judge, private).await, 404, "that is of another room");
    }
    assert_eq!(noted(office).await, 4, "each time is written down");
    for other in [&teacher, &nadia] {
        assert_eq!(status(other, files[1].1).await, 404, "it is no room of theirs");
    }
    assert_eq!(status(&marie, files[1].1).await, 200);
    assert_eq!(noted(office).await, 4, "whoever is in the room just reads");
    decide(office, case, &[ModerationAct::Dismiss]).await.unwrap();
    for (_, file) in &files {
        assert_eq!(status(office, *file).await, 404, "it is over");
    }
    let context = show(office, case).await.unwrap().context;
    assert!(context.iter().all(|message| message.attachments.is_empty()));
}
