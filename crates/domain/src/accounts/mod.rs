//! Accounts: one person, one e-mail address; signing in and out, sessions, the person's own data.

pub mod calls;
pub mod security;
pub mod tokens;
pub mod types;
