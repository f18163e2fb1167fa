//! Conversations and messages.

pub mod rooms_lock;
