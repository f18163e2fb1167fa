//! Signing in with a password, and staying signed in with refresh tokens.

use actix_web::web;
use domain::{
    accounts::calls::{Login, Refresh},
    problem::Code,
};
use store::accounts::{
    refreshing::{self, Refreshed},
    second_factor::{self as factor, Shown},
    sessions::{self, Opened, Opening},
    sign_in::{self, Candidate},
};

use crate::{
    State,
    accounts::{opened, second_factor},
    call::Call,
    failure::Failure,
    limits::{Limited, Taken},
    password::Hasher,
    reply::Reply,
};

/// Opens a session. An unknown address, an unconfirmed one and a wrong password take the same time and get the same answer.
///
/// # Errors
/// `wrong_credentials`; `too_many` after many wrong tries, but not on a device of the person's own; `second_factor_needed`, `wrong_code` when the password is right.
pub async fn login(call: Call<Login>, state: web::Data<State>) -> Result<Reply<Login>, Failure> {
    let (email, password, wanted) = (call.body.email, call.body.password, call.body.school_id);
    // a flood is turned away before anything is counted or looked for
    let place = match call.visitor.is_known(&state.keys, &email) {
        true => state.hasher.admit_known()?,
        false => state.hasher.admit()?,
    };
    let taken = state.charge(&call.visitor, Limited::Login(&email)).await?;
    let asked = email.clone();
    let candidate = state.store.read(move |db| sign_in::find(db, &asked, wanted)).await?;
    let stored = candidate.as_ref().map(|candidate| candidate.password_hash.clone());
    let right = place.verify(password.clone(), stored).await?;
    let Some(candidate) = candidate.filter(|_| right) else {
        return Err(Code::WrongCredentials.into());
    };
    let typed = call.body.code.unwrap_or_default();
    let shown = second_factor::read(&state, candidate.account, &typed).await?;
    if shown.is_some() && typed.is_empty() {
        taken.return_to(&state.store).await;
        return Err(Code::SecondFactorNeeded.into());
    }
    let opening = Opening {
        account: candidate.account,
        school: candidate.school,
        kind: call.body.session,
        device: call.device,
    };
    let opened = open(&state, candidate, (password, shown), (opening, taken)).await?;
    let reply = opened::reply(&state, opened.ok_or_else(second_factor::wrong_code)?)?;
    opened::remembering(&state, &call.visitor, &email, reply)
}

/// Opens the session, unless what was shown as second factor is wrong; and keeps a stronger hash where the stored one is of older days.
async fn open(
    state: &State,
    candidate: Candidate,
    (password, shown): (String, Option<Shown>),
    (opening, taken): (Opening, Taken),
) -> Result<Option<Opened>, Failure> {
    let stronger = if Hasher::is_weak(&candidate.password_hash) {
        Some(state.hasher.hash(password).await?)
    } else {
        None
    };
    let work = move |tx: &mut store::tx::Tx<'_>| {
        sign_in::hold(tx, &candidate)?;
        let is_right = match &shown {
            Some(shown) => factor::take(tx, candidate.account, shown)?,
            // it may have been switched on in between
            None => !factor::is_on(tx.db, candidate.account)?,
        };
        if !is_right {
            return Ok(None);
        }
        if let Some(hash) = &stronger {
            sign_in::strengthen(tx, &candidate, hash)?;
        }
        taken.give_back(tx)?;
        sessions::open(tx, &opening).map(Some)
    };
    Ok(state.store.write(work).await?)
}

/// Trades a refresh token for its successor and a new access token.
///
/// # Errors
/// `unauthenticated` when the token is unknown, its session has ended, or it was used before: then the session ends.
pub async fn refresh(call: Call<Refresh>, state: web::Data<State>) -> Result<Reply<Refresh>, Failure> {
    let key = state.keys.refresh().to_vec();
    let token = call.body.refresh_token;
    let refreshed = state
        .store
        .write(move |tx| refreshing::refresh(tx, &key, &token))
        .await?;
    match refreshed {
        Refreshed::Renewed(opened) => opened::reply(&state, opened),
        Refreshed::Reused => Err(Code::Unauthenticated.into()),
    }
}
