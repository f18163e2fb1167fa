//! Whom a message has reached.

use domain::{
    id::{ConversationId, MessageId},
    messaging::{
        calls::{MarkRead, OpenDirect, ShowConversation, ShowReceipts},
        edit::Receipts,
        marks::ReadUpTo,
        people_calls::ChangeMessagingSettings,
        presence::MessagingSettingsForm,
        types::NewDirect,
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
        .wait_for(|frame| matches!(frame, ServerFrame::MessageDelivered { marks, .. } if marks.iter().any(|mark| mark.account_id == amina.id)))
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

#[tokio::test]
async fn who_does_not_show_what_they_read_does_not_see_it_of_others() {
    let app = TestApp::start().await;
    let (marie, _) = app.parent_of("Marie", Level::P3).await;
    let (jean, _) = app.parent_of("Jean", Level::P3).await;
    let direct = marie
        .call(&OpenDirect {}, &NewDirect { account_id: jean.id })
        .await
        .unwrap()
        .id;
    let hide = MessagingSettingsForm {
        read_receipts: Some(false),
        ..MessagingSettingsForm::default()
    };
    jean.call(&ChangeMessagingSettings {}, &hide).await.unwrap();
    let mut watching = marie.socket().await;
    let sent = send(&marie, direct, "Lu ?").await;
    let mark = ReadUpTo { seq: sent.seq };
    jean.call(&MarkRead { conversation: direct }, &mark).await.unwrap();
    let shown = async |person: &Person| {
        let call = ShowConversation { conversation: direct };
        person.ask(&call, &NoQuery {}).await.unwrap()
    };
    assert_eq!(
        (
            shown(&marie).await.others_read_seq,
            shown(&marie).await.others_delivered_seq
        ),
        (0, 1)
    );
    let found = reached(&marie, (direct, sent.id)).await.unwrap();
    assert_eq!((found.delivered, found.read), (1, 0));
    let answer = send(&jean, direct, "Oui").await;
    marie
        .call(&MarkRead { conversation: direct }, &ReadUpTo { seq: answer.seq })
        .await
        .unwrap();
    assert_eq!(shown(&jean).await.others_read_seq, 0, "nor do they see it of others");
    assert_eq!(reached(&jean, (direct, answer.id)).await.unwrap().read, 0);
    let told = watching
        .settle()
        .await
        .iter()
        .any(|frame| matches!(frame, ServerFrame::MessageRead { marks, .. } if marks.iter().any(|mark| mark.account_id == jean.id)));
    assert!(!told, "nothing is told of it");
    let show = MessagingSettingsForm {
        read_receipts: Some(true),
        ..MessagingSettingsForm::default()
    };
    jean.call(&ChangeMessagingSettings {}, &show).await.unwrap();
    assert_eq!(shown(&marie).await.others_read_seq, answer.seq);
    assert_eq!(reached(&marie, (direct, sent.id)).await.unwrap().read, 1);
}

/// Meant to fail when only those are asked about who have a mark in the room: Jean has never opened it.
#[tokio::test]
async fn who_does_not_show_it_and_has_never_opened_the_room_does_not_see_it_either() {
    let app = TestApp::start().await;
    let (marie, _) = app.parent_of("Marie", Level::P3).await;
    let (jean, _) = app.parent_of("Jean", Level::P3).await;
    let hide = MessagingSettingsForm {
        read_receipts: Some(false),
        ..MessagingSettingsForm::default()
    };
    jean.call(&ChangeMessagingSettings {}, &hide).await.unwrap();
    let new = NewDirect { account_id: jean.id };
    let direct = marie.call(&OpenDirect {}, &new).await.unwrap().id;
    send(&marie, direct, "Lu ?").await;
    let call = ShowConversation { conversation: direct };
    let seen = jean.ask(&call, &NoQuery {}).await.unwrap();
    assert_eq!((seen.unread_count, seen.others_read_seq), (1, 0));
}
