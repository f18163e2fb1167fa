//! Registration, sign-in, sessions, my data.

mod me;
mod passwords;
mod refresh;
mod registration;
mod sessions;
mod sign_in;
mod verification;
mod words;
