//! What keeps a room calm: pinned answers, questions that are answered, slow mode, quiet hours, a weekly recap, an end to old messages.

pub mod calls;
pub mod quiet;
pub mod rules;
pub mod types;
