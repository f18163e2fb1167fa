//! Name, description, who may write, closed and open.

use domain::{
    messaging::{
        calls::{SendMessage, ShowConversation},
        note::NoteKind,
        rooms::{
            calls::ChangeRoom,
            types::{NewKind, RoomForm},
        },
        types::Posting,
    },
    page::NoBody,
    problem::Code,
    schools::types::Level,
    socket::{ClientFrame, ServerFrame},
};
use testkit::app::TestApp;

use super::{group, make, notes, parents, room, seen, what_happened};
use crate::messaging::{send, text};

fn titled(title: &str) -> RoomForm {
    RoomForm {
        title: Some(title.to_owned()),
        ..RoomForm::default()
    }
}

#[tokio::test]
async fn a_room_gets_another_name_and_nobody_writes_over_another() {
    let app = TestApp::start().await;
    let [marie, jean, nour] = parents(&app).await;
    let conversation = group(&[&marie, &jean, &nour]).await;
    let change = ChangeRoom { conversation };
    let answer = marie.get(&format!("/api/v1/conversations/{conversation}")).await;
    assert!(
        answer.header("etag").unwrap().starts_with("\"v1-"),
        "{:?}",
        answer.headers
    );
    let form = RoomForm {
        description: Some("Stands et gâteaux".to_owned()),
        ..titled("Fancy-fair 2027")
    };
    let changed = marie.change(&change, 1, &form).await.unwrap();
    assert_eq!(changed.title.as_deref(), Some("Fancy-fair 2027"));
    assert_eq!(changed.description.as_deref(), Some("Stands et gâteaux"));
    let late = marie.change(&change, 1, &titled("Trop tard")).await;
    assert_eq!(late.unwrap_err().code, Code::Stale);
    let member = jean.call(&change, &titled("Par Jean")).await;
    assert_eq!(member.unwrap_err().code, Code::Forbidden);
    let said = notes(&jean, conversation).await;
    assert_eq!(said[1].what, NoteKind::Renamed);
    assert_eq!(said[1].title.as_deref(), Some("Fancy-fair 2027"));
    let cleared = RoomForm {
        description: Some(String::new()),
        ..RoomForm::default()
    };
    assert_eq!(marie.call(&change, &cleared).await.unwrap().description, None);
    assert_eq!(
        what_happened(&jean, conversation).await.len(),
        2,
        "a description is no event"
    );
}

#[tokio::test]
async fn in_a_closed_room_everything_is_read_and_nothing_written() {
    let app = TestApp::start().await;
    let [marie, jean, _] = parents(&app).await;
    let conversation = group(&[&marie, &jean]).await;
    send(&jean, conversation, "avant").await;
    let closing = |closed| RoomForm {
        closed: Some(closed),
        ..RoomForm::default()
    };
    let closed = marie.call(&ChangeRoom { conversation }, &closing(true)).await.unwrap();
    assert!(closed.closed_at.is_some() && !closed.may_write);
    for person in [&marie, &jean] {
        let wrote = person.call(&SendMessage { conversation }, &text("après")).await;
        assert_eq!(wrote.unwrap_err().code, Code::MayNotWrite);
    }
    let read = jean.call(&ShowConversation { conversation }, &NoBody {}).await.unwrap();
    assert_eq!(read.last_message.unwrap().content, "avant");
    let open = marie.call(&ChangeRoom { conversation }, &closing(false)).await.unwrap();
    assert!(open.may_write);
    send(&jean, conversation, "après").await;
    assert_eq!(
        what_happened(&jean, conversation).await,
        [NoteKind::Created, NoteKind::Closed, NoteKind::Reopened]
    );
}

/// M11: announcements are one-way, in every way in.
#[tokio::test]
async fn parents_do_not_write_in_an_announcement_room() {
    let app = TestApp::start().await;
    let [marie, jean, _] = parents(&app).await;
    let teacher = app.teacher("Sophie", &[Level::P3]).await;
    let other = app.teacher("Luc", &[Level::P4]).await;
    let made = make(&teacher, &room(NewKind::Announcement, "Infos P3", &[marie.id, jean.id]))
        .await
        .unwrap();
    let conversation = made.id;
    assert_eq!(made.posting, Posting::Staff);
    send(&teacher, conversation, "Photo de classe mardi").await;
    let theirs = seen(&marie, conversation).await.unwrap();
    assert!(!theirs.may_write);
    let refused = marie.call(&SendMessage { conversation }, &text("Merci !")).await;
    assert_eq!(refused.unwrap_err().code, Code::MayNotWrite);
    let mut socket = marie.socket().await;
    socket
        .say(&ClientFrame::Message {
            conversation_id: conversation,
            content: "Merci !".to_owned(),
            client_msg_id: domain::id::ClientMessageId::fresh(),
            message_type: None,
            reply_to: None,
        })
        .await;
    let heard = socket
        .wait_for(|frame| matches!(frame, ServerFrame::Error { .. }))
        .await;
    assert!(matches!(
        heard,
        ServerFrame::Error {
            code: Code::MayNotWrite,
            ..
        }
    ));
    let outside = other.call(&SendMessage { conversation }, &text("Moi aussi")).await;
    assert_eq!(
        outside.unwrap_err().code,
        Code::NotFound,
        "staff of another class is not in it"
    );
    let opening = RoomForm {
        posting: Some(Posting::Everyone),
        ..RoomForm::default()
    };
    let opened = teacher.call(&ChangeRoom { conversation }, &opening).await;
    assert_eq!(opened.unwrap_err().code, Code::Forbidden);
}

#[tokio::test]
async fn staff_says_who_may_write_in_a_group() {
    let app = TestApp::start().await;
    let [marie, jean, _] = parents(&app).await;
    let teacher = app.teacher("Sophie", &[Level::P3]).await;
    let theirs = group(&[&marie, &jean]).await;
    let quiet = RoomForm {
        posting: Some(Posting::Staff),
        ..RoomForm::default()
    };
    let refused = marie.call(&ChangeRoom { conversation: theirs }, &quiet).await;
    assert_eq!(refused.unwrap_err().code, Code::Forbidden);
    let own = group(&[&teacher, &jean]).await;
    teacher.call(&ChangeRoom { conversation: own }, &quiet).await.unwrap();
    let wrote = jean.call(&SendMessage { conversation: own }, &text("Bonjour")).await;
    assert_eq!(wrote.unwrap_err().code, Code::MayNotWrite);
}
