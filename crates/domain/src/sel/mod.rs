//! The SEL, the school's time bank: accounts in units (60 are an hour), transfers between them, and books that anybody can check.

pub mod books;
pub mod calls;
pub mod forms;
pub mod rules;
pub mod states;
pub mod types;
