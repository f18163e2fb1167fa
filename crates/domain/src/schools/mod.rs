//! Schools: the school itself, who is a member of it in which role, and its classes.

pub mod audit;
pub mod calls;
pub mod types;
