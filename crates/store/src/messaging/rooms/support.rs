//! The inbox of a family at the office: one for each household, or for each adult who is alone in theirs. The adults of the family are
//! participants and follow the household; direction and admins are in every one of them by the view `room_members`.

use std::collections::{BTreeMap, BTreeSet};

use diesel::prelude::*;
use domain::{
    happening::Happening,
    id::{AccountId, ConversationId, HouseholdId, SchoolId},
    messaging::types::{ConversationInfo, ConversationKind},
    problem::Code,
    schools::types::Role,
};
use uuid::Uuid;

use crate::{
    accounts::standing::ActiveMember,
    backend::Db,
    error::{StoreError, StoreResult},
    families::household,
    messaging::{conversations as seen, room, rooms::members},
    on_backend,
    schema::{accounts, conversations, participants},
    schools::membership,
    tx::Tx,
};

/// Opens the inbox of my family, or gives back the one that exists.
///
/// # Errors
/// `may_not_write` for the office itself, which answers, and for pupils.
pub fn open(tx: &mut Tx<'_>, by: &ActiveMember) -> StoreResult<ConversationInfo> {
    if by.role().is_office() || by.role() == Role::Student {
        return Err(StoreError::Refused(Code::MayNotWrite));
    }
    // whoever changes the household holds the membership too
    membership::hold(tx, by.account(), by.school())?;
    let household = household::household_of(tx.db, by.account(), by.school())?;
    let family = family_key(household, by.account());
    let conversation = match find(tx.db, by.school(), family)? {
        Some(existing) => existing,
        None => make(tx, by, family)?,
    };
    room::lock_one(tx, conversation)?;
    let before = room::members_of_each(tx.db, &[conversation])?;
    let mut adults = household::living_with(tx.db, by.account(), by.school())?;
    adults.push(by.account());
    members::put(tx, (by, conversation), &adults)?;
    room::all_members_changed(tx, &before)?;
    let inside = room::enter(tx.db, by, conversation)?;
    seen::show(tx.db, &inside)
}

fn make(tx: &mut Tx<'_>, by: &ActiveMember, family: FamilyKey) -> StoreResult<ConversationId> {
    let id = ConversationId::fresh();
    let row = (
        conversations::id.eq(id),
        conversations::school_id.eq(by.school()),
        conversations::kind.eq(ConversationKind::Support),
        conversations::support_of.eq(family),
        conversations::created_by.eq(by.account()),
        conversations::last_seq.eq(0_i64),
        conversations::last_number.eq(0_i64),
        conversations::members_version.eq(0_i64),
        conversations::created_at.eq(tx.now),
    );
    // the derived dialect has no ON CONFLICT; whoever comes second waits here for the first, and then changes nothing
    let made = on_backend!(tx.db, connection => diesel::insert_into(conversations::table).values(row).on_conflict_do_nothing().execute(connection))?;
    if made == 0 {
        return find(tx.db, by.school(), family)?.ok_or(StoreError::Again);
    }
    let office = room::members(tx.db, id)?;
    for account in office {
        tx.happens(Happening::Joined {
            conversation: id,
            account,
        });
    }
    Ok(id)
}

/// Somebody has moved from one household to another: they leave the inbox of the one and are in that of the other. What they wrote while
/// they were alone stays theirs.
pub(crate) fn moved(
    tx: &mut Tx<'_>,
    (school, account): (SchoolId, AccountId),
    (from, to): (Option<HouseholdId>, Option<HouseholdId>),
) -> StoreResult<()> {
    if from == to {
        return Ok(());
    }
    let mut rooms = BTreeSet::new();
    for household in [from, to].into_iter().flatten() {
        rooms.extend(find(tx.db, school, of_household(household))?);
    }
    for conversation in &rooms {
        room::lock_one(tx, *conversation)?;
    }
    let rooms: Vec<ConversationId> = rooms.into_iter().collect();
    let before = room::members_of_each(tx.db, &rooms)?;
    if let Some(left) = from
        && let Some(conversation) = find(tx.db, school, of_household(left))?
    {
        diesel::delete(participants::table.find((conversation, account))).execute(tx.db)?;
    }
    if let Some(joined) = to
        && let Some(conversation) = find(tx.db, school, of_household(joined))?
    {
        take_in(tx, conversation, account)?;
    }
    room::all_members_changed(tx, &before)
}

/// A household is no more, because one adult is left of it: its inbox becomes theirs, unless they have one of their own from before.
pub(crate) fn left_alone(
    tx: &mut Tx<'_>,
    (school, account): (SchoolId, AccountId),
    household: HouseholdId,
) -> StoreResult<()> {
    let Some(conversation) = find(tx.db, school, of_household(household))? else {
        return Ok(());
    };
    if find(tx.db, school, of_account(account))?.is_none() {
        diesel::update(conversations::table.find(conversation))
            .set(conversations::support_of.eq(Some(of_account(account))))
            .execute(tx.db)?;
    }
    Ok(())
}

/// Two accounts of one person have become one: the inbox of the one that is gone becomes that of the other, unless they have one; they are
/// in the inbox of the household they live in now, and in that of no other. Called after participants and household were carried over.
pub(crate) fn carried(tx: &mut Tx<'_>, school: SchoolId, (gone, kept): (AccountId, AccountId)) -> StoreResult<()> {
    let alone = find(tx.db, school, of_account(gone))?;
    if let Some(conversation) = alone
        && find(tx.db, school, of_account(kept))?.is_none()
    {
        diesel::update(conversations::table.find(conversation))
            .set(conversations::support_of.eq(Some(of_account(kept))))
            .execute(tx.db)?;
    }
    let home = household::household_of(tx.db, kept, school)?;
    let theirs = [Some(of_account(gone)), Some(of_account(kept)), home.map(of_household)];
    let of_others = conversations::table
        .filter(conversations::school_id.eq(school))
        .filter(conversations::kind.eq(ConversationKind::Support))
        .filter(conversations::support_of.ne_all(theirs.into_iter().flatten().map(Some)))
        .select(conversations::id);
    let foreign = participants::table
        .filter(participants::account_id.eq(kept))
        .filter(participants::conversation_id.eq_any(of_others));
    diesel::delete(foreign).execute(tx.db)?;
    if let Some(home) = home
        && let Some(conversation) = find(tx.db, school, of_household(home))?
    {
        room::lock_one(tx, conversation)?;
        take_in(tx, conversation, kept)?;
    }
    Ok(())
}

fn take_in(tx: &mut Tx<'_>, conversation: ConversationId, account: AccountId) -> StoreResult<()> {
    let row = (
        participants::conversation_id.eq(conversation),
        participants::account_id.eq(account),
        participants::added_at.eq(tx.now),
    );
    // the derived dialect has no ON CONFLICT
    on_backend!(tx.db, connection => diesel::insert_into(participants::table).values(row).on_conflict_do_nothing().execute(connection))?;
    Ok(())
}

/// What the office calls the families of these inboxes: their last names.
pub(crate) fn names(db: &mut Db, rooms: &[ConversationId]) -> StoreResult<BTreeMap<ConversationId, String>> {
    let mut names: BTreeMap<ConversationId, BTreeSet<String>> = BTreeMap::new();
    if rooms.is_empty() {
        return Ok(BTreeMap::new());
    }
    let rows: Vec<(ConversationId, String)> = participants::table
        .inner_join(accounts::table.on(accounts::id.eq(participants::account_id)))
        .filter(participants::conversation_id.eq_any(rooms))
        .select((participants::conversation_id, accounts::last_name))
        .load(db)?;
    for (conversation, name) in rows {
        names.entry(conversation).or_default().insert(name);
    }
    let joined = |(conversation, names): (ConversationId, BTreeSet<String>)| {
        (conversation, names.into_iter().collect::<Vec<_>>().join(" – "))
    };
    Ok(names.into_iter().map(joined).collect())
}

/// Whose inbox it is: the id of a household or of an account.
type FamilyKey = domain::id::Id<Family>;

/// A household, or an adult without one.
#[derive(Debug)]
pub(crate) enum Family {}

fn family_key(household: Option<HouseholdId>, account: AccountId) -> FamilyKey {
    household.map_or_else(|| of_account(account), of_household)
}

fn of_household(household: HouseholdId) -> FamilyKey {
    key(household.as_uuid())
}

fn of_account(account: AccountId) -> FamilyKey {
    key(account.as_uuid())
}

fn key(uuid: &Uuid) -> FamilyKey {
    FamilyKey::from_uuid(*uuid)
}

fn find(db: &mut Db, school: SchoolId, family: FamilyKey) -> StoreResult<Option<ConversationId>> {
    Ok(conversations::table
        .filter(conversations::school_id.eq(school))
        .filter(conversations::support_of.eq(family))
        .select(conversations::id)
        .first(db)
        .optional()?)
}
