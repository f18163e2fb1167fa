//! Everything that is true: one set of queries over SQLite and PostgreSQL.
//!
//! `Store::read` and `Store::write` are the only doors. Query functions are plain synchronous functions on a connection or a
//! [`tx::Tx`], named by intent and filed by noun; they compose in one transaction for free.

pub mod accounts;
pub mod announcements;
pub mod backend;
pub mod clock;
pub mod demo;
pub mod error;
pub mod families;
pub mod files;
pub mod idempotency;
pub mod instance;
pub mod jobs;
pub mod messaging;
pub mod migrate;
pub mod page;
pub mod pool;
pub mod schema;
pub mod schools;
pub mod secret;
pub mod sel;
pub mod sql_types;
pub mod throttles;
pub mod tx;
pub mod version;

mod door;
mod kept;

pub use door::{Options, Store};
