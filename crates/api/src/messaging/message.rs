//! Messages and read marks.

use actix_web::web;
use domain::{
    messaging::{
        calls::{ListMessages, MarkRead, SendMessage},
        types::NewMessage,
    },
    problem::{Code, Problem},
};
use store::{
    messaging::{
        history, marks,
        messages::{self, Sent},
        room::InRoom,
    },
    tx::Tx,
};

use crate::{State, call::Call, failure::Failure, reply::Reply};

/// Reads messages.
pub async fn list(call: Call<ListMessages>, state: web::Data<State>) -> Result<Reply<ListMessages>, Failure> {
    let (by, query) = (call.by, call.query);
    let page = state.store.read(move |db| history::page(db, &by, &query)).await?;
    Ok(Reply::new(page))
}

/// Sends a message.
pub async fn send(call: Call<SendMessage>, state: web::Data<State>) -> Result<Reply<SendMessage>, Failure> {
    let (by, new) = (call.by, call.body);
    state.limits.message(by.account())?;
    fits(&state, &new)?;
    let is_reply = new.reply_to.is_some();
    let work = move |tx: &mut Tx<'_>| Ok(messages::send(tx, &by, &new)?.message());
    let sent = call.once.write(&state, work).await;
    sent.map_err(|failure| refused(failure, is_reply))
}

/// Moves my read mark.
pub async fn mark_read(call: Call<MarkRead>, state: web::Data<State>) -> Result<Reply<MarkRead>, Failure> {
    let (by, seq) = (call.by, call.body.seq);
    let marks = state.store.write(move |tx| marks::read(tx, &by, seq)).await?;
    Ok(Reply::new(marks))
}

/// Stores a message that came over a socket.
///
/// # Errors
/// `invalid` when it is longer than this instance allows, or answers a message of another conversation.
pub(crate) async fn store(state: &State, by: InRoom, new: NewMessage) -> Result<Sent, Failure> {
    fits(state, &new)?;
    let is_reply = new.reply_to.is_some();
    let sent = state.store.write(move |tx| messages::send(tx, &by, &new)).await;
    sent.map_err(|error| refused(Failure::from(error), is_reply))
}

fn fits(state: &State, new: &NewMessage) -> Result<(), Problem> {
    if new.content.chars().count() > state.settings.max_message_length {
        return Err(Problem::new(Code::Invalid).at("/content", "too_long"));
    }
    Ok(())
}

/// Says which field it was.
fn refused(failure: Failure, is_reply: bool) -> Failure {
    if is_reply && failure.problem().code == Code::Invalid {
        return Failure::from(Problem::new(Code::Invalid).at("/reply_to", "not_here"));
    }
    failure
}
