//! Who is in a room changes under the room's lock, so that a message at place N goes exactly to those who are in it at N.
//!
//! Lock order of everybody who changes rooms: the person's membership, then the rooms in id order, then the rows of the change.

use std::collections::BTreeSet;

use diesel::prelude::*;
use domain::{
    families::types::LinkStatus,
    happening::Happening,
    id::{AccountId, ClassId, ConversationId, SchoolId},
};

use crate::{
    error::{StoreError, StoreResult},
    schema::{conversations, enrolments, guardian_links, marks, memberships, participants, room_members, staff_assignments},
    tx::Tx,
};

/// Rooms that are locked, and who was in them before the change. Must be settled after the change.
#[must_use = "settle it after the change, or nobody hears of it"]
pub struct LockedRooms {
    rooms: Vec<ConversationId>,
    before: BTreeSet<(ConversationId, AccountId)>,
}

/// Holds everything that decides about one person's rooms in one school: two changes about the same person come one after the other.
///
/// # Errors
/// [`StoreError::NotFound`] when the person has no membership of the school.
pub fn lock_person(tx: &mut Tx<'_>, account: AccountId, school: SchoolId) -> StoreResult<()> {
    let mine = memberships::table
        .filter(memberships::account_id.eq(account))
        .filter(memberships::school_id.eq(school));
    // an UPDATE that changes nothing is the portable row lock
    let locked = diesel::update(mine)
        .set(memberships::created_at.eq(memberships::created_at))
        .execute(tx.db)?;
    if locked == 1 { Ok(()) } else { Err(StoreError::NotFound) }
}

/// Locks the rooms of these classes.
///
/// # Errors
/// When the database does not answer.
pub fn lock_rooms_of_class(tx: &mut Tx<'_>, classes: &[ClassId]) -> StoreResult<LockedRooms> {
    let rooms = conversations::table
        .filter(conversations::class_id.eq_any(classes.iter().copied().map(Some)))
        .select(conversations::id)
        .load(tx.db)?;
    lock(tx, rooms)
}

/// Locks every room of the school that the person is in, or would be in as an active member.
///
/// # Errors
/// When the database does not answer.
pub fn lock_rooms_of_person(tx: &mut Tx<'_>, account: AccountId, school: SchoolId) -> StoreResult<LockedRooms> {
    let mut classes: Vec<ClassId> = guardian_links::table
        .inner_join(enrolments::table.on(enrolments::child_id.eq(guardian_links::child_id)))
        .filter(guardian_links::account_id.eq(account))
        .filter(guardian_links::school_id.eq(school))
        .filter(guardian_links::status.eq(LinkStatus::Confirmed))
        .filter(enrolments::ended_at.is_null())
        .select(enrolments::class_id)
        .load(tx.db)?;
    classes.extend(
        staff_assignments::table
            .filter(staff_assignments::account_id.eq(account))
            .filter(staff_assignments::ended_at.is_null())
            .select(staff_assignments::class_id)
            .load::<ClassId>(tx.db)?,
    );
    let mut rooms: Vec<ConversationId> = conversations::table
        .filter(conversations::school_id.eq(school))
        .filter(conversations::class_id.eq_any(classes.into_iter().map(Some)))
        .select(conversations::id)
        .load(tx.db)?;
    rooms.extend(
        participants::table
            .inner_join(conversations::table.on(conversations::id.eq(participants::conversation_id)))
            .filter(participants::account_id.eq(account))
            .filter(conversations::school_id.eq(school))
            .select(participants::conversation_id)
            .load::<ConversationId>(tx.db)?,
    );
    lock(tx, rooms)
}

fn lock(tx: &mut Tx<'_>, mut rooms: Vec<ConversationId>) -> StoreResult<LockedRooms> {
    rooms.sort_unstable();
    rooms.dedup();
    // one by one: a single UPDATE of several rows locks them in an order of its own
    for room in &rooms {
        diesel::update(conversations::table.find(*room))
            .set(conversations::members_version.eq(conversations::members_version + 1))
            .execute(tx.db)?;
    }
    let before = members(tx, &rooms)?;
    Ok(LockedRooms { rooms, before })
}

impl LockedRooms {
    /// Compares with who is in the rooms now: tells those who came and those who left, and lets newcomers begin with nothing unread.
    ///
    /// # Errors
    /// When the database does not answer.
    pub fn settle(self, tx: &mut Tx<'_>) -> StoreResult<()> {
        let after = members(tx, &self.rooms)?;
        for (conversation, account) in self.before.difference(&after) {
            tx.happens(Happening::Left {
                conversation: *conversation,
                account: *account,
            });
        }
        for (conversation, account) in after.difference(&self.before) {
            begin_reading(tx, *conversation, *account)?;
            tx.happens(Happening::Joined {
                conversation: *conversation,
                account: *account,
            });
        }
        Ok(())
    }
}

fn members(tx: &mut Tx<'_>, rooms: &[ConversationId]) -> StoreResult<BTreeSet<(ConversationId, AccountId)>> {
    let members: Vec<(ConversationId, AccountId)> = room_members::table
        .filter(room_members::conversation_id.eq_any(rooms.iter().copied()))
        .select((room_members::conversation_id, room_members::account_id))
        .load(tx.db)?;
    Ok(members.into_iter().collect())
}

fn begin_reading(tx: &mut Tx<'_>, conversation: ConversationId, account: AccountId) -> StoreResult<()> {
    let last: i64 = conversations::table
        .find(conversation)
        .select(conversations::last_seq)
        .first(tx.db)?;
    let changed = diesel::update(marks::table.find((conversation, account)))
        .set((marks::last_read_seq.eq(last), marks::last_delivered_seq.eq(last)))
        .execute(tx.db)?;
    if changed == 0 {
        diesel::insert_into(marks::table)
            .values((
                marks::conversation_id.eq(conversation),
                marks::account_id.eq(account),
                marks::last_read_seq.eq(last),
                marks::last_delivered_seq.eq(last),
            ))
            .execute(tx.db)?;
    }
    Ok(())
}
