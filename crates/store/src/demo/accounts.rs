//! The accounts that open with one click.

use diesel::prelude::*;
use domain::{
    id::{AccountId, SchoolId},
    schools::types::MembershipStatus,
    words::email_key,
};

use crate::{
    backend::Db,
    error::{StoreError, StoreResult},
    schema::{accounts, memberships, schools},
};

/// Their addresses, in the order in which they are shown.
pub const ONE_CLICK: [&str; 8] = [
    "marie.dupont@demo.ecolehub.be",
    "jean.dubois@demo.ecolehub.be",
    "fatima.elamrani@demo.ecolehub.be",
    "koen.peeters@demo.ecolehub.be",
    "agnieszka.kowalska@demo.ecolehub.be",
    "anne.delcourt@demo.ecolehub.be",
    "martine.evrard@demo.ecolehub.be",
    "bruno.vasseur@demo.ecolehub.be",
];

/// The demo school that this account opens with one click.
///
/// # Errors
/// [`StoreError::NotFound`] for every account that does not, in particular those of people who registered by themselves.
pub fn opens(db: &mut Db, account: AccountId) -> StoreResult<SchoolId> {
    let (school, key): (SchoolId, String) = memberships::table
        .inner_join(accounts::table.on(accounts::id.eq(memberships::account_id)))
        .inner_join(schools::table)
        .filter(accounts::id.eq(account))
        .filter(accounts::is_active.eq(true))
        .filter(memberships::status.eq(MembershipStatus::Active))
        .filter(schools::demo.eq(true))
        .select((schools::id, accounts::email_key))
        .first(db)?;
    if ONE_CLICK.iter().any(|email| email_key(email) == key) {
        Ok(school)
    } else {
        Err(StoreError::NotFound)
    }
}
