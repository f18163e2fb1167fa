//! Answered questions, and the recap that counts them.

use domain::{
    id::{ConversationId, MessageId},
    messaging::{
        calm::{
            calls::{MarkAnswered, PinMessage, ReopenQuestion, ShowRecap},
            types::Answered,
        },
        change::ChangeKind,
        history::HistoryQuery,
        types::MessageInfo,
    },
    page::NoBody,
    problem::{Code, Problem},
    schools::types::Level,
    socket::ServerFrame,
};
use testkit::{app::TestApp, person::Person};

use crate::messaging::{history, send};

async fn mark(
    by: &Person,
    conversation: ConversationId,
    (message, message_id): (MessageId, MessageId),
) -> Result<MessageInfo, Problem> {
    let call = MarkAnswered { conversation, message };
    by.call(&call, &Answered { message_id }).await
}

#[tokio::test]
async fn whoever_asked_marks_the_answer_and_opens_the_question_again() {
    let app = TestApp::start().await;
    let teacher = app.teacher("Sophie", &[Level::P3]).await;
    let (marie, _) = app.parent_of("Marie", Level::P3).await;
    let (jean, _) = app.parent_of("Jean", Level::P3).await;
    let room = marie.class_room(Level::P3).await;
    let before = send(&jean, room, "Bonjour").await.id;
    let question = send(&marie, room, "C'est quoi le devoir ?").await.id;
    let answer = send(&jean, room, "Page 12").await.id;
    let mut his = jean.socket().await;
    assert_eq!(
        mark(&jean, room, (question, answer)).await.unwrap_err().code,
        Code::Forbidden
    );
    assert_eq!(
        mark(&marie, room, (question, before)).await.unwrap_err().code,
        Code::Invalid,
        "earlier"
    );
    assert_eq!(
        mark(&marie, room, (question, question)).await.unwrap_err().code,
        Code::Invalid
    );
    let marked = mark(&marie, room, (question, answer)).await.unwrap();
    assert_eq!((marked.answer_id, marked.answered_at.is_some()), (Some(answer), true));
    his.wait_for(|frame| {
        matches!(frame, ServerFrame::MessageChanged { change, .. }
            if change.change == ChangeKind::Answered && change.message.answer_id == Some(answer))
    })
    .await;
    let again = mark(&marie, room, (question, answer)).await.unwrap();
    assert_eq!(again.changed_seq, marked.changed_seq);
    let read = history(&jean, room, HistoryQuery::default()).await.items;
    assert_eq!(read[1].answer_id, Some(answer));
    let better = send(&teacher, room, "Page 13, pardon").await.id;
    let marked = mark(&teacher, room, (question, better)).await.unwrap();
    assert_eq!(marked.answer_id, Some(better), "staff corrects it");
    let reopen = ReopenQuestion {
        conversation: room,
        message: question,
    };
    assert_eq!(jean.call(&reopen, &NoBody {}).await.unwrap_err().code, Code::Forbidden);
    let open = marie.call(&reopen, &NoBody {}).await.unwrap();
    assert_eq!((open.answer_id, open.answered_at), (None, None));
}

#[tokio::test]
async fn the_recap_says_what_was_asked_answered_and_pinned() {
    let app = TestApp::start().await;
    let teacher = app.teacher("Sophie", &[Level::P3]).await;
    let (marie, _) = app.parent_of("Marie", Level::P3).await;
    let room = marie.class_room(Level::P3).await;
    let old = send(&marie, room, "Une vieille question ?").await.id;
    app.store()
        .write(move |tx| {
            use diesel::prelude::*;
            use store::schema::messages;
            let long_ago = tx.now.plus_seconds(-8 * 24 * 3600);
            diesel::update(messages::table.find(old))
                .set(messages::created_at.eq(long_ago))
                .execute(tx.db)?;
            Ok(())
        })
        .await
        .unwrap();
    let question = send(&marie, room, "C'est quoi le devoir ?").await.id;
    let answer = send(&teacher, room, "Page 12").await.id;
    let open = send(&marie, room, "Et pour vendredi ?").await.id;
    send(&marie, room, "Voir https://exemple.be/?page=2").await;
    mark(&marie, room, (question, answer)).await.unwrap();
    let pin = PinMessage {
        conversation: room,
        message: answer,
    };
    teacher.call(&pin, &NoBody {}).await.unwrap();
    let recap = marie.call(&ShowRecap { conversation: room }, &NoBody {}).await.unwrap();
    let ids = |messages: &[MessageInfo]| messages.iter().map(|message| message.id).collect::<Vec<_>>();
    assert_eq!((recap.messages, recap.writers), (4, 2));
    assert_eq!(ids(&recap.pinned), [answer]);
    assert_eq!(ids(&recap.answered), [question]);
    assert_eq!(ids(&recap.open), [open]);
}
