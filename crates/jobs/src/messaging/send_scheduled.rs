//! The moment of a scheduled message. Done twice it sends one message: it has had its number from the beginning.

use store::{
    Store,
    messaging::scheduled::{self, SendScheduled},
};

use crate::runner::Failure;

/// Sends it; its author is told when they may not write any more.
///
/// # Errors
/// When the database does not answer.
pub async fn send(store: Store, job: SendScheduled) -> Result<(), Failure> {
    store
        .write(move |tx| scheduled::send_due(tx, job.scheduled))
        .await
        .map_err(Failure::from)
}
