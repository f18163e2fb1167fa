//! Messaging: conversations, messages in one order for everybody, what changes them, read marks.

pub mod attachment;
pub mod blocks;
pub mod calls;
pub mod calm;
pub mod change;
pub mod contact_requests;
pub mod draft;
pub mod edit;
pub mod live;
pub mod mention;
pub mod moderation;
pub mod note;
pub mod people_calls;
pub mod poll;
pub mod presence;
pub mod reaction;
pub mod rich;
pub mod rich_calls;
pub mod room_settings;
pub mod rooms;
pub mod rules;
pub mod scheduled;
pub mod search;
pub mod statistics;
pub mod types;
