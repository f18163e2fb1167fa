//! Z4: a child that a parent only claims opens nothing, and what a link had opened is gone when it ends.

use std::time::Duration;

use domain::{
    families::{
        calls::{AddChild, ConfirmGuardianLink, RemoveChild},
        rules::NO_RIGHTS,
        types::{Confirmation, LinkStatus, MyChild, NewChild},
    },
    id::{ClientMessageId, ConversationId},
    messaging::{
        calls::{
            ListContacts, ListConversations, ListMembers, ListMessages, MarkRead, SendMessage, ShowConversation,
            ShowPresence,
        },
        history::HistoryQuery,
        marks::ReadUpTo,
        new_message::NewMessage,
    },
    page::{NoBody, PageQuery},
    problem::Code,
    schools::types::{GuardianMode, Level, RegistrationMode},
    socket::ServerFrame,
};
use testkit::{app::TestApp, person::Person};

use crate::families::{over_there, second_node};

async fn declare(app: &TestApp, person: &Person) -> MyChild {
    let new = NewChild {
        code: None,
        first_name: Some("Louis".to_owned()),
        last_name: Some("Dubois".to_owned()),
        class_id: Some(app.class(Level::P3).await),
        relationship: None,
    };
    person.call(&AddChild {}, &new).await.unwrap()
}

fn message(content: &str) -> NewMessage {
    NewMessage::text(content, ClientMessageId::fresh())
}

async fn sees_nothing(person: &Person, conversation: ConversationId) {
    let gone = [
        person
            .call(&ShowConversation { conversation }, &NoBody {})
            .await
            .map(drop),
        person
            .ask(&ListMessages { conversation }, &HistoryQuery::default())
            .await
            .map(drop),
        person
            .ask(&ListMembers { conversation }, &PageQuery::default())
            .await
            .map(drop),
        person.call(&ShowPresence { conversation }, &NoBody {}).await.map(drop),
        person
            .call(&SendMessage { conversation }, &message("I am in"))
            .await
            .map(drop),
        person
            .call(&MarkRead { conversation }, &ReadUpTo { seq: 1 })
            .await
            .map(drop),
    ];
    for outcome in gone {
        assert_eq!(outcome.unwrap_err().code, Code::NotFound);
    }
    let list = person.ask(&ListConversations {}, &PageQuery::default()).await.unwrap();
    assert!(list.items.iter().all(|room| room.id != conversation));
}

fn is_about(frame: &ServerFrame, room: ConversationId) -> bool {
    match frame {
        ServerFrame::Message { message, .. } => message.conversation_id == room,
        ServerFrame::MessageTyping { conversation_id, .. }
        | ServerFrame::MessageRead { conversation_id, .. }
        | ServerFrame::MessageDelivered { conversation_id, .. }
        | ServerFrame::ConversationJoined { conversation_id }
        | ServerFrame::ConversationLeft { conversation_id } => *conversation_id == room,
        _ => false,
    }
}

#[tokio::test]
async fn a_declared_child_opens_nothing() {
    let app = TestApp::start().await;
    let (jean, _) = app.parent_of("Jean", Level::P3).await;
    let room = jean.class_room(Level::P3).await;
    let marie = app.register_and_verify("Marie").await;
    let mut window = marie.socket().await;

    let child = declare(&app, &marie).await;
    assert_eq!((child.status, child.rights), (LinkStatus::Pending, NO_RIGHTS));
    jean.call(&SendMessage { conversation: room }, &message("Qui vient à la fête ?"))
        .await
        .unwrap();
    sees_nothing(&marie, room).await;
    let contacts = marie.ask(&ListContacts {}, &PageQuery::default()).await.unwrap();
    assert!(contacts.items.iter().all(|person| person.id != jean.id));
    let heard = window.settle().await;
    assert!(!heard.iter().any(|frame| is_about(frame, room)), "{heard:?}");
}

#[tokio::test]
async fn what_a_link_opened_is_gone_when_it_ends_on_every_node() {
    let app = TestApp::start().await;
    let elsewhere = second_node(&app);
    let (jean, _) = app.parent_of("Jean", Level::P3).await;
    let (marie, child) = app.parent_of("Marie", Level::P3).await;
    let room = jean.class_room(Level::P3).await;
    let over_there = over_there(&marie, elsewhere.as_ref());
    over_there
        .ask(&ListMessages { conversation: room }, &HistoryQuery::default())
        .await
        .unwrap();
    let mut here = marie.socket().await;
    let mut there = over_there.socket().await;

    marie.call(&RemoveChild { child }, &NoBody {}).await.unwrap();
    sees_nothing(&marie, room).await;
    sees_nothing(&over_there, room).await;
    for window in [&mut here, &mut there] {
        window
            .wait_at_most(
                Duration::from_secs(2),
                |frame| matches!(frame, ServerFrame::ConversationLeft { conversation_id } if *conversation_id == room),
            )
            .await;
    }
    jean.call(&SendMessage { conversation: room }, &message("Entre nous"))
        .await
        .unwrap();
    for window in [&mut here, &mut there] {
        let heard = window.settle().await;
        assert!(
            !heard.iter().any(|frame| matches!(frame, ServerFrame::Message { .. })),
            "{heard:?}"
        );
    }
}

#[tokio::test]
async fn of_two_parents_one_goes_and_the_other_stays() {
    let app = TestApp::start().await;
    let (marie, child) = app.parent_of("Marie", Level::P3).await;
    let jean = app.register_and_verify("Jean").await;
    app.add_child(&jean, child).await;
    let room = marie.class_room(Level::P3).await;
    marie.call(&RemoveChild { child }, &NoBody {}).await.unwrap();
    sees_nothing(&marie, room).await;
    jean.call(&SendMessage { conversation: room }, &message("Je suis encore là"))
        .await
        .unwrap();
    // and back with a fresh code
    app.add_child(&marie, child).await;
    let seen = marie
        .ask(&ListMessages { conversation: room }, &HistoryQuery::default())
        .await
        .unwrap();
    assert_eq!(seen.items.len(), 1);
}

#[tokio::test]
async fn a_confirmed_link_opens_the_class_in_every_window() {
    let app = TestApp::start().await;
    let teacher = app.teacher("Anne", &[Level::P3]).await;
    let marie = app.register_and_verify("Marie").await;
    let mut window = marie.socket().await;
    let link = declare(&app, &marie).await.link_id;
    teacher
        .call(&ConfirmGuardianLink { link }, &Confirmation::default())
        .await
        .unwrap();
    let room = marie.class_room(Level::P3).await;
    window
        .wait_for(
            |frame| matches!(frame, ServerFrame::ConversationJoined { conversation_id } if *conversation_id == room),
        )
        .await;
}

#[tokio::test]
async fn a_newcomer_begins_with_nothing_unread() {
    let app = TestApp::start().await;
    let (jean, _) = app.parent_of("Jean", Level::P3).await;
    let room = jean.class_room(Level::P3).await;
    for turn in 0..3 {
        jean.call(&SendMessage { conversation: room }, &message(&format!("numéro {turn}")))
            .await
            .unwrap();
    }
    let (marie, _) = app.parent_of("Marie", Level::P3).await;
    let seen = marie
        .call(&ShowConversation { conversation: room }, &NoBody {})
        .await
        .unwrap();
    assert_eq!((seen.last_seq, seen.last_read_seq, seen.unread_count), (3, 3, 0));
}

#[tokio::test]
async fn a_school_that_trusts_everybody_opens_the_class_at_once() {
    let app = TestApp::start().await;
    app.set_modes(RegistrationMode::Open, GuardianMode::Open).await;
    let marie = app.register_and_verify("Marie").await;
    let child = declare(&app, &marie).await;
    assert_eq!(child.status, LinkStatus::Confirmed);
    let room = marie.class_room(Level::P3).await;
    marie.call(&RemoveChild { child: child.id }, &NoBody {}).await.unwrap();
    sees_nothing(&marie, room).await;
}

/// Messages are sent while a link ends: whoever has been told of the end gets none that took its place afterwards.
#[tokio::test]
async fn no_message_after_the_end_reaches_the_one_who_left() {
    let app = TestApp::start().await;
    let (jean, _) = app.parent_of("Jean", Level::P3).await;
    let (marie, child) = app.parent_of("Marie", Level::P3).await;
    let room = jean.class_room(Level::P3).await;
    let mut window = marie.socket().await;
    let sending = tokio::spawn({
        let jean = jean.clone();
        async move {
            for turn in 0..30 {
                jean.call(&SendMessage { conversation: room }, &message(&format!("numéro {turn}")))
                    .await
                    .unwrap();
            }
        }
    });
    window
        .wait_for(|frame| matches!(frame, ServerFrame::Message { .. }))
        .await;
    marie.call(&RemoveChild { child }, &NoBody {}).await.unwrap();
    window
        .wait_for(|frame| matches!(frame, ServerFrame::ConversationLeft { .. }))
        .await;
    sending.await.unwrap();
    jean.call(&SendMessage { conversation: room }, &message("le dernier"))
        .await
        .unwrap();
    let heard = window.settle().await;
    let left = heard
        .iter()
        .position(|frame| matches!(frame, ServerFrame::ConversationLeft { .. }))
        .unwrap();
    assert!(
        !heard[left..]
            .iter()
            .any(|frame| matches!(frame, ServerFrame::Message { .. })),
        "{:?}",
        &heard[left..]
    );
}
