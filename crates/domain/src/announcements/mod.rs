//! Announcements: what the school makes known, one-way and official, in the languages of its families, with proof of who was reached.

pub mod calls;
pub mod forms;
pub mod receipts;
pub mod rules;
pub mod types;
