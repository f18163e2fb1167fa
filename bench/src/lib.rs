//! What measuring and breaking share: the real binary and real databases as processes, a school full of people, a bare HTTP client.

pub mod cluster;
pub mod http;
pub mod machine;
pub mod node;
pub mod page;
pub mod postgres;
pub mod process;
pub mod redis;
pub mod school;
pub mod socket;
