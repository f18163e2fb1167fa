//! Schools: the school itself, who is a member of it in which role, its classes, its modules, and what the office did.

pub mod audit;
pub mod calls;
pub mod invitations;
pub mod members;
pub mod modules;
pub mod rules;
pub mod settings;
pub mod types;
