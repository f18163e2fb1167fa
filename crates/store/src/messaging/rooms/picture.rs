//! The picture of a room: one file that hangs on it, read by whoever sees the room.

use std::collections::BTreeMap;

use diesel::prelude::*;
use domain::{
    id::{ConversationId, FileId},
    messaging::{note::NoteKind, types::ConversationInfo},
};

use crate::{
    backend::Db,
    error::StoreResult,
    files::{attach, release},
    messaging::{
        conversations as seen,
        room::InRoom,
        rooms::{
            note::{self, Said},
            roles,
        },
    },
    schema::files,
    tx::Tx,
};

/// Gives a room a picture in the place of the one before. Doing it twice does nothing more.
///
/// # Errors
/// `forbidden` for whoever does not keep the room; `invalid` when the file is no picture that they have uploaded and not used yet.
pub fn set(tx: &mut Tx<'_>, by: &InRoom, file: FileId) -> StoreResult<ConversationInfo> {
    roles::hold(tx, by)?.kept()?;
    if find(tx.db, by.conversation())? != Some(file) {
        release::of_room(tx, by.conversation())?;
        attach::to_room_picture(tx, by.member(), by.conversation(), file)?;
        tell(tx, by)?;
    }
    seen::show(tx.db, by)
}

/// Takes the picture of a room away. Doing it twice does nothing more.
///
/// # Errors
/// `forbidden` for whoever does not keep the room.
pub fn remove(tx: &mut Tx<'_>, by: &InRoom) -> StoreResult<ConversationInfo> {
    roles::hold(tx, by)?.kept()?;
    if find(tx.db, by.conversation())?.is_some() {
        release::of_room(tx, by.conversation())?;
        tell(tx, by)?;
    }
    seen::show(tx.db, by)
}

/// Where the small pictures of these rooms are read; those without a picture are absent.
pub(crate) fn urls(db: &mut Db, rooms: &[ConversationId]) -> StoreResult<BTreeMap<ConversationId, String>> {
    if rooms.is_empty() {
        return Ok(BTreeMap::new());
    }
    let wanted = rooms.iter().copied().map(Some);
    let found: Vec<(Option<ConversationId>, FileId)> = files::table
        .filter(files::room_id.eq_any(wanted))
        .select((files::room_id, files::id))
        .load(db)?;
    let hung = found.into_iter().filter_map(|(room, file)| Some((room?, file)));
    Ok(hung
        .map(|(room, file)| (room, format!("/api/v1/files/{file}/thumbnail")))
        .collect())
}

fn find(db: &mut Db, room: ConversationId) -> StoreResult<Option<FileId>> {
    Ok(files::table
        .filter(files::room_id.eq(room))
        .select(files::id)
        .first(db)
        .optional()?)
}

fn tell(tx: &mut Tx<'_>, by: &InRoom) -> StoreResult<()> {
    note::write(tx, (by.member(), by.conversation()), Said::of(NoteKind::Pictured))
}
