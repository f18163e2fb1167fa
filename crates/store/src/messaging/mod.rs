//! Conversations, messages in one order for everybody, marks, contacts.

pub mod catch_up;
pub mod contacts;
pub mod conversations;
pub mod direct;
pub mod marks;
pub mod messages;
pub mod people;
pub mod room;
