//! Announcements: written, published once, read and signed by those whom they are for, and proved.

pub mod access;
pub mod answering;
pub mod detail;
pub mod ending;
pub mod feed;
pub mod listing;
pub mod mail;
pub mod publishing;
pub mod reminding;
pub mod school;
pub mod slips;
pub mod writing;

pub(crate) mod carry;

mod audience;
mod reach;
mod rows;
mod versions;
