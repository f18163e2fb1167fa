//! Two accounts of one person become one: their offers, requests, favourites and thanks go over.

use diesel::prelude::*;
use domain::id::{AccountId, SchoolId, ServiceId};

use crate::{
    error::StoreResult,
    schema::{sel_favourites, sel_reviews, sel_services},
    tx::Tx,
};

/// From an account that goes to the one that stays, in one school.
pub(crate) fn of_account(tx: &mut Tx<'_>, school: SchoolId, (from, to): (AccountId, AccountId)) -> StoreResult<()> {
    let of_school: Vec<ServiceId> = sel_services::table
        .filter(sel_services::school_id.eq(school))
        .select(sel_services::id)
        .load(tx.db)?;
    diesel::update(sel_services::table)
        .filter(sel_services::school_id.eq(school))
        .filter(sel_services::owner_id.eq(from))
        .set(sel_services::owner_id.eq(to))
        .execute(tx.db)?;
    diesel::update(sel_reviews::table)
        .filter(sel_reviews::author_id.eq(from))
        .filter(sel_reviews::service_id.eq_any(of_school.iter().copied()))
        .set(sel_reviews::author_id.eq(to))
        .execute(tx.db)?;
    let there: Vec<ServiceId> = sel_favourites::table
        .filter(sel_favourites::account_id.eq(to))
        .select(sel_favourites::service_id)
        .load(tx.db)?;
    diesel::update(sel_favourites::table)
        .filter(sel_favourites::account_id.eq(from))
        .filter(sel_favourites::service_id.eq_any(of_school))
        .filter(sel_favourites::service_id.ne_all(there))
        .set(sel_favourites::account_id.eq(to))
        .execute(tx.db)?;
    Ok(())
}
