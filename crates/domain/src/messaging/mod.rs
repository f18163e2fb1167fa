//! Messaging: conversations, messages in one order for everybody, what changes them, read marks.

pub mod attachment;
pub mod calls;
pub mod change;
pub mod note;
pub mod poll;
pub mod reaction;
pub mod rich;
pub mod rules;
pub mod types;
