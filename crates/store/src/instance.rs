//! The one row about the database itself: its epoch.

use diesel::prelude::*;
use domain::id::{Epoch, Id};

use crate::{backend::Db, clock, error::StoreResult, on_backend, schema::instance};

/// Gives the database its epoch when it has none yet.
///
/// # Errors
/// When the database does not answer.
pub fn ensure(db: &mut Db) -> StoreResult<()> {
    let row = (
        instance::id.eq(1),
        instance::epoch.eq(Epoch::fresh()),
        instance::created_at.eq(clock::now()),
    );
    // the derived dialect has no ON CONFLICT
    on_backend!(db, connection => diesel::insert_into(instance::table).values(row).on_conflict_do_nothing().execute(connection))?;
    Ok(())
}

/// The life of the database: changes when it is restored, and clients then forget their places.
///
/// # Errors
/// When the database does not answer.
pub fn epoch(db: &mut Db) -> StoreResult<Epoch> {
    let epoch: Id<_> = instance::table.find(1).select(instance::epoch).first(db)?;
    Ok(epoch)
}

/// Whether the database answers.
///
/// # Errors
/// When it does not.
pub fn is_there(db: &mut Db) -> StoreResult<()> {
    epoch(db).map(drop)
}
