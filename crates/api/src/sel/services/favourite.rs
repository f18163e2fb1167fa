//! What a member keeps among their favourites.

use actix_web::web;
use domain::sel::service_calls::{AddFavourite, RemoveFavourite};
use store::sel::services::favourites;

use crate::{State, call::Call, failure::Failure, reply::Reply};

/// Keeps one.
///
/// # Errors
/// `not_found`.
pub async fn add(call: Call<AddFavourite>, state: web::Data<State>) -> Result<Reply<AddFavourite>, Failure> {
    let by = call.by;
    state.store.write(move |tx| favourites::add(tx, &by)).await?;
    Ok(Reply::done())
}

/// Keeps one no more.
///
/// # Errors
/// `not_found`.
pub async fn remove(call: Call<RemoveFavourite>, state: web::Data<State>) -> Result<Reply<RemoveFavourite>, Failure> {
    let by = call.by;
    state.store.write(move |tx| favourites::remove(tx, &by)).await?;
    Ok(Reply::done())
}
