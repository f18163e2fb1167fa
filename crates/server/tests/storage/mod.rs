//! Storage: the two databases, their schemas, transactions, pools and outages.

mod connections;
mod errors;
mod migrations;
mod outage;
mod plans;
mod pools;
pub mod schema;
pub mod transactions;
