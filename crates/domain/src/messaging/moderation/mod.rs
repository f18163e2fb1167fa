//! Moderation: reports of messages, what moderators decide, and how the author answers.

pub mod calls;
pub mod context;
pub mod receipt;
pub mod rules;
pub mod terms;
pub mod types;
