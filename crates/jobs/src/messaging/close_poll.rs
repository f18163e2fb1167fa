//! The moment at which a poll closes by itself. Done twice it does nothing more.

use store::{
    Store,
    messaging::polls::{self, ClosePoll},
};

use crate::runner::Failure;

/// Tells the room that it has closed.
///
/// # Errors
/// When the database does not answer.
pub async fn close(store: Store, job: ClosePoll) -> Result<(), Failure> {
    store
        .write(move |tx| polls::close_due(tx, job.message))
        .await
        .map_err(Failure::from)
}
