//! The SEL, the school's time bank: accounts in units (60 are an hour), transfers between them, and books that anybody can check; what its
//! members offer and ask for.

pub mod books;
pub mod calls;
pub mod category;
pub mod forms;
pub mod rules;
pub mod service;
pub mod service_calls;
pub mod service_forms;
pub mod service_rules;
pub mod states;
pub mod types;
