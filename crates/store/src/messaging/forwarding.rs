//! Messages that go on to another conversation.

use domain::{
    id::MessageId,
    messaging::{
        edit::Forwarding,
        new_message::NewMessage,
        types::{MessageInfo, MessageKind},
    },
    problem::Code,
};

use crate::{
    error::{StoreError, StoreResult},
    messaging::{
        message,
        room::{self, InRoom},
        sending::{self, Letter},
    },
    tx::Tx,
};

/// Sends what a message says to another conversation, as a message of whoever does it.
///
/// # Errors
/// [`StoreError::NotFound`] when the message is not of this room; `invalid` when there is nothing of it to forward, or the other
/// conversation is not theirs; else as for any letter.
pub fn forward(tx: &mut Tx<'_>, by: &InRoom, id: MessageId, new: &Forwarding) -> StoreResult<MessageInfo> {
    let message = message::show(tx.db, by, id)?;
    let can_go = matches!(
        message.message_type,
        MessageKind::Text | MessageKind::Image | MessageKind::File
    );
    let is_gone = message.deleted_at.is_some() || message.hidden_at.is_some();
    let there = room::enter(tx.db, by.member(), new.to);
    if !can_go || is_gone || matches!(there, Err(StoreError::NotFound)) {
        return Err(StoreError::Refused(Code::Invalid));
    }
    let there = there?;
    let letter = Letter {
        by: by.member().clone(),
        new: NewMessage::text(message.content, new.client_msg_id),
        forwards: Some(id),
        unattended: false,
    };
    Ok(sending::send_one(tx, there.conversation(), letter)?.message())
}
