//! What a member keeps among their favourites.

use diesel::prelude::*;

use crate::{error::StoreResult, on_backend, schema::sel_favourites, sel::services::access::ReaderOf, tx::Tx};

/// Keeps it. Twice is once.
///
/// # Errors
/// When the database does not answer.
pub fn add(tx: &mut Tx<'_>, by: &ReaderOf) -> StoreResult<()> {
    let row = (
        sel_favourites::account_id.eq(by.member().account()),
        sel_favourites::service_id.eq(by.service()),
        sel_favourites::created_at.eq(tx.now),
    );
    // the derived dialect has no ON CONFLICT
    on_backend!(tx.db, connection => diesel::insert_into(sel_favourites::table).values(row).on_conflict_do_nothing().execute(connection))?;
    Ok(())
}

/// Keeps it no more.
///
/// # Errors
/// When the database does not answer.
pub fn remove(tx: &mut Tx<'_>, by: &ReaderOf) -> StoreResult<()> {
    diesel::delete(sel_favourites::table.find((by.member().account(), by.service()))).execute(tx.db)?;
    Ok(())
}
