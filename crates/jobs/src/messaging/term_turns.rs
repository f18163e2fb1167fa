//! The moment at which the term of a parent moderator begins or ends. Done twice it tells it twice, and changes nothing.

use store::{
    Store,
    messaging::moderation::terms::{self, TermTurns},
};

use crate::runner::Failure;

/// Tells them.
///
/// # Errors
/// When the database does not answer.
pub async fn tell(store: Store, job: TermTurns) -> Result<(), Failure> {
    store
        .write(move |tx| terms::turns(tx, job.term))
        .await
        .map_err(Failure::from)
}
