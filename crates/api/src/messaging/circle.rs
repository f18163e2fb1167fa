//! What one person decides: about a conversation in their list, whom they hear from, whom they ask for contact.

use actix_web::web;
use domain::{
    messaging::people_calls::{
        AcceptContact, BlockPerson, ChangeMessagingSettings, ChangeRoomSettings, DeclineContact, Follow, ListBlocks,
        ListContactRequests, MakeContactCode, MakeTicket, RequestContact, ShowMessagingSettings, Sync, UnblockPerson,
        WithdrawContact,
    },
    page::NoReply,
};
use store::{
    messaging::{blocks, contact_requests, room_settings, tickets},
    page::Slice,
};

use crate::{
    State,
    call::Call,
    failure::Failure,
    messaging::{lines, presence},
    reply::Reply,
    routes::Routes,
};

/// Answers them.
#[must_use]
pub fn routes(routes: Routes) -> Routes {
    routes
        .on::<ChangeRoomSettings, _, _>(change_room)
        .on::<ListBlocks, _, _>(list_blocks)
        .on::<BlockPerson, _, _>(block)
        .on::<UnblockPerson, _, _>(unblock)
        .on::<ListContactRequests, _, _>(list_requests)
        .on::<RequestContact, _, _>(ask)
        .on::<AcceptContact, _, _>(accept)
        .on::<DeclineContact, _, _>(decline)
        .on::<WithdrawContact, _, _>(withdraw)
        .on::<ShowMessagingSettings, _, _>(presence::settings)
        .on::<ChangeMessagingSettings, _, _>(presence::change_settings)
        .on::<MakeContactCode, _, _>(presence::make_code)
        .on::<MakeTicket, _, _>(ticket)
        .on::<Sync, _, _>(lines::sync)
        .on::<Follow, _, _>(lines::follow)
}

/// Changes my settings in a conversation.
///
/// # Errors
/// When the database does not answer.
pub async fn change_room(
    call: Call<ChangeRoomSettings>,
    state: web::Data<State>,
) -> Result<Reply<ChangeRoomSettings>, Failure> {
    let (by, form) = (call.by, call.body);
    let room = state
        .store
        .write(move |tx| room_settings::change(tx, &by, &form))
        .await?;
    Ok(Reply::new(room))
}

/// Lists whom I have blocked.
///
/// # Errors
/// `bad_query`.
pub async fn list_blocks(call: Call<ListBlocks>, state: web::Data<State>) -> Result<Reply<ListBlocks>, Failure> {
    let slice = Slice::parse(call.query.limit, call.query.cursor.as_deref())?;
    let by = call.by;
    let page = state.store.read(move |db| blocks::list(db, &by, &slice)).await?;
    Ok(Reply::new(page))
}

/// Blocks somebody.
///
/// # Errors
/// `not_found`, `conflict`, `limit_reached`.
pub async fn block(call: Call<BlockPerson>, state: web::Data<State>) -> Result<Reply<BlockPerson>, Failure> {
    let (by, other) = (call.by, call.path.account);
    state.store.write(move |tx| blocks::block(tx, &by, other)).await?;
    Ok(Reply::new(NoReply {}))
}

/// Unblocks somebody.
///
/// # Errors
/// `not_found`.
pub async fn unblock(call: Call<UnblockPerson>, state: web::Data<State>) -> Result<Reply<UnblockPerson>, Failure> {
    let (by, other) = (call.by, call.path.account);
    state.store.write(move |tx| blocks::unblock(tx, &by, other)).await?;
    Ok(Reply::new(NoReply {}))
}

/// Lists contact requests that wait.
///
/// # Errors
/// `bad_query`.
pub async fn list_requests(
    call: Call<ListContactRequests>,
    state: web::Data<State>,
) -> Result<Reply<ListContactRequests>, Failure> {
    let slice = Slice::parse(call.query.limit, call.query.cursor.as_deref())?;
    let by = call.by;
    let page = state
        .store
        .read(move |db| contact_requests::list(db, &by, &slice))
        .await?;
    Ok(Reply::new(page))
}

/// Asks somebody for contact.
///
/// # Errors
/// `invalid`, `not_found`, `limit_reached`.
pub async fn ask(call: Call<RequestContact>, state: web::Data<State>) -> Result<Reply<RequestContact>, Failure> {
    let (by, new) = (call.by, call.body);
    call.once
        .write(&state, move |tx| {
            contact_requests::ask(tx, &by, &new)?;
            Ok(NoReply {})
        })
        .await
}

/// Accepts a request.
///
/// # Errors
/// `not_found`.
pub async fn accept(call: Call<AcceptContact>, state: web::Data<State>) -> Result<Reply<AcceptContact>, Failure> {
    let (by, request) = (call.by, call.path.request);
    call.once
        .write(&state, move |tx| {
            contact_requests::accept(tx, &by, request)?;
            Ok(NoReply {})
        })
        .await
}

/// Declines a request.
///
/// # Errors
/// `not_found`.
pub async fn decline(call: Call<DeclineContact>, state: web::Data<State>) -> Result<Reply<DeclineContact>, Failure> {
    let (by, request) = (call.by, call.path.request);
    call.once
        .write(&state, move |tx| {
            contact_requests::decline(tx, &by, request)?;
            Ok(NoReply {})
        })
        .await
}

/// Takes a request of mine back.
///
/// # Errors
/// `not_found`.
pub async fn withdraw(call: Call<WithdrawContact>, state: web::Data<State>) -> Result<Reply<WithdrawContact>, Failure> {
    let (by, request) = (call.by, call.path.request);
    state
        .store
        .write(move |tx| contact_requests::withdraw(tx, &by, request))
        .await?;
    Ok(Reply::new(NoReply {}))
}

/// Gives a ticket for a socket.
///
/// # Errors
/// `limit_reached`.
pub async fn ticket(call: Call<MakeTicket>, state: web::Data<State>) -> Result<Reply<MakeTicket>, Failure> {
    let session = call.by.standing().session();
    call.once.write(&state, move |tx| tickets::make(tx, session)).await
}
