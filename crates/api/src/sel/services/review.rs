//! Thanks for what was exchanged.

use actix_web::web;
use domain::sel::service_calls::{HideReview, ListReviews, ThankForService};
use store::sel::services::reviews;

use crate::{State, call::Call, failure::Failure, reply::Reply};

/// Lists those for an offer or a request.
///
/// # Errors
/// `bad_query` for a cursor of another list; `not_found`.
pub async fn list(call: Call<ListReviews>, state: web::Data<State>) -> Result<Reply<ListReviews>, Failure> {
    let (by, query) = (call.by, call.query);
    let page = state.store.read(move |db| reviews::list(db, &by, &query)).await?;
    Ok(Reply::new(page))
}

/// Says thank you for a transfer.
///
/// # Errors
/// `forbidden`, `conflict`, `already_decided`, `not_found`.
pub async fn thank(call: Call<ThankForService>, state: web::Data<State>) -> Result<Reply<ThankForService>, Failure> {
    let (by, form) = (call.by, call.body);
    call.once.write(&state, move |tx| reviews::thank(tx, &by, &form)).await
}

/// Hides one.
///
/// # Errors
/// `forbidden`, `not_found`.
pub async fn hide(call: Call<HideReview>, state: web::Data<State>) -> Result<Reply<HideReview>, Failure> {
    let (by, review, hiding) = (call.by, call.path.review, call.body);
    let hidden = state
        .store
        .write(move |tx| reviews::hide(tx, &by, (review, &hiding)))
        .await?;
    Ok(Reply::new(hidden))
}
