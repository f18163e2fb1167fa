//! Messaging: conversations, messages in one order for everybody, read marks.

pub mod calls;
pub mod rules;
pub mod types;
