//! Accounts: people, their sessions, and the links sent to their mailbox.

pub mod standing;
