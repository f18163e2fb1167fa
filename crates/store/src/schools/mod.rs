//! Schools, their members, invitations, classes, settings and modules, and what the office did.

pub mod audit;
pub mod class;
pub mod class_office;
pub mod class_staff;
pub mod deciding;
pub mod invitation;
mod leaving;
pub mod mail;
pub mod member;
pub mod membership;
pub mod merging;
pub mod module;
pub mod school;
pub mod settings;
pub mod staff;
