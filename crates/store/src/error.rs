//! What can go wrong in the store, classified once for both databases.

use std::fmt;

use diesel::result::{DatabaseErrorKind, Error as Diesel};
use domain::problem::Code;

/// The result of a store function.
pub type StoreResult<T> = Result<T, StoreError>;

/// Why a store function did not do what was asked.
#[derive(Debug)]
pub enum StoreError {
    /// There is no such thing, or none that this person may know of.
    NotFound,
    /// A rule says no; nothing was changed.
    Refused(Code),
    /// A rule says not yet.
    Wait {
        /// Which.
        code: Code,
        /// In how many seconds it may be tried again.
        seconds: i64,
    },
    /// The transaction lost a race and may be run again: deadlock, lock time-out, serialization failure.
    Again,
    /// The database or its pool cannot answer just now.
    Busy,
    /// The connection died during COMMIT: the write may or may not be there. A retry with the same key tells.
    Uncertain,
    /// A defect of ours or of the database.
    Broken(Box<dyn std::error::Error + Send + Sync>),
}

impl fmt::Display for StoreError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotFound => f.write_str("not found"),
            Self::Refused(code) => write!(f, "refused: {}", code.as_str()),
            Self::Wait { code, seconds } => write!(f, "refused for {seconds} s: {}", code.as_str()),
            Self::Again => f.write_str("lost a race"),
            Self::Busy => f.write_str("the database cannot answer just now"),
            Self::Uncertain => f.write_str("the connection died during commit"),
            Self::Broken(cause) => write!(f, "{cause}"),
        }
    }
}
impl std::error::Error for StoreError {}

impl StoreError {
    /// A defect with this cause.
    pub fn broken(cause: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> Self {
        Self::Broken(cause.into())
    }
}

impl From<Diesel> for StoreError {
    fn from(error: Diesel) -> Self {
        match error {
            Diesel::NotFound => Self::NotFound,
            Diesel::DatabaseError(kind, info) => of_database(&kind, info.message()),
            Diesel::BrokenTransactionManager => Self::Busy,
            other => Self::Broken(Box::new(other)),
        }
    }
}

/// Whether the error says that a UNIQUE constraint was hit.
#[must_use]
pub const fn is_unique_violation(error: &Diesel) -> bool {
    matches!(error, Diesel::DatabaseError(DatabaseErrorKind::UniqueViolation, _))
}

// diesel knows no kind for deadlocks, time-outs and a busy SQLite: they come as `Unknown` with an English message
// (PostgreSQL's `lc_messages` is set to C by our own settings of the server, and the words below are stable since 2010)
fn of_database(kind: &DatabaseErrorKind, message: &str) -> StoreError {
    const AGAIN: [&str; 4] = [
        "deadlock detected",
        "lock timeout",
        "database is locked",
        "could not serialize",
    ];
    const BUSY: [&str; 8] = [
        "statement timeout",
        "terminating connection",
        "the database system is",
        "server closed the connection",
        "no connection to the server",
        "connection refused",
        "could not receive data",
        "SSL connection has been closed",
    ];
    if matches!(kind, DatabaseErrorKind::SerializationFailure) || AGAIN.iter().any(|words| message.contains(words)) {
        return StoreError::Again;
    }
    if matches!(kind, DatabaseErrorKind::ClosedConnection) || BUSY.iter().any(|words| message.contains(words)) {
        return StoreError::Busy;
    }
    // the message of a CHECK violation holds the whole row: personal data, not for logs
    let words = match kind {
        DatabaseErrorKind::UniqueViolation => "a unique constraint was hit",
        DatabaseErrorKind::ForeignKeyViolation => "a foreign key was hit",
        DatabaseErrorKind::NotNullViolation => "a column may not be null",
        DatabaseErrorKind::CheckViolation => "a check constraint was hit",
        _ => message,
    };
    StoreError::broken(words.to_owned())
}
