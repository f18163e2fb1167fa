//! Whom a message has reached.

use domain::{
    id::{ConversationId, MessageId},
    messaging::{
        calls::{MarkRead, ShowReceipts},
        edit::Receipts,
        types::ReadUpTo,
    },
    page::NoQuery,
    problem::Code,
    schools::types::Level,
    socket::{ClientFrame, ServerFrame},
};
use testkit::{app::TestApp, person::Person};

use crate::messaging::send;

async fn reached(person: &Person, (conversation, message): (ConversationId, MessageId)) -> Result<Receipts, Code> {
    let answer = person.ask(&ShowReceipts { conversation, message }, &NoQuery {}).await;
    answer.map_err(|problem| problem.code)
}

#[tokio::test]
async fn its_author_sees_who_has_it_and_who_has_read_it() {
    let app = TestApp::start().await;
    let (marie, _) = app.parent_of("Marie", Level::P3).await;
    let (jean, _) = app.parent_of("Jean", Level::P3).await;
    let (amina, _) = app.parent_of("Amina", Level::P3).await;
    let (piotr, _) = app.parent_of("Piotr", Level::P3).await;
    let room = marie.class_room(Level::P3).await;
    let sent = send(&marie, room, "Bonjour").await;
    let place = (room, sent.id);
    let mut watching = marie.socket().await;
    jean.call(&MarkRead { conversation: room }, &ReadUpTo { seq: 1 })
        .await
        .unwrap();
    let mut socket = amina.socket().await;
    socket
        .say(&ClientFrame::MessageDelivered {
            conversation_id: room,
            seq: 1,
        })
        .await;
    watching
        .wait_for(|frame| matches!(frame, ServerFrame::MessageDelivered { account_id, .. } if *account_id == amina.id))
        .await;
    let found = reached(&marie, place).await.unwrap();
    assert_eq!((found.others, found.delivered, found.read), (3, 2, 1));
    let of = |person: &Person| {
        let one = found.people.iter().find(|one| one.account_id == person.id).unwrap();
        (one.delivered, one.read)
    };
    assert_eq!(
        (of(&jean), of(&amina), of(&piotr)),
        ((true, true), (true, false), (false, false))
    );
    assert_eq!(reached(&jean, place).await, Err(Code::Forbidden));
    let (stranger, _) = app.parent_of("Olga", Level::P4).await;
    assert_eq!(reached(&stranger, place).await, Err(Code::NotFound));
    super::delete(&marie, place).await.unwrap();
    assert_eq!(reached(&marie, place).await, Err(Code::NotFound));
}
