//! Who is, or wants to be, a member of the school.

use actix_web::web;
use domain::schools::calls::{ApproveMembership, ListMemberships, RefuseMembership};
use store::{page::Slice, schools::membership};

use crate::{State, call::Call, failure::Failure, reply::Reply};

/// Lists memberships, the oldest first.
///
/// # Errors
/// `bad_query` for a cursor of another list.
pub async fn list(call: Call<ListMemberships>, state: web::Data<State>) -> Result<Reply<ListMemberships>, Failure> {
    let slice = Slice::parse(call.query.limit, call.query.cursor.as_deref())?;
    let (by, status) = (call.by, call.query.status);
    let page = state
        .store
        .read(move |db| membership::list(db, &by, status, &slice))
        .await?;
    Ok(Reply::new(page))
}

/// Takes somebody in who waits.
///
/// # Errors
/// `already_decided`, `not_found`.
pub async fn approve(
    call: Call<ApproveMembership>,
    state: web::Data<State>,
) -> Result<Reply<ApproveMembership>, Failure> {
    let (by, membership) = (call.by, call.path.membership);
    call.once
        .write(&state, move |tx| membership::approve(tx, &by, membership))
        .await
}

/// Says no to somebody who waits.
///
/// # Errors
/// `already_decided`, `not_found`.
pub async fn refuse(call: Call<RefuseMembership>, state: web::Data<State>) -> Result<Reply<RefuseMembership>, Failure> {
    let (by, membership) = (call.by, call.path.membership);
    call.once
        .write(&state, move |tx| membership::refuse(tx, &by, membership))
        .await
}
