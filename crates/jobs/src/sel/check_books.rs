//! The check of the books of every school, at night. Done twice it checks twice.

use store::{
    Store,
    sel::checking::{self, CheckBooks},
};

use crate::runner::Failure;

/// Checks one school after the other; books that are wrong are told to whoever looks after the server.
///
/// # Errors
/// When the database does not answer.
pub async fn check(store: Store, _: CheckBooks) -> Result<(), Failure> {
    for school in store.read(checking::schools).await? {
        let audit = store.write(move |tx| checking::check(tx, school)).await?;
        if !audit.ok {
            tracing::error!(%school, sum = audit.sum, "the books of the SEL are wrong");
        }
    }
    Ok(())
}
