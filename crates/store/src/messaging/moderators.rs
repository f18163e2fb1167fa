//! Who looks after a room: may take away what others wrote, and read what it said before.

use diesel::prelude::*;
use domain::messaging::types::ConversationKind;

use crate::{
    backend::Db,
    error::StoreResult,
    messaging::{moderation::rights, room::InRoom},
    schema::{conversations, participants},
};

/// Whether somebody looks after the room: its staff, and whoever owns or moderates it. Nobody does between two people, or in the inbox of
/// a family.
///
/// # Errors
/// When the database does not answer.
pub fn is_one(db: &mut Db, by: &InRoom) -> StoreResult<bool> {
    let kind: ConversationKind = conversations::table
        .find(by.conversation())
        .select(conversations::kind)
        .first(db)?;
    if matches!(kind, ConversationKind::Direct | ConversationKind::Support) {
        return Ok(false);
    }
    if by.member().role().is_staff() || rights::is_parent_moderator(db, by)? {
        return Ok(true);
    }
    let held: i64 = participants::table
        .filter(participants::conversation_id.eq(by.conversation()))
        .filter(participants::account_id.eq(by.account()))
        .filter(participants::role.eq_any(["owner", "moderator"]))
        .count()
        .get_result(db)?;
    Ok(held > 0)
}
