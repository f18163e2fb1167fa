//! Messages and read marks.

use actix_web::web;
use domain::{
    id::ConversationId,
    messaging::{
        calls::{ListMessages, MarkDelivered, MarkRead, SendMessage},
        new_message::NewMessage,
        poll::OPEN_DAYS_MAX,
    },
    page::NoReply,
    problem::{Code, Problem},
};
use store::{
    clock,
    messaging::{
        history, marks,
        sending::{self, Letter, Sent},
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
    let leans_on = leans_on(&new);
    if !call.once.has_key() {
        let letter = Letter::new(by.member().clone(), new);
        let sent = state.post.send(by.conversation(), letter).await;
        let sent = sent.map_err(|error| refused(Failure::from(error), leans_on))?;
        // the same `client_msg_id` gives the same message, with a key or without
        return Ok(Reply::repeatable(sent.message()));
    }
    // the key is taken in the transaction of the message
    let work = move |tx: &mut Tx<'_>| Ok(sending::send(tx, &by, &new)?.message());
    let sent = call.once.write(&state, work).await;
    sent.map_err(|failure| refused(failure, leans_on))
}

/// Moves my read mark.
pub async fn mark_read(call: Call<MarkRead>, state: web::Data<State>) -> Result<Reply<MarkRead>, Failure> {
    let (by, seq) = (call.by, call.body.seq);
    let marks = state.store.write(move |tx| marks::read(tx, &by, seq)).await?;
    Ok(Reply::new(marks))
}

/// Notes up to where messages have reached a device of mine.
pub async fn mark_delivered(
    call: Call<MarkDelivered>,
    state: web::Data<State>,
) -> Result<Reply<MarkDelivered>, Failure> {
    state.arrivals.note(&state.store, call.by, call.body.seq);
    Ok(Reply::new(NoReply {}))
}

/// Stores a message that came over a socket. Whether its sender is in the room is asked in the transaction that writes it.
///
/// # Errors
/// `not_found` when the sender is not in the room; `invalid` when it is longer than this instance allows, or answers a message of another
/// conversation.
pub(crate) async fn store(state: &State, conversation: ConversationId, letter: Letter) -> Result<Sent, Failure> {
    fits(state, &letter.new)?;
    let leans_on = leans_on(&letter.new);
    let sent = state.post.send(conversation, letter).await;
    sent.map_err(|error| refused(Failure::from(error), leans_on))
}

fn fits(state: &State, new: &NewMessage) -> Result<(), Problem> {
    if new.content.chars().count() > state.settings.max_message_length {
        return Err(Problem::new(Code::Invalid).at("/content", "too_long"));
    }
    if !new.says_something() {
        return Err(Problem::new(Code::Invalid).at("/content", "required"));
    }
    let Some(poll) = &new.poll else { return Ok(()) };
    if !new.attachments.is_empty() {
        return Err(Problem::new(Code::Invalid).at("/attachments", "not_with_a_poll"));
    }
    let last = clock::now().plus_seconds(OPEN_DAYS_MAX * 24 * 3600);
    if poll.closes_at.is_some_and(|at| at > last) {
        return Err(Problem::new(Code::Invalid).at("/poll/closes_at", "too_far"));
    }
    Ok(())
}

/// The field that may name what is not there.
fn leans_on(new: &NewMessage) -> Option<&'static str> {
    if new.attachments.is_empty() {
        new.reply_to.map(|_| "/reply_to")
    } else {
        Some("/attachments")
    }
}

/// Says which field it was.
fn refused(failure: Failure, field: Option<&'static str>) -> Failure {
    match field {
        Some(field) if failure.problem().code == Code::Invalid => {
            Failure::from(Problem::new(Code::Invalid).at(field, "not_here"))
        }
        _ => failure,
    }
}
