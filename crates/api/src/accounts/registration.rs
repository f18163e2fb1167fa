//! Registering, and confirming the address.

use actix_web::web;
use domain::{
    accounts::{
        calls::{Register, VerifyEmail},
        types::{Locale, NewAccount, Registered},
    },
    id::SchoolId,
    problem::{Code, Problem},
    words,
};
use store::{
    accounts::{
        registration::{self, Registration, Try},
        sessions::{self, Opening},
    },
    schools::school::{self, School},
};

use crate::{State, accounts::opened, call::Call, failure::Failure, reply::Reply};

/// Keeps the registration; the same work and the same answer whether or not the address is known (A3).
///
/// # Errors
/// `wrong_code`; `invalid` when the school is not named and there are several.
pub async fn register(call: Call<Register>, state: web::Data<State>) -> Result<Reply<Register>, Failure> {
    let new = call.body;
    let school = school_of(&state, &new).await?;
    let password_hash = state.hasher.hash(new.password).await?;
    let registration = Registration {
        school,
        email: new.email,
        password_hash,
        first_name: words::clean_line(&new.first_name),
        last_name: words::clean_line(&new.last_name),
        locale: new.locale.unwrap_or(Locale::Fr),
    };
    state
        .store
        .write(move |tx| registration::register(tx, &registration))
        .await?;
    Ok(Reply::new(Registered {
        status: "check_mailbox".to_owned(),
    }))
}

/// Makes the account when both the token of the mail and the password of the form are right.
///
/// # Errors
/// `link_expired`, `wrong_credentials`.
pub async fn verify(call: Call<VerifyEmail>, state: web::Data<State>) -> Result<Reply<VerifyEmail>, Failure> {
    let (token, kind, device) = (call.body.token, call.body.session, call.device);
    let taken = state.store.write(move |tx| registration::take_try(tx, &token)).await?;
    if !fits(&state, call.body.password, &taken).await? {
        return Err(Code::WrongCredentials.into());
    }
    let work = move |tx: &mut store::tx::Tx<'_>| {
        let (account, school) = registration::complete(tx, &taken)?;
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
        state.store.write(move |tx| registration::give_back(tx, &taken)).await?;
    }
    verified
}
