//! Schools, memberships, classes and who teaches in them.

pub mod audit;
pub mod class;
pub mod membership;
pub mod school;
pub mod staff;
