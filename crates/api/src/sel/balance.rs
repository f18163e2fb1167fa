//! What stands on my account, and with whom I can exchange.

use actix_web::web;
use domain::sel::calls::{ListSelPeople, ShowSelBalance, ShowSelDashboard};
use store::{
    accounts::standing::ActiveMember,
    sel::{balance, people},
};

use crate::{State, call::Call, failure::Failure, reply::Reply};

/// Shows my balance; opens my account the first time.
///
/// # Errors
/// `forbidden` for pupils.
pub async fn show(call: Call<ShowSelBalance>, state: web::Data<State>) -> Result<Reply<ShowSelBalance>, Failure> {
    let by = opened(&state, call.by).await?;
    let balance = state.store.read(move |db| balance::show(db, &by)).await?;
    Ok(Reply::new(balance))
}

/// Shows the SEL at a glance.
///
/// # Errors
/// `forbidden` for pupils.
pub async fn dashboard(
    call: Call<ShowSelDashboard>,
    state: web::Data<State>,
) -> Result<Reply<ShowSelDashboard>, Failure> {
    let by = opened(&state, call.by).await?;
    let dashboard = state.store.read(move |db| balance::dashboard(db, &by)).await?;
    Ok(Reply::new(dashboard))
}

/// Lists with whom I can exchange.
///
/// # Errors
/// `bad_query` for a cursor of another list; `forbidden` for pupils.
pub async fn people(call: Call<ListSelPeople>, state: web::Data<State>) -> Result<Reply<ListSelPeople>, Failure> {
    let (by, query) = (call.by, call.query);
    let page = state.store.read(move |db| people::list(db, &by, &query)).await?;
    Ok(Reply::new(page))
}

/// The member, with an account that is open from now on.
pub(super) async fn opened(state: &State, by: ActiveMember) -> Result<ActiveMember, Failure> {
    let member = by.clone();
    if !state.store.read(move |db| balance::is_open(db, &member)).await? {
        let member = by.clone();
        state.store.write(move |tx| balance::open(tx, &member)).await?;
    }
    Ok(by)
}
