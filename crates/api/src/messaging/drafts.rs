//! Drafts.

use actix_web::web;
use domain::{
    messaging::rich_calls::{ForgetDraft, KeepDraft, ShowDraft},
    page::NoReply,
};
use store::messaging::drafts;

use crate::{State, call::Call, failure::Failure, reply::Reply};

/// Shows my draft.
pub async fn show(call: Call<ShowDraft>, state: web::Data<State>) -> Result<Reply<ShowDraft>, Failure> {
    let by = call.by;
    let draft = state.store.read(move |db| drafts::show(db, &by)).await?;
    Ok(Reply::new(draft))
}

/// Keeps it.
pub async fn keep(call: Call<KeepDraft>, state: web::Data<State>) -> Result<Reply<KeepDraft>, Failure> {
    let (by, new) = (call.by, call.body);
    let draft = state.store.write(move |tx| drafts::keep(tx, &by, &new)).await?;
    Ok(Reply::new(draft))
}

/// Forgets it.
pub async fn forget(call: Call<ForgetDraft>, state: web::Data<State>) -> Result<Reply<ForgetDraft>, Failure> {
    let by = call.by;
    state.store.write(move |tx| drafts::forget(tx, &by)).await?;
    Ok(Reply::new(NoReply {}))
}
