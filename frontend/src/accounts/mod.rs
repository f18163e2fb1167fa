//! Accounts: registering, signing in and out, first steps, one's own data, settings.

pub mod demo;
pub mod profile;
pub mod register;
pub mod session_expired;
pub mod sessions;
pub mod settings;
pub mod sign_in;
pub mod sign_out;
pub mod verify;
pub mod welcome;
