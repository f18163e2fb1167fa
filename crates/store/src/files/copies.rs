//! Files of a message that is forwarded: the copy has files of its own on the same bytes, so that each message may be deleted by itself.

use diesel::prelude::*;
use domain::id::{FileId, MessageId};

use crate::{accounts::standing::ActiveMember, backend::MultiBackend, error::StoreResult, schema::files, tx::Tx};

#[derive(Debug, Clone, Queryable, Selectable, Insertable)]
#[diesel(table_name = files)]
#[diesel(check_for_backend(MultiBackend))]
struct CopyRow {
    id: FileId,
    school_id: domain::id::SchoolId,
    owner_id: Option<domain::id::AccountId>,
    state: String,
    name: String,
    media_type: String,
    bytes: i64,
    width: Option<i32>,
    height: Option<i32>,
    placeholder: Option<String>,
    small_media_type: Option<String>,
    small_bytes: Option<i64>,
    blob: String,
    message_id: Option<MessageId>,
    place: i32,
    kept_until: domain::moment::Moment,
    created_at: domain::moment::Moment,
}

/// Gives a message that `by` forwards the files of the first one. Both are of the school of `by`, who may read the first: the caller has seen to it.
///
/// # Errors
/// When the database does not answer.
pub fn to(tx: &mut Tx<'_>, by: &ActiveMember, from: MessageId, copy: MessageId) -> StoreResult<()> {
    // whoever deletes the first one meanwhile waits here, or has been first: then there is nothing to copy
    diesel::update(files::table)
        .filter(files::message_id.eq(from))
        .filter(files::school_id.eq(by.school()))
        .set(files::place.eq(files::place))
        .execute(tx.db)?;
    let rows: Vec<CopyRow> = files::table
        .filter(files::message_id.eq(from))
        .filter(files::school_id.eq(by.school()))
        .select(CopyRow::as_select())
        .load(tx.db)?;
    for mut row in rows {
        row.id = FileId::fresh();
        row.owner_id = Some(by.account());
        row.message_id = Some(copy);
        row.created_at = tx.now;
        diesel::insert_into(files::table).values(&row).execute(tx.db)?;
    }
    Ok(())
}
