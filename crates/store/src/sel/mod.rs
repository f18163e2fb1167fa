//! The ledger of the SEL: accounts, transfers and the postings that move units. Units move in one place, `posting`, under the locks of
//! `account`.

pub mod access;
pub mod account;
pub mod balance;
pub mod checking;
pub mod deciding;
pub mod expiry;
pub(crate) mod leaving;
pub mod listing;
pub mod people;
mod posting;
pub mod proposing;
pub mod services;
pub mod settings;
pub mod statement;
pub mod statistics;
mod telling;
pub mod transfer;
pub mod treasury;
