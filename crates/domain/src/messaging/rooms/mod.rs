//! Rooms that people make: groups, announcement rooms, public rooms, and the inbox of a family at the office.

pub mod calls;
pub mod rules;
pub mod types;
