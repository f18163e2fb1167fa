//! My sessions: listed, ended one by one, and the current one by signing out.

use actix_web::web;
use domain::{
    accounts::calls::{EndMyOtherSessions, EndMySession, ListMySessions, Logout},
    page::NoReply,
};
use store::{
    accounts::{ending, sessions},
    page::Slice,
};

use crate::{State, call::Call, failure::Failure, reply::Reply, session};

/// Ends the session of this very call; a browser forgets its cookie.
///
/// # Errors
/// When the database cannot answer.
pub async fn logout(call: Call<Logout>, state: web::Data<State>) -> Result<Reply<Logout>, Failure> {
    let by = call.by;
    state.store.write(move |tx| sessions::sign_out(tx, &by)).await?;
    Ok(Reply::repeatable(NoReply {}).with_cookie(session::no_cookie(&state.settings)))
}

/// Lists my devices.
///
/// # Errors
/// `bad_query` for a cursor of another list.
pub async fn list(call: Call<ListMySessions>, state: web::Data<State>) -> Result<Reply<ListMySessions>, Failure> {
    let slice = Slice::parse(call.query.limit, call.query.cursor.as_deref())?;
    let by = call.by;
    let page = state.store.read(move |db| sessions::list(db, &by, &slice)).await?;
    Ok(Reply::new(page))
}

/// Signs one of my devices out.
///
/// # Errors
/// `not_found` when I have no such session.
pub async fn end(call: Call<EndMySession>, state: web::Data<State>) -> Result<Reply<EndMySession>, Failure> {
    let (by, session) = (call.by, call.path.session);
    state.store.write(move |tx| sessions::end(tx, &by, session)).await?;
    Ok(Reply::done())
}

/// Signs every other device of mine out.
///
/// # Errors
/// When the database cannot answer.
pub async fn end_others(
    call: Call<EndMyOtherSessions>,
    state: web::Data<State>,
) -> Result<Reply<EndMyOtherSessions>, Failure> {
    let by = call.by;
    state.store.write(move |tx| ending::end_other_devices(tx, &by)).await?;
    Ok(Reply::done())
}
