//! My own data.

use actix_web::web;
use domain::accounts::calls::{ChangeMe, ShowMe};
use store::accounts::me;

use crate::{State, call::Call, failure::Failure, reply::Reply};

/// Shows who I am.
///
/// # Errors
/// When the database cannot answer.
pub async fn show(call: Call<ShowMe>, state: web::Data<State>) -> Result<Reply<ShowMe>, Failure> {
    let by = call.by;
    Ok(Reply::versioned(state.store.read(move |db| me::get(db, &by)).await?))
}

/// Replaces names, phone number and language.
///
/// # Errors
/// `stale` when they have changed since they were read.
pub async fn change(call: Call<ChangeMe>, state: web::Data<State>) -> Result<Reply<ChangeMe>, Failure> {
    let (by, expected, profile) = (call.by, call.expected, call.body);
    let me = state
        .store
        .write(move |tx| me::change(tx, &by, expected, &profile))
        .await?;
    Ok(Reply::versioned(me))
}
