//! How the process is: for people (`/health`), and for machines that restart it (`/livez`) or send it visitors (`/readyz`).

use std::sync::atomic::Ordering;

use actix_web::{HttpResponse, web};
use domain::{
    instance::{Health, ShowHealth},
    problem::{Code, Problem},
};
use serde_json::json;

use crate::{State, call::Call, failure::Failure, reply::Reply};

/// Shows how the server is.
pub async fn show(_: Call<ShowHealth>, state: web::Data<State>) -> Reply<ShowHealth> {
    let is_there = state.store.read(store::instance::is_there).await.is_ok();
    Reply::new(Health {
        status: if is_there { "healthy" } else { "degraded" }.to_owned(),
        stage: state.settings.stage,
    })
}

/// The process answers. It never asks the database: a database that is away is no reason to restart us.
pub async fn live() -> HttpResponse {
    HttpResponse::Ok().json(json!({ "status": "alive" }))
}

/// Visitors may be sent here: the database answers, and the process is not stopping.
///
/// # Errors
/// `unavailable`.
pub async fn ready(state: web::Data<State>) -> Result<HttpResponse, Failure> {
    if state.is_stopping.load(Ordering::Relaxed) {
        return Err(Problem::new(Code::Unavailable)
            .because("The server is stopping.")
            .into());
    }
    state
        .store
        .read(store::instance::is_there)
        .await
        .map_err(|_| Problem::new(Code::Unavailable).because("The database does not answer."))?;
    Ok(HttpResponse::Ok().json(json!({ "status": "ready" })))
}
