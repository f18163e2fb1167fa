//! Conversations, their members, and people to write to.

use actix_web::web;
use domain::messaging::{
    calls::{ListContacts, ListConversations, ListMembers, OpenDirect, ShowConversation, ShowPresence},
    presence::{Presence, PresenceState, SeenState},
};
use store::messaging::{contacts, conversations, direct, people, room};

use crate::{State, call::Call, failure::Failure, messaging::presence, reply::Reply};

/// Lists my conversations.
pub async fn list(call: Call<ListConversations>, state: web::Data<State>) -> Result<Reply<ListConversations>, Failure> {
    let (by, query) = (call.by, call.query);
    let page = state.store.read(move |db| conversations::list(db, &by, &query)).await?;
    Ok(Reply::new(page))
}

/// Opens the direct conversation with somebody.
pub async fn open_direct(call: Call<OpenDirect>, state: web::Data<State>) -> Result<Reply<OpenDirect>, Failure> {
    let (by, other) = (call.by, call.body.account_id);
    call.once
        .write(&state, move |tx| {
            let conversation = direct::open(tx, &by, other)?;
            let inside = room::enter(tx.db, &by, conversation)?;
            conversations::show(tx.db, &inside)
        })
        .await
}

/// Shows one conversation.
pub async fn show(call: Call<ShowConversation>, state: web::Data<State>) -> Result<Reply<ShowConversation>, Failure> {
    let by = call.by;
    Ok(Reply::versioned(
        state
            .store
            .read(move |db| conversations::show_versioned(db, &by))
            .await?,
    ))
}

/// Lists the members of a conversation.
pub async fn members(call: Call<ListMembers>, state: web::Data<State>) -> Result<Reply<ListMembers>, Failure> {
    let (by, query) = (call.by, call.query);
    let page = state.store.read(move |db| people::of_room(db, &by, &query)).await?;
    Ok(Reply::new(page))
}

/// Shows who of a conversation is online.
pub async fn presence(call: Call<ShowPresence>, state: web::Data<State>) -> Result<Reply<ShowPresence>, Failure> {
    let me = call.by.account();
    let conversation = call.by.conversation();
    let mut others = state.store.read(move |db| room::members(db, conversation)).await?;
    others.retain(|account| *account != me);
    let people = presence::seen(&state, call.by.member(), others).await?;
    let state = match people {
        Some(_) => PresenceState::Known,
        None => PresenceState::Unknown,
    };
    let people = people.unwrap_or_default();
    let online = people.iter().filter(|one| one.state != SeenState::Offline);
    Ok(Reply::new(Presence {
        state,
        online: online.map(|one| one.account_id).collect(),
        people,
    }))
}

/// Lists people to write to.
pub async fn contacts(call: Call<ListContacts>, state: web::Data<State>) -> Result<Reply<ListContacts>, Failure> {
    let (by, query) = (call.by, call.query);
    let page = state.store.read(move |db| contacts::list(db, &by, &query)).await?;
    Ok(Reply::new(page))
}
