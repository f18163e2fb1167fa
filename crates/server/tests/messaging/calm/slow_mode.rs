//! Slow mode: set by those who keep order, by itself from the fifth answer to a question; staff does not wait.

use domain::{
    id::ConversationId,
    messaging::{
        calls::{OpenDirect, SendMessage},
        calm::{
            calls::SetSlowMode,
            types::{RoomCalm, SlowMode},
        },
        types::NewDirect,
    },
    problem::{Code, Problem},
    schools::types::Level,
    socket::{ClientFrame, ServerFrame},
};
use futures_util::future::join_all;
use testkit::{app::TestApp, person::Person};

use super::{answer_to, calm};
use crate::messaging::{send, text};

async fn set(by: &Person, conversation: ConversationId, seconds: i32) -> Result<RoomCalm, Problem> {
    by.call(&SetSlowMode { conversation }, &SlowMode { seconds }).await
}

#[tokio::test]
async fn members_wait_between_two_messages_and_staff_does_not() {
    let app = TestApp::start().await;
    let teacher = app.teacher("Sophie", &[Level::P3]).await;
    let (marie, _) = app.parent_of("Marie", Level::P3).await;
    let (jean, _) = app.parent_of("Jean", Level::P3).await;
    let room = marie.class_room(Level::P3).await;
    assert_eq!(set(&marie, room, 60).await.unwrap_err().code, Code::Forbidden);
    assert_eq!(set(&teacher, room, 4000).await.unwrap_err().code, Code::Invalid);
    assert_eq!(set(&teacher, room, 60).await.unwrap().slow_mode_seconds, 60);
    assert_eq!(calm(&marie, room).await.next_at, None);
    let first = text("une fois");
    marie.call(&SendMessage { conversation: room }, &first).await.unwrap();
    let body = serde_json::to_string(&text("encore")).unwrap();
    let refused = marie
        .raw("POST", &format!("/api/v1/conversations/{room}/messages"), body)
        .await;
    assert_eq!((refused.status.as_u16(), refused.problem().code), (429, Code::SlowMode));
    let wait: i64 = refused.header("retry-after").unwrap().parse().unwrap();
    assert!((1..=60).contains(&wait), "{wait}");
    let next = calm(&marie, room).await.next_at.expect("she waits");
    assert!(next > store::clock::now());
    // what was stored is answered again, however fast
    marie
        .call(&SendMessage { conversation: room }, &first)
        .await
        .expect("the same message");
    send(&jean, room, "chacun son tour").await;
    send(&teacher, room, "un").await;
    send(&teacher, room, "deux").await;
    set(&teacher, room, 0).await.unwrap();
    send(&marie, room, "librement").await;
}

#[tokio::test]
async fn of_several_at_once_one_is_taken() {
    let app = TestApp::start().await;
    let teacher = app.teacher("Sophie", &[Level::P3]).await;
    let (marie, _) = app.parent_of("Marie", Level::P3).await;
    let room = marie.class_room(Level::P3).await;
    set(&teacher, room, 60).await.unwrap();
    let new: Vec<_> = (0..6).map(|number| text(&format!("{number}"))).collect();
    let call = SendMessage { conversation: room };
    let answers = join_all(new.iter().map(|one| marie.call(&call, one))).await;
    assert_eq!(answers.iter().filter(|answer| answer.is_ok()).count(), 1);
    let mut socket = marie.socket().await;
    for one in &new {
        socket
            .say(&ClientFrame::Message {
                conversation_id: room,
                content: format!("{} par le socket", one.content),
                client_msg_id: domain::id::ClientMessageId::fresh(),
                message_type: None,
                reply_to: None,
            })
            .await;
    }
    for _ in &new {
        socket
            .wait_for(|frame| {
                matches!(
                    frame,
                    ServerFrame::Error {
                        code: Code::SlowMode,
                        ..
                    }
                )
            })
            .await;
    }
}

#[tokio::test]
async fn from_the_fifth_answer_on_members_of_a_class_wait() {
    let app = TestApp::start().await;
    let teacher = app.teacher("Sophie", &[Level::P3]).await;
    let (marie, _) = app.parent_of("Marie", Level::P3).await;
    let (jean, _) = app.parent_of("Jean", Level::P3).await;
    let room = marie.class_room(Level::P3).await;
    let question = send(&marie, room, "C'est quoi le devoir ?").await.id;
    for number in 0..5 {
        answer_to(&jean, room, question, &format!("{number}")).await.unwrap();
    }
    let refused = answer_to(&jean, room, question, "encore").await.unwrap_err();
    assert_eq!(refused.code, Code::SlowMode);
    answer_to(&teacher, room, question, "du professeur").await.unwrap();
    send(&jean, room, "autre chose").await;
    let other = send(&marie, room, "Et jeudi ?").await.id;
    answer_to(&jean, room, other, "une autre question").await.unwrap();
}

#[tokio::test]
async fn between_two_people_nobody_waits() {
    let app = TestApp::start().await;
    let (marie, _) = app.parent_of("Marie", Level::P3).await;
    let (jean, _) = app.parent_of("Jean", Level::P3).await;
    let open = NewDirect { account_id: jean.id };
    let direct = marie.call(&OpenDirect {}, &open).await.unwrap().id;
    assert_eq!(set(&marie, direct, 60).await.unwrap_err().code, Code::Forbidden);
    let question = send(&marie, direct, "Alors ?").await.id;
    for number in 0..7 {
        answer_to(&jean, direct, question, &format!("{number}")).await.unwrap();
    }
}

#[tokio::test]
async fn a_parent_moderator_keeps_order_during_their_term() {
    let app = TestApp::start().await;
    let teacher = app.teacher("Sophie", &[Level::P3]).await;
    let (marie, _) = app.parent_of("Marie", Level::P3).await;
    let room = marie.class_room(Level::P3).await;
    assert!(!calm(&marie, room).await.may_moderate);
    crate::messaging::moderation::appoint(&app, marie.id, (-1, 24))
        .await
        .unwrap();
    assert!(calm(&marie, room).await.may_moderate);
    set(&marie, room, 300).await.unwrap();
    send(&marie, room, "une").await;
    send(&marie, room, "deux").await;
    send(&teacher, room, "trois").await;
}

#[tokio::test]
async fn whoever_is_in_the_room_hears_at_once_that_it_is_slow() {
    let app = TestApp::start().await;
    let teacher = app.teacher("Sophie", &[Level::P3]).await;
    let (marie, _) = app.parent_of("Marie", Level::P3).await;
    let room = marie.class_room(Level::P3).await;
    let mut hers = marie.socket().await;
    set(&teacher, room, 60).await.unwrap();
    hers.wait_for(
        |frame| matches!(frame, ServerFrame::ConversationSettings { conversation_id } if *conversation_id == room),
    )
    .await;
    assert_eq!(calm(&marie, room).await.slow_mode_seconds, 60);
}
