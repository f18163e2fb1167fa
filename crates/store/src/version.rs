//! Versions of rows: nobody writes over what somebody else has just written.

use domain::{problem::Code, version::Expected};

use crate::error::{StoreError, StoreResult};

/// Refuses a change of a version that is no longer there. Called right after the row was updated (which locks it) with the version that it
/// had before; the refusal takes the update back.
///
/// # Errors
/// `stale`.
pub const fn check(expected: Expected, before: i64) -> StoreResult<()> {
    if expected.allows(before) {
        Ok(())
    } else {
        Err(StoreError::Refused(Code::Stale))
    }
}
