//! The jobs of the SEL.

use store::Store;

use crate::runner::Jobs;

pub mod check_books;
pub mod expire;

/// The jobs of this capability.
#[must_use]
pub fn jobs(jobs: Jobs, store: &Store) -> Jobs {
    let (proposals, books) = (store.clone(), store.clone());
    jobs.on(move |job| expire::expire(proposals.clone(), job))
        .on(move |job| check_books::check(books.clone(), job))
}
