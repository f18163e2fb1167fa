//! Finding, and messaging in numbers.

use std::collections::BTreeMap;

use actix_web::web;
use domain::{
    id::AccountId,
    messaging::{
        presence::{PresenceState, SeenState},
        search::Search,
        statistics::{OnlinePeople, OnlinePerson, SchoolStats, ShowMessageStats, ShowOnlineUsers, ShowSchoolStats},
        types::Person,
    },
};
use store::{
    clock,
    messaging::{people, search, statistics},
};

use crate::{State, call::Call, failure::Failure, messaging::presence, reply::Reply, routes::Routes};

/// Answers them.
#[must_use]
pub fn routes(routes: Routes) -> Routes {
    routes
        .on::<Search, _, _>(find)
        .on::<ShowMessageStats, _, _>(mine)
        .on::<ShowOnlineUsers, _, _>(online)
        .on::<ShowSchoolStats, _, _>(of_school)
}

/// Finds messages, people, files and conversations.
pub async fn find(call: Call<Search>, state: web::Data<State>) -> Result<Reply<Search>, Failure> {
    let (by, query) = (call.by, call.query);
    let page = state.store.read(move |db| search::find(db, &by, &query)).await?;
    Ok(Reply::new(page))
}

/// Shows my messaging in numbers.
pub async fn mine(call: Call<ShowMessageStats>, state: web::Data<State>) -> Result<Reply<ShowMessageStats>, Failure> {
    let by = call.by;
    Ok(Reply::new(
        state
            .store
            .read(move |db| statistics::mine(db, &by, clock::now()))
            .await?,
    ))
}

/// Shows who is online of the people who share a conversation with me.
pub async fn online(call: Call<ShowOnlineUsers>, state: web::Data<State>) -> Result<Reply<ShowOnlineUsers>, Failure> {
    let by = call.by;
    let asking = by.clone();
    let beside = state.store.read(move |db| people::beside(db, &asking)).await?;
    let Some(seen) = presence::seen(&state, &by, beside).await? else {
        return Ok(Reply::new(OnlinePeople {
            state: PresenceState::Unknown,
            people: Vec::new(),
        }));
    };
    let online: BTreeMap<AccountId, SeenState> = seen
        .into_iter()
        .filter(|one| one.state != SeenState::Offline)
        .map(|one| (one.account_id, one.state))
        .collect();
    let ids: Vec<AccountId> = online.keys().copied().collect();
    let people = state.store.read(move |db| people::sorted(db, &by, &ids)).await?;
    let seen = |person: Person| Some((online.get(&person.id).copied()?, person));
    Ok(Reply::new(OnlinePeople {
        state: PresenceState::Known,
        people: people
            .into_iter()
            .filter_map(seen)
            .map(|(state, person)| OnlinePerson { person, state })
            .collect(),
    }))
}

/// Shows the messaging of the school in numbers.
pub async fn of_school(
    call: Call<ShowSchoolStats>,
    state: web::Data<State>,
) -> Result<Reply<ShowSchoolStats>, Failure> {
    let by = call.by;
    let (numbers, members) = state
        .store
        .read(move |db| {
            Ok((
                statistics::of_school(db, &by, clock::now())?,
                statistics::members(db, &by)?,
            ))
        })
        .await?;
    let online = state.realtime.online(&members).await;
    let lately = u32::try_from(numbers.messages_lately).unwrap_or(u32::MAX);
    let minutes = u32::try_from(statistics::MINUTES).unwrap_or(1);
    Ok(Reply::new(SchoolStats {
        messages: numbers.messages,
        messages_today: numbers.messages_today,
        messages_per_minute: f64::from(lately) / f64::from(minutes),
        conversations: numbers.conversations,
        active_conversations: numbers.active_conversations,
        members: numbers.members,
        active_members: numbers.active_members,
        online_members: online.map(|online| i64::try_from(online.len()).unwrap_or(i64::MAX)),
        connections: i64::try_from(state.realtime.connections()).unwrap_or(i64::MAX),
        mean_response_ms: state.metrics.mean_response_ms(),
        uptime_seconds: i64::try_from(state.metrics.uptime().as_secs()).unwrap_or(i64::MAX),
        days: numbers.days,
    }))
}
