//! Every black-box test of the server in one binary, filed by capability. `TEST_DATABASE` says which database they run on.
#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test that cannot go on stops"
)]

mod accounts;
mod announcements;
mod calls;
mod contract;
mod demo;
mod families;
mod files;
mod jobs;
mod messaging;
mod permissions;
mod schools;
mod sel;
mod storage;
mod tidy;
