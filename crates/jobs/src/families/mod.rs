//! The jobs about children and guardians.

use crate::{accounts::Post, runner::Jobs};

pub mod dates;
pub mod invite_guardian;

/// The jobs of this capability.
#[must_use]
pub fn jobs(jobs: Jobs, post: &Post) -> Jobs {
    let (mails, store) = (post.clone(), post.store.clone());
    jobs.on(move |job| invite_guardian::send(mails.clone(), job))
        .on(move |job| dates::apply(store.clone(), job))
}
