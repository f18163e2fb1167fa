//! Accounts of the SEL: opened once, locked one by one in one order.
//!
//! An account is opened at its first use: when its holder looks at the SEL, or when somebody deals with them. So nothing has to be done
//! when a module is switched on, a role changes or a school moves here with its members. Whoever opens holds the community's account,
//! from which the 120 come: of several at once the second finds it open. Openings come before any other lock of a transaction.

use std::collections::BTreeMap;

use diesel::prelude::*;
use domain::{
    id::{AccountId, SchoolId, SelAccountId},
    moment::Moment,
    schools::types::MembershipStatus,
    sel::{
        rules,
        states::SelStatus,
        types::{SelAccountKind, SelTransferKind},
    },
};

use crate::{
    accounts::standing::ActiveMember,
    backend::Db,
    error::{StoreError, StoreResult},
    families::household::living_with,
    on_backend,
    schema::{memberships, sel_accounts, sel_holders, sel_transfers},
    sel::{
        posting::{self, Movement},
        settings,
        transfer::{self, NewTransfer, Side},
    },
    tx::Tx,
};

/// What opening transfers say; screens show the kind instead.
const OPENING: &str = "Ouverture";

/// An account, as it stands under its lock.
#[derive(Debug, Clone, Queryable)]
pub(crate) struct AccountRow {
    pub(crate) id: SelAccountId,
    pub(crate) kind: SelAccountKind,
    pub(crate) balance: i32,
    pub(crate) reserved: i32,
    pub(crate) units_spent: i32,
    pub(crate) units_earned: i32,
    pub(crate) lines: i32,
    pub(crate) closed_at: Option<Moment>,
}

type Columns = (
    sel_accounts::id,
    sel_accounts::kind,
    sel_accounts::balance,
    sel_accounts::reserved,
    sel_accounts::units_spent,
    sel_accounts::units_earned,
    sel_accounts::lines,
    sel_accounts::closed_at,
);

const COLUMNS: Columns = (
    sel_accounts::id,
    sel_accounts::kind,
    sel_accounts::balance,
    sel_accounts::reserved,
    sel_accounts::units_spent,
    sel_accounts::units_earned,
    sel_accounts::lines,
    sel_accounts::closed_at,
);

/// The open account of somebody, if they have one.
pub(crate) fn of_person(db: &mut Db, school: SchoolId, person: AccountId) -> StoreResult<Option<SelAccountId>> {
    let held = held(db, school, person)?;
    Ok(held.and_then(|(account, closed_at)| closed_at.is_none().then_some(account)))
}

/// The accounts whose transfers somebody may see: theirs, and those that became a part of it.
pub(crate) fn all_of(db: &mut Db, by: &ActiveMember) -> StoreResult<Vec<SelAccountId>> {
    let Some(mine) = of_person(db, by.school(), by.account())? else {
        return Ok(Vec::new());
    };
    let mut all: Vec<SelAccountId> = sel_accounts::table
        .filter(sel_accounts::joined_id.eq(mine))
        .select(sel_accounts::id)
        .load(db)?;
    all.push(mine);
    Ok(all)
}

/// An account as it stands now.
pub(crate) fn read(db: &mut Db, account: SelAccountId) -> StoreResult<AccountRow> {
    Ok(sel_accounts::table.find(account).select(COLUMNS).first(db)?)
}

/// Locks accounts one by one, the community's first, then by id, and gives them as they stand from then on.
pub(crate) fn lock(tx: &mut Tx<'_>, accounts: &[SelAccountId]) -> StoreResult<BTreeMap<SelAccountId, AccountRow>> {
    let mut order: Vec<(SelAccountKind, SelAccountId)> = sel_accounts::table
        .filter(sel_accounts::id.eq_any(accounts.to_vec()))
        .select((sel_accounts::kind, sel_accounts::id))
        .load(tx.db)?;
    order.sort_unstable_by_key(|(kind, id)| (*kind == SelAccountKind::Member, *id));
    let mut locked = BTreeMap::new();
    for (_, account) in order {
        // an UPDATE that changes nothing is the lock that both databases have
        let row: AccountRow = diesel::update(sel_accounts::table.find(account))
            .set(sel_accounts::lines.eq(sel_accounts::lines))
            .returning(COLUMNS)
            .get_result(tx.db)?;
        locked.insert(account, row);
    }
    Ok(locked)
}

/// The two accounts of a transfer, locked.
pub(crate) fn lock_two(tx: &mut Tx<'_>, from: SelAccountId, to: SelAccountId) -> StoreResult<(AccountRow, AccountRow)> {
    let mut locked = lock(tx, &[from, to])?;
    let (from, to) = (locked.remove(&from), locked.remove(&to));
    from.zip(to).ok_or(StoreError::NotFound)
}

/// The account of all, made when it is not there yet.
pub(crate) fn community(tx: &mut Tx<'_>, school: SchoolId) -> StoreResult<SelAccountId> {
    let of_school = sel_accounts::table
        .filter(sel_accounts::school_id.eq(school))
        .filter(sel_accounts::kind.eq(SelAccountKind::Community))
        .select(sel_accounts::id);
    if let Some(account) = of_school.first(tx.db).optional()? {
        return Ok(account);
    }
    let row = new_row(SelAccountId::fresh(), (school, SelAccountKind::Community), tx.now);
    // of two that make it, PostgreSQL lets the second wait for the first, and finds that one afterwards
    on_backend!(tx.db, connection => diesel::insert_into(sel_accounts::table).values(row).on_conflict_do_nothing().execute(connection))?;
    Ok(of_school.first(tx.db)?)
}

/// The account of somebody, opened when it is not. The only door to an account of a member.
pub(crate) fn open(tx: &mut Tx<'_>, school: SchoolId, person: AccountId) -> StoreResult<SelAccountId> {
    if let Some(account) = of_person(tx.db, school, person)? {
        return Ok(account);
    }
    let community = community(tx, school)?;
    lock(tx, &[community])?;
    match held(tx.db, school, person)? {
        Some((account, None)) => Ok(account),
        Some((account, Some(_))) => reopen(tx, account),
        None => match shared(tx, school, person)? {
            Some(account) => {
                hold(tx, school, (person, account))?;
                Ok(account)
            }
            None => begin(tx, school, (person, community)),
        },
    }
}

/// Puts down who holds an account.
pub(crate) fn hold(tx: &mut Tx<'_>, school: SchoolId, (person, account): (AccountId, SelAccountId)) -> StoreResult<()> {
    diesel::insert_into(sel_holders::table)
        .values((
            sel_holders::account_id.eq(person),
            sel_holders::school_id.eq(school),
            sel_holders::sel_account_id.eq(account),
            sel_holders::since.eq(tx.now),
        ))
        .execute(tx.db)?;
    Ok(())
}

/// Those who hold an account and are members of the school in one of these states.
pub(crate) fn holders(db: &mut Db, account: SelAccountId, states: &[MembershipStatus]) -> StoreResult<Vec<AccountId>> {
    Ok(sel_holders::table
        .inner_join(
            memberships::table.on(memberships::account_id
                .eq(sel_holders::account_id)
                .and(memberships::school_id.eq(sel_holders::school_id))),
        )
        .filter(sel_holders::sel_account_id.eq(account))
        .filter(memberships::status.eq_any(states.to_vec()))
        .select(sel_holders::account_id)
        .order(sel_holders::account_id)
        .load(db)?)
}

/// The account that somebody holds, and since when it is closed.
pub(crate) fn held(
    db: &mut Db,
    school: SchoolId,
    person: AccountId,
) -> StoreResult<Option<(SelAccountId, Option<Moment>)>> {
    Ok(sel_holders::table
        .inner_join(sel_accounts::table)
        .filter(sel_holders::account_id.eq(person))
        .filter(sel_holders::school_id.eq(school))
        .select((sel_accounts::id, sel_accounts::closed_at))
        .first(db)
        .optional()?)
}

/// The account of somebody of the same household, where the school wants one for both.
fn shared(tx: &mut Tx<'_>, school: SchoolId, person: AccountId) -> StoreResult<Option<SelAccountId>> {
    if !settings::is_shared(tx.db, school)? {
        return Ok(None);
    }
    for other in living_with(tx.db, person, school)? {
        if let Some(account) = of_person(tx.db, school, other)? {
            return Ok(Some(account));
        }
    }
    Ok(None)
}

/// Whoever comes back finds their account as it was left, at 0; nobody is given the first units twice.
fn reopen(tx: &mut Tx<'_>, account: SelAccountId) -> StoreResult<SelAccountId> {
    diesel::update(sel_accounts::table.find(account))
        .set(sel_accounts::closed_at.eq(None::<Moment>))
        .execute(tx.db)?;
    Ok(account)
}

/// Opens an account with its first units from the community. The community's account is locked.
fn begin(
    tx: &mut Tx<'_>,
    school: SchoolId,
    (person, community): (AccountId, SelAccountId),
) -> StoreResult<SelAccountId> {
    let account = SelAccountId::fresh();
    diesel::insert_into(sel_accounts::table)
        .values(new_row(account, (school, SelAccountKind::Member), tx.now))
        .execute(tx.db)?;
    hold(tx, school, (person, account))?;
    let before: i64 = sel_transfers::table
        .filter(sel_transfers::school_id.eq(school))
        .filter(sel_transfers::kind.eq(SelTransferKind::Opening))
        .filter(sel_transfers::to_person.eq(person))
        .count()
        .get_result(tx.db)?;
    if before > 0 {
        return Ok(account);
    }
    let mut opening = NewTransfer::by_the_house(SelTransferKind::Opening, rules::OPENING, OPENING);
    opening.status = SelStatus::Confirmed;
    opening.from = Side::of(community, None);
    opening.to = Side::of(account, Some(person));
    let transfer = transfer::insert(tx, school, &opening)?;
    let sides = (read(tx.db, community)?, read(tx.db, account)?);
    posting::post(tx, sides, &Movement::of(transfer, &opening))?;
    Ok(account)
}

type NewRow = (
    diesel::dsl::Eq<sel_accounts::id, SelAccountId>,
    diesel::dsl::Eq<sel_accounts::school_id, SchoolId>,
    diesel::dsl::Eq<sel_accounts::kind, SelAccountKind>,
    diesel::dsl::Eq<sel_accounts::balance, i32>,
    diesel::dsl::Eq<sel_accounts::reserved, i32>,
    diesel::dsl::Eq<sel_accounts::units_spent, i32>,
    diesel::dsl::Eq<sel_accounts::units_earned, i32>,
    diesel::dsl::Eq<sel_accounts::lines, i32>,
    diesel::dsl::Eq<sel_accounts::created_at, Moment>,
);

fn new_row(id: SelAccountId, (school, kind): (SchoolId, SelAccountKind), now: Moment) -> NewRow {
    (
        sel_accounts::id.eq(id),
        sel_accounts::school_id.eq(school),
        sel_accounts::kind.eq(kind),
        sel_accounts::balance.eq(0),
        sel_accounts::reserved.eq(0),
        sel_accounts::units_spent.eq(0),
        sel_accounts::units_earned.eq(0),
        sel_accounts::lines.eq(0),
        sel_accounts::created_at.eq(now),
    )
}
