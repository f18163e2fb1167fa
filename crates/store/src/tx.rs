//! A write transaction: what it changes, what has happened, what is to be done later. All of it, or nothing.

use diesel::{
    connection::{AnsiTransactionManager, TransactionManager},
    prelude::*,
};
use domain::{happening::Happening, moment::Moment};

use crate::{
    backend::Db,
    clock,
    error::{StoreError, StoreResult},
};

/// A write transaction in progress.
pub struct Tx<'a> {
    /// The connection, inside the transaction.
    pub db: &'a mut Db,
    /// One moment for everything that the transaction writes.
    pub now: Moment,
    happenings: Vec<Happening>,
}

impl Tx<'_> {
    /// Something has happened; published after commit.
    pub fn happens(&mut self, happening: Happening) {
        self.happenings.push(happening);
    }
}

type Manager = <Db as Connection>::TransactionManager;

/// Runs `work` in one transaction on this connection and gives back its result with what has happened.
///
/// SQLite takes its single writer lock at once (`BEGIN IMMEDIATE`): a deferred transaction that reads and then writes fails under
/// concurrency whatever the busy time-out says.
pub(crate) fn run<T>(
    db: &mut Db,
    work: impl FnOnce(&mut Tx<'_>) -> StoreResult<T>,
) -> StoreResult<(T, Vec<Happening>)> {
    match db {
        Db::Sqlite(connection) => AnsiTransactionManager::begin_transaction_sql(connection, "BEGIN IMMEDIATE")?,
        Db::Postgres(connection) => AnsiTransactionManager::begin_transaction_sql(connection, "BEGIN")?,
    }
    let mut tx = Tx {
        db,
        now: clock::now(),
        happenings: Vec::new(),
    };
    let result = work(&mut tx);
    let happenings = tx.happenings;
    match result {
        Ok(value) => {
            Manager::commit_transaction(db).map_err(|error| match StoreError::from(error) {
                // nobody knows whether the server had already written it
                StoreError::Busy => StoreError::Uncertain,
                other => other,
            })?;
            Ok((value, happenings))
        }
        Err(error) => {
            // a connection that cannot even roll back is thrown away by the pool
            drop(Manager::rollback_transaction(db));
            Err(error)
        }
    }
}
