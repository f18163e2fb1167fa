//! The mechanics that every call has: versions and tags, calls that are sent again, pages, tokens, limits.

mod changelog;
mod downloads;
mod flood;
mod guesses;
mod keys_of_two_schools;
mod limits;
mod pages;
mod repeated;
mod tags;
mod tokens;
mod versions;
