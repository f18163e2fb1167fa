//! What the tests share: a database of their own, a running application, people, sockets, and a network that fails on demand.
//!
//! Tests act through the public API; only the factories in [`school`] touch the database, through the functions of `store`.
#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::disallowed_methods,
    reason = "a test that cannot go on stops; which database it runs on comes from the environment"
)]

pub mod app;
pub mod authenticator;
pub mod client;
pub mod contract;
pub mod database;
pub mod mailbox;
pub mod node;
pub mod person;
pub mod proxy;
pub mod quiet;
pub mod school;
pub mod socket;
