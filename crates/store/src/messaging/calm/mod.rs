//! Calm: pinned messages, answered questions, the pace of a room, quiet hours, a recap of the week, and an end to old messages.

pub(crate) mod admission;
pub mod answering;
pub mod keeping;
pub mod pace;
pub mod pins;
pub mod quiet;
pub mod recap;
pub mod retention;
