//! What becomes of a transfer.

use actix_web::web;
use domain::{
    sel::{
        calls::{
            ApproveSelTransfer, CancelSelTransfer, ConfirmSelTransfer, DisputeSelTransfer, RefuseSelTransfer,
            ResolveSelTransfer,
        },
        states::SelAct,
        types::SelTransferDetail,
    },
    words::clean_line,
};
use store::sel::{access::PartyOf, deciding, treasury};

use crate::{State, call::Call, failure::Failure, reply::Reply};

/// Approves one: the units move.
///
/// # Errors
/// `already_decided`, `forbidden`, `not_found`; `sel_payer_limit`, `sel_receiver_limit`.
pub async fn approve(
    call: Call<ApproveSelTransfer>,
    state: web::Data<State>,
) -> Result<Reply<ApproveSelTransfer>, Failure> {
    Ok(Reply::new(decide(&state, call.by, (SelAct::Approve, None)).await?))
}

/// Refuses one.
///
/// # Errors
/// `already_decided`, `forbidden`, `not_found`.
pub async fn refuse(
    call: Call<RefuseSelTransfer>,
    state: web::Data<State>,
) -> Result<Reply<RefuseSelTransfer>, Failure> {
    let reason = call.body.reason.as_deref().map(clean_line);
    Ok(Reply::new(decide(&state, call.by, (SelAct::Refuse, reason)).await?))
}

/// Takes one's own back.
///
/// # Errors
/// `already_decided`, `forbidden`, `not_found`.
pub async fn cancel(
    call: Call<CancelSelTransfer>,
    state: web::Data<State>,
) -> Result<Reply<CancelSelTransfer>, Failure> {
    Ok(Reply::new(decide(&state, call.by, (SelAct::Cancel, None)).await?))
}

/// Confirms that it was done.
///
/// # Errors
/// `already_decided`, `forbidden`, `not_found`.
pub async fn confirm(
    call: Call<ConfirmSelTransfer>,
    state: web::Data<State>,
) -> Result<Reply<ConfirmSelTransfer>, Failure> {
    Ok(Reply::new(decide(&state, call.by, (SelAct::Confirm, None)).await?))
}

/// Says that something is wrong with it.
///
/// # Errors
/// `already_decided`, `forbidden`, `not_found`.
pub async fn dispute(
    call: Call<DisputeSelTransfer>,
    state: web::Data<State>,
) -> Result<Reply<DisputeSelTransfer>, Failure> {
    let reason = Some(clean_line(&call.body.reason));
    Ok(Reply::new(decide(&state, call.by, (SelAct::Dispute, reason)).await?))
}

/// Decides on a dispute.
///
/// # Errors
/// `already_decided`, `conflict`, `forbidden`, `not_found`; `sel_payer_limit`, `sel_receiver_limit`.
pub async fn resolve(
    call: Call<ResolveSelTransfer>,
    state: web::Data<State>,
) -> Result<Reply<ResolveSelTransfer>, Failure> {
    let (by, form) = (call.by, call.body);
    let once = call.once.needed()?;
    once.write(&state, move |tx| treasury::resolve(tx, &by, &form)).await
}

async fn decide(
    state: &State,
    by: PartyOf,
    (act, reason): (SelAct, Option<String>),
) -> Result<SelTransferDetail, Failure> {
    let decided = state
        .store
        .write(move |tx| deciding::decide(tx, &by, (act, reason.as_deref())));
    Ok(decided.await?)
}
