//! Conversations as one of their members sees them. A page costs the same number of queries, however long it is.

mod around;
mod row;

use diesel::prelude::*;
use domain::{
    messaging::types::ConversationInfo,
    page::{Page, PageQuery},
    version::Versioned,
};

use self::{
    around::Around,
    row::{Row, columns, read_cursor, write_cursor},
};
use crate::{
    accounts::standing::ActiveMember,
    backend::{Db, MultiBackend},
    error::{StoreError, StoreResult},
    messaging::room::InRoom,
    schema::{classes, conversations, room_members},
};

/// The conversations of a member, the newest message first; those without a message last.
///
/// # Errors
/// `bad_query` for a cursor that we did not give.
pub fn list(db: &mut Db, by: &ActiveMember, query: &PageQuery) -> StoreResult<Page<ConversationInfo>> {
    let mine = room_members::table
        .filter(room_members::account_id.eq(by.account()))
        .select(room_members::conversation_id);
    let mut rows = conversations::table
        .left_join(classes::table)
        .filter(conversations::id.eq_any(mine))
        .filter(conversations::school_id.eq(by.school()))
        // NULL is first on one database and last on the other
        .order((
            conversations::last_message_at.is_null(),
            conversations::last_message_at.desc(),
            conversations::id.desc(),
        ))
        .select(columns())
        .limit(query.limit() + 1)
        .into_boxed::<MultiBackend>();
    if let Some(cursor) = &query.cursor {
        let silent_after = |id| conversations::last_message_at.is_null().and(conversations::id.lt(id));
        rows = match read_cursor(cursor)? {
            (None, id) => rows.filter(silent_after(id)),
            (Some(at), id) => rows.filter(
                conversations::last_message_at
                    .is_null()
                    .or(conversations::last_message_at.lt(at).assume_not_null())
                    .or(conversations::last_message_at
                        .eq(at)
                        .and(conversations::id.lt(id))
                        .assume_not_null()),
            ),
        };
    }
    let mut rows: Vec<Row> = rows.load(db)?;
    let limit = usize::try_from(query.limit()).unwrap_or(1);
    let more = rows.len() > limit;
    rows.truncate(limit);
    let next = rows.last().filter(|_| more).map(write_cursor);
    Ok(Page {
        items: seen_by(db, by, rows)?,
        next,
    })
}

/// One conversation, for somebody who is in it.
///
/// # Errors
/// When the database does not answer.
pub fn show(db: &mut Db, by: &InRoom) -> StoreResult<ConversationInfo> {
    let row: Row = conversations::table
        .left_join(classes::table)
        .filter(conversations::id.eq(by.conversation()))
        .select(columns())
        .first(db)?;
    let mut seen = seen_by(db, by.member(), vec![row])?;
    seen.pop().ok_or(StoreError::NotFound)
}

/// The same with its version, for whoever wants to change it.
///
/// # Errors
/// When the database does not answer.
pub fn show_versioned(db: &mut Db, by: &InRoom) -> StoreResult<Versioned<ConversationInfo>> {
    let room = show(db, by)?;
    let version = room.version;
    Ok(Versioned::new(room, version))
}

fn seen_by(db: &mut Db, by: &ActiveMember, rows: Vec<Row>) -> StoreResult<Vec<ConversationInfo>> {
    let around = Around::load(db, by, &rows)?;
    Ok(rows.into_iter().map(|row| around.info(by, row)).collect())
}
