//! Proving once more that it is me, for what cannot be undone (A10).

use diesel::prelude::*;

use crate::{accounts::standing::Standing, error::StoreResult, schema::sessions, tx::Tx};

/// Notes that the person of this session has just shown password or second factor.
///
/// # Errors
/// When the database does not answer.
pub fn prove(tx: &mut Tx<'_>, by: &Standing) -> StoreResult<()> {
    diesel::update(sessions::table.find(by.session()))
        .set(sessions::proved_at.eq(tx.now))
        .execute(tx.db)?;
    Ok(())
}
