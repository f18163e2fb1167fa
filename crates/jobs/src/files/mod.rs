//! The jobs about files.

use files::blobs::Blobs;
use store::Store;

use crate::runner::Jobs;

pub mod erase;

/// The jobs of this capability.
#[must_use]
pub fn jobs(jobs: Jobs, store: &Store, blobs: &Blobs) -> Jobs {
    let (store, blobs) = (store.clone(), blobs.clone());
    jobs.on(move |job| erase::erase(store.clone(), blobs.clone(), job))
}
