//! Files that go: their rows in the transaction of what they hung on, their bytes by a job afterwards.

use diesel::{dsl::exists, prelude::*};
use domain::id::{AnnouncementId, ConversationId, FileId, MessageId, SchoolId, ServiceId};
use serde::{Deserialize, Serialize};

use crate::{backend::Db, error::StoreResult, jobs::NewJob, schema::files, tx::Tx};

/// Most strays that are released at once.
const AT_ONCE: i64 = 200;

/// The bytes under these names are to be erased, unless a file of another message is on them.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct EraseBytes {
    /// The names.
    pub blobs: Vec<String>,
}

impl NewJob for EraseBytes {
    const KIND: &'static str = "files.erase";
}

/// Releases the files of messages whose content goes: nobody can read them any more, and soon there is nothing to read.
///
/// # Errors
/// When the database does not answer.
pub fn of_messages(tx: &mut Tx<'_>, messages: &[MessageId]) -> StoreResult<()> {
    let wanted = messages.iter().copied().map(Some);
    let gone: Vec<FileId> = files::table
        .filter(files::message_id.eq_any(wanted))
        .select(files::id)
        .load(tx.db)?;
    self::files(tx, &gone)
}

/// Releases the files of an announcement.
///
/// # Errors
/// When the database does not answer.
pub fn of_announcement(tx: &mut Tx<'_>, announcement: AnnouncementId) -> StoreResult<()> {
    let gone: Vec<FileId> = files::table
        .filter(files::announcement_id.eq(announcement))
        .select(files::id)
        .load(tx.db)?;
    self::files(tx, &gone)
}

/// Releases the picture of an offer or a request.
///
/// # Errors
/// When the database does not answer.
pub fn of_service(tx: &mut Tx<'_>, service: ServiceId) -> StoreResult<()> {
    let gone: Vec<FileId> = files::table
        .filter(files::service_id.eq(service))
        .select(files::id)
        .load(tx.db)?;
    self::files(tx, &gone)
}

/// Releases the picture of a room.
///
/// # Errors
/// When the database does not answer.
pub fn of_room(tx: &mut Tx<'_>, room: ConversationId) -> StoreResult<()> {
    let gone: Vec<FileId> = files::table
        .filter(files::room_id.eq(room))
        .select(files::id)
        .load(tx.db)?;
    self::files(tx, &gone)
}

/// Releases every file of a school.
///
/// # Errors
/// When the database does not answer.
pub fn of_school(tx: &mut Tx<'_>, school: SchoolId) -> StoreResult<()> {
    let gone: Vec<FileId> = files::table
        .filter(files::school_id.eq(school))
        .select(files::id)
        .load(tx.db)?;
    self::files(tx, &gone)
}

/// Releases what was uploaded and never sent, and what hung on something that is gone. Doing it twice does nothing more.
///
/// # Errors
/// When the database does not answer.
pub fn strays(tx: &mut Tx<'_>) -> StoreResult<usize> {
    let waited = files::state.ne("attached").and(files::kept_until.lt(tx.now));
    let on_nothing = files::state
        .eq("attached")
        .and(files::message_id.is_null())
        .and(files::room_id.is_null())
        .and(files::announcement_id.is_null())
        .and(files::service_id.is_null());
    let gone: Vec<FileId> = files::table
        .filter(waited.or(on_nothing))
        .select(files::id)
        .limit(AT_ONCE)
        .load(tx.db)?;
    self::files(tx, &gone)?;
    Ok(gone.len())
}

/// Whether a file is on these bytes.
///
/// # Errors
/// When the database does not answer.
pub fn is_used(db: &mut Db, blob: &str) -> StoreResult<bool> {
    Ok(diesel::select(exists(files::table.filter(files::blob.eq(blob)))).get_result(db)?)
}

pub(super) fn files(tx: &mut Tx<'_>, gone: &[FileId]) -> StoreResult<()> {
    if gone.is_empty() {
        return Ok(());
    }
    let blobs: Vec<String> = diesel::delete(files::table)
        .filter(files::id.eq_any(gone.iter().copied()))
        .returning(files::blob)
        .get_results(tx.db)?;
    tx.later(&EraseBytes { blobs })
}
