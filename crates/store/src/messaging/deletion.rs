//! Messages that their authors, or those who look after the room, take away. The place stays; what was said is gone.

use diesel::prelude::*;
use domain::{
    id::MessageId,
    messaging::{change::ChangeKind, moderation::rules::may_judge, types::MessageInfo},
    problem::Code,
};

use crate::{
    error::{StoreError, StoreResult},
    messaging::{changes, content, message, moderators, room::InRoom},
    schema::messages,
    tx::Tx,
};

/// Deletes a message. Done before, it stays done: the same answer, and no second change.
///
/// # Errors
/// [`StoreError::NotFound`] when it is not of this room, or says what has happened in it; `forbidden` for whoever neither wrote it nor
/// looks after the room.
pub fn delete(tx: &mut Tx<'_>, by: &InRoom, id: MessageId) -> StoreResult<MessageInfo> {
    changes::lock(tx, by)?;
    let seen = message::show(tx.db, by, id)?;
    let is_mine = seen.sender_id == Some(by.account());
    let is_entrusted = may_judge(by.member().role(), seen.sender_role) && moderators::is_one(tx.db, by)?;
    if seen.deleted_at.is_some() && (is_mine || is_entrusted) {
        return Ok(seen);
    }
    // what nobody said cannot be taken away
    changes::target(tx, by, id)?;
    if !is_mine && !is_entrusted {
        return Err(StoreError::Refused(Code::Forbidden));
    }
    diesel::update(messages::table.find(id))
        .set(messages::deleted_at.eq(Some(tx.now)))
        .execute(tx.db)?;
    content::forget_content(tx, id)?;
    changes::record(tx, by, id, ChangeKind::Deleted)
}
