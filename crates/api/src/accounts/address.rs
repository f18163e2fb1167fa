//! Another e-mail address.

use actix_web::web;
use domain::accounts::calls::{ChangeEmail, ConfirmEmail};
use store::accounts::address;

use crate::{
    State,
    accounts::passwords::{self, check_mailbox},
    call::Call,
    failure::Failure,
    reply::Reply,
};

/// Sends a link to the new address and a notice to the old one; the same answer when the new one belongs to somebody (A3).
///
/// # Errors
/// `wrong_password`.
pub async fn ask(call: Call<ChangeEmail>, state: web::Data<State>) -> Result<Reply<ChangeEmail>, Failure> {
    let (by, body, once) = (call.by, call.body, call.once);
    passwords::own((&state, &call.visitor), &by, body.password, "/password").await?;
    let email = body.email;
    once.write(&state, move |tx| {
        address::ask(tx, &by, &email)?;
        Ok(check_mailbox())
    })
    .await
}

/// Changes the address.
///
/// # Errors
/// `link_expired`.
pub async fn confirm(call: Call<ConfirmEmail>, state: web::Data<State>) -> Result<Reply<ConfirmEmail>, Failure> {
    let token = call.body.token;
    state.store.write(move |tx| address::confirm(tx, &token)).await?;
    Ok(Reply::done())
}
