//! Rooms that people make: groups, announcement rooms, public rooms, and the inbox of a family at the office.

pub mod keeping;
pub mod making;
pub mod members;
pub mod note;
pub mod picture;
pub mod public;
pub(crate) mod roles;
pub mod support;
