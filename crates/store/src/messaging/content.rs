//! What a message says, and everything that repeats it: when the message is deleted, all of it goes.

use diesel::prelude::*;
use domain::{
    id::{AccountId, ConversationId, MessageId},
    moment::Moment,
};

use crate::{
    error::StoreResult,
    files::release,
    messaging::{mentions, polls, room, search::index},
    schema::{hidden_messages, idempotency_keys, message_edits, messages},
    tx::Tx,
};

/// Calls whose answers hold messages. Each of them may be made again without harm: a letter carries a number of its own, the others say
/// how something is to be. `CreateConversation` and `ScheduleMessage` make something new each time: their answers stay, sealed, for a day.
const ANSWERS_WITH_MESSAGES: &[&str] = &[
    "SendMessage",
    "ForwardMessage",
    "ClosePoll",
    "OpenDirect",
    "OpenSupport",
    "AddMembers",
    "JoinRoom",
];

/// Takes away what a message says, in this transaction: its text and earlier texts, its words in the search, its files, and the stored
/// answers that repeat it. Quotes and previews are read from its row. Asked under the lock of the room, before
/// [`record`](crate::messaging::changes::record).
///
/// # Errors
/// When the database does not answer.
pub fn forget_content(tx: &mut Tx<'_>, message: MessageId) -> StoreResult<()> {
    let (conversation, sender): (ConversationId, Option<AccountId>) = diesel::update(messages::table.find(message))
        .set((
            messages::content.eq(""),
            messages::reply_to.eq(None::<MessageId>),
            messages::about.eq(None::<String>),
            messages::edited_at.eq(None::<Moment>),
            messages::pinned_at.eq(None::<Moment>),
        ))
        .returning((messages::conversation_id, messages::sender_id))
        .get_result(tx.db)?;
    diesel::delete(message_edits::table.filter(message_edits::message_id.eq(message))).execute(tx.db)?;
    diesel::delete(hidden_messages::table.find(message)).execute(tx.db)?;
    index::forget(tx.db, message)?;
    mentions::forget(tx, message)?;
    polls::forget(tx, message)?;
    release::of_messages(tx, &[message])?;
    let mut readers = room::members(tx.db, conversation)?;
    readers.extend(sender);
    diesel::delete(
        idempotency_keys::table
            .filter(idempotency_keys::account_id.eq_any(readers))
            .filter(idempotency_keys::call.eq_any(ANSWERS_WITH_MESSAGES)),
    )
    .execute(tx.db)?;
    Ok(())
}
