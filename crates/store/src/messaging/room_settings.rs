//! What one member decides about a conversation in their own list.

use std::collections::BTreeMap;

use diesel::prelude::*;
use domain::{
    happening::Happening,
    id::{AccountId, ConversationId},
    messaging::{
        room_settings::{MuteFor, NotificationLevel, RoomSettingsForm},
        types::ConversationInfo,
    },
    moment::Moment,
};

use crate::{
    backend::Db,
    clock,
    error::StoreResult,
    messaging::{conversations as seen, room::InRoom},
    on_backend,
    schema::{conversations, room_settings},
    tx::Tx,
};

/// What somebody has decided about one conversation.
#[derive(Debug, Clone, Copy, Default, Queryable)]
pub(super) struct Settings {
    muted_until: Option<Moment>,
    archived_number: Option<i64>,
    is_pinned: bool,
    is_marked_unread: bool,
    level: NotificationLevel,
}

impl Settings {
    /// Says so in a conversation that has so many messages.
    pub fn tell(self, last_number: i64, info: &mut ConversationInfo) {
        info.muted_until = self.muted_until.filter(|until| clock::now() < *until);
        // the next message brings it back, unless it is muted: nobody writes here when one comes
        let is_still = |number| info.muted_until.is_some() || last_number <= number;
        info.archived = self.archived_number.is_some_and(is_still);
        info.pinned = self.is_pinned;
        info.marked_unread = self.is_marked_unread;
        info.level = self.level;
    }
}

#[derive(Debug, AsChangeset)]
#[diesel(table_name = room_settings)]
struct Changed {
    muted_until: Option<Option<Moment>>,
    archived_number: Option<Option<i64>>,
    is_pinned: Option<bool>,
    is_marked_unread: Option<bool>,
    level: Option<NotificationLevel>,
}

impl Changed {
    fn is_nothing(&self) -> bool {
        self.muted_until.is_none()
            && self.archived_number.is_none()
            && self.is_pinned.is_none()
            && self.is_marked_unread.is_none()
            && self.level.is_none()
    }
}

/// What somebody has decided about these conversations; nothing about those that are absent.
pub(super) fn of(
    db: &mut Db,
    account: AccountId,
    rooms: &[ConversationId],
) -> StoreResult<BTreeMap<ConversationId, Settings>> {
    let rows: Vec<(ConversationId, Settings)> = room_settings::table
        .filter(room_settings::account_id.eq(account))
        .filter(room_settings::conversation_id.eq_any(rooms))
        .select((
            room_settings::conversation_id,
            (
                room_settings::muted_until,
                room_settings::archived_number,
                room_settings::is_pinned,
                room_settings::is_marked_unread,
                room_settings::level,
            ),
        ))
        .load(db)?;
    Ok(rows.into_iter().collect())
}

/// Changes what somebody has decided. Two devices that change different things do not undo each other.
///
/// # Errors
/// When the database does not answer.
pub fn change(tx: &mut Tx<'_>, by: &InRoom, form: &RoomSettingsForm) -> StoreResult<ConversationInfo> {
    let last_number: i64 = conversations::table
        .find(by.conversation())
        .select(conversations::last_number)
        .first(tx.db)?;
    let changed = Changed {
        muted_until: form.mute.map(|mute: MuteFor| mute.until(tx.now)),
        archived_number: form.archived.map(|archived| archived.then_some(last_number)),
        is_pinned: form.pinned,
        is_marked_unread: form.marked_unread,
        level: form.level,
    };
    if !changed.is_nothing() {
        prepare(tx, by)?;
        diesel::update(room_settings::table.find((by.conversation(), by.account())))
            .set(&changed)
            .execute(tx.db)?;
        tx.happens(Happening::SettingsChanged {
            conversation: by.conversation(),
            account: by.account(),
        });
    }
    seen::show(tx.db, by)
}

/// Makes sure that there is a row to change.
fn prepare(tx: &mut Tx<'_>, by: &InRoom) -> StoreResult<()> {
    let row = (
        room_settings::conversation_id.eq(by.conversation()),
        room_settings::account_id.eq(by.account()),
        room_settings::is_pinned.eq(false),
        room_settings::is_marked_unread.eq(false),
        room_settings::level.eq(NotificationLevel::All),
    );
    // the derived dialect has no ON CONFLICT
    on_backend!(tx.db, connection => diesel::insert_into(room_settings::table).values(row).on_conflict_do_nothing().execute(connection))?;
    Ok(())
}
