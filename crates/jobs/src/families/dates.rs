//! The moment at which a guardian's link begins or ends. Done twice it does nothing more.

use store::{
    Store,
    families::rights::{self, ApplyDates},
};

use crate::runner::Failure;

/// Lets the link count, or not any more.
///
/// # Errors
/// When the database does not answer.
pub async fn apply(store: Store, job: ApplyDates) -> Result<(), Failure> {
    store
        .write(move |tx| rights::apply_dates(tx, job.link))
        .await
        .map_err(Failure::from)
}
