//! The migrations, embedded for both databases.

use diesel::{
    RunQueryDsl, SqliteConnection,
    connection::{AnsiTransactionManager, SimpleConnection, TransactionManager},
};
use diesel_migrations::{EmbeddedMigrations, MigrationHarness, embed_migrations};

use crate::{
    backend::{Db, connect},
    error::{StoreError, StoreResult},
};

const SQLITE: EmbeddedMigrations = embed_migrations!("../../migrations/sqlite");
const POSTGRES: EmbeddedMigrations = embed_migrations!("../../migrations/postgres");

/// Runs the migrations that are missing and gives their names; makes the folder of a SQLite file.
///
/// # Errors
/// When the database does not answer, or a migration fails: then it and those after it are not there.
pub fn up(url: &str) -> StoreResult<Vec<String>> {
    let mut db = connect(url).map_err(StoreError::broken)?;
    let names = match &mut db {
        Db::Postgres(connection) => {
            // two nodes may start together; and a migration may take longer than a request
            connection.batch_execute("SET statement_timeout = 0; SELECT pg_advisory_lock(20261120);")?;
            let names = pending(connection);
            connection.batch_execute("SELECT pg_advisory_unlock(20261120);")?;
            names?
        }
        Db::Sqlite(connection) => {
            // tables are rebuilt with keys off, then every key is checked before the commit
            connection.batch_execute("PRAGMA foreign_keys = OFF;")?;
            // two processes may start together: the second waits here, and then finds the work done
            AnsiTransactionManager::begin_transaction_sql(connection, "BEGIN IMMEDIATE")?;
            let names = pending(connection).and_then(|names| check_keys(connection).map(|()| names));
            if names.is_ok() {
                AnsiTransactionManager::commit_transaction(connection)?;
            } else {
                drop(AnsiTransactionManager::rollback_transaction(connection));
            }
            let names = names?;
            connection.batch_execute("PRAGMA foreign_keys = ON;")?;
            names
        }
    };
    crate::instance::ensure(&mut db)?;
    crate::messaging::search::index::catch_up(&mut db)?;
    Ok(names)
}

/// Takes every migration back: for tests of the twins.
///
/// # Errors
/// When a `down.sql` fails.
pub fn down(url: &str) -> StoreResult<()> {
    match &mut connect(url).map_err(StoreError::broken)? {
        Db::Postgres(connection) => connection.revert_all_migrations(POSTGRES).map(drop),
        Db::Sqlite(connection) => {
            connection.batch_execute("PRAGMA foreign_keys = OFF;")?;
            connection.revert_all_migrations(SQLITE).map(drop)
        }
    }
    .map_err(StoreError::Broken)
}

/// A key that points to nothing, as SQLite's own check finds it.
#[derive(diesel::QueryableByName)]
struct Dangling {
    #[diesel(sql_type = diesel::sql_types::Text)]
    table: String,
}

fn check_keys(connection: &mut SqliteConnection) -> StoreResult<()> {
    let dangling: Vec<Dangling> = diesel::sql_query("PRAGMA foreign_key_check").load(connection)?;
    dangling.first().map_or(Ok(()), |key| {
        Err(StoreError::broken(format!(
            "a foreign key of table {} points to nothing",
            key.table
        )))
    })
}

trait Pending {
    const MIGRATIONS: EmbeddedMigrations;
}
impl Pending for diesel::PgConnection {
    const MIGRATIONS: EmbeddedMigrations = POSTGRES;
}
impl Pending for diesel::SqliteConnection {
    const MIGRATIONS: EmbeddedMigrations = SQLITE;
}

fn pending<C, B>(connection: &mut C) -> StoreResult<Vec<String>>
where
    B: diesel::backend::Backend,
    C: MigrationHarness<B> + Pending,
{
    let versions = connection
        .run_pending_migrations(C::MIGRATIONS)
        .map_err(StoreError::Broken)?;
    Ok(versions.iter().map(ToString::to_string).collect())
}

#[cfg(test)]
mod tests {
    use diesel::Connection;

    use super::*;

    #[test]
    fn a_key_that_points_to_nothing_is_found() {
        let mut connection = SqliteConnection::establish(":memory:").unwrap();
        connection
            .batch_execute(
                "PRAGMA foreign_keys = OFF; CREATE TABLE classes (id INTEGER PRIMARY KEY); \
                 CREATE TABLE pupils (id INTEGER PRIMARY KEY, class_id INTEGER REFERENCES classes (id));",
            )
            .unwrap();
        assert!(check_keys(&mut connection).is_ok());
        connection.batch_execute("INSERT INTO pupils VALUES (1, 7);").unwrap();
        assert!(check_keys(&mut connection).unwrap_err().to_string().contains("pupils"));
    }
}
