//! Conversations, messages in one order for everybody, marks, contacts.

pub mod catch_up;
pub mod changes;
pub mod contacts;
pub mod conversations;
pub mod direct;
mod dress;
pub mod history;
pub mod marks;
pub mod messages;
pub mod people;
pub(crate) mod place;
pub mod room;
