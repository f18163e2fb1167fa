//! Files: what they are by their bytes, pictures made safe, and where the bytes are kept.
//!
//! Nothing here knows HTTP or SQL. What the functions of [`kinds`], [`pictures`] and [`names`] are given comes from strangers: they never panic, and
//! their memory and time are bounded by the limits they are given.

pub mod blobs;
pub mod kinds;
pub mod names;
pub mod pictures;

mod colors;
mod office;
mod text;
