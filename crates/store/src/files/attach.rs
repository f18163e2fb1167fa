//! Files are hung on what they were uploaded for. A file hangs on one thing: who may read that may read the file.

use std::collections::BTreeMap;

use diesel::prelude::*;
use domain::{
    files::types::ATTACHMENTS_MAX,
    id::{AnnouncementId, ConversationId, FileId, MessageId, ServiceId},
    messaging::types::MessageKind,
    moment::Moment,
    problem::Code,
};

use crate::{
    accounts::standing::ActiveMember,
    backend::Db,
    error::{StoreError, StoreResult},
    schema::files,
    tx::Tx,
};

/// What a message with these files is: pictures, or documents as soon as there is one among them. `None` when one of them is not there for
/// `by` to send: not theirs, of another school, sent already, gone, twice, or too many.
///
/// # Errors
/// When the database does not answer.
pub fn kind_of(db: &mut Db, by: &ActiveMember, wanted: &[FileId]) -> StoreResult<Option<MessageKind>> {
    let mut distinct = wanted.to_vec();
    distinct.sort_unstable();
    distinct.dedup();
    if distinct.len() != wanted.len() || wanted.len() > ATTACHMENTS_MAX {
        return Ok(None);
    }
    let found: Vec<String> = files::table
        .filter(files::id.eq_any(distinct))
        .filter(files::owner_id.eq(by.account()))
        .filter(files::school_id.eq(by.school()))
        .filter(files::state.eq("kept"))
        .select(files::media_type)
        .load(db)?;
    if found.len() != wanted.len() {
        return Ok(None);
    }
    let are_pictures = found.iter().all(|media_type| media_type.starts_with("image/"));
    Ok(Some(if are_pictures {
        MessageKind::Image
    } else {
        MessageKind::File
    }))
}

/// Hangs files on a message that was written just now.
///
/// # Errors
/// [`StoreError::Again`] when one of them was sent elsewhere since [`kind_of`] looked: whoever looks again sees it.
pub fn to_message(tx: &mut Tx<'_>, by: &ActiveMember, message: MessageId, wanted: &[FileId]) -> StoreResult<()> {
    for (place, file) in (0..).zip(wanted) {
        let hung = diesel::update(files::table.find(file))
            .filter(files::owner_id.eq(by.account()))
            .filter(files::school_id.eq(by.school()))
            .filter(files::state.eq("kept"))
            .set((
                files::state.eq("attached"),
                files::message_id.eq(Some(message)),
                files::place.eq(place),
            ))
            .execute(tx.db)?;
        if hung != 1 {
            return Err(StoreError::Again);
        }
    }
    Ok(())
}

/// Makes a picture that of a room; the one before is released by whoever calls.
///
/// # Errors
/// `invalid` when it is no picture that `by` may hang there.
pub fn to_room_picture(tx: &mut Tx<'_>, by: &ActiveMember, room: ConversationId, file: FileId) -> StoreResult<()> {
    if kind_of(tx.db, by, &[file])? != Some(MessageKind::Image) {
        return Err(StoreError::Refused(Code::Invalid));
    }
    let hung = diesel::update(files::table.find(file))
        .filter(files::owner_id.eq(by.account()))
        .filter(files::state.eq("kept"))
        .set((files::state.eq("attached"), files::room_id.eq(Some(room))))
        .execute(tx.db)?;
    if hung == 1 { Ok(()) } else { Err(StoreError::Again) }
}

/// Makes a picture that of an offer or a request, or takes it away; the one before is released.
///
/// # Errors
/// `invalid` when it is no picture that `by` may hang there.
pub fn to_service(tx: &mut Tx<'_>, by: &ActiveMember, service: ServiceId, wanted: Option<FileId>) -> StoreResult<()> {
    let there: Vec<FileId> = files::table
        .filter(files::service_id.eq(service))
        .select(files::id)
        .load(tx.db)?;
    if wanted.is_some_and(|wanted| there.contains(&wanted)) {
        return Ok(());
    }
    super::release::files(tx, &there)?;
    let Some(file) = wanted else { return Ok(()) };
    if kind_of(tx.db, by, &[file])? != Some(MessageKind::Image) {
        return Err(StoreError::Refused(Code::Invalid));
    }
    let hung = diesel::update(files::table.find(file))
        .filter(files::owner_id.eq(by.account()))
        .filter(files::state.eq("kept"))
        .set((files::state.eq("attached"), files::service_id.eq(Some(service))))
        .execute(tx.db)?;
    if hung == 1 { Ok(()) } else { Err(StoreError::Again) }
}

/// Makes these the files of an announcement: new ones are hung on it, those that hang on it and are not among them are released.
///
/// # Errors
/// `invalid` when one of them is neither there already nor there for `by` to hang.
pub fn to_announcement(
    tx: &mut Tx<'_>,
    by: &ActiveMember,
    announcement: AnnouncementId,
    wanted: &[FileId],
) -> StoreResult<()> {
    let there: Vec<FileId> = files::table
        .filter(files::announcement_id.eq(announcement))
        .filter(files::school_id.eq(by.school()))
        .select(files::id)
        .load(tx.db)?;
    let fresh: Vec<FileId> = wanted.iter().filter(|file| !there.contains(file)).copied().collect();
    if wanted.len() > ATTACHMENTS_MAX || (!fresh.is_empty() && kind_of(tx.db, by, &fresh)?.is_none()) {
        return Err(StoreError::Refused(Code::Invalid));
    }
    let gone: Vec<FileId> = there.into_iter().filter(|file| !wanted.contains(file)).collect();
    super::release::files(tx, &gone)?;
    let places: BTreeMap<FileId, i32> = wanted.iter().copied().zip(0..).collect();
    for (file, place) in places {
        let hung = diesel::update(files::table.find(file))
            .filter(
                files::state
                    .eq("kept")
                    .or(files::announcement_id.eq(Some(announcement)).assume_not_null()),
            )
            .set((
                files::state.eq("attached"),
                files::announcement_id.eq(Some(announcement)),
                files::place.eq(place),
            ))
            .execute(tx.db)?;
        if hung != 1 {
            return Err(StoreError::Again);
        }
    }
    Ok(())
}

/// Lets files of `by` wait until a moment later than tomorrow, because what they are to hang on is only sent then.
///
/// # Errors
/// `invalid` when one of them is not there for `by` to send.
pub fn hold_until(tx: &mut Tx<'_>, by: &ActiveMember, wanted: &[FileId], moment: Moment) -> StoreResult<()> {
    if wanted.is_empty() {
        return Ok(());
    }
    if kind_of(tx.db, by, wanted)?.is_none() {
        return Err(StoreError::Refused(Code::Invalid));
    }
    diesel::update(files::table.filter(files::id.eq_any(wanted.iter().copied())))
        .filter(files::owner_id.eq(by.account()))
        .filter(files::kept_until.lt(moment))
        .set(files::kept_until.eq(moment))
        .execute(tx.db)?;
    Ok(())
}
