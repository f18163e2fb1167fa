//! What hangs on messages: reactions, mentions, trees of text, polls; and what is not sent yet: scheduled messages and drafts.

mod at_once;
mod drafts;
mod mentions;
mod polls;
mod reactions;
mod scheduled;
mod text;

use domain::{
    id::{AccountId, ConversationId, MessageId},
    messaging::{
        calls::{SendMessage, ShowConversation, ShowMessage},
        change::{ChangeKind, MessageChange},
        new_message::NewMessage,
        rooms::{
            calls::CreateConversation,
            types::{NewConversation, NewKind},
        },
        types::{ConversationInfo, MessageInfo, Posting},
    },
    page::NoQuery,
    problem::Problem,
    socket::ServerFrame,
};
use testkit::{person::Person, socket::Socket};

async fn room_of(person: &Person, conversation: ConversationId) -> ConversationInfo {
    person
        .ask(&ShowConversation { conversation }, &NoQuery {})
        .await
        .unwrap()
}

async fn message_of(person: &Person, conversation: ConversationId, message: MessageId) -> MessageInfo {
    let call = ShowMessage { conversation, message };
    person.ask(&call, &NoQuery {}).await.unwrap()
}

async fn try_send(person: &Person, conversation: ConversationId, new: &NewMessage) -> Result<MessageInfo, Problem> {
    person.call(&SendMessage { conversation }, new).await
}

/// A room of this kind that somebody makes with these people.
async fn make(by: &Person, kind: NewKind, posting: Option<Posting>, people: &[&Person]) -> ConversationId {
    let members: Vec<AccountId> = people.iter().map(|person| person.id).collect();
    let new = NewConversation {
        kind,
        title: Some("Fancy-fair".to_owned()),
        description: None,
        members,
        staff_only: false,
        posting,
    };
    by.call(&CreateConversation {}, &new).await.unwrap().id
}

/// The next change of this kind that a window hears.
async fn hears(window: &mut Socket, kind: ChangeKind) -> MessageChange {
    let frame = window
        .wait_for(|frame| matches!(frame, ServerFrame::MessageChanged { change, .. } if change.change == kind))
        .await;
    let ServerFrame::MessageChanged { change, .. } = frame else {
        unreachable!("that was asked for")
    };
    change
}
