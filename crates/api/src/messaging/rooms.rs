//! Making and keeping rooms.

use actix_web::web;
use domain::{
    messaging::rooms::{
        calls::{
            AddMembers, ChangeMember, ChangeRoom, CreateConversation, JoinRoom, LeaveConversation, ListRooms,
            OpenSupport, RemoveMember, RemoveRoomPicture, SetRoomPicture, ShowRoom,
        },
        types::{NewConversation, NewKind},
    },
    page::NoReply,
    problem::{Code, Problem},
};
use store::{
    messaging::{
        conversations, room,
        rooms::{keeping, making, members, picture, public, support},
    },
    page::Slice,
};

use crate::{State, call::Call, failure::Failure, reply::Reply, routes::Routes};

/// Answers the calls about rooms.
#[must_use]
pub fn routes(routes: Routes) -> Routes {
    routes
        .on::<CreateConversation, _, _>(create)
        .on::<OpenSupport, _, _>(open_support)
        .on::<ChangeRoom, _, _>(change)
        .on::<SetRoomPicture, _, _>(set_picture)
        .on::<RemoveRoomPicture, _, _>(remove_picture)
        .on::<AddMembers, _, _>(add)
        .on::<ChangeMember, _, _>(change_member)
        .on::<RemoveMember, _, _>(remove)
        .on::<LeaveConversation, _, _>(leave)
        .on::<ListRooms, _, _>(list)
        .on::<ShowRoom, _, _>(show)
        .on::<JoinRoom, _, _>(join)
}

/// Makes a conversation.
///
/// # Errors
/// `may_not_write`, `not_found`, `invalid`, `limit_reached`.
pub async fn create(
    call: Call<CreateConversation>,
    state: web::Data<State>,
) -> Result<Reply<CreateConversation>, Failure> {
    let (by, new) = (call.by, call.body);
    complete(&new)?;
    call.once
        .write(&state, move |tx| {
            let conversation = making::create(tx, &by, &new)?;
            let inside = room::enter(tx.db, &by, conversation)?;
            conversations::show(tx.db, &inside)
        })
        .await
}

/// What each kind needs.
fn complete(new: &NewConversation) -> Result<(), Problem> {
    match (new.kind, &new.title, new.members.len()) {
        (NewKind::Direct, _, 1) => Ok(()),
        (NewKind::Direct, ..) => Err(Problem::new(Code::Invalid).at("/members", "one_person")),
        (_, None, _) => Err(Problem::new(Code::Invalid).at("/title", "required")),
        _ => Ok(()),
    }
}

/// Opens the inbox of a family.
///
/// # Errors
/// `may_not_write`.
pub async fn open_support(call: Call<OpenSupport>, state: web::Data<State>) -> Result<Reply<OpenSupport>, Failure> {
    let by = call.by;
    call.once.write(&state, move |tx| support::open(tx, &by)).await
}

/// Changes a room.
///
/// # Errors
/// `forbidden`, `conflict`, `invalid`, `stale`.
pub async fn change(call: Call<ChangeRoom>, state: web::Data<State>) -> Result<Reply<ChangeRoom>, Failure> {
    let (by, expected, form) = (call.by, call.expected, call.body);
    let changed = state
        .store
        .write(move |tx| keeping::change(tx, &by, (expected, &form)))
        .await;
    changed.map(Reply::versioned).map_err(|error| {
        let failure = Failure::from(error);
        match failure.problem().code {
            Code::Invalid => Failure::from(Problem::new(Code::Invalid).at("/slug", "not_public")),
            Code::Conflict => Failure::from(Problem::new(Code::Conflict).at("/slug", "taken")),
            _ => failure,
        }
    })
}

/// Gives a room a picture.
///
/// # Errors
/// `forbidden`, `invalid`.
pub async fn set_picture(
    call: Call<SetRoomPicture>,
    state: web::Data<State>,
) -> Result<Reply<SetRoomPicture>, Failure> {
    let (by, file) = (call.by, call.body.file_id);
    let room = state.store.write(move |tx| picture::set(tx, &by, file)).await;
    room.map(Reply::new).map_err(|error| {
        let failure = Failure::from(error);
        match failure.problem().code {
            Code::Invalid => Failure::from(Problem::new(Code::Invalid).at("/file_id", "not_a_picture")),
            _ => failure,
        }
    })
}

/// Takes the picture of a room away.
///
/// # Errors
/// `forbidden`.
pub async fn remove_picture(
    call: Call<RemoveRoomPicture>,
    state: web::Data<State>,
) -> Result<Reply<RemoveRoomPicture>, Failure> {
    let by = call.by;
    let room = state.store.write(move |tx| picture::remove(tx, &by)).await?;
    Ok(Reply::new(room))
}

/// Adds people.
///
/// # Errors
/// `forbidden`, `may_not_write`, `limit_reached`, `not_found`.
pub async fn add(call: Call<AddMembers>, state: web::Data<State>) -> Result<Reply<AddMembers>, Failure> {
    let (by, wanted) = (call.by, call.body.members);
    call.once.write(&state, move |tx| members::add(tx, &by, &wanted)).await
}

/// Says what somebody is.
///
/// # Errors
/// `forbidden`, `not_found`.
pub async fn change_member(call: Call<ChangeMember>, state: web::Data<State>) -> Result<Reply<ChangeMember>, Failure> {
    let (by, account, role) = (call.by, call.path.account, call.body.role);
    let person = state
        .store
        .write(move |tx| members::change_role(tx, &by, account, role))
        .await?;
    Ok(Reply::new(person))
}

/// Takes somebody out.
///
/// # Errors
/// `forbidden`, `not_found`.
pub async fn remove(call: Call<RemoveMember>, state: web::Data<State>) -> Result<Reply<RemoveMember>, Failure> {
    let (by, account) = (call.by, call.path.account);
    state.store.write(move |tx| members::remove(tx, &by, account)).await?;
    Ok(Reply::new(NoReply {}))
}

/// Leaves.
///
/// # Errors
/// `forbidden`.
pub async fn leave(
    call: Call<LeaveConversation>,
    state: web::Data<State>,
) -> Result<Reply<LeaveConversation>, Failure> {
    let by = call.by;
    call.once
        .write(&state, move |tx| {
            members::leave(tx, &by)?;
            Ok(NoReply {})
        })
        .await
}

/// Lists the public rooms.
///
/// # Errors
/// `bad_query` for a cursor that we did not give.
pub async fn list(call: Call<ListRooms>, state: web::Data<State>) -> Result<Reply<ListRooms>, Failure> {
    let (by, query) = (call.by, call.query);
    let slice = Slice::parse(query.limit, query.cursor.as_deref())?;
    let page = state.store.read(move |db| public::list(db, &by, &slice)).await?;
    Ok(Reply::new(page))
}

/// Shows a public room.
///
/// # Errors
/// `not_found`.
pub async fn show(call: Call<ShowRoom>, state: web::Data<State>) -> Result<Reply<ShowRoom>, Failure> {
    let (by, slug) = (call.by, call.path.slug);
    let found = state.store.read(move |db| public::show(db, &by, &slug)).await?;
    Ok(Reply::new(found))
}

/// Joins a public room.
///
/// # Errors
/// `not_found`, `limit_reached`.
pub async fn join(call: Call<JoinRoom>, state: web::Data<State>) -> Result<Reply<JoinRoom>, Failure> {
    let (by, slug) = (call.by, call.path.slug);
    call.once.write(&state, move |tx| public::join(tx, &by, &slug)).await
}
