//! Blocks between two people. Whoever of them made it, it counts in both directions, and neither is told whose it is.

use std::collections::BTreeSet;

use diesel::{dsl::exists, prelude::*};
use domain::{
    happening::Happening,
    id::{AccountId, ConversationId, SchoolId},
    messaging::{
        blocks::BlockedPerson,
        contact_requests::RequestStatus,
        presence::{PersonPresence, PresenceShown, SeenState},
    },
    moment::Moment,
    page::Page,
    problem::Code,
};

use crate::{
    accounts::standing::ActiveMember,
    backend::{Db, MultiBackend},
    error::{StoreError, StoreResult},
    messaging::people,
    on_backend,
    page::Slice,
    schema::{accounts, blocks, contact_requests, conversations, memberships},
    tx::Tx,
};

/// How many people one may block.
const BLOCKS_MAX: i64 = 500;

/// The place of a block in the list: when it was made, and whose it is.
pub type ListKey = (Moment, AccountId);

/// Whether one of two people has blocked the other.
///
/// # Errors
/// When the database does not answer.
pub fn between(db: &mut Db, one: AccountId, other: AccountId) -> StoreResult<bool> {
    let one_way = blocks::blocker_id.eq(one).and(blocks::blocked_id.eq(other));
    let other_way = blocks::blocker_id.eq(other).and(blocks::blocked_id.eq(one));
    let found = diesel::select(exists(blocks::table.filter(one_way.or(other_way))));
    Ok(found.get_result(db)?)
}

/// Everybody whom somebody has blocked, or who has blocked them.
///
/// # Errors
/// When the database does not answer.
pub fn around(db: &mut Db, account: AccountId) -> StoreResult<BTreeSet<AccountId>> {
    let rows: Vec<(AccountId, AccountId)> = blocks::table
        .filter(blocks::blocker_id.eq(account).or(blocks::blocked_id.eq(account)))
        .select((blocks::blocker_id, blocks::blocked_id))
        .load(db)?;
    let other = |(blocker, blocked)| if blocker == account { blocked } else { blocker };
    Ok(rows.into_iter().map(other).collect())
}

/// Those of these people between whom and somebody there is a block.
///
/// # Errors
/// When the database does not answer.
pub fn among(db: &mut Db, account: AccountId, people: &[AccountId]) -> StoreResult<BTreeSet<AccountId>> {
    if people.is_empty() {
        return Ok(BTreeSet::new());
    }
    let mut all = around(db, account)?;
    all.retain(|other| people.contains(other));
    Ok(all)
}

/// The people whom somebody has blocked themselves.
pub(crate) fn made_by(db: &mut Db, account: AccountId) -> StoreResult<BTreeSet<AccountId>> {
    let rows: Vec<AccountId> = blocks::table
        .filter(blocks::blocker_id.eq(account))
        .select(blocks::blocked_id)
        .load(db)?;
    Ok(rows.into_iter().collect())
}

/// One page of the people whom a member has blocked, the newest first.
///
/// # Errors
/// When the database does not answer.
pub fn list(db: &mut Db, by: &ActiveMember, slice: &Slice<ListKey>) -> StoreResult<Page<BlockedPerson>> {
    let of_school = memberships::table
        .filter(memberships::school_id.eq(by.school()))
        .select(memberships::account_id);
    let mut rows = blocks::table
        .filter(blocks::blocker_id.eq(by.account()))
        .filter(blocks::blocked_id.eq_any(of_school))
        .order((blocks::created_at.desc(), blocks::blocked_id.desc()))
        .select((blocks::created_at, blocks::blocked_id))
        .limit(slice.rows())
        .into_boxed::<MultiBackend>();
    if let Some((at, account)) = slice.after() {
        let same = blocks::created_at.eq(*at).and(blocks::blocked_id.lt(*account));
        rows = rows.filter(blocks::created_at.lt(*at).or(same));
    }
    let rows: Vec<ListKey> = rows.load(db)?;
    let page = slice.cut(rows, |row| *row)?;
    let ids: Vec<AccountId> = page.items.iter().map(|(_, account)| *account).collect();
    let people = people::named(db, by, &ids)?;
    let items = page.items.iter().filter_map(|(since, account)| {
        let person = people.iter().find(|person| person.id == *account)?.clone();
        Some(BlockedPerson { person, since: *since })
    });
    Ok(Page {
        items: items.collect(),
        next: page.next,
    })
}

/// Blocks somebody of the school. Twice is once. Rooms that both are in stay as they are; their direct conversation is closed to both.
///
/// # Errors
/// [`StoreError::NotFound`] when there is nobody like this in the school; `conflict` about oneself; `limit_reached`.
pub fn block(tx: &mut Tx<'_>, by: &ActiveMember, other: AccountId) -> StoreResult<()> {
    if other == by.account() {
        return Err(StoreError::Refused(Code::Conflict));
    }
    let of_school = memberships::table
        .filter(memberships::school_id.eq(by.school()))
        .filter(memberships::account_id.eq(other));
    if !diesel::select(exists(of_school)).get_result::<bool>(tx.db)? {
        return Err(StoreError::NotFound);
    }
    let made: i64 = blocks::table
        .filter(blocks::blocker_id.eq(by.account()))
        .count()
        .get_result(tx.db)?;
    if made >= BLOCKS_MAX {
        return Err(StoreError::Refused(Code::LimitReached));
    }
    // whoever sends between the two now has been there first, or sees the block
    let direct = lock_direct(tx, by.account(), other)?;
    let row = (
        blocks::blocker_id.eq(by.account()),
        blocks::blocked_id.eq(other),
        blocks::created_at.eq(tx.now),
    );
    // the derived dialect has no ON CONFLICT
    on_backend!(tx.db, connection => diesel::insert_into(blocks::table).values(row).on_conflict_do_nothing().execute(connection))?;
    diesel::update(contact_requests::table)
        .filter(contact_requests::from_id.eq(other))
        .filter(contact_requests::to_id.eq(by.account()))
        .filter(contact_requests::status.eq(RequestStatus::Pending))
        .set((
            contact_requests::status.eq(RequestStatus::Declined),
            contact_requests::decided_at.eq(tx.now),
        ))
        .execute(tx.db)?;
    go_dark(tx, by.account(), other)?;
    tell(tx, by.account(), other, &direct)
}

/// Takes a block back.
///
/// # Errors
/// [`StoreError::NotFound`] when there was none.
pub fn unblock(tx: &mut Tx<'_>, by: &ActiveMember, other: AccountId) -> StoreResult<()> {
    let direct = lock_direct(tx, by.account(), other)?;
    if diesel::delete(blocks::table.find((by.account(), other))).execute(tx.db)? == 0 {
        return Err(StoreError::NotFound);
    }
    tell(tx, by.account(), other, &direct)
}

/// Locks the direct conversations of two people, in all their schools.
fn lock_direct(tx: &mut Tx<'_>, one: AccountId, other: AccountId) -> StoreResult<Vec<ConversationId>> {
    let (low, high) = if one < other { (one, other) } else { (other, one) };
    let found: Vec<ConversationId> = conversations::table
        .filter(conversations::pair_low.eq(low))
        .filter(conversations::pair_high.eq(high))
        .select(conversations::id)
        .order(conversations::id)
        .load(tx.db)?;
    for room in &found {
        super::room::lock_one(tx, *room)?;
    }
    Ok(found)
}

/// Neither sees any more whether the other is there.
fn go_dark(tx: &mut Tx<'_>, one: AccountId, other: AccountId) -> StoreResult<()> {
    let showing: i64 = accounts::table
        .filter(accounts::id.eq_any([one, other]))
        .filter(accounts::presence_shown.eq(PresenceShown::Contacts))
        .count()
        .get_result(tx.db)?;
    if showing < 2 {
        return Ok(());
    }
    for school in schools_of_both(tx, one, other)? {
        for (whose, to) in [(one, other), (other, one)] {
            tx.happens(Happening::Presence {
                school,
                presence: PersonPresence {
                    account_id: whose,
                    state: SeenState::Offline,
                    last_seen_at: None,
                },
                recipients: vec![to],
            });
        }
    }
    Ok(())
}

/// The schools in which two people may meet: a block counts in all of them.
fn schools_of_both(tx: &mut Tx<'_>, one: AccountId, other: AccountId) -> StoreResult<Vec<SchoolId>> {
    let of_one: Vec<SchoolId> = memberships::table
        .filter(memberships::account_id.eq(one))
        .select(memberships::school_id)
        .load(tx.db)?;
    Ok(memberships::table
        .filter(memberships::account_id.eq(other))
        .filter(memberships::school_id.eq_any(of_one))
        .select(memberships::school_id)
        .order(memberships::school_id)
        .load(tx.db)?)
}

/// The other learns that nothing can be written, or that it can be again; not why.
fn tell(tx: &mut Tx<'_>, by: AccountId, other: AccountId, direct: &[ConversationId]) -> StoreResult<()> {
    for school in schools_of_both(tx, by, other)? {
        tx.happens(Happening::ContactsChanged {
            school,
            recipients: vec![by],
        });
    }
    for conversation in direct.iter().copied() {
        for account in [by, other] {
            tx.happens(Happening::SettingsChanged { conversation, account });
        }
    }
    Ok(())
}
