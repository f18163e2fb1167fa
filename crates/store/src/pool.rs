//! The pool of connections of either database.

use std::time::{Duration, Instant};

use diesel::{QueryResult, connection::SimpleConnection, r2d2::R2D2Connection};

use crate::{
    backend::{Db, connect},
    error::StoreResult,
};

/// A connection that worked so lately is only looked at before it is handed out: to ask it something would cost every call a round trip.
/// That it was cut is seen; should its database have gone without a word, the call fails as one does that was under way, and the next one asks.
const FRESH: Duration = Duration::from_secs(1);

/// Makes connections for the pool by the scheme of the URL.
#[derive(Debug, Clone)]
pub struct Manager {
    url: String,
}

/// A connection of the pool.
pub struct Pooled {
    db: Db,
    /// When work on it last succeeded; nothing after work that failed, whatever the reason.
    worked_at: Option<Instant>,
}

impl Pooled {
    /// Works on the connection.
    ///
    /// # Errors
    /// What `work` says.
    pub fn work<T>(&mut self, work: impl FnOnce(&mut Db) -> StoreResult<T>) -> StoreResult<T> {
        self.worked_at = None;
        let done = work(&mut self.db)?;
        self.worked_at = Some(Instant::now());
        Ok(done)
    }
}

impl Manager {
    /// Connections to this URL.
    #[must_use]
    pub const fn new(url: String) -> Self {
        Self { url }
    }
}

impl r2d2::ManageConnection for Manager {
    type Connection = Pooled;
    type Error = diesel::r2d2::Error;

    fn connect(&self) -> Result<Pooled, Self::Error> {
        let db = connect(&self.url).map_err(diesel::r2d2::Error::ConnectionError)?;
        let worked_at = Some(Instant::now());
        Ok(Pooled { db, worked_at })
    }

    fn is_valid(&self, connection: &mut Pooled) -> Result<(), Self::Error> {
        let is_fresh = connection.worked_at.is_some_and(|at| at.elapsed() < FRESH);
        let answer = if is_fresh {
            look_at(&mut connection.db)
        } else {
            connection.db.batch_execute("SELECT 1")
        };
        answer.map_err(diesel::r2d2::Error::QueryError)
    }

    fn has_broken(&self, connection: &mut Pooled) -> bool {
        connection.db.is_broken()
    }
}

/// A pool of connections.
pub type Pool = r2d2::Pool<Manager>;

/// Reads what has come without being asked for, which fails when the other side has hung up. Nobody listens to notifications.
fn look_at(db: &mut Db) -> QueryResult<()> {
    match db {
        Db::Postgres(connection) => connection
            .notifications_iter()
            .try_for_each(|notification| notification.map(drop)),
        Db::Sqlite(_) => Ok(()),
    }
}
