//! Files: what is known of them, who may read them, what they hang on. The bytes themselves are kept by the crate `files`, under `blob`.

pub mod arriving;
pub mod attach;
pub mod attached;
pub mod copies;
pub mod reading;
pub mod release;

mod row;
