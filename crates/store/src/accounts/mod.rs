//! Accounts: people, their sessions, and the links sent to their mailbox.

pub mod address;
pub mod ending;
pub mod invitation;
pub mod links;
pub mod mail;
pub mod me;
pub mod namesakes;
pub mod passwords;
pub mod proof;
pub mod refreshing;
pub mod registration;
pub mod second_factor;
pub mod sessions;
pub mod sign_in;
pub mod standing;
pub mod tokens;
pub mod verification;
