//! What the whole application knows: who is here, what waits for them, and what the device says.

pub mod announced;
pub mod badges;
pub mod exchange;
pub mod live;
pub mod proof;
pub mod session;
