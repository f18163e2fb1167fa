//! Accounts: registering, signing in and out, first steps, one's own data, settings.

pub mod demo;
pub mod forgotten;
pub mod invitation;
pub mod invited;
pub mod link;
pub mod new_address;
pub mod new_password;
pub mod profile;
pub mod prove;
pub mod register;
pub mod resend;
pub mod session_expired;
pub mod settings;
pub mod sign_in;
pub mod sign_out;
pub mod signing_in;
pub mod verify;
pub mod welcome;
