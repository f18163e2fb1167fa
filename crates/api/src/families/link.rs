//! Links between adults and children, as staff decides about them.

use actix_web::web;
use domain::families::calls::{ConfirmGuardianLink, ListGuardianLinks, RefuseGuardianLink};
use store::{families::decision, page::Slice};

use crate::{State, call::Call, failure::Failure, reply::Reply};

/// Lists links, the oldest first.
///
/// # Errors
/// `bad_query` for a cursor of another list.
pub async fn list(call: Call<ListGuardianLinks>, state: web::Data<State>) -> Result<Reply<ListGuardianLinks>, Failure> {
    let slice = Slice::parse(call.query.limit, call.query.cursor.as_deref())?;
    let (by, status) = (call.by, call.query.status);
    let page = state
        .store
        .read(move |db| decision::list(db, &by, status, &slice))
        .await?;
    Ok(Reply::new(page))
}

/// Confirms a link.
///
/// # Errors
/// `already_decided`, `already_linked`, `not_found`.
pub async fn confirm(
    call: Call<ConfirmGuardianLink>,
    state: web::Data<State>,
) -> Result<Reply<ConfirmGuardianLink>, Failure> {
    let (by, link, child) = (call.by, call.path.link, call.body.child_id);
    call.once
        .write(&state, move |tx| decision::confirm(tx, &by, link, child))
        .await
}

/// Refuses a link.
///
/// # Errors
/// `already_decided`, `not_found`.
pub async fn refuse(
    call: Call<RefuseGuardianLink>,
    state: web::Data<State>,
) -> Result<Reply<RefuseGuardianLink>, Failure> {
    let (by, link) = (call.by, call.path.link);
    call.once.write(&state, move |tx| decision::refuse(tx, &by, link)).await
}
