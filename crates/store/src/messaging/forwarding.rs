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
    files::arriving,
    messaging::{
        message,
        room::{self, InRoom},
        sending::{self, Letter},
    },
    tx::Tx,
};

/// Sends what a message says to another conversation, as a message of whoever does it. Its files are theirs from then on: they count
/// towards the space of who forwards, although the bytes are kept once.
///
/// # Errors
/// [`StoreError::NotFound`] when the message is not of this room; `invalid` when there is nothing of it to forward, or the other
/// conversation is not theirs; `space_used` when their files would take more than `quota` bytes; else as for any letter.
pub fn forward(
    tx: &mut Tx<'_>,
    by: &InRoom,
    id: MessageId,
    (new, quota): (&Forwarding, i64),
) -> StoreResult<MessageInfo> {
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
    if message.attachments.is_empty() {
        return Ok(sending::send_one(tx, there.conversation(), letter)?.message());
    }
    // what is forwarded twice under one number is there already and takes no more: so the space is looked at before and after
    let before = arriving::hold(tx, by.account())?;
    let sent = sending::send_one(tx, there.conversation(), letter)?.message();
    let after = arriving::used(tx.db, by.account())?;
    if after > before && after > quota {
        return Err(StoreError::Refused(Code::SpaceUsed));
    }
    Ok(sent)
}
