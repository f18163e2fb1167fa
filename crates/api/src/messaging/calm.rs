//! Pinned messages, answered questions, slow mode, the recap, quiet hours, and how long messages are kept.

use actix_web::web;
use domain::{
    messaging::calm::calls::{
        ListPins, MarkAnswered, PinMessage, ReopenQuestion, SetQuietHours, SetRetention, SetSlowMode, ShowCalm,
        ShowQuietHours, ShowRecap, ShowRetention, UnpinMessage,
    },
    page::Page,
};
use store::messaging::calm::{answering, keeping, pace, pins, quiet, recap};

use crate::{State, call::Call, failure::Failure, reply::Reply, routes::Routes};

/// Answers the calls about calm.
#[must_use]
pub fn routes(routes: Routes) -> Routes {
    routes
        .on::<ShowCalm, _, _>(show)
        .on::<ListPins, _, _>(list_pins)
        .on::<PinMessage, _, _>(pin)
        .on::<UnpinMessage, _, _>(unpin)
        .on::<MarkAnswered, _, _>(mark)
        .on::<ReopenQuestion, _, _>(reopen)
        .on::<SetSlowMode, _, _>(set_slow_mode)
        .on::<ShowRecap, _, _>(show_recap)
        .on::<ShowQuietHours, _, _>(show_quiet_hours)
        .on::<SetQuietHours, _, _>(set_quiet_hours)
        .on::<ShowRetention, _, _>(show_retention)
        .on::<SetRetention, _, _>(set_retention)
}

/// Shows how calm a room is kept.
pub async fn show(call: Call<ShowCalm>, state: web::Data<State>) -> Result<Reply<ShowCalm>, Failure> {
    let by = call.by;
    Ok(Reply::new(state.store.read(move |db| pace::show(db, &by)).await?))
}

/// Lists what is pinned.
pub async fn list_pins(call: Call<ListPins>, state: web::Data<State>) -> Result<Reply<ListPins>, Failure> {
    let by = call.by;
    let pinned = state.store.read(move |db| pins::list(db, &by)).await?;
    Ok(Reply::new(Page::whole(pinned)))
}

/// Pins a message.
pub async fn pin(call: Call<PinMessage>, state: web::Data<State>) -> Result<Reply<PinMessage>, Failure> {
    let (by, message) = (call.by, call.path.message);
    Ok(Reply::new(
        state.store.write(move |tx| pins::pin(tx, &by, message)).await?,
    ))
}

/// Takes a pin off.
pub async fn unpin(call: Call<UnpinMessage>, state: web::Data<State>) -> Result<Reply<UnpinMessage>, Failure> {
    let (by, message) = (call.by, call.path.message);
    Ok(Reply::new(
        state.store.write(move |tx| pins::unpin(tx, &by, message)).await?,
    ))
}

/// Marks a question as answered.
pub async fn mark(call: Call<MarkAnswered>, state: web::Data<State>) -> Result<Reply<MarkAnswered>, Failure> {
    let (by, pair) = (call.by, (call.path.message, call.body.message_id));
    Ok(Reply::new(
        state.store.write(move |tx| answering::mark(tx, &by, pair)).await?,
    ))
}

/// Opens a question again.
pub async fn reopen(call: Call<ReopenQuestion>, state: web::Data<State>) -> Result<Reply<ReopenQuestion>, Failure> {
    let (by, message) = (call.by, call.path.message);
    let opened = state.store.write(move |tx| answering::reopen(tx, &by, message)).await?;
    Ok(Reply::new(opened))
}

/// Sets slow mode.
pub async fn set_slow_mode(call: Call<SetSlowMode>, state: web::Data<State>) -> Result<Reply<SetSlowMode>, Failure> {
    let (by, new) = (call.by, call.body);
    let calm = state.store.write(move |tx| pace::set_slow_mode(tx, &by, &new)).await?;
    Ok(Reply::new(calm))
}

/// Recaps a week.
pub async fn show_recap(call: Call<ShowRecap>, state: web::Data<State>) -> Result<Reply<ShowRecap>, Failure> {
    let by = call.by;
    Ok(Reply::new(state.store.read(move |db| recap::show(db, &by)).await?))
}

/// Shows my quiet hours.
pub async fn show_quiet_hours(
    call: Call<ShowQuietHours>,
    state: web::Data<State>,
) -> Result<Reply<ShowQuietHours>, Failure> {
    let by = call.by;
    Ok(Reply::new(state.store.read(move |db| quiet::show(db, &by)).await?))
}

/// Sets my quiet hours.
pub async fn set_quiet_hours(
    call: Call<SetQuietHours>,
    state: web::Data<State>,
) -> Result<Reply<SetQuietHours>, Failure> {
    let (by, new) = (call.by, call.body);
    Ok(Reply::new(
        state.store.write(move |tx| quiet::set(tx, &by, &new)).await?,
    ))
}

/// Shows how long messages are kept.
pub async fn show_retention(
    call: Call<ShowRetention>,
    state: web::Data<State>,
) -> Result<Reply<ShowRetention>, Failure> {
    let school = call.by.school();
    Ok(Reply::new(
        state.store.read(move |db| keeping::of_school(db, school)).await?,
    ))
}

/// Sets how long messages are kept.
pub async fn set_retention(call: Call<SetRetention>, state: web::Data<State>) -> Result<Reply<SetRetention>, Failure> {
    let (by, new) = (call.by, call.body);
    Ok(Reply::new(
        state.store.write(move |tx| keeping::set(tx, &by, new)).await?,
    ))
}
