//! Invitations of the school office.

use actix_web::web;
use domain::{
    page::Page,
    schools::calls::{InvitePeople, ListInvitations, ResendInvitation, RevokeInvitation},
};
use store::{page::Slice, schools::invitation};

use crate::{State, call::Call, failure::Failure, limits::Limited, reply::Reply};

/// Lists them, the newest first.
///
/// # Errors
/// `bad_query` for a cursor of another list.
pub async fn list(call: Call<ListInvitations>, state: web::Data<State>) -> Result<Reply<ListInvitations>, Failure> {
    let slice = Slice::parse(call.query.limit, call.query.cursor.as_deref())?;
    let (by, wanted) = (call.by, call.query.state);
    let page = state
        .store
        .read(move |db| invitation::list(db, &by, wanted, &slice))
        .await?;
    Ok(Reply::new(page))
}

/// Invites people.
///
/// # Errors
/// `forbidden` when the role is not theirs to give.
pub async fn invite(call: Call<InvitePeople>, state: web::Data<State>) -> Result<Reply<InvitePeople>, Failure> {
    let (by, new) = (call.by, call.body);
    state
        .charge(&call.visitor, Limited::Invite(by.member().account()))
        .await?;
    call.once
        .write(&state, move |tx| Ok(Page::whole(invitation::invite(tx, &by, &new)?)))
        .await
}

/// Sends one again, with another link.
///
/// # Errors
/// `forbidden`, `conflict`, `not_found`.
pub async fn resend(call: Call<ResendInvitation>, state: web::Data<State>) -> Result<Reply<ResendInvitation>, Failure> {
    let (by, invitation) = (call.by, call.path.invitation);
    state
        .charge(&call.visitor, Limited::Invite(by.member().account()))
        .await?;
    call.once
        .write(&state, move |tx| invitation::resend(tx, &by, invitation))
        .await
}

/// Takes one back.
///
/// # Errors
/// `conflict`, `not_found`.
pub async fn revoke(call: Call<RevokeInvitation>, state: web::Data<State>) -> Result<Reply<RevokeInvitation>, Failure> {
    let (by, invitation) = (call.by, call.path.invitation);
    state
        .store
        .write(move |tx| invitation::revoke(tx, &by, invitation))
        .await?;
    Ok(Reply::done())
}
