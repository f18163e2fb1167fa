//! The jobs of the SEL.

use crate::{accounts::Post, runner::Jobs};

pub mod check_books;
pub mod expire;
pub mod services;

/// The jobs of this capability.
#[must_use]
pub fn jobs(jobs: Jobs, post: &Post) -> Jobs {
    let (proposals, books) = (post.store.clone(), post.store.clone());
    let jobs = services::jobs(jobs, post);
    jobs.on(move |job| expire::expire(proposals.clone(), job))
        .on(move |job| check_books::check(books.clone(), job))
}
