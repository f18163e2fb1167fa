//! Proposals that nobody decides end by themselves.

use diesel::prelude::*;
use domain::{
    id::{SchoolId, SelTransferId},
    sel::states::SelAct,
};
use serde::{Deserialize, Serialize};

use crate::{
    error::StoreResult,
    jobs::NewJob,
    schema::sel_transfers,
    sel::{
        account,
        deciding::{self, Step},
        transfer,
    },
    tx::Tx,
};

/// The moment at which a proposal ends. Doing it twice does nothing more.
#[derive(Debug, Serialize, Deserialize)]
pub struct ExpireTransfer {
    /// Which.
    pub transfer: SelTransferId,
}

impl NewJob for ExpireTransfer {
    const KIND: &'static str = "sel.expire";
}

/// Lets a proposal end whose time is over; one that was decided stays as it is.
///
/// # Errors
/// When the database does not answer.
pub fn expire(tx: &mut Tx<'_>, transfer: SelTransferId) -> StoreResult<()> {
    let found: Option<SchoolId> = sel_transfers::table
        .find(transfer)
        .select(sel_transfers::school_id)
        .first(tx.db)
        .optional()?;
    // the demo school may have started over
    let Some(school) = found else { return Ok(()) };
    let seen = transfer::row(tx.db, school, transfer)?;
    let sides = account::lock_two(tx, seen.from, seen.to)?;
    let row = transfer::row(tx.db, school, transfer)?;
    if !row.status.is_pending() || row.expires_at > tx.now {
        return Ok(());
    }
    let step = Step {
        act: SelAct::Expire,
        by: None,
        reason: None,
    };
    deciding::take(tx, (&row, sides), &step)
}
