//! People come into a room and go out of it. Whoever changes that locks the room first, so that a message that takes its place afterwards
//! does not reach those who have left (M7).

use std::collections::BTreeSet;

use diesel::prelude::*;
use domain::{
    happening::Happening,
    id::{AccountId, ConversationId},
    messaging::{
        note::NoteKind,
        rooms::{rules::MEMBERS_MAX, types::RoomRole},
        types::{ConversationInfo, Person},
    },
    problem::Code,
    schools::types::{MembershipStatus, Role},
};

use crate::{
    accounts::standing::ActiveMember,
    backend::Db,
    error::{StoreError, StoreResult},
    messaging::{
        contacts, conversations, people,
        room::{self, InRoom},
        rooms::{
            note::{self, Said},
            roles,
        },
    },
    on_backend,
    schema::{accounts, memberships, participants},
    tx::Tx,
};

/// Adds people to a room. Those who are in it already stay as they are.
///
/// # Errors
/// `forbidden` for whoever does not keep the room; `may_not_write` when the policy does not let them write to one of these people, or when
/// one does not belong to the staff and the room does; `limit_reached`; [`StoreError::NotFound`] when one is no member of the school.
pub fn add(tx: &mut Tx<'_>, by: &InRoom, wanted: &[AccountId]) -> StoreResult<ConversationInfo> {
    let held = roles::hold(tx, by)?;
    held.kept()?;
    let inside: BTreeSet<AccountId> = room::members(tx.db, by.conversation())?.into_iter().collect();
    let new: BTreeSet<AccountId> = wanted.iter().copied().filter(|who| !inside.contains(who)).collect();
    let new: Vec<AccountId> = new.into_iter().collect();
    may_be_added(tx.db, by.member(), &new, held.staff_only)?;
    if inside.len() + new.len() > MEMBERS_MAX {
        return Err(StoreError::Refused(Code::LimitReached));
    }
    if !new.is_empty() {
        put(tx, (by.member(), by.conversation()), &new)?;
        let said = Said {
            people: &new,
            ..Said::of(NoteKind::Added)
        };
        note::write(tx, (by.member(), by.conversation()), said)?;
        settle(tx, by.conversation(), &new)?;
    }
    conversations::show(tx.db, by)
}

/// Takes somebody out of a room; oneself, as if one left.
///
/// # Errors
/// `forbidden` for whoever may not; [`StoreError::NotFound`] when they are not in it.
pub fn remove(tx: &mut Tx<'_>, by: &InRoom, account: AccountId) -> StoreResult<()> {
    if account == by.account() {
        return leave(tx, by);
    }
    let held = roles::hold(tx, by)?;
    let role = inside(tx, by, account)?;
    if !held.role.may_remove(role) {
        return Err(StoreError::Refused(Code::Forbidden));
    }
    take_out(tx, by.conversation(), account)?;
    let said = Said {
        people: &[account],
        ..Said::of(NoteKind::Removed)
    };
    note::write(tx, (by.member(), by.conversation()), said)
}

/// Leaves a room.
///
/// # Errors
/// `forbidden` in rooms that are not left by hand.
pub fn leave(tx: &mut Tx<'_>, by: &InRoom) -> StoreResult<()> {
    roles::hold(tx, by)?;
    take_out(tx, by.conversation(), by.account())?;
    note::write(tx, (by.member(), by.conversation()), Said::of(NoteKind::Left))
}

/// Makes somebody a moderator or a member, or hands the room over to them.
///
/// # Errors
/// `forbidden` for whoever is not its owner, and about oneself: an owner hands the room over first; [`StoreError::NotFound`] when they are
/// not in it.
pub fn change_role(tx: &mut Tx<'_>, by: &InRoom, account: AccountId, role: RoomRole) -> StoreResult<Person> {
    let held = roles::hold(tx, by)?;
    inside(tx, by, account)?;
    if held.role != RoomRole::Owner || account == by.account() {
        return Err(StoreError::Refused(Code::Forbidden));
    }
    let conversation = by.conversation();
    if role == RoomRole::Owner {
        roles::set(tx, (conversation, by.account()), RoomRole::Moderator)?;
        tx.happens(Happening::Joined {
            conversation,
            account: by.account(),
        });
    }
    roles::set(tx, (conversation, account), role)?;
    // they read again what they are in it
    tx.happens(Happening::Joined { conversation, account });
    let mut person = people::named(tx.db, by.member(), &[account])?
        .pop()
        .ok_or(StoreError::NotFound)?;
    person.room_role = Some(role);
    Ok(person)
}

/// What somebody who is in the room now is in it.
fn inside(tx: &mut Tx<'_>, by: &InRoom, account: AccountId) -> StoreResult<RoomRole> {
    if !room::members(tx.db, by.conversation())?.contains(&account) {
        return Err(StoreError::NotFound);
    }
    roles::of(tx.db, by.conversation(), account)?.ok_or(StoreError::NotFound)
}

fn take_out(tx: &mut Tx<'_>, conversation: ConversationId, account: AccountId) -> StoreResult<()> {
    diesel::delete(participants::table.find((conversation, account))).execute(tx.db)?;
    tx.happens(Happening::Left { conversation, account });
    roles::inherit(tx, conversation)
}

/// Writes that these people are in a locked room, as members.
pub(crate) fn put(
    tx: &mut Tx<'_>,
    (by, conversation): (&ActiveMember, ConversationId),
    people: &[AccountId],
) -> StoreResult<()> {
    for account in people {
        let row = (
            participants::conversation_id.eq(conversation),
            participants::account_id.eq(account),
            participants::role.eq(RoomRole::Member),
            participants::added_by.eq(by.account()),
            participants::added_at.eq(tx.now),
        );
        // somebody who was suspended and is back has a row; the derived dialect has no ON CONFLICT
        on_backend!(tx.db, connection => diesel::insert_into(participants::table).values(row).on_conflict_do_nothing().execute(connection))?;
    }
    Ok(())
}

/// Lets people who have just come in begin at the end of the room, and tells them that they are in it. After the note about them.
pub(crate) fn settle(tx: &mut Tx<'_>, conversation: ConversationId, people: &[AccountId]) -> StoreResult<()> {
    for account in people.iter().copied() {
        room::begin_at_the_end(tx, conversation, account)?;
        tx.happens(Happening::Joined { conversation, account });
    }
    Ok(())
}

/// Whether a member may put these people into a room.
pub(crate) fn may_be_added(db: &mut Db, by: &ActiveMember, wanted: &[AccountId], staff_only: bool) -> StoreResult<()> {
    let found: Vec<(AccountId, Role)> = memberships::table
        .inner_join(accounts::table.on(accounts::id.eq(memberships::account_id)))
        .filter(memberships::school_id.eq(by.school()))
        .filter(memberships::status.eq(MembershipStatus::Active))
        .filter(accounts::is_active.eq(true))
        .filter(accounts::id.eq_any(wanted))
        .select((accounts::id, memberships::role))
        .load(db)?;
    if found.len() < wanted.len() {
        return Err(StoreError::NotFound);
    }
    let writable = contacts::writable(db, by, &found)?;
    let is_wrong = |(account, role): &(AccountId, Role)| {
        (staff_only && !role.is_staff()) || (*account != by.account() && !writable.contains(account))
    };
    if found.iter().any(is_wrong) {
        return Err(StoreError::Refused(Code::MayNotWrite));
    }
    Ok(())
}
