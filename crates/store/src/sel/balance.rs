//! What stands on somebody's account, and the SEL at a glance.

use diesel::prelude::*;
use domain::{
    id::{AccountId, SelAccountId},
    schools::types::MembershipStatus,
    sel::{
        rules,
        states::SelStatus,
        types::{SelBalance, SelDashboard, SelTransferInfo},
    },
};

use crate::{
    accounts::standing::ActiveMember,
    backend::Db,
    error::{StoreError, StoreResult},
    schema::{accounts, sel_transfers},
    sel::{access, account, checking, transfer},
    tx::Tx,
};

/// How many proposals a dashboard shows.
const WAITING: i64 = 20;
/// How many transfers that moved last it shows.
const LATEST: i64 = 5;

/// Whether somebody has an account that is open.
///
/// # Errors
/// `forbidden` for pupils.
pub fn is_open(db: &mut Db, by: &ActiveMember) -> StoreResult<bool> {
    access::takes_part(by)?;
    Ok(account::of_person(db, by.school(), by.account())?.is_some())
}

/// Opens somebody's account, with its first units. Twice is once.
///
/// # Errors
/// `forbidden` for pupils.
pub fn open(tx: &mut Tx<'_>, by: &ActiveMember) -> StoreResult<()> {
    access::takes_part(by)?;
    account::open(tx, by.school(), by.account()).map(drop)
}

/// What stands on it.
///
/// # Errors
/// [`StoreError::NotFound`] while it is not open.
pub fn show(db: &mut Db, by: &ActiveMember) -> StoreResult<SelBalance> {
    let mine = my_account(db, by)?;
    let row = account::read(db, mine)?;
    let others: Vec<AccountId> = account::holders(db, mine, &[MembershipStatus::Active])?
        .into_iter()
        .filter(|holder| *holder != by.account())
        .collect();
    let shared_with = accounts::table
        .filter(accounts::id.eq_any(others))
        .select(accounts::first_name)
        .order((accounts::first_name, accounts::id))
        .load(db)?;
    Ok(SelBalance {
        balance: row.balance,
        reserved: row.reserved,
        can_spend: rules::can_spend(row.balance, row.reserved),
        can_receive: rules::can_receive(row.balance),
        lowest: rules::BALANCE_MIN,
        highest: rules::BALANCE_MAX,
        units_spent: row.units_spent,
        units_earned: row.units_earned,
        total_given: row.units_spent,
        total_received: row.units_earned,
        shared_with,
    })
}

/// The SEL at a glance.
///
/// # Errors
/// [`StoreError::NotFound`] while my account is not open.
pub fn dashboard(db: &mut Db, by: &ActiveMember) -> StoreResult<SelDashboard> {
    let mine = my_account(db, by)?;
    let asked = sel_transfers::from_id
        .eq(mine)
        .and(sel_transfers::status.eq(SelStatus::Proposed));
    let offered = sel_transfers::to_id
        .eq(mine)
        .and(sel_transfers::status.eq(SelStatus::Reserved));
    let to_decide = sel_transfers::table
        .filter(asked.or(offered))
        .order((sel_transfers::expires_at, sel_transfers::id))
        .limit(WAITING)
        .select(transfer::COLUMNS)
        .load(db)?;
    let asking = sel_transfers::to_id
        .eq(mine)
        .and(sel_transfers::status.eq(SelStatus::Proposed));
    let offering = sel_transfers::from_id
        .eq(mine)
        .and(sel_transfers::status.eq(SelStatus::Reserved));
    let proposed = sel_transfers::table
        .filter(asking.or(offering))
        .order((sel_transfers::expires_at, sel_transfers::id))
        .limit(WAITING)
        .select(transfer::COLUMNS)
        .load(db)?;
    Ok(SelDashboard {
        balance: show(db, by)?,
        to_decide: transfer::infos(db, by, to_decide)?,
        proposed: transfer::infos(db, by, proposed)?,
        latest: latest(db, by, mine)?,
        audit: checking::last(db, by.school())?,
        treasurer: access::is_treasurer(db, by)?,
    })
}

fn latest(db: &mut Db, by: &ActiveMember, mine: SelAccountId) -> StoreResult<Vec<SelTransferInfo>> {
    let rows = sel_transfers::table
        .filter(sel_transfers::from_id.eq(mine).or(sel_transfers::to_id.eq(mine)))
        .filter(sel_transfers::completed_at.is_not_null())
        .order((sel_transfers::completed_at.desc(), sel_transfers::id.desc()))
        .limit(LATEST)
        .select(transfer::COLUMNS)
        .load(db)?;
    transfer::infos(db, by, rows)
}

/// My account, which is open.
pub(crate) fn my_account(db: &mut Db, by: &ActiveMember) -> StoreResult<SelAccountId> {
    account::of_person(db, by.school(), by.account())?.ok_or(StoreError::NotFound)
}
