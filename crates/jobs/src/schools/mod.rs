//! The mails of the school office.

use crate::{accounts::Post, runner::Jobs};

pub mod invitation;

/// The jobs of this capability.
#[must_use]
pub fn jobs(jobs: Jobs, post: &Post) -> Jobs {
    let post = post.clone();
    jobs.on(move |job| invitation::send(post.clone(), job))
}
