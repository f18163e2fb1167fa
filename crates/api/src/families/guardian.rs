//! What a guardian sees of the others, and of those who opened the child's record.

use actix_web::web;
use domain::{
    families::calls::{
        InviteGuardian, ListChildAccesses, ListGuardianInvitations, ListGuardians, RevokeGuardianInvitation,
    },
    page::Page,
};
use store::{
    clock,
    families::{household, inviting, record},
    page::Slice,
};

use crate::{State, call::Call, failure::Failure, reply::Reply};

/// Lists myself and those of my household.
///
/// # Errors
/// When the database does not answer.
pub async fn list(call: Call<ListGuardians>, state: web::Data<State>) -> Result<Reply<ListGuardians>, Failure> {
    let by = call.by;
    let page = state.store.read(move |db| household::guardians(db, &by)).await?;
    Ok(Reply::new(page))
}

/// Invites another guardian.
///
/// # Errors
/// `forbidden` while my link does not count; `limit_reached`.
pub async fn invite(call: Call<InviteGuardian>, state: web::Data<State>) -> Result<Reply<InviteGuardian>, Failure> {
    let (by, new) = (call.by, call.body);
    call.once.write(&state, move |tx| inviting::invite(tx, &by, &new)).await
}

/// Lists my invitations that can still be accepted.
///
/// # Errors
/// When the database does not answer.
pub async fn invitations(
    call: Call<ListGuardianInvitations>,
    state: web::Data<State>,
) -> Result<Reply<ListGuardianInvitations>, Failure> {
    let by = call.by;
    let open = state
        .store
        .read(move |db| inviting::open(db, &by, clock::now()))
        .await?;
    Ok(Reply::new(Page::whole(open)))
}

/// Takes one of them back.
///
/// # Errors
/// `not_found` when it is none of them.
pub async fn take_back(
    call: Call<RevokeGuardianInvitation>,
    state: web::Data<State>,
) -> Result<Reply<RevokeGuardianInvitation>, Failure> {
    let (by, invitation) = (call.by, call.path.invitation);
    state
        .store
        .write(move |tx| inviting::revoke(tx, &by, invitation))
        .await?;
    Ok(Reply::done())
}

/// Lists who had the record of my child open.
///
/// # Errors
/// `forbidden` while my link does not count; `bad_query` for a cursor of another list.
pub async fn accesses(
    call: Call<ListChildAccesses>,
    state: web::Data<State>,
) -> Result<Reply<ListChildAccesses>, Failure> {
    let slice = Slice::parse(call.query.limit, call.query.cursor.as_deref())?;
    let by = call.by;
    let page = state.store.read(move |db| record::accesses(db, &by, &slice)).await?;
    Ok(Reply::new(page))
}
