//! Background work: the runner, each job filed by capability, and the channels through which they reach people.

pub mod accounts;
pub mod catalogue;
pub mod channels;
pub mod runner;
