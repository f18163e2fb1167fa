//! Children, guardians and codes.

pub mod adding;
pub mod change;
pub mod child;
pub mod code;
pub mod decision;
pub mod link;
pub mod matching;
pub mod mine;
