//! Direct conversations: one for each pair of people of a school.

use std::collections::BTreeMap;

use diesel::prelude::*;
use domain::{
    happening::Happening,
    id::{AccountId, ConversationId},
    messaging::types::ConversationKind,
    problem::Code,
    schools::types::{MembershipStatus, Role},
};

use crate::{
    accounts::standing::ActiveMember,
    backend::Db,
    error::{StoreError, StoreResult},
    messaging::contacts::Circle,
    on_backend,
    schema::{accounts, conversations, memberships, participants},
    tx::Tx,
};

/// Opens the direct conversation with somebody, or gives back the one that exists.
///
/// # Errors
/// [`StoreError::NotFound`] when the other is not an active member of the school; `may_not_write` when the policy says so, or for a
/// conversation with oneself.
pub fn open(tx: &mut Tx<'_>, by: &ActiveMember, other: AccountId) -> StoreResult<ConversationId> {
    if other == by.account() {
        return Err(StoreError::Refused(Code::MayNotWrite));
    }
    let role = role_of(tx.db, by, other)?;
    if let Some(existing) = find(tx.db, by, other)? {
        return Ok(existing);
    }
    if !Circle::load(tx.db, by, Some(&[other]))?.may_write(other, role) {
        return Err(StoreError::Refused(Code::MayNotWrite));
    }
    let (low, high) = ordered(by.account(), other);
    let id = ConversationId::fresh();
    let row = (
        conversations::id.eq(id),
        conversations::school_id.eq(by.school()),
        conversations::kind.eq(ConversationKind::Direct),
        conversations::pair_low.eq(low),
        conversations::pair_high.eq(high),
        conversations::last_seq.eq(0),
        conversations::last_number.eq(0),
        conversations::members_version.eq(0),
        conversations::created_at.eq(tx.now),
    );
    // the derived dialect has no ON CONFLICT; whoever comes second waits here for the first, and then changes nothing
    let made = on_backend!(tx.db, connection => diesel::insert_into(conversations::table).values(row).on_conflict_do_nothing().execute(connection))?;
    if made == 0 {
        return find(tx.db, by, other)?.ok_or(StoreError::Again);
    }
    for account in [by.account(), other] {
        diesel::insert_into(participants::table)
            .values((
                participants::conversation_id.eq(id),
                participants::account_id.eq(account),
            ))
            .execute(tx.db)?;
        tx.happens(Happening::Joined {
            conversation: id,
            account,
        });
    }
    Ok(id)
}

fn role_of(db: &mut Db, by: &ActiveMember, other: AccountId) -> StoreResult<Role> {
    Ok(memberships::table
        .inner_join(accounts::table.on(accounts::id.eq(memberships::account_id)))
        .filter(memberships::school_id.eq(by.school()))
        .filter(memberships::account_id.eq(other))
        .filter(memberships::status.eq(MembershipStatus::Active))
        .filter(accounts::is_active.eq(true))
        .select(memberships::role)
        .first(db)?)
}

fn find(db: &mut Db, by: &ActiveMember, other: AccountId) -> StoreResult<Option<ConversationId>> {
    let (low, high) = ordered(by.account(), other);
    Ok(conversations::table
        .filter(conversations::school_id.eq(by.school()))
        .filter(conversations::pair_low.eq(low))
        .filter(conversations::pair_high.eq(high))
        .select(conversations::id)
        .first(db)
        .optional()?)
}

/// The other one of some direct conversations. It is asked who is in them, not which pair they were made for: when two accounts become one
/// that had a conversation each with the same person, only one of the two keeps the name of a pair.
pub(crate) fn partners(
    db: &mut Db,
    me: AccountId,
    rooms: &[ConversationId],
) -> StoreResult<BTreeMap<ConversationId, AccountId>> {
    if rooms.is_empty() {
        return Ok(BTreeMap::new());
    }
    let others: Vec<(ConversationId, AccountId)> = participants::table
        .filter(participants::conversation_id.eq_any(rooms))
        .filter(participants::account_id.ne(me))
        .select((participants::conversation_id, participants::account_id))
        .load(db)?;
    Ok(others.into_iter().collect())
}

fn ordered(one: AccountId, other: AccountId) -> (AccountId, AccountId) {
    if one < other { (one, other) } else { (other, one) }
}
