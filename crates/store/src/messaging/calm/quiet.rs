//! My quiet hours.

use diesel::prelude::*;
use domain::{
    messaging::calm::{
        quiet::{minutes, written},
        types::QuietHours,
    },
    problem::Code,
};

use crate::{
    accounts::standing::ActiveMember,
    backend::Db,
    error::{StoreError, StoreResult},
    schema::accounts,
    tx::Tx,
};

/// As they are.
///
/// # Errors
/// When the database does not answer.
pub fn show(db: &mut Db, by: &ActiveMember) -> StoreResult<QuietHours> {
    let (from, to): (i32, i32) = accounts::table
        .find(by.account())
        .select((accounts::quiet_from, accounts::quiet_to))
        .first(db)?;
    Ok(QuietHours {
        from: written(from),
        to: written(to),
    })
}

/// As they shall be.
///
/// # Errors
/// `invalid` for what is no time.
pub fn set(tx: &mut Tx<'_>, by: &ActiveMember, new: &QuietHours) -> StoreResult<QuietHours> {
    let read = |time: &str| minutes(time).map_err(|_| StoreError::Refused(Code::Invalid));
    diesel::update(accounts::table.find(by.account()))
        .set((
            accounts::quiet_from.eq(read(&new.from)?),
            accounts::quiet_to.eq(read(&new.to)?),
        ))
        .execute(tx.db)?;
    show(tx.db, by)
}
