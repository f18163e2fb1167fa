//! What an owner does with an offer or a request.

use actix_web::web;
use domain::sel::{
    service::{ServiceAct, ServiceInfo},
    service_calls::{
        ArchiveService, ChangeService, OfferService, PauseService, RemoveService, RenewService, ResumeService,
    },
    service_rules,
};
use store::sel::services::{access::OwnerOf, writing};

use crate::{State, call::Call, failure::Failure, reply::Reply};

/// Offers or asks for something.
///
/// # Errors
/// `invalid`, `limit_reached`.
pub async fn offer(call: Call<OfferService>, state: web::Data<State>) -> Result<Reply<OfferService>, Failure> {
    let price = service_rules::price(&call.body)?;
    let (by, form) = (call.by, call.body);
    call.once
        .write(&state, move |tx| writing::offer(tx, &by, (&form, price)))
        .await
}

/// Changes one.
///
/// # Errors
/// `invalid`, `stale`, `conflict`, `forbidden`, `not_found`.
pub async fn change(call: Call<ChangeService>, state: web::Data<State>) -> Result<Reply<ChangeService>, Failure> {
    let price = service_rules::price(&call.body)?;
    let (by, expected, form) = (call.by, call.expected, call.body);
    let changed = state
        .store
        .write(move |tx| writing::change(tx, &by, (expected, &form, price)))
        .await?;
    Ok(Reply::versioned(changed))
}

/// Removes one.
///
/// # Errors
/// `forbidden`, `not_found`.
pub async fn remove(call: Call<RemoveService>, state: web::Data<State>) -> Result<Reply<RemoveService>, Failure> {
    let by = call.by;
    state.store.write(move |tx| writing::remove(tx, &by)).await?;
    Ok(Reply::done())
}

/// Puts one aside.
///
/// # Errors
/// `conflict`, `forbidden`, `not_found`.
pub async fn pause(call: Call<PauseService>, state: web::Data<State>) -> Result<Reply<PauseService>, Failure> {
    Ok(Reply::new(act(&state, call.by, ServiceAct::Pause).await?))
}

/// Shows one again.
///
/// # Errors
/// `conflict`, `forbidden`, `not_found`.
pub async fn resume(call: Call<ResumeService>, state: web::Data<State>) -> Result<Reply<ResumeService>, Failure> {
    Ok(Reply::new(act(&state, call.by, ServiceAct::Resume).await?))
}

/// Puts one away.
///
/// # Errors
/// `forbidden`, `not_found`.
pub async fn archive(call: Call<ArchiveService>, state: web::Data<State>) -> Result<Reply<ArchiveService>, Failure> {
    Ok(Reply::new(act(&state, call.by, ServiceAct::Archive).await?))
}

/// Lets the time of one begin anew.
///
/// # Errors
/// `limit_reached`, `forbidden`, `not_found`.
pub async fn renew(call: Call<RenewService>, state: web::Data<State>) -> Result<Reply<RenewService>, Failure> {
    Ok(Reply::new(act(&state, call.by, ServiceAct::Renew).await?))
}

async fn act(state: &State, by: OwnerOf, act: ServiceAct) -> Result<ServiceInfo, Failure> {
    Ok(state.store.write(move |tx| writing::act(tx, &by, act)).await?)
}
