//! The pool of connections of either database.

use diesel::{connection::SimpleConnection, r2d2::R2D2Connection};

use crate::backend::{Db, connect};

/// Makes connections for the pool by the scheme of the URL.
#[derive(Debug, Clone)]
pub struct Manager {
    url: String,
}

impl Manager {
    /// Connections to this URL.
    #[must_use]
    pub const fn new(url: String) -> Self {
        Self { url }
    }
}

impl r2d2::ManageConnection for Manager {
    type Connection = Db;
    type Error = diesel::r2d2::Error;

    fn connect(&self) -> Result<Db, Self::Error> {
        connect(&self.url).map_err(diesel::r2d2::Error::ConnectionError)
    }

    fn is_valid(&self, connection: &mut Db) -> Result<(), Self::Error> {
        connection
            .batch_execute("SELECT 1")
            .map_err(diesel::r2d2::Error::QueryError)
    }

    fn has_broken(&self, connection: &mut Db) -> bool {
        connection.is_broken()
    }
}

/// A pool of connections.
pub type Pool = r2d2::Pool<Manager>;
