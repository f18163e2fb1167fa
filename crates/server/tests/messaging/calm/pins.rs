//! Pins: by those who keep order, five at most, seen live by everybody.

use domain::{
    id::{ConversationId, MessageId},
    messaging::{
        calls::OpenDirect,
        calm::calls::{ListPins, PinMessage, UnpinMessage},
        change::ChangeKind,
        types::{MessageInfo, NewDirect},
    },
    page::NoBody,
    problem::{Code, Problem},
    schools::types::Level,
    socket::ServerFrame,
};
use futures_util::future::join_all;
use testkit::{app::TestApp, person::Person};

use crate::messaging::send;

async fn pin(by: &Person, conversation: ConversationId, message: MessageId) -> Result<MessageInfo, Problem> {
    by.call(&PinMessage { conversation, message }, &NoBody {}).await
}

async fn pinned(by: &Person, conversation: ConversationId) -> Vec<MessageId> {
    let pins = by.call(&ListPins { conversation }, &NoBody {}).await.unwrap();
    pins.items.into_iter().map(|message| message.id).collect()
}

#[tokio::test]
async fn staff_pins_and_everybody_sees_it() {
    let app = TestApp::start().await;
    let teacher = app.teacher("Sophie", &[Level::P3]).await;
    let (marie, _) = app.parent_of("Marie", Level::P3).await;
    let room = marie.class_room(Level::P3).await;
    let homework = send(&teacher, room, "Devoir : page 12").await.id;
    let other = send(&teacher, room, "Sortie jeudi").await.id;
    let mut hers = marie.socket().await;
    assert_eq!(pin(&marie, room, homework).await.unwrap_err().code, Code::Forbidden);
    let now = pin(&teacher, room, homework).await.unwrap();
    assert!(now.pinned_at.is_some());
    hers.wait_for(|frame| {
        matches!(frame, ServerFrame::MessageChanged { change, .. }
            if change.change == ChangeKind::Pinned && change.message.pinned_at.is_some())
    })
    .await;
    let again = pin(&teacher, room, homework).await.unwrap();
    assert_eq!(again.changed_seq, now.changed_seq, "pinned twice is pinned once");
    pin(&teacher, room, other).await.unwrap();
    assert_eq!(pinned(&marie, room).await, [other, homework], "the newest pin first");
    let unpin = UnpinMessage {
        conversation: room,
        message: other,
    };
    assert_eq!(marie.call(&unpin, &NoBody {}).await.unwrap_err().code, Code::Forbidden);
    assert_eq!(teacher.call(&unpin, &NoBody {}).await.unwrap().pinned_at, None);
    assert_eq!(pinned(&marie, room).await, [homework]);
}

#[tokio::test]
async fn never_more_than_five_however_fast() {
    let app = TestApp::start().await;
    let teacher = app.teacher("Sophie", &[Level::P3]).await;
    let room = teacher.class_room(Level::P3).await;
    let mut said = Vec::new();
    for number in 0..8 {
        said.push(send(&teacher, room, &format!("{number}")).await.id);
    }
    let answers = join_all(said.iter().map(|message| pin(&teacher, room, *message))).await;
    let refused: Vec<Code> = answers
        .into_iter()
        .filter_map(|one| one.err().map(|problem| problem.code))
        .collect();
    assert_eq!(refused, [Code::LimitReached; 3]);
    assert_eq!(pinned(&teacher, room).await.len(), 5);
}

#[tokio::test]
async fn both_pin_in_a_direct_conversation_and_only_what_is_in_it() {
    let app = TestApp::start().await;
    let (marie, _) = app.parent_of("Marie", Level::P3).await;
    let (jean, _) = app.parent_of("Jean", Level::P3).await;
    let class = marie.class_room(Level::P3).await;
    let open = NewDirect { account_id: jean.id };
    let direct = marie.call(&OpenDirect {}, &open).await.unwrap().id;
    let said = send(&jean, direct, "Rendez-vous à 16 h").await.id;
    let elsewhere = send(&jean, class, "autre part").await.id;
    pin(&marie, direct, said).await.unwrap();
    assert_eq!(pinned(&jean, direct).await, [said]);
    assert_eq!(pin(&marie, direct, elsewhere).await.unwrap_err().code, Code::NotFound);
    let deleted = jean
        .raw("DELETE", &format!("/api/v1/conversations/{direct}/messages/{said}"), "")
        .await;
    assert!(deleted.status.is_success(), "{}", deleted.body);
    assert_eq!(pinned(&marie, direct).await, [], "what is gone is not pinned");
}
