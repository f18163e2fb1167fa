//! Files: pictures and documents that are uploaded first and then hang on a message, an announcement or a room.

pub mod calls;
pub mod content;
pub mod types;
