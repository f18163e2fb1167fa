//! One message, as somebody of the room sees it.

use diesel::prelude::*;
use domain::{
    id::{AccountId, MessageId},
    messaging::types::MessageInfo,
};

use crate::{
    backend::Db,
    error::{StoreError, StoreResult},
    messaging::{
        place::{self, CHANGE, PlaceRow},
        room::InRoom,
    },
    schema::messages,
};

/// The message as it is now.
///
/// # Errors
/// [`StoreError::NotFound`] when it is not of this room.
pub fn show(db: &mut Db, by: &InRoom, id: MessageId) -> StoreResult<MessageInfo> {
    let row: PlaceRow = messages::table
        .filter(messages::id.eq(id))
        .filter(messages::conversation_id.eq(by.conversation()))
        .filter(messages::kind.ne(CHANGE))
        .select(PlaceRow::as_select())
        .first(db)?;
    let found = place::messages(db, Some(by.account()), vec![row])?;
    found.into_iter().next().ok_or(StoreError::NotFound)
}

/// Who wrote a message that somebody wrote and nobody has deleted.
///
/// # Errors
/// [`StoreError::NotFound`] when it is not of this room, or gone.
pub fn author_of(db: &mut Db, by: &InRoom, id: MessageId) -> StoreResult<Option<AccountId>> {
    Ok(messages::table
        .filter(messages::id.eq(id))
        .filter(messages::conversation_id.eq(by.conversation()))
        .filter(messages::kind.ne_all([CHANGE, "system"]))
        .filter(messages::deleted_at.is_null())
        .select(messages::sender_id)
        .first(db)?)
}
