//! How much somebody may keep: counted for each person, also when they upload everything at once.

use domain::{
    files::calls::DiscardFile,
    id::ClientMessageId,
    messaging::{
        calls::{DeleteMessage, ForwardMessage, OpenDirect},
        edit::Forwarding,
        types::NewDirect,
    },
    page::NoBody,
    problem::Code,
    schools::types::Level,
};
use futures_util::future::join_all;
use testkit::{app::TestApp, node::Wiring};

use super::{going, samples, send_files, upload};

/// A place for so many files of a thousand bytes.
async fn app_for(files: u64) -> TestApp {
    let mut wiring = Wiring::default();
    wiring.settings.files.quota_bytes = files * 1000;
    TestApp::start_with(wiring).await
}

fn thousand(number: usize) -> Vec<u8> {
    let mut bytes = samples::pdf(&format!("{number}"));
    bytes.resize(1000, b' ');
    bytes
}

#[tokio::test]
async fn files_that_come_at_once_do_not_get_past_the_limit() {
    let app = app_for(4).await;
    let (marie, _) = app.parent_of("Marie", Level::P3).await;
    let other_session = app.sign_in("Marie").await;
    let uploads = join_all((0..16).map(|number| {
        let by = if number % 2 == 0 {
            marie.clone()
        } else {
            other_session.clone()
        };
        async move { upload(&by, "a.pdf", thousand(number)).await }
    }));
    let (kept, refused): (Vec<_>, Vec<_>) = uploads.await.into_iter().partition(Result::is_ok);
    assert_eq!(kept.len(), 4);
    assert!(
        refused
            .iter()
            .all(|one| one.as_ref().unwrap_err().code == Code::SpaceUsed)
    );
    let space = marie.get("/api/v1/files/space").await.json();
    assert_eq!(
        (&space["used_bytes"], &space["quota_bytes"]),
        (&4000.into(), &4000.into())
    );
    // it is the limit of one person
    let (jean, _) = app.parent_of("Jean", Level::P3).await;
    assert!(upload(&jean, "a.pdf", thousand(1)).await.is_ok());
}

#[tokio::test]
async fn what_is_thrown_away_makes_room() {
    let app = app_for(1).await;
    let (marie, _) = app.parent_of("Marie", Level::P3).await;
    let (jean, _) = app.parent_of("Jean", Level::P3).await;
    let first = upload(&marie, "a.pdf", thousand(1)).await.unwrap();
    assert_eq!(
        upload(&marie, "b.pdf", thousand(2)).await.unwrap_err().code,
        Code::SpaceUsed
    );
    let discard = DiscardFile { file: first.id };
    assert_eq!(jean.call(&discard, &NoBody {}).await.unwrap_err().code, Code::NotFound);
    marie.call(&discard, &NoBody {}).await.unwrap();
    assert_eq!(marie.call(&discard, &NoBody {}).await.unwrap_err().code, Code::NotFound);
    assert!(upload(&marie, "b.pdf", thousand(2)).await.is_ok());
}

/// The files of a message that is forwarded count for who forwards it; the bytes are kept once.
#[tokio::test]
async fn what_is_forwarded_counts_for_who_forwards_it() {
    let app = app_for(2).await;
    let (marie, _) = app.parent_of("Marie", Level::P3).await;
    let (jean, _) = app.parent_of("Jean", Level::P3).await;
    let room = marie.class_room(Level::P3).await;
    let file = upload(&marie, "a.pdf", thousand(1)).await.unwrap();
    let message = send_files(&marie, room, "", &[file.id]).await.id;
    let with = NewDirect { account_id: marie.id };
    let to = jean.call(&OpenDirect {}, &with).await.unwrap().id;
    let call = ForwardMessage {
        conversation: room,
        message,
    };
    let again = || Forwarding {
        to,
        client_msg_id: ClientMessageId::fresh(),
    };
    let (first, second) = (again(), again());
    let gone_on = jean.call(&call, &first).await.unwrap();
    jean.call(&call, &second).await.unwrap();
    assert_eq!(jean.get("/api/v1/files/space").await.json()["used_bytes"], 2000);
    assert_eq!(marie.get("/api/v1/files/space").await.json()["used_bytes"], 1000);
    assert_eq!(going::kept(app.files()), 1);
    let refused = jean.call(&call, &again()).await.unwrap_err();
    assert_eq!(refused.code, Code::SpaceUsed);
    assert_eq!(
        upload(&jean, "b.pdf", thousand(2)).await.unwrap_err().code,
        Code::SpaceUsed
    );
    // what was forwarded already is answered again, and counts once
    assert_eq!(jean.call(&call, &first).await.unwrap(), gone_on);
    let delete = DeleteMessage {
        conversation: to,
        message: gone_on.id,
    };
    jean.call(&delete, &NoBody {}).await.unwrap();
    // of two at once that fit one by one, one goes on
    let (one, other) = (again(), again());
    let (one, other) = tokio::join!(jean.call(&call, &one), jean.call(&call, &other));
    assert!(one.is_ok() != other.is_ok(), "{one:?} {other:?}");
    assert_eq!(jean.get("/api/v1/files/space").await.json()["used_bytes"], 2000);
}
