//! My personal access tokens.

use actix_web::web;
use domain::accounts::tokens::{ListMyTokens, MakeToken, RevokeToken};
use store::accounts::tokens;

use crate::{State, call::Call, failure::Failure, reply::Reply};

/// Lists those that work.
///
/// # Errors
/// When the database cannot answer.
pub async fn list(call: Call<ListMyTokens>, state: web::Data<State>) -> Result<Reply<ListMyTokens>, Failure> {
    let by = call.by;
    Ok(Reply::new(state.store.read(move |db| tokens::list(db, &by)).await?))
}

/// Makes one, and shows it for the only time.
///
/// # Errors
/// `conflict` when there are as many as there may be.
pub async fn make(call: Call<MakeToken>, state: web::Data<State>) -> Result<Reply<MakeToken>, Failure> {
    let (by, new) = (call.by, call.body);
    call.once.write(&state, move |tx| tokens::make(tx, &by, &new)).await
}

/// Ends one.
///
/// # Errors
/// `not_found` when I have no such token.
pub async fn revoke(call: Call<RevokeToken>, state: web::Data<State>) -> Result<Reply<RevokeToken>, Failure> {
    let (by, token) = (call.by, call.path.token);
    state.store.write(move |tx| tokens::revoke(tx, &by, token)).await?;
    Ok(Reply::done())
}
