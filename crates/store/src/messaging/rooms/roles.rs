//! What somebody is in a room, and who follows when its owner goes.

use std::collections::BTreeMap;

use diesel::prelude::*;
use domain::{
    id::{AccountId, ConversationId},
    messaging::{
        rooms::types::RoomRole,
        types::{ConversationKind, Posting},
    },
    moment::Moment,
    problem::Code,
};

use crate::{
    backend::Db,
    error::{StoreError, StoreResult},
    messaging::room::{self, InRoom},
    schema::{conversations, participants},
    tx::Tx,
};

/// A room made by people, locked, as somebody who is in it keeps it.
#[derive(Debug, Clone)]
pub(crate) struct Held {
    pub(crate) kind: ConversationKind,
    pub(crate) title: String,
    pub(crate) slug: Option<String>,
    pub(crate) description: Option<String>,
    pub(crate) staff_only: bool,
    pub(crate) posting: Posting,
    pub(crate) closed_at: Option<Moment>,
    /// Before the lock.
    pub(crate) version: i64,
    /// What they are in it.
    pub(crate) role: RoomRole,
}

/// Locks a room before something of it or of its members changes: from here to the commit nobody writes, joins or leaves.
///
/// # Errors
/// [`StoreError::NotFound`] when they are not in it any more; `forbidden` in rooms that nobody keeps: of a class, of two people, of a
/// family at the office.
pub(crate) fn hold(tx: &mut Tx<'_>, by: &InRoom) -> StoreResult<Held> {
    type Row = (
        ConversationKind,
        (Option<String>, Option<String>, Option<String>),
        (bool, Posting, Option<Moment>),
        i64,
    );
    let (kind, (title, slug, description), (staff_only, posting, closed_at), version): Row =
        diesel::update(conversations::table.find(by.conversation()))
            .set(conversations::members_version.eq(conversations::members_version + 1))
            .returning((
                conversations::kind,
                (conversations::title, conversations::slug, conversations::description),
                (
                    conversations::staff_only,
                    conversations::posting,
                    conversations::closed_at,
                ),
                conversations::version,
            ))
            .get_result(tx.db)?;
    room::enter(tx.db, by.member(), by.conversation())?;
    let title = title
        .filter(|_| is_made(kind))
        .ok_or(StoreError::Refused(Code::Forbidden))?;
    let role = of(tx.db, by.conversation(), by.account())?.ok_or(StoreError::NotFound)?;
    Ok(Held {
        kind,
        title,
        slug,
        description,
        staff_only,
        posting,
        closed_at,
        version,
        role,
    })
}

impl Held {
    /// Refuses whoever does not keep the room.
    pub(crate) const fn kept(&self) -> StoreResult<()> {
        if self.role.keeps() {
            Ok(())
        } else {
            Err(StoreError::Refused(Code::Forbidden))
        }
    }
}

/// Whether a room of this kind has an owner.
pub(crate) const fn is_made(kind: ConversationKind) -> bool {
    matches!(
        kind,
        ConversationKind::Group | ConversationKind::Announcement | ConversationKind::Public
    )
}

/// What somebody is in a room.
pub(crate) fn of(db: &mut Db, conversation: ConversationId, account: AccountId) -> StoreResult<Option<RoomRole>> {
    Ok(participants::table
        .find((conversation, account))
        .select(participants::role)
        .first(db)
        .optional()?)
}

/// What everybody is in a room.
pub(crate) fn of_all(db: &mut Db, conversation: ConversationId) -> StoreResult<BTreeMap<AccountId, RoomRole>> {
    let rows: Vec<(AccountId, RoomRole)> = participants::table
        .filter(participants::conversation_id.eq(conversation))
        .select((participants::account_id, participants::role))
        .load(db)?;
    Ok(rows.into_iter().collect())
}

/// Makes somebody this in a room.
pub(crate) fn set(
    tx: &mut Tx<'_>,
    (conversation, account): (ConversationId, AccountId),
    role: RoomRole,
) -> StoreResult<()> {
    diesel::update(participants::table.find((conversation, account)))
        .set(participants::role.eq(role))
        .execute(tx.db)?;
    Ok(())
}

/// Gives a room that nobody owns any more to whoever has kept it longest, else to whoever has been in it longest. Called while the room
/// is locked, after somebody has left it in whatever way.
pub(crate) fn inherit(tx: &mut Tx<'_>, conversation: ConversationId) -> StoreResult<()> {
    let kind: ConversationKind = conversations::table
        .find(conversation)
        .select(conversations::kind)
        .first(tx.db)?;
    if !is_made(kind) {
        return Ok(());
    }
    let inside = room::members(tx.db, conversation)?;
    let rows: Vec<(AccountId, RoomRole, Option<Moment>)> = participants::table
        .filter(participants::conversation_id.eq(conversation))
        .select((participants::account_id, participants::role, participants::added_at))
        .load(tx.db)?;
    let (here, away): (Vec<_>, Vec<_>) = rows.into_iter().partition(|(account, ..)| inside.contains(account));
    if here.iter().any(|(_, role, _)| *role == RoomRole::Owner) {
        return Ok(());
    }
    let Some((heir, ..)) = here
        .iter()
        .min_by_key(|(account, role, since)| (*role != RoomRole::Moderator, *since, *account))
    else {
        return Ok(());
    };
    // whoever comes back, after a suspension for instance, finds the room in other hands
    for (account, ..) in away.iter().filter(|(_, role, _)| *role == RoomRole::Owner) {
        set(tx, (conversation, *account), RoomRole::Member)?;
    }
    set(tx, (conversation, *heir), RoomRole::Owner)
}
