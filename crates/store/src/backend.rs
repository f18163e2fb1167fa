//! The two databases behind one connection type.
#![expect(missing_docs, reason = "what MultiConnection derives carries no sentences")]

use diesel::{connection::SimpleConnection, pg::PgConnection, prelude::*, sqlite::SqliteConnection};

/// A connection to either database. Queries are written once, against this type.
#[derive(diesel::MultiConnection)]
pub enum Db {
    /// PostgreSQL.
    Postgres(PgConnection),
    /// SQLite, in the process.
    Sqlite(SqliteConnection),
}

/// Runs the same expression on the inner connection of either database, where the derived dialect has no word for it
/// (`on_conflict`, batch inserts). Each use says which difference it is for.
///
/// ```ignore
/// on_backend!(db, connection => diesel::insert_into(t::table).values(&row).on_conflict_do_nothing().execute(connection))
/// ```
#[macro_export]
macro_rules! on_backend {
    ($db:expr, $connection:ident => $body:expr) => {
        match $db {
            $crate::backend::Db::Postgres($connection) => $body,
            $crate::backend::Db::Sqlite($connection) => $body,
        }
    };
}

/// Which database.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Backend {
    /// PostgreSQL, for hundreds of families and several nodes.
    Postgres,
    /// SQLite, for one school on one small server.
    Sqlite,
}

impl Backend {
    /// By the scheme of a URL: `postgres:`, `postgresql:`, or `sqlite:`.
    #[must_use]
    pub fn of(url: &str) -> Option<Self> {
        match url.split_once(':')?.0 {
            "postgres" | "postgresql" => Some(Self::Postgres),
            "sqlite" => Some(Self::Sqlite),
            _ => None,
        }
    }
}

/// The file of a `sqlite:` URL: `sqlite://data/x.db`, `sqlite:///var/x.db` and `sqlite:x.db` are understood.
#[must_use]
pub fn sqlite_path(url: &str) -> &str {
    let rest = url.strip_prefix("sqlite:").unwrap_or(url);
    rest.strip_prefix("//").unwrap_or(rest)
}

// FULL, because an acknowledged message must survive a power cut; secure_delete, because erased must mean erased
const SQLITE_SETTINGS: &str = "PRAGMA busy_timeout = 5000; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; \
     PRAGMA foreign_keys = ON; PRAGMA secure_delete = ON; PRAGMA temp_store = MEMORY; PRAGMA trusted_schema = OFF;";

// a stuck node must not hold locks for ever; no statement of ours is long enough to be worth compiling, which takes longer than running it;
// messages in English (where the role may say so), because errors are told apart by them
const POSTGRES_SETTINGS: &str = "SET statement_timeout = '5s'; SET lock_timeout = '2s'; \
     SET idle_in_transaction_session_timeout = '10s'; SET TIME ZONE 'UTC'; SET client_min_messages = warning; SET jit = off; \
     DO $$ BEGIN SET lc_messages = 'C'; EXCEPTION WHEN insufficient_privilege THEN NULL; END $$;";

/// Opens a connection with the settings of its database.
///
/// # Errors
/// When the database does not answer or the URL is wrong.
pub fn connect(url: &str) -> ConnectionResult<Db> {
    match Backend::of(url) {
        Some(Backend::Postgres) => {
            let mut connection = PgConnection::establish(url)?;
            connection
                .batch_execute(POSTGRES_SETTINGS)
                .map_err(ConnectionError::CouldntSetupConfiguration)?;
            Ok(Db::Postgres(connection))
        }
        Some(Backend::Sqlite) => {
            let mut connection = SqliteConnection::establish(sqlite_path(url))?;
            connection
                .batch_execute(SQLITE_SETTINGS)
                .map_err(ConnectionError::CouldntSetupConfiguration)?;
            Ok(Db::Sqlite(connection))
        }
        None => Err(ConnectionError::InvalidConnectionUrl(
            "the URL must begin with sqlite: or postgres:".to_owned(),
        )),
    }
}
