//! The SEL, the school's time bank: accounts in units (60 are an hour), transfers between them, and books that anybody can check; offers and
//! requests of its members.

pub mod category;
pub mod service;
pub mod service_calls;
pub mod service_forms;
pub mod service_rules;
