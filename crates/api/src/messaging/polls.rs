//! Polls.

use actix_web::web;
use domain::{
    messaging::rich_calls::{CastVote, ClosePoll, ListVotes},
    problem::{Code, Problem},
};
use store::messaging::polls;

use crate::{State, call::Call, failure::Failure, reply::Reply};

/// Votes.
pub async fn vote(call: Call<CastVote>, state: web::Data<State>) -> Result<Reply<CastVote>, Failure> {
    let (by, message, ballot) = (call.by, call.path.poll, call.body);
    state.limits.message(by.account())?;
    let voted = state
        .store
        .write(move |tx| polls::vote(tx, &by, message, &ballot.options))
        .await;
    let message = voted.map_err(|error| {
        let failure = Failure::from(error);
        match failure.problem().code {
            Code::Invalid => Failure::from(Problem::new(Code::Invalid).at("/options", "not_of_this_poll")),
            _ => failure,
        }
    })?;
    Ok(Reply::new(message))
}

/// Closes a poll.
pub async fn close(call: Call<ClosePoll>, state: web::Data<State>) -> Result<Reply<ClosePoll>, Failure> {
    let (by, message) = (call.by, call.path.poll);
    call.once.write(&state, move |tx| polls::close(tx, &by, message)).await
}

/// Lists the votes.
pub async fn list(call: Call<ListVotes>, state: web::Data<State>) -> Result<Reply<ListVotes>, Failure> {
    let (by, message, query) = (call.by, call.path.poll, call.query);
    let page = state
        .store
        .read(move |db| polls::votes(db, &by, message, &query))
        .await?;
    Ok(Reply::new(page))
}
