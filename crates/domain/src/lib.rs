//! The contract of EcoleHub: read this first.
//!
//! Wire types, ids, endpoints, permissions and pure rules, compiled natively for the server and to WebAssembly for
//! the browser. One noun, one folder; inside a capability `calls` is its table of contents. This crate knows no clock,
//! no database and no network.

pub mod access;
pub mod accounts;
pub mod announcements;
pub mod endpoint;
pub mod families;
pub mod files;
pub mod happening;
pub mod id;
pub mod instance;
pub mod limit;
pub mod messaging;
pub mod moment;
pub mod page;
pub mod problem;
pub mod qr;
pub mod schools;
pub mod sel;
pub mod session;
pub mod socket;
pub mod spelling;
#[cfg(feature = "sql")]
mod sql;
pub mod text_enum;
pub mod version;
pub mod words;
