//! The second factor: a secret shared with an authenticator app, and recovery codes for the day the app is lost.

use diesel::{dsl::exists, prelude::*, select};
use domain::id::AccountId;

use crate::{backend::Db, error::StoreResult, schema::second_factors};

/// Whether signing in asks this person for a code.
///
/// # Errors
/// When the database does not answer.
pub fn is_on(db: &mut Db, account: AccountId) -> StoreResult<bool> {
    let confirmed = second_factors::table
        .filter(second_factors::account_id.eq(account))
        .filter(second_factors::confirmed_at.is_not_null());
    Ok(select(exists(confirmed)).get_result(db)?)
}
