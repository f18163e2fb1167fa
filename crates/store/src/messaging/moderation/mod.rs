//! Moderation: who moderates, what is reported, what is decided, and what becomes of an appeal.

mod acts;
pub mod appeals;
pub mod cases;
pub(crate) mod context;
pub mod deciding;
pub(crate) mod evidence;
mod hiding;
pub mod log;
pub mod mail;
pub mod mutes;
pub mod notices;
pub mod reporting;
pub mod rights;
pub mod terms;
