//! What becomes of a transfer: one decision each, of however many at once. The table is `domain::sel::states`.

use diesel::prelude::*;
use domain::{
    id::AccountId,
    problem::Code,
    sel::{
        states::{SelAct, SelActor, SelStatus},
        types::SelTransferDetail,
    },
};

use crate::{
    error::{StoreError, StoreResult},
    schema::sel_transfers,
    sel::{
        access::PartyOf,
        account::{self, AccountRow},
        posting::{self, Movement},
        telling,
        transfer::{self, TransferRow},
    },
    tx::Tx,
};

/// A step that somebody takes.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Step<'a> {
    pub(crate) act: SelAct,
    /// Who takes it; nobody when the house does.
    pub(crate) by: Option<AccountId>,
    pub(crate) reason: Option<&'a str>,
}

/// Approves, refuses, takes back, confirms or disputes a transfer.
///
/// # Errors
/// `forbidden` for an act that is not theirs; `already_decided`; `sel_payer_limit`, `sel_receiver_limit`.
pub fn decide(tx: &mut Tx<'_>, by: &PartyOf, (act, reason): (SelAct, Option<&str>)) -> StoreResult<SelTransferDetail> {
    let school = by.member().school();
    let seen = transfer::row(tx.db, school, by.transfer())?;
    let sides = account::lock_two(tx, seen.from, seen.to)?;
    // read again: what was seen before the lock may have been decided since
    let row = transfer::row(tx.db, school, by.transfer())?;
    is_theirs(row.status, by.actor(), act)?;
    let step = Step {
        act,
        by: Some(by.member().account()),
        reason,
    };
    take(tx, (&row, sides), &step)?;
    transfer::detail(tx.db, by.member(), row.id)
}

/// Whether the actor may do it now.
///
/// # Errors
/// `forbidden` for an act that is never theirs, or not in this state; `already_decided` when the state does not take the act any more.
pub(crate) fn is_theirs(status: SelStatus, actor: SelActor, act: SelAct) -> StoreResult<()> {
    if status.lets(actor, act) {
        return Ok(());
    }
    let ever = SelStatus::ALL.iter().any(|status| status.lets(actor, act));
    if ever && status.after(act).is_none() {
        return Err(StoreError::Refused(Code::AlreadyDecided));
    }
    Err(StoreError::Refused(Code::Forbidden))
}

/// Takes a step of a transfer whose accounts are locked; the row is as it stands under these locks.
///
/// # Errors
/// `already_decided`; `sel_payer_limit`, `sel_receiver_limit`.
pub(crate) fn take(
    tx: &mut Tx<'_>,
    (row, (from, to)): (&TransferRow, (AccountRow, AccountRow)),
    step: &Step<'_>,
) -> StoreResult<()> {
    let decided = StoreError::Refused(Code::AlreadyDecided);
    let Some(after) = row.status.after(step.act) else {
        return Err(decided);
    };
    let completed_at = row.completed_at.or(after.has_moved().then_some(tx.now));
    let standing = sel_transfers::table
        .filter(sel_transfers::id.eq(row.id))
        .filter(sel_transfers::status.eq(row.status));
    let changed = diesel::update(standing)
        .set((
            sel_transfers::status.eq(after),
            sel_transfers::completed_at.eq(completed_at),
        ))
        .execute(tx.db)?;
    if changed != 1 {
        return Err(decided);
    }
    let freed = if row.status == SelStatus::Reserved {
        row.units
    } else {
        0
    };
    let accounts = [from.id, to.id];
    if step.act == SelAct::Approve {
        let movement = Movement {
            transfer: row.id,
            kind: row.kind,
            units: row.units,
            freed,
        };
        posting::post(tx, (from, to), &movement)?;
    } else if freed > 0 {
        posting::reserve(tx, &from, -freed)?;
    }
    transfer::note_step(tx, (row.id, after), (Some(step.act), step.by), step.reason)?;
    telling::changed(tx, (row.id, after), accounts)
}
