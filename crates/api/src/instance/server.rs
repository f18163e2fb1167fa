//! What runs here, for clients before they sign in.

use actix_web::web;
use domain::{
    accounts::types::Locale,
    instance::{API_LEVEL, ServerInfo, ShowInfo, ShowServer},
};
use store::schools::school::{self, School};

use crate::{State, call::Call, failure::Failure, reply::Reply};

/// Shows what runs here.
///
/// # Errors
/// When the database cannot answer.
pub async fn show(_: Call<ShowServer>, state: web::Data<State>) -> Result<Reply<ShowServer>, Failure> {
    Ok(Reply::new(about(&state).await?))
}

/// Shows the same, at the path of the first sources.
///
/// # Errors
/// When the database cannot answer.
pub async fn info(_: Call<ShowInfo>, state: web::Data<State>) -> Result<Reply<ShowInfo>, Failure> {
    Ok(Reply::new(about(&state).await?))
}

async fn about(state: &State) -> Result<ServerInfo, Failure> {
    let schools = state.store.read(school::list).await?;
    Ok(ServerInfo {
        name: "EcoleHub".to_owned(),
        version: env!("CARGO_PKG_VERSION").to_owned(),
        api_level: API_LEVEL,
        stage: state.settings.stage,
        modules: ["accounts", "families", "messaging"].map(str::to_owned).to_vec(),
        languages: vec![Locale::Fr, Locale::Nl, Locale::En],
        max_message_length: u32::try_from(state.settings.max_message_length).unwrap_or(u32::MAX),
        schools: schools.iter().map(School::info).collect(),
    })
}
