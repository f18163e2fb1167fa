//! Children, guardians and codes.

pub mod adding;
pub mod change;
pub mod child;
pub mod code;
pub mod decision;
pub mod duplicates;
pub mod export;
pub mod guardians;
pub mod household;
pub mod importing;
pub mod inviting;
pub mod link;
pub mod matching;
pub mod merging;
pub mod mine;
pub mod record;
pub mod rights;
pub mod slips;
