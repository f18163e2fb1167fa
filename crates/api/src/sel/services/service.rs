//! Offers and requests: listed, shown, compared.

use actix_web::web;
use domain::sel::service_calls::{ListMatches, ListMyServices, ListServices, ListSimilarServices, ShowService};
use store::sel::services::{listing, matching};

use crate::{State, call::Call, failure::Failure, reply::Reply};

/// Lists what I see now.
///
/// # Errors
/// `bad_query` for a cursor of another list; `not_found` for a class that is not mine to look into.
pub async fn list(call: Call<ListServices>, state: web::Data<State>) -> Result<Reply<ListServices>, Failure> {
    let (by, query) = (call.by, call.query);
    let page = state.store.read(move |db| listing::list(db, &by, &query)).await?;
    Ok(Reply::new(page))
}

/// Lists my own.
///
/// # Errors
/// `bad_query` for a cursor of another list.
pub async fn mine(call: Call<ListMyServices>, state: web::Data<State>) -> Result<Reply<ListMyServices>, Failure> {
    let (by, query) = (call.by, call.query);
    let page = state.store.read(move |db| listing::mine(db, &by, &query)).await?;
    Ok(Reply::new(page))
}

/// Shows one.
///
/// # Errors
/// `not_found`.
pub async fn show(call: Call<ShowService>, state: web::Data<State>) -> Result<Reply<ShowService>, Failure> {
    let by = call.by;
    let service = state.store.read(move |db| listing::show(db, &by)).await?;
    Ok(Reply::versioned(service))
}

/// Lists similar ones.
///
/// # Errors
/// `not_found`.
pub async fn similar(
    call: Call<ListSimilarServices>,
    state: web::Data<State>,
) -> Result<Reply<ListSimilarServices>, Failure> {
    let by = call.by;
    let page = state.store.read(move |db| matching::similar(db, &by)).await?;
    Ok(Reply::new(page))
}

/// Shows what goes with mine.
///
/// # Errors
/// When the database cannot answer.
pub async fn matches(call: Call<ListMatches>, state: web::Data<State>) -> Result<Reply<ListMatches>, Failure> {
    let by = call.by;
    let page = state.store.read(move |db| matching::matches(db, &by)).await?;
    Ok(Reply::new(page))
}
