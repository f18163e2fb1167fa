//! The second factor: begun, confirmed, used, removed.

use actix_web::web;
use domain::{
    accounts::{
        calls::{BeginSecondFactor, ConfirmSecondFactor, RemoveSecondFactor, RenewRecoveryCodes, ShowSecondFactor},
        security::{RecoveryCodes, SecondFactorSetup},
    },
    id::AccountId,
    page::NoReply,
    problem::{Code, Problem},
};
use store::{
    accounts::{
        me,
        second_factor::{self, Kept, Shown},
    },
    clock,
};

use crate::{State, call::Call, failure::Failure, keys::Seal, qr, reply::Reply, totp};

/// Shows how things stand with mine.
///
/// # Errors
/// When the database cannot answer.
pub async fn show(call: Call<ShowSecondFactor>, state: web::Data<State>) -> Result<Reply<ShowSecondFactor>, Failure> {
    let by = call.by;
    let shown = state.store.read(move |db| second_factor::show(db, &by)).await?;
    Ok(Reply::new(shown))
}

/// Makes a secret for an app; nothing changes before it is confirmed.
///
/// # Errors
/// `conflict` when there is a second factor already.
pub async fn begin(
    call: Call<BeginSecondFactor>,
    state: web::Data<State>,
) -> Result<Reply<BeginSecondFactor>, Failure> {
    let (by, once) = (call.by, call.once);
    let me = by.clone();
    let email = state.store.read(move |db| Ok(me::get(db, &me)?.value.email)).await?;
    let secret = totp::fresh_secret()?;
    let sealed = state
        .keys
        .seal(Seal::SecondFactor, by.account().as_uuid().as_bytes(), &secret)?;
    let (typed, uri) = totp::shown(&secret, &email)?;
    let setup = SecondFactorSetup {
        secret: typed,
        qr: qr::code(&uri)?,
        uri,
    };
    once.write(&state, move |tx| {
        second_factor::begin(tx, &by, &sealed)?;
        Ok(setup.clone())
    })
    .await
}

/// Confirms it with a code of the app.
///
/// # Errors
/// `wrong_code`; `conflict` when none was begun, or it is confirmed already.
pub async fn confirm(
    call: Call<ConfirmSecondFactor>,
    state: web::Data<State>,
) -> Result<Reply<ConfirmSecondFactor>, Failure> {
    let (by, typed, once) = (call.by, call.body.code, call.once);
    let begun = find(&state, by.account())
        .await?
        .filter(|kept| kept.confirmed_at.is_none())
        .ok_or(Code::Conflict)?;
    let secret = opened(&state, by.account(), &begun)?;
    let step = totp::step(&secret, &typed, clock::now())?.ok_or_else(wrong_code)?;
    let (codes, hashes) = fresh_codes(&state)?;
    once.write(&state, move |tx| {
        second_factor::confirm(tx, &by, (&begun, step), &hashes)?;
        Ok(codes.clone())
    })
    .await
}

/// Removes it.
///
/// # Errors
/// `not_found` when there is none.
pub async fn remove(
    call: Call<RemoveSecondFactor>,
    state: web::Data<State>,
) -> Result<Reply<RemoveSecondFactor>, Failure> {
    let by = call.by;
    state.store.write(move |tx| second_factor::remove(tx, &by)).await?;
    Ok(Reply::new(NoReply {}))
}

/// Makes new recovery codes in the place of the old ones.
///
/// # Errors
/// `not_found` when there is no second factor.
pub async fn renew(
    call: Call<RenewRecoveryCodes>,
    state: web::Data<State>,
) -> Result<Reply<RenewRecoveryCodes>, Failure> {
    let (by, once) = (call.by, call.once);
    let (codes, hashes) = fresh_codes(&state)?;
    once.write(&state, move |tx| {
        second_factor::renew_codes(tx, &by, &hashes)?;
        Ok(codes.clone())
    })
    .await
}

/// What somebody shows by this code, to be taken in the transaction of what it opens. `None` where no second factor is asked for.
///
/// # Errors
/// When the database cannot answer.
pub async fn read(state: &State, account: AccountId, typed: &str) -> Result<Option<Shown>, Failure> {
    let Some(kept) = find(state, account).await?.filter(|kept| kept.confirmed_at.is_some()) else {
        return Ok(None);
    };
    let secret = opened(state, account, &kept)?;
    let shown = match totp::step(&secret, typed, clock::now())? {
        Some(step) => Shown::Step(step),
        None => Shown::Recovery(state.keys.of_recovery_code(&totp::recovery_key(typed))),
    };
    Ok(Some(shown))
}

/// The problem of a code that is wrong, or was used.
#[must_use]
pub fn wrong_code() -> Failure {
    Problem::new(Code::WrongCode).at("/code", "wrong_code").into()
}

async fn find(state: &State, account: AccountId) -> Result<Option<Kept>, Failure> {
    Ok(state.store.read(move |db| second_factor::find(db, account)).await?)
}

fn opened(state: &State, account: AccountId, kept: &Kept) -> Result<Vec<u8>, Failure> {
    state
        .keys
        .open(Seal::SecondFactor, account.as_uuid().as_bytes(), &kept.sealed_secret)
        .ok_or_else(|| Failure::broken("a second factor was sealed with another SECRET_KEY"))
}

fn fresh_codes(state: &State) -> Result<(RecoveryCodes, Vec<Vec<u8>>), Failure> {
    let codes = totp::recovery_codes()?;
    let kept = codes
        .iter()
        .map(|code| state.keys.of_recovery_code(&totp::recovery_key(code)));
    let kept = kept.collect();
    Ok((RecoveryCodes { codes }, kept))
}
