//! The one place where units move: two postings, and the two balances with them.

use diesel::prelude::*;
use domain::{
    id::{SelPostingId, SelTransferId},
    sel::{
        rules,
        types::{SelAccountKind, SelTransferKind},
    },
};

use crate::{
    error::{StoreError, StoreResult},
    schema::{sel_accounts, sel_postings},
    sel::{account::AccountRow, transfer::NewTransfer},
    tx::Tx,
};

/// Units that are to move.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Movement {
    pub(crate) transfer: SelTransferId,
    pub(crate) kind: SelTransferKind,
    pub(crate) units: i32,
    /// How many units were set aside for it, and are free again.
    pub(crate) freed: i32,
}

impl Movement {
    /// Of a transfer that moves as it is written.
    pub(crate) fn of(transfer: SelTransferId, new: &NewTransfer<'_>) -> Self {
        Self {
            transfer,
            kind: new.kind,
            units: new.units,
            freed: 0,
        }
    }
}

/// Moves units from one account to another, both locked by the caller; the community has no limits.
///
/// # Errors
/// `sel_payer_limit`, `sel_receiver_limit`.
pub(crate) fn post(tx: &mut Tx<'_>, (from, to): (AccountRow, AccountRow), movement: &Movement) -> StoreResult<()> {
    let mut payer = from;
    payer.reserved -= movement.freed;
    if payer.kind == SelAccountKind::Member {
        rules::after_paying(payer.balance, payer.reserved, movement.units).map_err(StoreError::Refused)?;
    }
    if to.kind == SelAccountKind::Member {
        rules::after_receiving(to.balance, movement.units).map_err(StoreError::Refused)?;
    }
    let (spent, earned) = counted(movement.kind);
    payer.balance -= movement.units;
    payer.units_spent += if spent { movement.units } else { 0 };
    write(tx, payer, (movement.transfer, -movement.units))?;
    let mut receiver = to;
    receiver.balance += movement.units;
    receiver.units_earned += if earned { movement.units } else { 0 };
    write(tx, receiver, (movement.transfer, movement.units))
}

/// Sets units of an account aside, or frees them when below zero. The account is locked by the caller.
pub(crate) fn reserve(tx: &mut Tx<'_>, account: &AccountRow, units: i32) -> StoreResult<()> {
    diesel::update(sel_accounts::table.find(account.id))
        .set(sel_accounts::reserved.eq(account.reserved + units))
        .execute(tx.db)?;
    Ok(())
}

/// Whether a kind counts as spent by whoever pays, and as earned by whoever is paid (C-19).
const fn counted(kind: SelTransferKind) -> (bool, bool) {
    match kind {
        SelTransferKind::Payment | SelTransferKind::Gift | SelTransferKind::Group => (true, true),
        SelTransferKind::CommunityCredit => (false, true),
        SelTransferKind::Opening | SelTransferKind::Correction | SelTransferKind::Settlement => (false, false),
    }
}

/// Writes one side: the line in the books, and what the account stands at after it.
fn write(tx: &mut Tx<'_>, after: AccountRow, (transfer, units): (SelTransferId, i32)) -> StoreResult<()> {
    let number = after.lines + 1;
    diesel::update(sel_accounts::table.find(after.id))
        .set((
            sel_accounts::balance.eq(after.balance),
            sel_accounts::reserved.eq(after.reserved),
            sel_accounts::units_spent.eq(after.units_spent),
            sel_accounts::units_earned.eq(after.units_earned),
            sel_accounts::lines.eq(number),
        ))
        .execute(tx.db)?;
    diesel::insert_into(sel_postings::table)
        .values((
            sel_postings::id.eq(SelPostingId::fresh()),
            sel_postings::transfer_id.eq(transfer),
            sel_postings::account_id.eq(after.id),
            sel_postings::number.eq(number),
            sel_postings::units.eq(units),
            sel_postings::balance_after.eq(after.balance),
            sel_postings::created_at.eq(tx.now),
        ))
        .execute(tx.db)?;
    Ok(())
}
