//! `/ws`: messages live. Who it is for is settled before the upgrade where it can be; the rest is one task for each connection.

use actix_web::{HttpRequest, HttpResponse, web};
use domain::{
    access::Reach,
    problem::{Code, Problem},
};
use store::accounts::standing::Standing;

use crate::{State, failure::Failure, limits::Caller, session};

pub mod arrivals;
mod bucket;
mod connection;
mod inbound;

/// Puts the socket into an application.
pub fn configure(config: &mut web::ServiceConfig) {
    config.service(web::resource("/ws").route(web::get().to(open)).default_service(web::to(
        |request: HttpRequest| async move { crate::routes::wrong_method(&request, "GET, OPTIONS") },
    )));
}

/// Opens a socket for whoever the cookie or the access token stands for; without either, for whoever says so in time.
async fn open(request: HttpRequest, body: web::Payload, state: web::Data<State>) -> Result<HttpResponse, Failure> {
    let who = authenticate(&request, &state).await?;
    let (response, session, stream) = actix_ws::handle(&request, body)
        .map_err(|error| Failure::from(Problem::new(Code::BadRequest).because(error.to_string())))?;
    actix_web::rt::spawn(connection::run(state, who, session, stream));
    Ok(response)
}

/// Another site's page must not open a socket with our cookie, and a session that has ended opens none.
async fn authenticate(request: &HttpRequest, state: &State) -> Result<Option<Standing>, Failure> {
    if !session::is_own_origin(request, &state.settings) {
        return Err(Failure::from(
            Problem::new(Code::ForeignOrigin).because("The Origin of this socket is another site."),
        ));
    }
    match session::credential(request, &state.settings) {
        Some(credential) => {
            let standing = session::standing(state, &credential).await?;
            state.limits.call(request, Caller::Account(standing.account()))?;
            if standing.reaches(Reach::MessagesRead) {
                Ok(Some(standing))
            } else {
                Err(session::out_of_reach(Reach::MessagesRead))
            }
        }
        None => Ok(None),
    }
}
