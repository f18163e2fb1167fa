//! The jobs of the time bank.

use crate::{accounts::Post, runner::Jobs};

pub mod services;

/// The jobs of this capability.
#[must_use]
pub fn jobs(jobs: Jobs, post: &Post) -> Jobs {
    services::jobs(jobs, post)
}
