//! Passwords: forgotten, set anew, changed.

use actix_web::web;
use domain::{
    accounts::{
        calls::{ChangePassword, ForgetPassword, ResetPassword},
        security::CheckMailbox,
    },
    problem::{Code, Problem},
};
use store::accounts::{
    links::{self, Purpose},
    passwords,
    standing::Standing,
};

use crate::{
    State,
    call::Call,
    failure::Failure,
    guessable,
    limits::{Limited, Visitor},
    reply::Reply,
};

/// The answer to whoever asks for a mail.
#[must_use]
pub fn check_mailbox() -> CheckMailbox {
    CheckMailbox {
        status: "check_mailbox".to_owned(),
    }
}

/// Sends a link, if the address has an account; the same work and the same answer if not (A3).
///
/// # Errors
/// When the database cannot answer.
pub async fn forget(call: Call<ForgetPassword>, state: web::Data<State>) -> Result<Reply<ForgetPassword>, Failure> {
    let email = call.body.email;
    state.charge(&call.visitor, Limited::Forget(&email)).await?;
    state.store.write(move |tx| passwords::forget(tx, &email)).await?;
    Ok(Reply::new(check_mailbox()))
}

/// Sets the password that a link was sent for.
///
/// # Errors
/// `link_expired`; `invalid` for a password that everybody tries.
pub async fn reset(call: Call<ResetPassword>, state: web::Data<State>) -> Result<Reply<ResetPassword>, Failure> {
    let (token, password) = (call.body.token, call.body.password);
    guessable::refuse(&password, "/password")?;
    // nobody makes us hash for a token that they have guessed
    let asked = token.clone();
    state
        .store
        .read(move |db| links::look(db, Purpose::ResetPassword, &asked))
        .await?;
    let hash = state.hasher.hash(password).await?;
    state.store.write(move |tx| passwords::reset(tx, &token, &hash)).await?;
    Ok(Reply::done())
}

/// Changes my password.
///
/// # Errors
/// `wrong_password`; `invalid` for a new one that everybody tries.
pub async fn change(call: Call<ChangePassword>, state: web::Data<State>) -> Result<Reply<ChangePassword>, Failure> {
    let (by, body) = (call.by, call.body);
    guessable::refuse(&body.new_password, "/new_password")?;
    let from = own((&state, &call.visitor), &by, body.current_password, "/current_password").await?;
    let to = state.hasher.hash(body.new_password).await?;
    let session = by.session();
    state
        .store
        .write(move |tx| passwords::change(tx, &by, (&from, &to)))
        .await?;
    // it has just been proved that it is me
    state.standings.forget_session(session);
    Ok(Reply::done())
}

/// The hash of my password, when this is my password.
///
/// # Errors
/// `wrong_password` at the field where it was typed; `too_many` after many wrong ones.
pub async fn own(
    (state, visitor): (&State, &Visitor),
    by: &Standing,
    password: String,
    field: &str,
) -> Result<String, Failure> {
    let place = state.hasher.admit()?;
    let taken = state.charge(visitor, Limited::Proof(by.account())).await?;
    let me = by.clone();
    let stored = state.store.read(move |db| passwords::hash_of(db, &me)).await?;
    if place.verify(password, Some(stored.clone())).await? {
        taken.return_to(&state.store).await;
        Ok(stored)
    } else {
        Err(Problem::new(Code::WrongPassword).at(field, "wrong_password").into())
    }
}
