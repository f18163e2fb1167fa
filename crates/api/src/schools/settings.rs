//! The settings of the school, and its modules.

use actix_web::web;
use domain::{
    page::Page,
    schools::calls::{ChangeSchool, ListModules, RenewRegistrationCode, ShowSchool, SwitchModule},
};
use store::schools::{module, settings};

use crate::{State, call::Call, failure::Failure, reply::Reply};

/// Shows the settings.
///
/// # Errors
/// When the database cannot answer.
pub async fn show(call: Call<ShowSchool>, state: web::Data<State>) -> Result<Reply<ShowSchool>, Failure> {
    let by = call.by;
    let school = state.store.read(move |db| settings::show(db, &by)).await?;
    Ok(Reply::versioned(school))
}

/// Replaces the settings.
///
/// # Errors
/// `second_factor_required`, `stale`.
pub async fn change(call: Call<ChangeSchool>, state: web::Data<State>) -> Result<Reply<ChangeSchool>, Failure> {
    let (by, expected, form) = (call.by, call.expected, call.body);
    let changed = state
        .store
        .write(move |tx| settings::change(tx, &by, (expected, &form)))
        .await?;
    Ok(Reply::versioned(changed))
}

/// Makes another registration code.
///
/// # Errors
/// When the database cannot answer.
pub async fn renew_code(
    call: Call<RenewRegistrationCode>,
    state: web::Data<State>,
) -> Result<Reply<RenewRegistrationCode>, Failure> {
    let by = call.by;
    call.once.write(&state, move |tx| settings::renew_code(tx, &by)).await
}

/// Lists the modules.
///
/// # Errors
/// When the database cannot answer.
pub async fn modules(call: Call<ListModules>, state: web::Data<State>) -> Result<Reply<ListModules>, Failure> {
    let by = call.by;
    let modules = state.store.read(move |db| module::list(db, &by)).await?;
    Ok(Reply::new(Page::whole(modules)))
}

/// Switches one.
///
/// # Errors
/// When the database cannot answer.
pub async fn switch(call: Call<SwitchModule>, state: web::Data<State>) -> Result<Reply<SwitchModule>, Failure> {
    let (by, module, to) = (call.by, call.path.module, call.body.on);
    let modules = state.store.write(move |tx| module::switch(tx, &by, module, to)).await?;
    Ok(Reply::new(Page::whole(modules)))
}
