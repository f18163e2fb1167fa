//! What members offer and ask for: categories, offers and requests, favourites, matches, thanks.

pub mod access;
pub(crate) mod carry;
pub mod categories;
pub mod favourites;
pub mod listing;
pub mod mail;
pub mod matching;
pub(crate) mod quotes;
pub mod reviews;
mod row;
mod words;
pub mod writing;
