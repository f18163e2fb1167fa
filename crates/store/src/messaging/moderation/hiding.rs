//! Hiding a message and showing it again. What it said leaves the row, so that nothing that reads messages can show it.

use diesel::prelude::*;
use domain::{
    id::{ConversationId, MessageId},
    messaging::change::ChangeKind,
    moment::Moment,
    problem::Code,
    schools::types::Role,
};

use crate::{
    error::{StoreError, StoreResult},
    messaging::{changes, search::index},
    schema::{conversations, hidden_messages, messages},
    tx::Tx,
};

/// Locks a room as whoever sends in it does.
pub(super) fn hold(tx: &mut Tx<'_>, conversation: ConversationId) -> StoreResult<()> {
    diesel::update(conversations::table.find(conversation))
        .set(conversations::last_seq.eq(conversations::last_seq))
        .execute(tx.db)?;
    Ok(())
}

/// Hides a message of a room that is held.
///
/// # Errors
/// `conflict` when it is gone, or hidden already.
pub(super) fn hide(tx: &mut Tx<'_>, (conversation, message): (ConversationId, MessageId), by: Role) -> StoreResult<()> {
    let content: Option<String> = messages::table
        .find(message)
        .filter(messages::deleted_at.is_null())
        .filter(messages::hidden_at.is_null())
        .select(messages::content)
        .first(tx.db)
        .optional()?;
    let content = content.ok_or(StoreError::Refused(Code::Conflict))?;
    diesel::insert_into(hidden_messages::table)
        .values((
            hidden_messages::message_id.eq(message),
            hidden_messages::content.eq(content),
        ))
        .execute(tx.db)?;
    diesel::update(messages::table.find(message))
        .set((
            messages::content.eq(""),
            messages::hidden_at.eq(Some(tx.now)),
            messages::pinned_at.eq(None::<Moment>),
        ))
        .execute(tx.db)?;
    index::forget(tx.db, message)?;
    changes::record_unnamed(tx, (conversation, by), message, ChangeKind::Hidden)
}

/// Shows a hidden message of a room that is held again; one that its author has deleted meanwhile stays away.
pub(super) fn restore(
    tx: &mut Tx<'_>,
    (conversation, message): (ConversationId, MessageId),
    by: Role,
) -> StoreResult<()> {
    let content: Option<String> = hidden_messages::table
        .find(message)
        .select(hidden_messages::content)
        .first(tx.db)
        .optional()?;
    diesel::delete(hidden_messages::table.find(message)).execute(tx.db)?;
    let hidden = messages::table
        .filter(messages::id.eq(message))
        .filter(messages::deleted_at.is_null())
        .filter(messages::hidden_at.is_not_null());
    let shown = diesel::update(hidden)
        .set((
            messages::content.eq(content.unwrap_or_default()),
            messages::hidden_at.eq(None::<Moment>),
        ))
        .execute(tx.db)?;
    if shown == 0 {
        return Ok(());
    }
    index::write(tx.db, &[message])?;
    changes::record_unnamed(tx, (conversation, by), message, ChangeKind::Restored)
}
