//! The jobs about messages.

use store::Store;

use crate::runner::Jobs;

pub mod close_poll;
pub mod erase_old;
pub mod send_scheduled;

/// The jobs of this capability.
#[must_use]
pub fn jobs(jobs: Jobs, store: &Store) -> Jobs {
    let (polls, scheduled, store) = (store.clone(), store.clone(), store.clone());
    jobs.on(move |job| erase_old::erase(store.clone(), job))
        .on(move |job| close_poll::close(polls.clone(), job))
        .on(move |job| send_scheduled::send(scheduled.clone(), job))
}
