//! The poster of the demo school: on a message of a group, and as the picture of that group. Its bytes are put away by the caller.

use diesel::prelude::*;
use domain::{
    id::{AccountId, ConversationId, MessageId, SchoolId},
    messaging::types::MessageKind,
    moment::Moment,
};

use crate::{
    error::StoreResult,
    files::arriving::NewFile,
    schema::{conversations, files, messages, schools},
    tx::Tx,
};

/// How the message begins that the poster hangs on.
const SAID: &str = "L'affiche est prête";

/// Hangs the poster twice: each file hangs on one thing.
///
/// # Errors
/// [`crate::error::StoreError::NotFound`] when the demo school is not loaded.
pub fn hang(tx: &mut Tx<'_>, on_message: &NewFile, on_room: &NewFile) -> StoreResult<()> {
    let school: SchoolId = schools::table
        .filter(schools::demo.eq(true))
        .select(schools::id)
        .first(tx.db)?;
    let (message, room, by, at): (MessageId, ConversationId, Option<AccountId>, Moment) = messages::table
        .inner_join(conversations::table)
        .filter(conversations::school_id.eq(school))
        .filter(messages::content.like(format!("{SAID}%")))
        .select((
            messages::id,
            conversations::id,
            messages::sender_id,
            messages::created_at,
        ))
        .first(tx.db)?;
    diesel::update(messages::table.find(message))
        .set(messages::kind.eq(MessageKind::Image))
        .execute(tx.db)?;
    for (file, message, room) in [(on_message, Some(message), None), (on_room, None, Some(room))] {
        let picture = file.picture.as_ref();
        diesel::insert_into(files::table)
            .values((
                files::id.eq(file.id),
                files::school_id.eq(school),
                files::owner_id.eq(by),
                files::state.eq("attached"),
                files::name.eq(&file.name),
                files::media_type.eq(file.media_type),
                files::bytes.eq(file.bytes),
                files::width.eq(picture.map(|picture| picture.width)),
                files::height.eq(picture.map(|picture| picture.height)),
                files::placeholder.eq(picture.map(|picture| picture.placeholder.clone())),
                files::small_media_type.eq(picture.map(|picture| picture.small_media_type)),
                files::small_bytes.eq(picture.map(|picture| picture.small_bytes)),
                files::blob.eq(&file.blob),
                files::message_id.eq(message),
                files::room_id.eq(room),
                files::kept_until.eq(at),
                files::created_at.eq(at),
            ))
            .execute(tx.db)?;
    }
    Ok(())
}
