//! Registering, and confirming the address.

use actix_web::web;
use domain::{
    accounts::{
        calls::{Register, ResendVerification, VerifyEmail},
        types::{Locale, NewAccount, Registered},
    },
    id::{InvitationId, SchoolId},
    problem::{Code, Problem},
    words,
};
use store::{
    accounts::{
        invitation, namesakes,
        registration::{self, Registration},
        sessions::{self, Opening},
        verification::{self, Try},
    },
    error::StoreError,
    schools::school::{self, School},
};

use crate::{
    State,
    accounts::{opened, passwords::check_mailbox},
    call::Call,
    failure::Failure,
    guessable,
    limits::Limited,
    reply::Reply,
};

/// Keeps the registration; the same work and the same answer whether or not the address is known (A3).
///
/// # Errors
/// `wrong_code`; `link_expired` for an invitation; `invalid` when the school is not named and there are several, the name looks like that
/// of somebody who works there, somebody else is invited, or everybody tries the password.
pub async fn register(call: Call<Register>, state: web::Data<State>) -> Result<Reply<Register>, Failure> {
    let new = call.body;
    guessable::refuse(&new.password, "/password")?;
    state.hasher.check_room()?;
    let guessed = state.charge(&call.visitor, Limited::RegistrationCode).await?;
    let (school, invitation) = place_of(&state, &new).await?;
    let names = (words::clean_line(&new.first_name), words::clean_line(&new.last_name));
    if invitation.is_none() {
        refuse_staff_names(&state, school, names.clone()).await?;
    }
    state.charge(&call.visitor, Limited::Register(&new.email)).await?;
    let registration = Registration {
        school,
        email: new.email,
        password_hash: state.hasher.hash(new.password).await?,
        first_name: names.0,
        last_name: names.1,
        locale: new.locale.unwrap_or(Locale::Fr),
    };
    state
        .store
        .write(move |tx| {
            guessed.give_back(tx)?;
            registration::register(tx, &registration, invitation)
        })
        .await?;
    Ok(Reply::new(Registered {
        status: "check_mailbox".to_owned(),
    }))
}

/// Sends the link of a registration that waits once more; the same answer when none does (A3).
///
/// # Errors
/// When the database cannot answer.
pub async fn resend(
    call: Call<ResendVerification>,
    state: web::Data<State>,
) -> Result<Reply<ResendVerification>, Failure> {
    let email = call.body.email;
    state.charge(&call.visitor, Limited::Resend(&email)).await?;
    state.store.write(move |tx| registration::resend(tx, &email)).await?;
    Ok(Reply::new(check_mailbox()))
}

/// Makes the account when both the token of the mail and the password of the form are right.
///
/// # Errors
/// `link_expired`, `wrong_credentials`.
pub async fn verify(call: Call<VerifyEmail>, state: web::Data<State>) -> Result<Reply<VerifyEmail>, Failure> {
    let (token, kind, device) = (call.body.token, call.body.session, call.device);
    let taken = state.store.write(move |tx| verification::take_try(tx, &token)).await?;
    if !fits(&state, call.body.password, &taken).await? {
        return Err(Code::WrongCredentials.into());
    }
    let work = move |tx: &mut store::tx::Tx<'_>| {
        let (account, school) = verification::complete(tx, &taken)?;
        let device = device.clone();
        let opening = Opening {
            account,
            school,
            kind,
            device,
        };
        sessions::open(tx, &opening)
    };
    opened::reply(&state, state.store.write(work).await?)
}

/// The school to register in: the one of the invitation, or one that admits the code.
async fn place_of(state: &State, new: &NewAccount) -> Result<(SchoolId, Option<InvitationId>), Failure> {
    let Some(token) = new.invitation.clone() else {
        return Ok((school_of(state, new).await?, None));
    };
    let email = new.email.clone();
    let found = state
        .store
        .read(move |db| invitation::of_address(db, &token, &email))
        .await;
    match found {
        Ok((invitation, school)) => Ok((school, Some(invitation))),
        Err(StoreError::Refused(Code::Forbidden)) => {
            Err(Problem::new(Code::Invalid).at("/email", "not_invited").into())
        }
        Err(error) => Err(error.into()),
    }
}

/// Refuses a name that would be taken for that of somebody who works at the school: `docs/decisions/0005`.
async fn refuse_staff_names(state: &State, school: SchoolId, (first, last): (String, String)) -> Result<(), Failure> {
    let passes = state
        .store
        .read(move |db| namesakes::passes_for_staff(db, &[school], (&first, &last)))
        .await?;
    if passes { Err(looks_like_staff()) } else { Ok(()) }
}

/// The problem of a name that would be taken for somebody else's.
#[must_use]
pub fn looks_like_staff() -> Failure {
    Problem::new(Code::Invalid).at("/last_name", "looks_like_staff").into()
}

/// The school to register in, which must admit the code.
async fn school_of(state: &State, new: &NewAccount) -> Result<SchoolId, Failure> {
    let named = new.school_id;
    let found: Option<School> = state
        .store
        .read(move |db| school::find_for_registration(db, named))
        .await?;
    let says = if named.is_some() { "unknown" } else { "required" };
    let school = found.ok_or_else(|| Problem::new(Code::Invalid).at("/school_id", says))?;
    if school.admits(new.code.as_deref()) {
        Ok(school.id)
    } else {
        Err(Problem::new(Code::WrongCode).at("/code", "wrong_code").into())
    }
}

/// Whether it is the password of the registration; a try that could not be looked at does not count.
async fn fits(state: &State, password: String, taken: &Try) -> Result<bool, Failure> {
    let verified = state.hasher.verify(password, Some(taken.password_hash.clone())).await;
    if verified.is_err() {
        let taken = taken.clone();
        state.store.write(move |tx| verification::give_back(tx, &taken)).await?;
    }
    verified
}
