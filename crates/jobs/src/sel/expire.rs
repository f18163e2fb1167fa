//! The moment at which a proposal ends that nobody has decided. Done twice it does nothing more.

use store::{
    Store,
    sel::expiry::{self, ExpireTransfer},
};

use crate::runner::Failure;

/// Lets it end, and sets free what was set aside for it.
///
/// # Errors
/// When the database does not answer.
pub async fn expire(store: Store, job: ExpireTransfer) -> Result<(), Failure> {
    store
        .write(move |tx| expiry::expire(tx, job.transfer))
        .await
        .map_err(Failure::from)
}
