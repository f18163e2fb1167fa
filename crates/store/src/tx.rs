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
    pub(crate) queued: bool,
}

/// What a transaction leaves behind for the process, to be seen after its commit.
#[derive(Default)]
pub(crate) struct Effects {
    pub(crate) happenings: Vec<Happening>,
    pub(crate) queued: bool,
}

impl Tx<'_> {
    /// Something has happened; published after commit.
    pub fn happens(&mut self, happening: Happening) {
        self.happenings.push(happening);
    }
}

type Manager = <Db as Connection>::TransactionManager;

/// How often a transaction that lost a race is run again.
const TRIES: u32 = 5;

/// Runs `work` again while it loses races, a few times.
pub(crate) fn run_until_it_wins<T>(
    db: &mut Db,
    work: &impl Fn(&mut Tx<'_>) -> StoreResult<T>,
) -> StoreResult<(T, Effects)> {
    for _ in 1..TRIES {
        match run(db, work) {
            Err(StoreError::Again) => {}
            done => return done,
        }
    }
    run(db, work).map_err(|error| match error {
        StoreError::Again => StoreError::Busy,
        other => other,
    })
}

/// Runs `work` in one transaction on this connection and gives back its result with its effects.
///
/// SQLite takes its single writer lock at once (`BEGIN IMMEDIATE`): a deferred transaction that reads and then writes fails under
/// concurrency whatever the busy time-out says.
pub(crate) fn run<T>(db: &mut Db, work: impl FnOnce(&mut Tx<'_>) -> StoreResult<T>) -> StoreResult<(T, Effects)> {
    match db {
        Db::Sqlite(connection) => AnsiTransactionManager::begin_transaction_sql(connection, "BEGIN IMMEDIATE")?,
        Db::Postgres(connection) => AnsiTransactionManager::begin_transaction_sql(connection, "BEGIN")?,
    }
    let mut tx = Tx {
        db,
        now: clock::now(),
        happenings: Vec::new(),
        queued: false,
    };
    let result = work(&mut tx);
    let effects = Effects {
        happenings: tx.happenings,
        queued: tx.queued,
    };
    match result {
        Ok(value) => {
            Manager::commit_transaction(db).map_err(|error| match StoreError::from(error) {
                // nobody knows whether the server had already written it
                StoreError::Busy => StoreError::Uncertain,
                other => other,
            })?;
            Ok((value, effects))
        }
        Err(error) => {
            // a connection that cannot even roll back is thrown away by the pool
            drop(Manager::rollback_transaction(db));
            Err(error)
        }
    }
}
