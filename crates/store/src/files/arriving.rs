//! Files that arrive: the room for them is taken first, then the bytes are put away, then they may be sent.

use diesel::{dsl::sql, prelude::*, sql_types::BigInt};
use domain::{
    id::{AccountId, FileId},
    messaging::attachment::Attachment,
    problem::Code,
};

use super::row::FileRow;
use crate::{
    accounts::standing::ActiveMember,
    backend::Db,
    error::{StoreError, StoreResult},
    files::release,
    schema::{accounts, files},
    tx::Tx,
};

/// How long the bytes may take to be put away, in seconds; they are all here by then.
const ARRIVING_SECONDS: i64 = 10 * 60;

/// How long a file waits to be sent, in seconds: a day.
pub const KEPT_SECONDS: i64 = 24 * 3600;

/// A file that has arrived.
#[derive(Debug, Clone)]
pub struct NewFile {
    /// Which.
    pub id: FileId,
    /// Its name.
    pub name: String,
    /// What it is.
    pub media_type: &'static str,
    /// Size in bytes.
    pub bytes: i64,
    /// The random name of its bytes.
    pub blob: String,
    /// What a picture has besides.
    pub picture: Option<NewPicture>,
}

/// What is known of a picture.
#[derive(Debug, Clone)]
pub struct NewPicture {
    /// Width in pixels.
    pub width: i32,
    /// Height in pixels.
    pub height: i32,
    /// A blurred picture, in Base64.
    pub placeholder: String,
    /// What its small picture is.
    pub small_media_type: &'static str,
    /// The size of the small picture in bytes.
    pub small_bytes: i64,
}

/// What the files of somebody take, in bytes.
///
/// # Errors
/// When the database does not answer.
pub fn used(db: &mut Db, account: AccountId) -> StoreResult<i64> {
    Ok(files::table
        .filter(files::owner_id.eq(account))
        .select(sql::<BigInt>("CAST(COALESCE(SUM(bytes), 0) AS BIGINT)"))
        .first(db)?)
}

/// What the files of somebody take, in bytes, until the transaction ends: whoever brings two files at once is counted one after the other.
///
/// # Errors
/// When the database does not answer.
pub(crate) fn hold(tx: &mut Tx<'_>, account: AccountId) -> StoreResult<i64> {
    diesel::update(accounts::table.find(account))
        .set(accounts::is_active.eq(accounts::is_active))
        .execute(tx.db)?;
    used(tx.db, account)
}

/// Takes room for a file; its bytes are put away afterwards. Of two that arrive together and fit only one by one, one is refused.
///
/// # Errors
/// `space_used` when the files of the owner would take more than `quota` bytes.
pub fn take_room(tx: &mut Tx<'_>, by: &ActiveMember, new: &NewFile, quota: i64) -> StoreResult<()> {
    if hold(tx, by.account())?.saturating_add(new.bytes) > quota {
        return Err(StoreError::Refused(Code::SpaceUsed));
    }
    let picture = new.picture.as_ref();
    diesel::insert_into(files::table)
        .values((
            files::id.eq(new.id),
            files::school_id.eq(by.school()),
            files::owner_id.eq(Some(by.account())),
            files::state.eq("arriving"),
            files::name.eq(&new.name),
            files::media_type.eq(new.media_type),
            files::bytes.eq(new.bytes),
            files::width.eq(picture.map(|picture| picture.width)),
            files::height.eq(picture.map(|picture| picture.height)),
            files::placeholder.eq(picture.map(|picture| picture.placeholder.clone())),
            files::small_media_type.eq(picture.map(|picture| picture.small_media_type)),
            files::small_bytes.eq(picture.map(|picture| picture.small_bytes)),
            files::blob.eq(&new.blob),
            files::kept_until.eq(tx.now.plus_seconds(ARRIVING_SECONDS)),
            files::created_at.eq(tx.now),
        ))
        .execute(tx.db)?;
    Ok(())
}

/// The bytes are put away: for a day the file may be sent.
///
/// # Errors
/// [`StoreError::NotFound`] when it took too long, and the room was given up.
pub fn keep(tx: &mut Tx<'_>, by: &ActiveMember, file: FileId) -> StoreResult<Attachment> {
    let kept = diesel::update(files::table.find(file))
        .filter(files::owner_id.eq(by.account()))
        .filter(files::state.eq("arriving"))
        .set((
            files::state.eq("kept"),
            files::kept_until.eq(tx.now.plus_seconds(KEPT_SECONDS)),
        ))
        .execute(tx.db)?;
    if kept == 0 {
        return Err(StoreError::NotFound);
    }
    let row: FileRow = files::table.find(file).select(FileRow::as_select()).first(tx.db)?;
    Ok(row.attachment())
}

/// Gives the room for a file back that does not come: its bytes could not be put away, or another attempt has brought it. What is kept stays.
///
/// # Errors
/// When the database does not answer.
pub fn give_up(tx: &mut Tx<'_>, file: FileId) -> StoreResult<()> {
    let arriving: Vec<FileId> = files::table
        .find(file)
        .filter(files::state.eq("arriving"))
        .select(files::id)
        .load(tx.db)?;
    release::files(tx, &arriving)
}

/// The owner does not want to send it any more.
///
/// # Errors
/// [`StoreError::NotFound`] when it is not theirs, or is sent.
pub fn discard(tx: &mut Tx<'_>, by: &ActiveMember, file: FileId) -> StoreResult<()> {
    let mine: Option<FileId> = files::table
        .find(file)
        .filter(files::owner_id.eq(by.account()))
        .filter(files::school_id.eq(by.school()))
        .filter(files::state.ne("attached"))
        .select(files::id)
        .first(tx.db)
        .optional()?;
    let Some(mine) = mine else {
        return Err(StoreError::NotFound);
    };
    release::files(tx, &[mine])
}
