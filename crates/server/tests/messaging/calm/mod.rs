//! Calm: pinned answers, answered questions, slow mode, quiet hours, the recap, and an end to old messages.

mod answers;
mod pins;
mod quiet;
mod retention;
mod slow_mode;

use domain::{
    id::{ClientMessageId, ConversationId, MessageId},
    messaging::{
        calls::SendMessage,
        calm::{calls::ShowCalm, types::RoomCalm},
        new_message::NewMessage,
        types::MessageInfo,
    },
    page::NoBody,
    problem::Problem,
};
use testkit::person::Person;

async fn answer_to(
    by: &Person,
    conversation: ConversationId,
    question: MessageId,
    content: &str,
) -> Result<MessageInfo, Problem> {
    let new = NewMessage {
        reply_to: Some(question),
        ..NewMessage::text(content, ClientMessageId::fresh())
    };
    by.call(&SendMessage { conversation }, &new).await
}

async fn calm(of: &Person, conversation: ConversationId) -> RoomCalm {
    of.call(&ShowCalm { conversation }, &NoBody {}).await.unwrap()
}
