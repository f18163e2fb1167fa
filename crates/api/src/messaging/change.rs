//! What people do with messages that are sent.

use actix_web::web;
use domain::{
    messaging::calls::{DeleteMessage, EditMessage, ForwardMessage, ListEdits, ShowMessage, ShowReceipts},
    problem::{Code, Problem},
};
use store::messaging::{deletion, edits, forwarding, message, receipts};

use crate::{State, call::Call, failure::Failure, reply::Reply};

/// Shows one message.
pub async fn show(call: Call<ShowMessage>, state: web::Data<State>) -> Result<Reply<ShowMessage>, Failure> {
    let (by, id) = (call.by, call.path.message);
    let found = state.store.read(move |db| message::show(db, &by, id)).await?;
    Ok(Reply::new(found))
}

/// Gives my message another text.
pub async fn edit(call: Call<EditMessage>, state: web::Data<State>) -> Result<Reply<EditMessage>, Failure> {
    let (by, id, content) = (call.by, call.path.message, call.body.content);
    state.limits.message(by.account())?;
    if content.chars().count() > state.settings.max_message_length {
        return Err(Problem::new(Code::Invalid).at("/content", "too_long").into());
    }
    let edited = state.store.write(move |tx| edits::edit(tx, &by, id, &content)).await?;
    Ok(Reply::new(edited))
}

/// Takes a message away.
pub async fn delete(call: Call<DeleteMessage>, state: web::Data<State>) -> Result<Reply<DeleteMessage>, Failure> {
    let (by, id) = (call.by, call.path.message);
    let gone = state.store.write(move |tx| deletion::delete(tx, &by, id)).await?;
    Ok(Reply::new(gone))
}

/// Lists what a message said before.
pub async fn edits(call: Call<ListEdits>, state: web::Data<State>) -> Result<Reply<ListEdits>, Failure> {
    let (by, id, query) = (call.by, call.path.message, call.query);
    let page = state.store.read(move |db| edits::list(db, &by, id, &query)).await?;
    Ok(Reply::new(page))
}

/// Shows whom my message has reached.
pub async fn receipts(call: Call<ShowReceipts>, state: web::Data<State>) -> Result<Reply<ShowReceipts>, Failure> {
    let (by, id) = (call.by, call.path.message);
    let reached = state.store.read(move |db| receipts::show(db, &by, id)).await?;
    Ok(Reply::new(reached))
}

/// Sends a message to another conversation as well.
pub async fn forward(call: Call<ForwardMessage>, state: web::Data<State>) -> Result<Reply<ForwardMessage>, Failure> {
    let (by, id, new) = (call.by, call.path.message, call.body);
    state.limits.message(by.account())?;
    let quota = i64::try_from(state.settings.files.quota_bytes).unwrap_or(i64::MAX);
    call.once
        .write(&state, move |tx| forwarding::forward(tx, &by, id, (&new, quota)))
        .await
}
