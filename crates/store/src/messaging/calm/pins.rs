//! Pinned messages: the answers that nobody has to ask for again.

use diesel::prelude::*;
use domain::{
    id::MessageId,
    messaging::{calm::rules::PINS_MAX, change::ChangeKind, types::MessageInfo},
    moment::Moment,
    problem::Code,
};

use crate::{
    backend::Db,
    error::{StoreError, StoreResult},
    messaging::{
        changes,
        moderation::rights,
        place::{self, PlaceRow},
        room::InRoom,
    },
    schema::messages,
    tx::Tx,
};

/// What is pinned in a room, the newest pin first.
///
/// # Errors
/// When the database does not answer.
pub fn list(db: &mut Db, by: &InRoom) -> StoreResult<Vec<MessageInfo>> {
    let rows: Vec<PlaceRow> = messages::table
        .filter(messages::conversation_id.eq(by.conversation()))
        .filter(messages::pinned_at.is_not_null())
        .order((messages::pinned_at.desc(), messages::seq.desc()))
        .select(PlaceRow::as_select())
        .load(db)?;
    place::messages(db, Some(by.account()), rows)
}

/// Pins a message. Pinning it again changes nothing.
///
/// # Errors
/// [`StoreError::NotFound`] when it is not there, or not any more; `forbidden` for whoever does not keep order here; `limit_reached` when
/// five are pinned.
pub fn pin(tx: &mut Tx<'_>, by: &InRoom, message: MessageId) -> StoreResult<MessageInfo> {
    let one = may_pin(tx, by, message)?;
    if one.pinned_at.is_some() {
        return Ok(one);
    }
    if one.hidden_at.is_some() {
        return Err(StoreError::NotFound);
    }
    let pinned: i64 = messages::table
        .filter(messages::conversation_id.eq(by.conversation()))
        .filter(messages::pinned_at.is_not_null())
        .count()
        .get_result(tx.db)?;
    if pinned >= PINS_MAX {
        return Err(StoreError::Refused(Code::LimitReached));
    }
    set(tx, by, message, Some(tx.now))
}

/// Takes a pin off. Taking it off again changes nothing.
///
/// # Errors
/// [`StoreError::NotFound`] when the message is not there, or not any more; `forbidden` for whoever does not keep order here.
pub fn unpin(tx: &mut Tx<'_>, by: &InRoom, message: MessageId) -> StoreResult<MessageInfo> {
    let one = may_pin(tx, by, message)?;
    if one.pinned_at.is_none() {
        return Ok(one);
    }
    set(tx, by, message, None)
}

fn may_pin(tx: &mut Tx<'_>, by: &InRoom, message: MessageId) -> StoreResult<MessageInfo> {
    changes::lock(tx, by)?;
    changes::target(tx, by, message)?;
    if !rights::keeps_order(tx.db, by)? {
        return Err(StoreError::Refused(Code::Forbidden));
    }
    one(tx.db, by, message)
}

fn set(tx: &mut Tx<'_>, by: &InRoom, message: MessageId, at: Option<Moment>) -> StoreResult<MessageInfo> {
    diesel::update(messages::table.find(message))
        .set(messages::pinned_at.eq(at))
        .execute(tx.db)?;
    changes::record(tx, by, message, ChangeKind::Pinned)
}

/// A message as somebody in its room sees it.
pub(super) fn one(db: &mut Db, by: &InRoom, message: MessageId) -> StoreResult<MessageInfo> {
    let row: PlaceRow = messages::table
        .find(message)
        .filter(messages::conversation_id.eq(by.conversation()))
        .select(PlaceRow::as_select())
        .first(db)?;
    place::messages(db, Some(by.account()), vec![row])?
        .pop()
        .ok_or(StoreError::NotFound)
}
