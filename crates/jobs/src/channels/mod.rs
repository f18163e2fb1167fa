//! The ways to reach people: mail so far.

pub mod folder;
pub mod mail;
pub mod smtp;
