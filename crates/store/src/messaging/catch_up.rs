//! What a node asks for when it may have missed something: where conversations stand, what came after a place, which sessions hold.

use std::collections::BTreeMap;

use diesel::prelude::*;
use domain::{
    id::{AccountId, ConversationId, SchoolId, SessionId},
    messaging::change::Place,
};

use crate::{
    backend::Db,
    clock,
    error::StoreResult,
    messaging::{
        place::{self, PlaceRow},
        room,
    },
    schema::{accounts, conversations, messages, room_members, sessions},
};

/// Where one conversation stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Position {
    /// Which.
    pub conversation: ConversationId,
    /// Of which school.
    pub school: SchoolId,
    /// Place of its last message.
    pub last_seq: i64,
    /// Who of those asked about is in it.
    pub members: Vec<AccountId>,
}

/// Where the conversations of these people stand.
///
/// # Errors
/// When the database does not answer.
pub fn positions(db: &mut Db, accounts: &[AccountId]) -> StoreResult<Vec<Position>> {
    let rows: Vec<(ConversationId, SchoolId, i64, AccountId)> = room_members::table
        .inner_join(conversations::table)
        .filter(room_members::account_id.eq_any(accounts))
        .select((
            conversations::id,
            conversations::school_id,
            conversations::last_seq,
            room_members::account_id,
        ))
        .load(db)?;
    let mut found: BTreeMap<ConversationId, Position> = BTreeMap::new();
    for (conversation, school, last_seq, account) in rows {
        found
            .entry(conversation)
            .or_insert_with(|| Position {
                conversation,
                school,
                last_seq,
                members: Vec::new(),
            })
            .members
            .push(account);
    }
    Ok(found.into_values().collect())
}

/// Of which school a conversation is; `None` when there is no such conversation any more.
///
/// # Errors
/// When the database does not answer.
pub fn school_of(db: &mut Db, conversation: ConversationId) -> StoreResult<Option<SchoolId>> {
    let found = conversations::table.find(conversation).select(conversations::school_id);
    Ok(found.first(db).optional()?)
}

/// What came after a place.
#[derive(Debug)]
pub struct Missed {
    /// Messages and changes, by ascending place.
    pub places: Vec<Place>,
    /// Up to here everything that is left is among them: what is missing has been erased.
    pub upto: i64,
    /// Who may see them.
    pub members: Vec<AccountId>,
}

/// What came after a place, with those who may see it.
///
/// # Errors
/// When the database does not answer.
pub fn missed(db: &mut Db, conversation: ConversationId, after: i64, limit: i64) -> StoreResult<Missed> {
    // before the rows: a place is taken under the lock of the room, so whatever has one now is there, or has been erased
    let last_seq: Option<i64> = conversations::table
        .find(conversation)
        .select(conversations::last_seq)
        .first(db)
        .optional()?;
    let rows: Vec<PlaceRow> = messages::table
        .filter(messages::conversation_id.eq(conversation))
        .filter(messages::seq.gt(after))
        .order(messages::seq.asc())
        .select(PlaceRow::as_select())
        .limit(limit)
        .load(db)?;
    let last_read = rows.last().map_or(after, PlaceRow::seq);
    let is_all = i64::try_from(rows.len()).is_ok_and(|found| found < limit);
    let upto = match last_seq {
        Some(last_seq) if is_all => last_seq.max(last_read),
        _ => last_read,
    };
    let places = place::read(db, None, rows)?;
    // the members after the messages: whoever leaves in between gets none, and nobody gets one that came after they left
    let members = room::members(db, conversation)?;
    Ok(Missed { places, upto, members })
}

/// Which of these sessions still stand.
///
/// # Errors
/// When the database does not answer.
pub fn standing(db: &mut Db, asked: &[SessionId]) -> StoreResult<Vec<SessionId>> {
    Ok(sessions::table
        .inner_join(accounts::table)
        .filter(sessions::id.eq_any(asked))
        .filter(sessions::revoked_at.is_null())
        .filter(sessions::expires_at.gt(clock::now()))
        .filter(accounts::is_active.eq(true))
        .select(sessions::id)
        .load(db)?)
}

/// The first name of somebody, for `typing` that comes from another node.
///
/// # Errors
/// When there is no such account.
pub fn first_name(db: &mut Db, account: AccountId) -> StoreResult<String> {
    Ok(accounts::table.find(account).select(accounts::first_name).first(db)?)
}
