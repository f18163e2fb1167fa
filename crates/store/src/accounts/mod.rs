//! Accounts: people, their sessions, and the links sent to their mailbox.

pub mod mail;
pub mod me;
pub mod refreshing;
pub mod registration;
pub mod second_factor;
pub mod sessions;
pub mod sign_in;
pub mod standing;
