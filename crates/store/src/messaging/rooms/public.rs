//! The public rooms of a school: everybody there may look at the list and join.

use std::collections::BTreeMap;

use diesel::{dsl::count_star, prelude::*};
use domain::{
    id::ConversationId,
    messaging::{
        note::NoteKind,
        rooms::{
            rules::{MEMBERS_MAX, Slug},
            types::PublicRoom,
        },
        types::{ConversationInfo, ConversationKind},
    },
    page::Page,
    problem::Code,
    schools::types::Role,
    words,
};

use crate::{
    accounts::standing::ActiveMember,
    backend::{Db, MultiBackend},
    error::{StoreError, StoreResult},
    messaging::{
        conversations as seen, room,
        rooms::{
            members,
            note::{self, Said},
            roles,
        },
    },
    page::Slice,
    schema::{conversations, room_members},
    tx::Tx,
};

/// The place of a room in the list: its name as it is compared, then its id.
pub type ListKey = (String, ConversationId);

type Row = (ConversationId, Option<String>, Option<String>, Option<String>);

/// One page of the rooms that a member may join or is in, by name.
///
/// # Errors
/// When the database does not answer.
pub fn list(db: &mut Db, by: &ActiveMember, slice: &Slice<ListKey>) -> StoreResult<Page<PublicRoom>> {
    let mut rows = visible(db, by, None)?;
    // databases disagree about the order of the alphabet
    rows.sort_by_cached_key(key);
    if let Some(after) = slice.after() {
        rows.retain(|room| key(room) > *after);
    }
    rows.truncate(usize::try_from(slice.rows()).unwrap_or(usize::MAX));
    slice.cut(rows, key)
}

/// The room with this word in its address.
///
/// # Errors
/// [`StoreError::NotFound`] when there is none that they may see.
pub fn show(db: &mut Db, by: &ActiveMember, slug: &Slug) -> StoreResult<PublicRoom> {
    visible(db, by, Some(slug))?.pop().ok_or(StoreError::NotFound)
}

/// Joins a room. Joining twice is joining once.
///
/// # Errors
/// [`StoreError::NotFound`] when there is none that they may join; `limit_reached` when it is full.
pub fn join(tx: &mut Tx<'_>, by: &ActiveMember, slug: &Slug) -> StoreResult<ConversationInfo> {
    let room = show(tx.db, by, slug)?.conversation_id;
    room::lock_one(tx, room)?;
    // it may have been closed while we waited
    show(tx.db, by, slug)?;
    let inside = room::members(tx.db, room)?;
    if !inside.contains(&by.account()) {
        if inside.len() >= MEMBERS_MAX {
            return Err(StoreError::Refused(Code::LimitReached));
        }
        members::put(tx, (by, room), &[by.account()])?;
        roles::inherit(tx, room)?;
        note::write(tx, (by, room), Said::of(NoteKind::Joined))?;
        members::settle(tx, room, &[by.account()])?;
    }
    let inside = room::enter(tx.db, by, room)?;
    seen::show(tx.db, &inside)
}

fn key(room: &PublicRoom) -> ListKey {
    (words::search_key(&room.title), room.conversation_id)
}

fn visible(db: &mut Db, by: &ActiveMember, slug: Option<&Slug>) -> StoreResult<Vec<PublicRoom>> {
    // pupils write to nobody but those who are theirs
    if by.role() == Role::Student {
        return Ok(Vec::new());
    }
    let mine = room_members::table
        .filter(room_members::account_id.eq(by.account()))
        .select(room_members::conversation_id);
    let mut query = conversations::table
        .filter(conversations::school_id.eq(by.school()))
        .filter(conversations::kind.eq(ConversationKind::Public))
        .filter(conversations::closed_at.is_null().or(conversations::id.eq_any(mine)))
        .select((
            conversations::id,
            conversations::slug,
            conversations::title,
            conversations::description,
        ))
        .into_boxed::<MultiBackend>();
    if !by.role().is_staff() {
        query = query.filter(conversations::staff_only.eq(false));
    }
    if let Some(slug) = slug {
        query = query.filter(conversations::slug.eq(slug.as_str().to_owned()));
    }
    let rows: Vec<Row> = query.load(db)?;
    let ids: Vec<ConversationId> = rows.iter().map(|(id, ..)| *id).collect();
    let mine: Vec<ConversationId> = room_members::table
        .filter(room_members::account_id.eq(by.account()))
        .filter(room_members::conversation_id.eq_any(&ids))
        .select(room_members::conversation_id)
        .load(db)?;
    let counted: Vec<(ConversationId, i64)> = room_members::table
        .filter(room_members::conversation_id.eq_any(&ids))
        .group_by(room_members::conversation_id)
        .select((room_members::conversation_id, count_star()))
        .load(db)?;
    let counted: BTreeMap<ConversationId, i64> = counted.into_iter().collect();
    let rooms = rows.into_iter().map(|(id, slug, title, description)| {
        Ok(PublicRoom {
            conversation_id: id,
            slug: slug.unwrap_or_default().parse().map_err(StoreError::broken)?,
            title: title.unwrap_or_default(),
            description,
            member_count: counted.get(&id).copied().unwrap_or(0),
            joined: mine.contains(&id),
        })
    });
    rooms.collect()
}
