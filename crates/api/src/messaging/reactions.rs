//! Reactions.

use actix_web::web;
use domain::{
    messaging::rich_calls::{ListReactions, React, TakeReactionBack},
    problem::{Code, Problem},
};
use store::messaging::reactions;

use crate::{State, call::Call, failure::Failure, reply::Reply};

/// Puts an emoji on a message.
pub async fn add(call: Call<React>, state: web::Data<State>) -> Result<Reply<React>, Failure> {
    let (by, path) = (call.by, call.path);
    state.limits.message(by.account())?;
    let write = move |tx: &mut store::tx::Tx<'_>| reactions::add(tx, &by, path.message, &path.emoji);
    let message = state.store.write(write).await.map_err(refused)?;
    Ok(Reply::new(message))
}

/// Takes it off again.
pub async fn remove(call: Call<TakeReactionBack>, state: web::Data<State>) -> Result<Reply<TakeReactionBack>, Failure> {
    let (by, path) = (call.by, call.path);
    state.limits.message(by.account())?;
    let write = move |tx: &mut store::tx::Tx<'_>| reactions::remove(tx, &by, path.message, &path.emoji);
    let message = state.store.write(write).await.map_err(refused)?;
    Ok(Reply::new(message))
}

/// Lists who reacted.
pub async fn list(call: Call<ListReactions>, state: web::Data<State>) -> Result<Reply<ListReactions>, Failure> {
    let (by, path, query) = (call.by, call.path, call.query);
    let page = state
        .store
        .read(move |db| reactions::list(db, &by, path.message, &query))
        .await?;
    Ok(Reply::new(page))
}

fn refused(error: store::error::StoreError) -> Failure {
    let failure = Failure::from(error);
    if failure.problem().code == Code::Invalid {
        return Failure::from(Problem::new(Code::Invalid).at("/emoji", "not_an_emoji"));
    }
    failure
}
