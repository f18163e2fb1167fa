//! What guardians may do, as the office says.

use actix_web::web;
use domain::{
    families::{
        calls::{EndGuardianLink, LiftRestriction, RestrictGuardian, SetGuardianRights, SetHousehold},
        rules::check_rights,
    },
    version::Versioned,
    words::clean_line,
};
use store::families::{household, rights};

use crate::{State, call::Call, failure::Failure, reply::Reply};

/// Sets rights and dates.
///
/// # Errors
/// `invalid`, `stale`, `already_decided`, `forbidden` for a child of one's own, `not_found`.
pub async fn set(call: Call<SetGuardianRights>, state: web::Data<State>) -> Result<Reply<SetGuardianRights>, Failure> {
    check_rights(&call.body)?;
    let (by, link, new, expected) = (call.by, call.path.link, call.body, call.expected);
    let guardian = state
        .store
        .write(move |tx| rights::set(tx, &by, link, (&new, expected)))
        .await?;
    let version = guardian.version;
    Ok(Reply::versioned(Versioned::new(guardian, version)))
}

/// Keeps a guardian from everything about a child.
///
/// # Errors
/// `already_decided`, `forbidden` for a child of one's own, `not_found`.
pub async fn restrict(
    call: Call<RestrictGuardian>,
    state: web::Data<State>,
) -> Result<Reply<RestrictGuardian>, Failure> {
    let (by, link, reason) = (call.by, call.path.link, clean_line(&call.body.reason));
    call.once
        .write(&state, move |tx| rights::restrict(tx, &by, link, &reason))
        .await
}

/// Lifts a restriction.
///
/// # Errors
/// `already_decided`, `forbidden` for a child of one's own, `not_found`.
pub async fn lift(call: Call<LiftRestriction>, state: web::Data<State>) -> Result<Reply<LiftRestriction>, Failure> {
    let (by, link, reason) = (call.by, call.path.link, clean_line(&call.body.reason));
    call.once
        .write(&state, move |tx| rights::lift(tx, &by, link, &reason))
        .await
}

/// Ends a confirmed link.
///
/// # Errors
/// `already_decided`, `forbidden` for a child of one's own, `not_found`.
pub async fn end(call: Call<EndGuardianLink>, state: web::Data<State>) -> Result<Reply<EndGuardianLink>, Failure> {
    let (by, link, reason) = (call.by, call.path.link, clean_line(&call.body.reason));
    call.once
        .write(&state, move |tx| rights::end(tx, &by, link, &reason))
        .await
}

/// Says with whom somebody lives.
///
/// # Errors
/// `invalid` for somebody with themselves; `not_found`.
pub async fn household(call: Call<SetHousehold>, state: web::Data<State>) -> Result<Reply<SetHousehold>, Failure> {
    let (by, membership, with) = (call.by, call.path.membership, call.body.with);
    let household = state
        .store
        .write(move |tx| household::set(tx, &by, membership, with))
        .await?;
    Ok(Reply::new(household))
}
