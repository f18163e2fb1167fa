//! Messages to be sent later.

use actix_web::web;
use domain::{
    messaging::{
        rich_calls::{CancelScheduled, ChangeScheduled, ListScheduled, ScheduleMessage},
        scheduled::{DAYS_MAX, NewScheduled},
    },
    page::NoReply,
    problem::{Code, Problem},
};
use store::{clock, messaging::scheduled};

use crate::{State, call::Call, failure::Failure, reply::Reply};

/// Puts a message aside until its time.
pub async fn add(call: Call<ScheduleMessage>, state: web::Data<State>) -> Result<Reply<ScheduleMessage>, Failure> {
    let (by, new) = (call.by, call.body);
    state.limits.message(by.account())?;
    fits(&state, &new)?;
    let added = call.once.write(&state, move |tx| scheduled::add(tx, &by, &new)).await;
    added.map_err(refused)
}

/// Lists what waits.
pub async fn list(call: Call<ListScheduled>, state: web::Data<State>) -> Result<Reply<ListScheduled>, Failure> {
    let (by, query) = (call.by, call.query);
    let page = state.store.read(move |db| scheduled::list(db, &by, &query)).await?;
    Ok(Reply::new(page))
}

/// Changes what waits.
pub async fn change(call: Call<ChangeScheduled>, state: web::Data<State>) -> Result<Reply<ChangeScheduled>, Failure> {
    let (by, id, new) = (call.by, call.path.scheduled, call.body);
    state.limits.message(by.account())?;
    fits(&state, &new)?;
    let changed = state.store.write(move |tx| scheduled::change(tx, &by, id, &new)).await;
    changed.map(Reply::new).map_err(|error| refused(Failure::from(error)))
}

/// Takes a message back.
pub async fn cancel(call: Call<CancelScheduled>, state: web::Data<State>) -> Result<Reply<CancelScheduled>, Failure> {
    let (by, id) = (call.by, call.path.scheduled);
    state.store.write(move |tx| scheduled::cancel(tx, &by, id)).await?;
    Ok(Reply::new(NoReply {}))
}

fn fits(state: &State, new: &NewScheduled) -> Result<(), Problem> {
    if new.content.chars().count() > state.settings.max_message_length {
        return Err(Problem::new(Code::Invalid).at("/content", "too_long"));
    }
    if new.send_at > clock::now().plus_seconds(DAYS_MAX * 24 * 3600) {
        return Err(Problem::new(Code::Invalid).at("/send_at", "too_far"));
    }
    Ok(())
}

fn refused(failure: Failure) -> Failure {
    if failure.problem().code == Code::Invalid {
        return Failure::from(Problem::new(Code::Invalid).at("/reply_to", "not_here"));
    }
    failure
}
