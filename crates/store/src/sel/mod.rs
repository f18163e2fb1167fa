//! The time bank of a school.

pub mod services;
