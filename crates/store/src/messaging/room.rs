//! Who is in a conversation. Every question goes to the view `room_members`; whoever changes the answer locks the rooms first.

use std::collections::{BTreeMap, BTreeSet};

use diesel::{dsl::exists, prelude::*};
use domain::{
    families::types::LinkStatus,
    happening::Happening,
    id::{AccountId, ClassId, ConversationId, SchoolId},
    messaging::types::ConversationKind,
    schools::types::Role,
};

use crate::{
    accounts::standing::ActiveMember,
    backend::Db,
    error::{StoreError, StoreResult},
    messaging::rooms::roles,
    schema::{
        conversations, enrolments, guardian_links, marks, memberships, participants, room_members, staff_assignments,
    },
    tx::Tx,
};

/// Rooms with everybody in them.
pub(crate) type RoomMembers = BTreeMap<ConversationId, BTreeSet<AccountId>>;

/// Proof: somebody who is in the conversation, as of the read that minted it.
#[derive(Debug, Clone)]
pub struct InRoom {
    member: ActiveMember,
    conversation: ConversationId,
}

impl InRoom {
    /// The member of the school behind it.
    #[must_use]
    pub const fn member(&self) -> &ActiveMember {
        &self.member
    }
    /// Who.
    #[must_use]
    pub const fn account(&self) -> AccountId {
        self.member.account()
    }
    /// Where.
    #[must_use]
    pub const fn conversation(&self) -> ConversationId {
        self.conversation
    }
}

/// Lets a member into a conversation of their school that they are in.
///
/// # Errors
/// [`StoreError::NotFound`] for everybody else: whoever is not in a room does not learn that it exists.
pub fn enter(db: &mut Db, member: &ActiveMember, conversation: ConversationId) -> StoreResult<InRoom> {
    let inside = room_members::table
        .filter(room_members::conversation_id.eq(conversation))
        .filter(room_members::account_id.eq(member.account()));
    let of_the_school = conversations::table
        .filter(conversations::id.eq(conversation))
        .filter(conversations::school_id.eq(member.school()));
    let (inside, of_the_school): (bool, bool) =
        diesel::select((exists(inside), exists(of_the_school))).get_result(db)?;
    if !(inside && of_the_school) {
        return Err(StoreError::NotFound);
    }
    Ok(InRoom {
        member: member.clone(),
        conversation,
    })
}

/// Everybody who is in a conversation now.
///
/// # Errors
/// When the database does not answer.
pub fn members(db: &mut Db, conversation: ConversationId) -> StoreResult<Vec<AccountId>> {
    Ok(room_members::table
        .filter(room_members::conversation_id.eq(conversation))
        .select(room_members::account_id)
        .order(room_members::account_id)
        .load(db)?)
}

/// Everybody who is in some conversations now, by conversation and person.
///
/// # Errors
/// When the database does not answer.
pub fn members_of_all(db: &mut Db, conversations: &[ConversationId]) -> StoreResult<Vec<(ConversationId, AccountId)>> {
    Ok(room_members::table
        .filter(room_members::conversation_id.eq_any(conversations.iter().copied()))
        .select((room_members::conversation_id, room_members::account_id))
        .order((room_members::conversation_id, room_members::account_id))
        .load(db)?)
}

/// The conversations that somebody is in now, in all their schools.
///
/// # Errors
/// When the database does not answer.
pub fn rooms_of(db: &mut Db, account: AccountId) -> StoreResult<BTreeSet<ConversationId>> {
    let rooms: Vec<ConversationId> = room_members::table
        .filter(room_members::account_id.eq(account))
        .select(room_members::conversation_id)
        .load(db)?;
    Ok(rooms.into_iter().collect())
}

/// Locks the rooms of some classes, in id order, before who is in them changes: a message that takes its place afterwards sees the
/// change, one that took its place before does not. Gives back the rooms.
///
/// # Errors
/// When the database does not answer.
pub fn lock_rooms_of_class(tx: &mut Tx<'_>, classes: &[ClassId]) -> StoreResult<Vec<ConversationId>> {
    let rooms: Vec<ConversationId> = conversations::table
        .filter(conversations::class_id.eq_any(classes.iter().copied().map(Some)))
        .select(conversations::id)
        .order(conversations::id)
        .load(tx.db)?;
    lock(tx, rooms)
}

/// Locks every room that somebody is in, or would be in as an active member, in id order, before their membership of the school
/// changes.
///
/// # Errors
/// When the database does not answer.
pub fn lock_rooms_of_account(tx: &mut Tx<'_>, account: AccountId) -> StoreResult<Vec<ConversationId>> {
    lock_rooms_of_accounts(tx, &[account])
}

/// The same for several people at once.
///
/// # Errors
/// When the database does not answer.
pub fn lock_rooms_of_accounts(tx: &mut Tx<'_>, accounts: &[AccountId]) -> StoreResult<Vec<ConversationId>> {
    let accounts = || accounts.iter().copied();
    let mut classes: Vec<ClassId> = guardian_links::table
        .inner_join(enrolments::table.on(enrolments::child_id.eq(guardian_links::child_id)))
        .filter(guardian_links::account_id.eq_any(accounts()))
        .filter(guardian_links::status.eq(LinkStatus::Confirmed))
        .filter(enrolments::ended_at.is_null())
        .select(enrolments::class_id)
        .load(tx.db)?;
    let assigned: Vec<ClassId> = staff_assignments::table
        .filter(staff_assignments::account_id.eq_any(accounts()))
        .filter(staff_assignments::ended_at.is_null())
        .select(staff_assignments::class_id)
        .load(tx.db)?;
    classes.extend(assigned);
    let mut rooms: BTreeSet<ConversationId> = conversations::table
        .filter(conversations::class_id.eq_any(classes.into_iter().map(Some)))
        .select(conversations::id)
        .load(tx.db)?
        .into_iter()
        .collect();
    let direct: Vec<ConversationId> = participants::table
        .filter(participants::account_id.eq_any(accounts()))
        .select(participants::conversation_id)
        .load(tx.db)?;
    rooms.extend(direct);
    // whoever runs the office is in the inbox of every family
    let offices: Vec<SchoolId> = memberships::table
        .filter(memberships::account_id.eq_any(accounts()))
        .filter(memberships::role.eq_any([Role::Direction, Role::Admin]))
        .select(memberships::school_id)
        .load(tx.db)?;
    if !offices.is_empty() {
        let inboxes: Vec<ConversationId> = conversations::table
            .filter(conversations::school_id.eq_any(offices))
            .filter(conversations::kind.eq(ConversationKind::Support))
            .select(conversations::id)
            .load(tx.db)?;
        rooms.extend(inboxes);
    }
    lock(tx, rooms.into_iter().collect())
}

/// Locks one room before who is in it changes.
///
/// # Errors
/// When the database does not answer.
pub(crate) fn lock_one(tx: &mut Tx<'_>, room: ConversationId) -> StoreResult<()> {
    lock(tx, vec![room]).map(drop)
}

fn lock(tx: &mut Tx<'_>, rooms: Vec<ConversationId>) -> StoreResult<Vec<ConversationId>> {
    // one by one, because a single UPDATE locks in the order of its plan
    for room in &rooms {
        diesel::update(conversations::table.find(room))
            .set(conversations::members_version.eq(conversations::members_version + 1))
            .execute(tx.db)?;
    }
    Ok(rooms)
}

/// Compares the rooms that somebody was in (`rooms_of`, after the lock and before the change) with those they are in now, and makes
/// the difference happen: `Joined` with everything before counted as read, or `Left`.
///
/// # Errors
/// When the database does not answer.
pub fn members_changed(tx: &mut Tx<'_>, account: AccountId, before: &BTreeSet<ConversationId>) -> StoreResult<()> {
    let after = rooms_of(tx.db, account)?;
    for conversation in before.difference(&after).copied() {
        tx.happens(Happening::Left { conversation, account });
        roles::inherit(tx, conversation)?;
    }
    for conversation in after.difference(before).copied() {
        begin_at_the_end(tx, conversation, account)?;
        tx.happens(Happening::Joined { conversation, account });
    }
    Ok(())
}

/// Who is in each of these rooms now.
///
/// # Errors
/// When the database does not answer.
pub(crate) fn members_of_each(db: &mut Db, rooms: &[ConversationId]) -> StoreResult<RoomMembers> {
    let mut each: RoomMembers = rooms.iter().map(|room| (*room, BTreeSet::new())).collect();
    for (room, inside) in &mut each {
        inside.extend(members(db, *room)?);
    }
    Ok(each)
}

/// The same as [`members_changed`] for everybody who was in these rooms or is in them now.
///
/// # Errors
/// When the database does not answer.
pub(crate) fn all_members_changed(tx: &mut Tx<'_>, before: &RoomMembers) -> StoreResult<()> {
    let rooms: Vec<ConversationId> = before.keys().copied().collect();
    let after = members_of_each(tx.db, &rooms)?;
    for (conversation, inside) in before {
        let conversation = *conversation;
        let now = after.get(&conversation).cloned().unwrap_or_default();
        for account in inside.difference(&now).copied() {
            tx.happens(Happening::Left { conversation, account });
        }
        for account in now.difference(inside).copied() {
            begin_at_the_end(tx, conversation, account)?;
            tx.happens(Happening::Joined { conversation, account });
        }
    }
    Ok(())
}

/// A newcomer is not told that years of messages are unread.
pub(crate) fn begin_at_the_end(tx: &mut Tx<'_>, conversation: ConversationId, account: AccountId) -> StoreResult<()> {
    let (last_seq, last_number): (i64, i64) = conversations::table
        .find(conversation)
        .select((conversations::last_seq, conversations::last_number))
        .first(tx.db)?;
    let row = (
        marks::conversation_id.eq(conversation),
        marks::account_id.eq(account),
        marks::last_read_seq.eq(last_seq),
        marks::last_delivered_seq.eq(last_seq),
        marks::last_read_number.eq(last_number),
    );
    // the derived dialect has no ON CONFLICT; somebody who comes back keeps their old mark
    crate::on_backend!(tx.db, connection => diesel::insert_into(marks::table).values(row).on_conflict_do_nothing().execute(connection))?;
    Ok(())
}
