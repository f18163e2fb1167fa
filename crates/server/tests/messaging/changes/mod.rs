//! What happens to messages after they were sent: edits, deletions, whom they reach, where they go.

mod around;
mod deleting;
mod editing;
mod forwarding;
mod receipts;

use domain::{
    id::{ConversationId, MessageId},
    messaging::{
        calls::{DeleteMessage, EditMessage, ShowMessage},
        change::{ChangeKind, MessageChange},
        edit::MessageEdit,
        types::MessageInfo,
    },
    page::{NoBody, NoQuery},
    problem::Code,
    socket::ServerFrame,
};
use testkit::{app::TestApp, person::Person};

type Answer = Result<MessageInfo, Code>;

async fn edit(person: &Person, (conversation, message): (ConversationId, MessageId), content: &str) -> Answer {
    let body = MessageEdit {
        content: content.to_owned(),
    };
    let answer = person.call(&EditMessage { conversation, message }, &body).await;
    answer.map_err(|problem| problem.code)
}

async fn delete(person: &Person, (conversation, message): (ConversationId, MessageId)) -> Answer {
    let answer = person.call(&DeleteMessage { conversation, message }, &NoBody {}).await;
    answer.map_err(|problem| problem.code)
}

async fn show(person: &Person, (conversation, message): (ConversationId, MessageId)) -> Answer {
    let answer = person.ask(&ShowMessage { conversation, message }, &NoQuery {}).await;
    answer.map_err(|problem| problem.code)
}

/// The changes that a socket has heard.
fn changes(heard: &[ServerFrame]) -> Vec<&MessageChange> {
    heard
        .iter()
        .filter_map(|frame| match frame {
            ServerFrame::MessageChanged { change, .. } => Some(change),
            _ => None,
        })
        .collect()
}

fn is_change(frame: &ServerFrame, of: MessageId, kind: ChangeKind) -> bool {
    matches!(frame, ServerFrame::MessageChanged { change, .. } if change.message.id == of && change.change == kind)
}

/// As if the message had been sent so many seconds earlier.
async fn make_older(app: &TestApp, message: MessageId, seconds: i64) {
    use diesel::prelude::*;
    use store::schema::messages;
    app.store()
        .write(move |tx| {
            let at = tx.now.plus_seconds(-seconds);
            diesel::update(messages::table.find(message))
                .set(messages::created_at.eq(at))
                .execute(tx.db)?;
            Ok(())
        })
        .await
        .unwrap();
}
