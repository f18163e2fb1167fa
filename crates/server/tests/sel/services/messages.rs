//! A message about an offer or a request (S0-11 to S0-13): the conversation says what it is about, for good.

use domain::{
    id::{ClientMessageId, ConversationId, ServiceId},
    messaging::{
        calls::{DeleteMessage, OpenDirect, SendMessage},
        history::HistoryQuery,
        new_message::NewMessage,
        types::{MessageInfo, NewDirect},
    },
    page::NoBody,
    problem::Code,
    schools::types::Level,
    sel::{
        service::ServiceQuote,
        service_calls::{ChangeService, PauseService, RemoveService},
    },
    socket::ServerFrame,
};
use testkit::{app::TestApp, person::Person};

use super::{form, offer};
use crate::messaging::history;

async fn direct(by: &Person, other: &Person) -> ConversationId {
    let new = NewDirect { account_id: other.id };
    by.call(&OpenDirect {}, &new).await.unwrap().id
}

async fn send_about(by: &Person, room: ConversationId, service: ServiceId) -> Result<MessageInfo, Code> {
    let new = NewMessage {
        service_id: Some(service),
        ..NewMessage::text("Bonjour, c’est encore libre ?", ClientMessageId::fresh())
    };
    let sent = by.call(&SendMessage { conversation: room }, &new).await;
    sent.map_err(|problem| problem.code)
}

/// What the only message of a room is about, as somebody reads it.
async fn about(by: &Person, room: ConversationId) -> Option<ServiceQuote> {
    let read = history(by, room, HistoryQuery::default()).await;
    read.items[0].service.clone()
}

#[tokio::test]
async fn a_message_says_what_it_is_about_as_it_was_called_then() {
    let app = TestApp::start().await;
    let (marie, _) = app.parent_of("Marie", Level::P3).await;
    let (jean, _) = app.parent_of("Jean", Level::P3).await;
    let service = offer(&jean, "Leçons de maths", "devoirs").await.id;
    let room = direct(&marie, &jean).await;
    let mut his = jean.socket().await;
    let sent = send_about(&marie, room, service).await.unwrap();
    let quote = sent.service.clone().unwrap();
    assert_eq!(
        (quote.id, quote.title.as_str(), quote.owner_id),
        (service, "Leçons de maths", jean.id)
    );
    let heard = his.wait_for(|frame| matches!(frame, ServerFrame::Message { .. })).await;
    let ServerFrame::Message { message, .. } = heard else {
        panic!("{heard:?}")
    };
    assert_eq!(message.service, sent.service);
    jean.call(&ChangeService { service }, &form("Maths", "devoirs"))
        .await
        .unwrap();
    jean.call(&RemoveService { service }, &NoBody {}).await.unwrap();
    assert_eq!(about(&marie, room).await, Some(quote));
    let call = DeleteMessage {
        conversation: room,
        message: sent.id,
    };
    let deleted = marie.call(&call, &NoBody {}).await.unwrap();
    assert_eq!(deleted.service, None);
    assert_eq!(about(&jean, room).await, None);
}

#[tokio::test]
async fn it_is_about_something_that_one_of_the_two_shows() {
    let app = TestApp::start().await;
    let (marie, _) = app.parent_of("Marie", Level::P3).await;
    let (jean, _) = app.parent_of("Jean", Level::P3).await;
    let (paul, _) = app.parent_of("Paul", Level::P3).await;
    let his = offer(&jean, "Maths", "devoirs").await.id;
    let other = offer(&paul, "Tarte", "cuisine").await.id;
    let hers = offer(&marie, "Vélo", "bricolage").await.id;
    let room = direct(&marie, &jean).await;
    assert_eq!(send_about(&marie, room, other).await.unwrap_err(), Code::Invalid);
    assert_eq!(
        send_about(&marie, room, ServiceId::fresh()).await.unwrap_err(),
        Code::Invalid
    );
    let class = marie.class_room(Level::P3).await;
    assert_eq!(send_about(&marie, class, hers).await.unwrap_err(), Code::Invalid);
    assert!(
        send_about(&marie, room, hers).await.is_ok(),
        "one's own may be spoken of too"
    );
    jean.call(&PauseService { service: his }, &NoBody {}).await.unwrap();
    assert_eq!(send_about(&marie, room, his).await.unwrap_err(), Code::Invalid);
}
