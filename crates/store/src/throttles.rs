//! Limits that survive a restart and count for all nodes: for what an attacker would do slowly and from many places. A row holds the
//! hash of a key and one moment; no address and no name stands there.

use diesel::prelude::*;
use domain::{
    limit::{self, Quota},
    moment::Moment,
};

use crate::{
    error::{StoreError, StoreResult},
    on_backend,
    schema::throttles,
    tx::Tx,
};

/// One share that something is taken from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Charge {
    /// Whose share of what, hashed.
    pub key: Vec<u8>,
    /// How large it is.
    pub quota: Quota,
}

/// What came of a charge.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Verdict {
    /// One was taken of each share.
    Taken,
    /// One of the shares is used up: nothing was taken.
    Exhausted {
        /// Which.
        key: Vec<u8>,
        /// In how many seconds there is one more.
        wait: i64,
    },
}

/// Takes one of each of these shares, or nothing at all.
///
/// # Errors
/// When the database does not answer.
pub fn take(tx: &mut Tx<'_>, charges: &[Charge]) -> StoreResult<Verdict> {
    let mut taken = Vec::with_capacity(charges.len());
    for charge in in_order(charges) {
        let until = hold(tx, &charge.key)?;
        match charge.quota.take(Some(until), tx.now) {
            Ok(until) => taken.push((&charge.key, until)),
            Err(wait) => {
                return Ok(Verdict::Exhausted {
                    key: charge.key.clone(),
                    wait: limit::seconds(wait),
                });
            }
        }
    }
    for (key, until) in taken {
        set(tx, key, until)?;
    }
    Ok(Verdict::Taken)
}

/// Gives one of each of these shares back.
///
/// # Errors
/// When the database does not answer.
pub fn give_back(tx: &mut Tx<'_>, charges: &[Charge]) -> StoreResult<()> {
    for charge in in_order(charges) {
        let until = hold(tx, &charge.key)?;
        set(tx, &charge.key, charge.quota.give_back(until))?;
    }
    Ok(())
}

/// Forgets shares that are full again, and gives their number. Doing it twice does nothing more.
///
/// # Errors
/// When the database does not answer.
pub fn forget_full(tx: &mut Tx<'_>) -> StoreResult<usize> {
    Ok(diesel::delete(throttles::table.filter(throttles::used_until.lt(tx.now))).execute(tx.db)?)
}

/// Locks the row of a key, which is made when there is none.
fn hold(tx: &mut Tx<'_>, key: &[u8]) -> StoreResult<Moment> {
    let row = (throttles::key.eq(key), throttles::used_until.eq(tx.now));
    on_backend!(tx.db, connection => diesel::insert_into(throttles::table).values(row).on_conflict_do_nothing().execute(connection))?;
    let held = diesel::update(throttles::table.find(key))
        .set(throttles::used_until.eq(throttles::used_until))
        .returning(throttles::used_until)
        .get_result(tx.db)
        .optional()?;
    // forgotten in between
    held.ok_or(StoreError::Again)
}

fn set(tx: &mut Tx<'_>, key: &[u8], until: Moment) -> StoreResult<()> {
    diesel::update(throttles::table.find(key))
        .set(throttles::used_until.eq(until))
        .execute(tx.db)?;
    Ok(())
}

/// Always in the same order, so that two that lock the same rows do not wait for each other.
fn in_order(charges: &[Charge]) -> Vec<&Charge> {
    let mut charges: Vec<&Charge> = charges.iter().collect();
    charges.sort_by(|one, other| one.key.cmp(&other.key));
    charges
}
