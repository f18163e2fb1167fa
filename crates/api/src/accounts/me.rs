//! My own data.

use actix_web::web;
use domain::{
    accounts::calls::{ChangeMe, ShowMe},
    words,
};
use store::accounts::{me, namesakes};

use crate::{State, accounts::registration, call::Call, failure::Failure, reply::Reply};

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
/// `stale` when they have changed since they were read; `invalid` for a name that would be taken for that of somebody who works at the
/// school.
pub async fn change(call: Call<ChangeMe>, state: web::Data<State>) -> Result<Reply<ChangeMe>, Failure> {
    let (by, expected, profile) = (call.by, call.expected, call.body);
    let account = by.account();
    let (first, last) = (
        words::clean_line(&profile.first_name),
        words::clean_line(&profile.last_name),
    );
    let may = state
        .store
        .read(move |db| namesakes::may_take(db, account, (&first, &last)))
        .await?;
    if !may {
        return Err(registration::looks_like_staff());
    }
    let me = state
        .store
        .write(move |tx| me::change(tx, &by, expected, &profile))
        .await?;
    Ok(Reply::versioned(me))
}
