//! What the treasurer does, and what the school decides about its SEL.

use actix_web::web;
use domain::sel::calls::{ChangeSelSettings, CorrectSel, CreditSelHelpers, ShowSelSettings};
use store::sel::{settings, treasury};

use crate::{State, call::Call, failure::Failure, reply::Reply};

/// Puts something right.
///
/// # Errors
/// `conflict`, `forbidden`, `not_found`; `sel_payer_limit`, `sel_receiver_limit`.
pub async fn correct(call: Call<CorrectSel>, state: web::Data<State>) -> Result<Reply<CorrectSel>, Failure> {
    let (by, form) = (call.by, call.body);
    let once = call.once.needed()?;
    once.write(&state, move |tx| treasury::correct(tx, &by, &form)).await
}

/// Thanks helpers.
///
/// # Errors
/// `forbidden`, `not_found`; `sel_receiver_limit`.
pub async fn credit(call: Call<CreditSelHelpers>, state: web::Data<State>) -> Result<Reply<CreditSelHelpers>, Failure> {
    let (by, form) = (call.by, call.body);
    let once = call.once.needed()?;
    once.write(&state, move |tx| treasury::credit(tx, &by, &form)).await
}

/// Shows what the school has decided.
///
/// # Errors
/// When the database cannot answer.
pub async fn settings(call: Call<ShowSelSettings>, state: web::Data<State>) -> Result<Reply<ShowSelSettings>, Failure> {
    let by = call.by;
    let settings = state.store.read(move |db| settings::show(db, &by)).await?;
    Ok(Reply::versioned(settings))
}

/// Decides something else.
///
/// # Errors
/// `stale`; `not_found` when a treasurer is no active member.
pub async fn change_settings(
    call: Call<ChangeSelSettings>,
    state: web::Data<State>,
) -> Result<Reply<ChangeSelSettings>, Failure> {
    let (by, expected, form) = (call.by, call.expected, call.body);
    let changed = state
        .store
        .write(move |tx| settings::change(tx, &by, (expected, &form)))
        .await?;
    Ok(Reply::versioned(changed))
}
