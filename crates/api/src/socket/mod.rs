//! `/ws`: messages live. Who it is for is settled before the upgrade where it can be; the rest is one task for each connection.
//! `/ws/conversation/{id}` and `/ws/chat/{slug}` are the same for one room.

use actix_web::{HttpRequest, HttpResponse, web};
use domain::{
    access::Reach,
    id::ConversationId,
    messaging::rooms::rules::Slug,
    problem::{Code, Problem},
    schools::modules::Module,
};
use store::{
    accounts::standing::Standing,
    error::StoreError,
    messaging::{room, rooms::public, tickets},
};

use crate::{State, failure::Failure, limits::Caller, session};

pub mod arrivals;
mod bucket;
pub(crate) mod connection;
mod inbound;

/// What a socket is for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Wanted {
    /// Everything that concerns its account.
    Everything,
    /// One conversation.
    Room(ConversationId),
    /// One public room.
    Public(Slug),
}

/// Puts the sockets into an application.
pub fn configure(config: &mut web::ServiceConfig) {
    for path in ["/ws", "/ws/conversation/{conversation}", "/ws/chat/{slug}"] {
        config.service(web::resource(path).route(web::get().to(open)).default_service(web::to(
            |request: HttpRequest| async move { crate::routes::wrong_method(&request, "GET, OPTIONS") },
        )));
    }
}

/// Opens a socket for whoever the ticket, the cookie or the access token stands for; without any, for whoever says so in time.
async fn open(request: HttpRequest, body: web::Payload, state: web::Data<State>) -> Result<HttpResponse, Failure> {
    let wanted = wanted(&request)?;
    let who = authenticate(&request, &state).await?;
    if let Some(who) = &who {
        // whoever is not in the room gets no socket; asked again when it is open, because they may leave in between
        room_of(&state, who, &wanted).await?;
    }
    let (response, session, stream) = actix_ws::handle(&request, body)
        .map_err(|error| Failure::from(Problem::new(Code::BadRequest).because(error.to_string())))?;
    actix_web::rt::spawn(connection::run(state, (who, wanted), session, stream));
    Ok(response)
}

fn wanted(request: &HttpRequest) -> Result<Wanted, Failure> {
    let part = |name: &str| request.match_info().get(name);
    match (part("conversation"), part("slug")) {
        (Some(id), _) => id.parse().map(Wanted::Room).map_err(|_| Failure::from(Code::NotFound)),
        (None, Some(slug)) => slug
            .parse()
            .map(Wanted::Public)
            .map_err(|_| Failure::from(Code::NotFound)),
        (None, None) => Ok(Wanted::Everything),
    }
}

/// The room that a socket is for, which its account is in.
///
/// # Errors
/// `not_found` for everybody else.
pub(crate) async fn room_of(state: &State, who: &Standing, wanted: &Wanted) -> Result<Option<ConversationId>, Failure> {
    if *wanted == Wanted::Everything {
        return Ok(None);
    }
    let (member, wanted) = (who.clone().member()?, wanted.clone());
    if !member.standing().has(Module::Messaging) {
        return Err(Failure::from(Code::NotFound));
    }
    let room = state
        .store
        .read(move |db| {
            let conversation = match wanted {
                Wanted::Room(conversation) => conversation,
                Wanted::Public(slug) => public::show(db, &member, &slug)?.conversation_id,
                Wanted::Everything => return Err(StoreError::NotFound),
            };
            Ok(room::enter(db, &member, conversation)?.conversation())
        })
        .await?;
    Ok(Some(room))
}

/// Another site's page must not open a socket with our cookie, and a session that has ended opens none.
async fn authenticate(request: &HttpRequest, state: &State) -> Result<Option<Standing>, Failure> {
    if !session::is_own_origin(request, &state.settings) {
        return Err(Failure::from(
            Problem::new(Code::ForeignOrigin).because("The Origin of this socket is another site."),
        ));
    }
    let standing = match (ticket(request), session::credential(request, &state.settings)) {
        (Some(ticket), _) => by_ticket(state, ticket).await?,
        (None, Some(credential)) => session::standing(state, &credential).await?,
        (None, None) => return Ok(None),
    };
    state.limits.call(request, Caller::Account(standing.account()))?;
    if standing.reaches(Reach::MessagesRead) {
        Ok(Some(standing))
    } else {
        Err(session::out_of_reach(Reach::MessagesRead))
    }
}

/// A ticket in the address is used up by being shown, so that it does no harm where addresses are kept.
fn ticket(request: &HttpRequest) -> Option<String> {
    let pairs = web::Query::<Vec<(String, String)>>::from_query(request.query_string()).ok()?;
    let given = pairs.into_inner().into_iter().find(|(name, _)| name == "ticket");
    given.map(|(_, ticket)| ticket)
}

async fn by_ticket(state: &State, ticket: String) -> Result<Standing, Failure> {
    let taken = state.store.write(move |tx| tickets::take(tx, &ticket)).await;
    let session = taken.map_err(|error| match error {
        StoreError::NotFound => Failure::from(Code::Unauthenticated),
        other => Failure::from(other),
    })?;
    session::still(state, session).await
}
