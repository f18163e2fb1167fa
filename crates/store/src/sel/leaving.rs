//! When somebody is suspended, leaves, or turns out to be two: what waits is taken back, and the books are settled.

use diesel::prelude::*;
use domain::{
    id::{AccountId, SchoolId, SelAccountId},
    schools::types::MembershipStatus,
    sel::{
        rules,
        states::{SelAct, SelStatus},
        types::SelTransferKind,
    },
};

use crate::{
    error::{StoreError, StoreResult},
    schema::{sel_accounts, sel_holders, sel_transfers},
    sel::{
        account,
        deciding::{self, Step},
        transfer::{self, NewTransfer, Side, TransferRow},
        treasury::move_now,
    },
    tx::Tx,
};

/// What settlements say; screens show the kind instead.
const SETTLEMENT: &str = "Clôture";

/// Who may still come back to an account that they hold.
const STAYING: [MembershipStatus; 2] = [MembershipStatus::Active, MembershipStatus::Suspended];

/// Takes back everything that waits between somebody and others, and sets their units free.
pub(crate) fn take_back(tx: &mut Tx<'_>, school: SchoolId, person: AccountId) -> StoreResult<()> {
    take_back_under(tx, school, (person, &[]))
}

/// The same, with these accounts locked too, in the same order.
fn take_back_under(tx: &mut Tx<'_>, school: SchoolId, (person, also): (AccountId, &[SelAccountId])) -> StoreResult<()> {
    let seen = waiting(tx, school, person)?;
    let mut accounts: Vec<SelAccountId> = seen.iter().flat_map(|row| [row.from, row.to]).collect();
    accounts.extend(also);
    account::lock(tx, &accounts)?;
    for row in waiting(tx, school, person)? {
        if !accounts.contains(&row.from) || !accounts.contains(&row.to) {
            // somebody proposed something in between: once more, with their account
            return Err(StoreError::Again);
        }
        let sides = (account::read(tx.db, row.from)?, account::read(tx.db, row.to)?);
        let step = Step {
            act: SelAct::Cancel,
            by: None,
            reason: None,
        };
        deciding::take(tx, (&row, sides), &step)?;
    }
    Ok(())
}

/// Closes the account of somebody who leaves the school: what is left goes to the community, what is owed is forgiven by it. An account
/// that somebody else holds too stays theirs.
pub(crate) fn settle(tx: &mut Tx<'_>, school: SchoolId, person: AccountId) -> StoreResult<()> {
    let Some((mine, None)) = account::held(tx.db, school, person)? else {
        return Ok(());
    };
    let community = account::community(tx, school)?;
    take_back_under(tx, school, (person, &[community, mine]))?;
    let others = account::holders(tx.db, mine, &STAYING)?;
    if others.iter().any(|holder| *holder != person) {
        diesel::delete(sel_holders::table.find((person, school))).execute(tx.db)?;
        return Ok(());
    }
    let left = account::read(tx.db, mine)?.balance;
    pass(
        tx,
        school,
        (Side::of(mine, Some(person)), Side::of(community, None), left),
    )?;
    close(tx, mine, None)
}

/// Joins the account of somebody to that of the same person under another name. The sum of the two is kept, less the first units, which
/// nobody has twice; what would pass the limits goes to the community.
pub(crate) fn join(tx: &mut Tx<'_>, school: SchoolId, (gone, kept): (AccountId, AccountId)) -> StoreResult<()> {
    let Some((from, None)) = account::held(tx.db, school, gone)? else {
        return Ok(());
    };
    let community = account::community(tx, school)?;
    let into = match account::held(tx.db, school, kept)? {
        None => None,
        Some(_) => Some(account::open(tx, school, kept)?),
    };
    let mut all = vec![community, from];
    all.extend(into);
    take_back_under(tx, school, (gone, &all))?;
    diesel::delete(sel_holders::table.find((gone, school))).execute(tx.db)?;
    let into = match into {
        None => return account::hold(tx, school, (kept, from)),
        Some(into) if into == from => return Ok(()),
        Some(into) => into,
    };
    if !account::holders(tx.db, from, &STAYING)?.is_empty() {
        // somebody of their household keeps it
        return Ok(());
    }
    let (before, there) = (account::read(tx.db, from)?, account::read(tx.db, into)?);
    let lowest = rules::BALANCE_MIN + there.reserved;
    let wanted = there.balance + before.balance - rules::OPENING;
    let carried = wanted.clamp(lowest, rules::BALANCE_MAX) - there.balance;
    let (gone, kept) = (Side::of(from, Some(gone)), Side::of(into, Some(kept)));
    pass(tx, school, (gone, kept, carried))?;
    let rest = before.balance - carried;
    pass(tx, school, (gone, Side::of(community, None), rest))?;
    close(tx, from, Some(into))
}

/// Proposals that wait and name somebody.
fn waiting(tx: &mut Tx<'_>, school: SchoolId, person: AccountId) -> StoreResult<Vec<TransferRow>> {
    Ok(sel_transfers::table
        .filter(sel_transfers::school_id.eq(school))
        .filter(sel_transfers::status.eq_any([SelStatus::Proposed, SelStatus::Reserved]))
        .filter(
            sel_transfers::from_person
                .eq(person)
                .or(sel_transfers::to_person.eq(person)),
        )
        .order(sel_transfers::id)
        .select(transfer::COLUMNS)
        .load(tx.db)?)
}

/// Moves units from one side to the other, or the other way when below zero.
fn pass(tx: &mut Tx<'_>, school: SchoolId, (one, other, units): (Side, Side, i32)) -> StoreResult<()> {
    if units == 0 {
        return Ok(());
    }
    let mut new = NewTransfer::by_the_house(SelTransferKind::Settlement, units.abs(), SETTLEMENT);
    (new.from, new.to) = if units > 0 { (one, other) } else { (other, one) };
    move_now(tx, school, &new).map(drop)
}

fn close(tx: &mut Tx<'_>, account: SelAccountId, joined: Option<SelAccountId>) -> StoreResult<()> {
    diesel::update(sel_accounts::table.find(account))
        .set((sel_accounts::closed_at.eq(tx.now), sel_accounts::joined_id.eq(joined)))
        .execute(tx.db)?;
    if let Some(into) = joined {
        // what had become a part of it is a part of the other one now
        diesel::update(sel_accounts::table.filter(sel_accounts::joined_id.eq(account)))
            .set(sel_accounts::joined_id.eq(into))
            .execute(tx.db)?;
    }
    Ok(())
}
