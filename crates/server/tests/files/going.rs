//! Files go with their message, and what was never sent goes after a day: the row at once, the bytes soon after.

use std::path::Path;

use diesel::prelude::*;
use domain::{
    files::calls::DiscardFile, messaging::calls::DeleteMessage, page::NoBody, problem::Code, schools::types::Level,
};
use store::{files::release, schema::files};
use testkit::app::TestApp;

use super::{samples, send_files, small_status, status, upload};

/// How many bytes are kept, small pictures included.
pub fn kept(folder: &Path) -> usize {
    std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.is_dir() && !path.ends_with("incoming"))
        .map(|path| std::fs::read_dir(path).unwrap().count())
        .sum()
}

/// Waits until so many bytes are kept: the job that erases runs on its own.
pub async fn wait_for(folder: &Path, count: usize) {
    let mut ticks = tokio::time::interval(std::time::Duration::from_millis(20));
    for _ in 0..500 {
        if kept(folder) == count {
            return;
        }
        ticks.tick().await;
    }
    panic!("{} files are kept instead of {count}", kept(folder));
}

#[tokio::test]
async fn a_deleted_message_takes_its_files_along() {
    let app = TestApp::start().await;
    let (marie, _) = app.parent_of("Marie", Level::P3).await;
    let (jean, _) = app.parent_of("Jean", Level::P3).await;
    let room = marie.class_room(Level::P3).await;
    let photo = upload(&marie, "photo.jpg", samples::jpeg(60, 40)).await.unwrap();
    let menu = upload(&marie, "menu.pdf", samples::pdf("x")).await.unwrap();
    let stays = upload(&marie, "b.pdf", samples::pdf("y")).await.unwrap();
    let message = send_files(&marie, room, "", &[photo.id, menu.id]).await;
    send_files(&marie, room, "", &[stays.id]).await;
    assert_eq!(kept(app.files()), 4);
    let delete = DeleteMessage {
        conversation: room,
        message: message.id,
    };
    marie.call(&delete, &NoBody {}).await.unwrap();
    for person in [&marie, &jean] {
        assert_eq!(
            (status(person, photo.id).await, small_status(person, photo.id).await),
            (404, 404)
        );
        assert_eq!(status(person, menu.id).await, 404);
        assert_eq!(status(person, stays.id).await, 200);
    }
    wait_for(app.files(), 1).await;
    let rows: i64 = app
        .store()
        .read(|db| Ok(files::table.count().get_result(db)?))
        .await
        .unwrap();
    assert_eq!(rows, 1, "the names are gone as well");
}

#[tokio::test]
async fn what_was_never_sent_goes_after_a_day() {
    let app = TestApp::start().await;
    let (marie, _) = app.parent_of("Marie", Level::P3).await;
    let room = marie.class_room(Level::P3).await;
    let sent = upload(&marie, "a.pdf", samples::pdf("x")).await.unwrap();
    send_files(&marie, room, "", &[sent.id]).await;
    let forgotten = upload(&marie, "b.pdf", samples::pdf("y")).await.unwrap();
    app.store().write(release::strays).await.unwrap();
    assert_eq!(status(&marie, forgotten.id).await, 200, "it is young");
    app.store()
        .write(|tx| {
            let yesterday = tx.now.plus_seconds(-1);
            diesel::update(files::table)
                .set(files::kept_until.eq(yesterday))
                .execute(tx.db)?;
            release::strays(tx)
        })
        .await
        .unwrap();
    assert_eq!(status(&marie, forgotten.id).await, 404);
    assert_eq!(status(&marie, sent.id).await, 200);
    wait_for(app.files(), 1).await;
}

#[tokio::test]
async fn what_is_sent_goes_with_its_message_only() {
    let app = TestApp::start().await;
    let (marie, _) = app.parent_of("Marie", Level::P3).await;
    let room = marie.class_room(Level::P3).await;
    let sent = upload(&marie, "a.pdf", samples::pdf("x")).await.unwrap();
    send_files(&marie, room, "", &[sent.id]).await;
    let discard = DiscardFile { file: sent.id };
    assert_eq!(marie.call(&discard, &NoBody {}).await.unwrap_err().code, Code::NotFound);
    assert_eq!(status(&marie, sent.id).await, 200);
}
