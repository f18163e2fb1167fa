//! Sending: M2, M5, and what a message may be.

use domain::{
    id::ClientMessageId,
    messaging::{
        calls::{OpenDirect, SendMessage},
        new_message::NewMessage,
        types::NewDirect,
    },
    problem::Code,
    schools::types::{Level, Role},
};
use futures_util::future::join_all;
use testkit::{app::TestApp, node::Wiring};

use super::{everything, second_node, send, text};

#[tokio::test]
async fn places_have_no_holes_when_many_write_at_once() {
    let app = TestApp::start().await;
    let node2 = second_node(&app);
    let mut writers = Vec::new();
    for name in ["Marie", "Jean", "Amina", "Piotr"] {
        let (writer, _) = app.parent_of(name, Level::P3).await;
        writers.push(writer);
    }
    let room = writers[0].class_room(Level::P3).await;
    let writing = writers.iter().enumerate().map(|(index, writer)| {
        let writer = match &node2 {
            Some(node) if index % 2 == 1 => writer.on(node),
            _ => writer.clone(),
        };
        async move {
            let mut mine = Vec::new();
            for number in 0..10 {
                mine.push(send(&writer, room, &format!("{number}")).await.seq);
            }
            mine
        }
    });
    let taken = join_all(writing).await;
    assert!(
        taken.iter().all(|mine| mine.is_sorted()),
        "each writer's messages keep their order"
    );
    let mut all: Vec<i64> = taken.concat();
    all.sort_unstable();
    assert_eq!(all, (1..=40).collect::<Vec<i64>>());
    let stored: Vec<i64> = everything(&writers[3], room).await.iter().map(|m| m.seq).collect();
    assert_eq!(stored, all);
}

#[tokio::test]
async fn a_repeated_message_is_the_same_message() {
    let app = TestApp::start().await;
    let node2 = second_node(&app);
    let (marie, _) = app.parent_of("Marie", Level::P3).await;
    let room = marie.class_room(Level::P3).await;
    let first = text("Qui peut prêter des bottes ?");
    let call = SendMessage { conversation: room };
    let other_session = app.sign_in("Marie").await;
    let there = node2.as_ref().map_or_else(|| marie.clone(), |node| marie.on(node));
    let tries = (0..10).map(|number| {
        let again = NewMessage {
            content: format!("{}{}", first.content, "!".repeat(number)),
            ..first.clone()
        };
        let (marie, other_session, there, call) = (marie.clone(), other_session.clone(), there.clone(), call.clone());
        async move {
            let person = [&marie, &other_session, &there][number % 3];
            person.call(&call, &again).await.unwrap()
        }
    });
    let answers = join_all(tries).await;
    assert!(answers.iter().all(|answer| *answer == answers[0]), "always the same");
    assert_eq!(everything(&marie, room).await, [answers[0].clone()]);
    assert_eq!(send(&marie, room, "et des gants ?").await.seq, 2, "no place was lost");
}

#[tokio::test]
async fn the_same_number_in_another_conversation_is_another_message() {
    let app = TestApp::start().await;
    let (marie, _) = app.parent_of("Marie", Level::P3).await;
    let teacher = app.teacher("Sophie", &[Level::P3]).await;
    let class = marie.class_room(Level::P3).await;
    let with = NewDirect { account_id: teacher.id };
    let direct = marie.call(&OpenDirect {}, &with).await.unwrap().id;
    let message = text("Bonjour");
    let here = marie
        .call(&SendMessage { conversation: class }, &message)
        .await
        .unwrap();
    let there = marie
        .call(&SendMessage { conversation: direct }, &message)
        .await
        .unwrap();
    assert_ne!(here.id, there.id);
    // and the same number of another person is theirs
    let other = teacher
        .call(&SendMessage { conversation: class }, &message)
        .await
        .unwrap();
    assert_eq!((other.seq, other.sender_id), (2, Some(teacher.id)));
}

#[tokio::test]
async fn a_message_carries_its_sender_as_they_were() {
    let app = TestApp::start().await;
    let teacher = app.teacher("Sophie", &[Level::P3]).await;
    let room = teacher.class_room(Level::P3).await;
    let sent = send(&teacher, room, "  Sortie jeudi.\r\nÀ 9 h.  ").await;
    assert_eq!(sent.sender_name, "Sophie Evrard");
    assert_eq!(sent.sender_role, Role::Teacher);
    assert!(sent.content.contains("À 9 h."));
}

#[tokio::test]
async fn a_reply_stays_in_its_conversation() {
    let app = TestApp::start().await;
    let teacher = app.teacher("Sophie", &[Level::P3, Level::P4]).await;
    let (p3, p4) = (teacher.class_room(Level::P3).await, teacher.class_room(Level::P4).await);
    let question = send(&teacher, p3, "Qui vient ?").await;
    let reply = NewMessage {
        reply_to: Some(question.id),
        ..text("Moi")
    };
    let here = teacher.call(&SendMessage { conversation: p3 }, &reply).await.unwrap();
    assert_eq!(here.reply_to, Some(question.id));
    let problem = teacher
        .call(&SendMessage { conversation: p4 }, &reply)
        .await
        .unwrap_err();
    assert_eq!(
        (problem.code, problem.errors[0].pointer.as_str()),
        (Code::Invalid, "/reply_to")
    );
    assert_eq!(
        send(&teacher, p4, "Bonjour").await.seq,
        1,
        "the refused one took no place"
    );
}

#[tokio::test]
async fn the_length_of_a_message_is_a_setting() {
    let mut wiring = Wiring::default();
    wiring.settings.max_message_length = 10;
    let app = TestApp::start_with(wiring).await;
    let teacher = app.teacher("Sophie", &[Level::P3]).await;
    let room = teacher.class_room(Level::P3).await;
    let call = SendMessage { conversation: room };
    teacher.call(&call, &text("ééééééééé🎒")).await.expect("ten characters");
    for content in ["ééééééééé🎒!", "", "   \n "] {
        let problem = teacher.call(&call, &text(content)).await.unwrap_err();
        assert_eq!(
            (problem.code, problem.errors[0].pointer.as_str()),
            (Code::Invalid, "/content")
        );
    }
    let mut long = text("x");
    long.client_msg_id = ClientMessageId::fresh();
    long.content = "x".repeat(2001);
    let problem = teacher.call(&call, &long).await.unwrap_err();
    assert_eq!(problem.errors[0].code, "too_long");
}
