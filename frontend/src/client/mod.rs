//! Calls to the server: the only place that knows HTTP.
//!
//! [`Guest`] makes the calls that anyone may make, [`SignedIn`] all the others: a page before signing in has no
//! `SignedIn` and so cannot call a member's endpoint. When a session turns out to be over, `SignedIn` says so to
//! [`crate::state::session`], which asks for the password on top of the page: nothing typed is lost. When a call wants a fresh proof of
//! who this is (`reauth`), the person is asked for it in the same way, and the call is made once more; a page need not know.

mod answer;
mod failure;
mod frame;
mod once;
mod send;
mod signed_in;
mod socket;
mod submission;
mod upload;

pub use answer::Answer;
pub use failure::Failure;
pub use once::Once;
pub use signed_in::{Guest, SignedIn};
pub use socket::{Heard, Socket};
pub use submission::Submission;
pub use upload::Stop;
