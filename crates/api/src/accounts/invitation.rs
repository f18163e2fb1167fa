//! Invitations, from the side of whoever is invited.

use actix_web::web;
use domain::accounts::calls::{AcceptInvitation, PreviewInvitation};
use store::accounts::invitation;

use crate::{State, call::Call, failure::Failure, reply::Reply};

/// Shows what an invitation is for.
///
/// # Errors
/// `link_expired`.
pub async fn preview(
    call: Call<PreviewInvitation>,
    state: web::Data<State>,
) -> Result<Reply<PreviewInvitation>, Failure> {
    let token = call.body.token;
    let preview = state.store.read(move |db| invitation::preview(db, &token)).await?;
    Ok(Reply::new(preview))
}

/// Accepts it with my account.
///
/// # Errors
/// `link_expired`; `forbidden` when another address is invited; `membership_suspended`.
pub async fn accept(call: Call<AcceptInvitation>, state: web::Data<State>) -> Result<Reply<AcceptInvitation>, Failure> {
    let (by, token, once) = (call.by, call.body.token, call.once);
    once.write(&state, move |tx| invitation::accept(tx, &by, &token)).await
}
