//! Who may read a file: its owner before it is sent, then whoever may read what it hangs on, as it is now (Z7), and whoever judges a report of
//! it.

use diesel::{dsl::exists, prelude::*};
use domain::id::{AccountId, AnnouncementId, ConversationId, FileId, MessageId, ServiceId};

use crate::{
    accounts::standing::ActiveMember,
    announcements,
    backend::{Db, MultiBackend},
    error::{StoreError, StoreResult},
    messaging::moderation::evidence,
    schema::{conversations, files, messages, room_members},
    sel::services,
    tx::Tx,
};

/// A file that somebody may read, as of the query that looked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Readable {
    /// The name of its bytes.
    pub blob: String,
    /// The name of the file.
    pub name: String,
    /// What it is.
    pub media_type: String,
    /// Size in bytes.
    pub bytes: i64,
    /// Its small picture: what it is, and its size in bytes.
    pub small: Option<(String, i64)>,
    /// Whether they may because they judge a report: then it is to be written down with [`note_judged`] before a byte is sent.
    pub is_judged: bool,
}

#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = files)]
#[diesel(check_for_backend(MultiBackend))]
struct Found {
    owner_id: Option<AccountId>,
    state: String,
    name: String,
    media_type: String,
    bytes: i64,
    small_media_type: Option<String>,
    small_bytes: Option<i64>,
    blob: String,
    message_id: Option<MessageId>,
    room_id: Option<ConversationId>,
    announcement_id: Option<AnnouncementId>,
    service_id: Option<ServiceId>,
}

/// A file that `by` may read now.
///
/// # Errors
/// [`StoreError::NotFound`] for everybody else, and when it is deleted or hidden.
pub fn readable(db: &mut Db, by: &ActiveMember, file: FileId) -> StoreResult<Readable> {
    let found: Found = files::table
        .find(file)
        .filter(files::school_id.eq(by.school()))
        .select(Found::as_select())
        .first(db)?;
    let is_judged = match (may_read(db, by, &found)?, found.message_id) {
        (true, _) => false,
        (false, Some(message)) if evidence::is_shown(db, by, message)? => true,
        (false, _) => return Err(StoreError::NotFound),
    };
    Ok(Readable {
        is_judged,
        blob: found.blob,
        name: found.name,
        media_type: found.media_type,
        bytes: found.bytes,
        small: found.small_media_type.zip(found.small_bytes),
    })
}

/// Writes down that somebody opens a file because they judge a report of it.
///
/// # Errors
/// [`StoreError::NotFound`] when they do not any more.
pub fn note_judged(tx: &mut Tx<'_>, by: &ActiveMember, file: FileId) -> StoreResult<()> {
    let (message, name): (Option<MessageId>, String) = files::table
        .find(file)
        .filter(files::school_id.eq(by.school()))
        .select((files::message_id, files::name))
        .first(tx.db)?;
    let message = message.ok_or(StoreError::NotFound)?;
    evidence::note_opened(tx, by, (message, &name))
}

fn may_read(db: &mut Db, by: &ActiveMember, found: &Found) -> StoreResult<bool> {
    if let Some(service) = found.service_id {
        return services::access::may_read(db, by, service);
    }
    match (found.message_id, found.room_id, found.announcement_id) {
        (Some(message), _, _) => of_message(db, by, message),
        (None, Some(room), _) => of_room(db, by, room),
        (None, None, Some(announcement)) => announcements::access::may_read(db, by, announcement),
        (None, None, None) => Ok(found.state == "kept" && found.owner_id == Some(by.account())),
    }
}

fn of_message(db: &mut Db, by: &ActiveMember, message: MessageId) -> StoreResult<bool> {
    let inside = messages::table
        .inner_join(room_members::table.on(room_members::conversation_id.eq(messages::conversation_id)))
        .inner_join(conversations::table)
        .filter(messages::id.eq(message))
        .filter(messages::deleted_at.is_null())
        .filter(messages::hidden_at.is_null())
        .filter(conversations::school_id.eq(by.school()))
        .filter(room_members::account_id.eq(by.account()));
    Ok(diesel::select(exists(inside)).get_result(db)?)
}

/// Public rooms show their picture to everybody of the school: one sees what one may join.
fn of_room(db: &mut Db, by: &ActiveMember, room: ConversationId) -> StoreResult<bool> {
    let inside = room_members::table
        .filter(room_members::conversation_id.eq(room))
        .filter(room_members::account_id.eq(by.account()));
    let public = conversations::table
        .filter(conversations::id.eq(room))
        .filter(conversations::school_id.eq(by.school()))
        .filter(conversations::kind.eq("public"))
        .filter(conversations::closed_at.is_null());
    let (inside, public): (bool, bool) = diesel::select((exists(inside), exists(public))).get_result(db)?;
    Ok(inside || public)
}
