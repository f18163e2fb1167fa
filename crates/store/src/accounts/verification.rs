//! The link of a registration: the account does not exist before its owner has shown both the token of the mail and the password of
//! the form.

use diesel::prelude::*;
use domain::{
    id::{AccountId, EmailTokenId, SchoolId},
    problem::Code,
    schools::types::{MembershipStatus, RegistrationMode, Role},
    words,
};

use crate::{
    accounts::{
        invitation, namesakes,
        registration::{Registration, WAITING, Waiting, add_account, add_membership, has_account},
    },
    error::{StoreError, StoreResult},
    schema::{email_tokens, schools},
    secret,
    tx::Tx,
};

/// How many wrong passwords a link takes before it is dead.
pub const MAX_TRIES: i32 = 10;

/// One try at a link: its registration, with the hash that the password must fit.
#[derive(Clone)]
pub struct Try {
    email_token: EmailTokenId,
    /// What the password must fit.
    pub password_hash: String,
}

/// Takes one of the tries of a link, before the password is looked at, so that many at once get no more than the limit.
///
/// # Errors
/// `link_expired` when the token is unknown, used, too old, or has had its tries.
pub fn take_try(tx: &mut Tx<'_>, token: &str) -> StoreResult<Try> {
    let live = email_tokens::table
        .filter(email_tokens::token_hash.eq(secret::token_hash(token)))
        .filter(email_tokens::used_at.is_null())
        .filter(email_tokens::expires_at.gt(tx.now))
        .filter(email_tokens::failed_tries.lt(MAX_TRIES));
    let found = diesel::update(live)
        .set(email_tokens::failed_tries.eq(email_tokens::failed_tries + 1))
        .returning((email_tokens::id, email_tokens::password_hash))
        .get_result::<(EmailTokenId, String)>(tx.db)
        .optional()?;
    let (email_token, password_hash) = found.ok_or(StoreError::Refused(Code::LinkExpired))?;
    Ok(Try {
        email_token,
        password_hash,
    })
}

/// Gives a try back whose password could not be looked at, because the server was busy.
///
/// # Errors
/// When the database does not answer.
pub fn give_back(tx: &mut Tx<'_>, taken: &Try) -> StoreResult<()> {
    diesel::update(email_tokens::table.find(taken.email_token))
        .set(email_tokens::failed_tries.eq(email_tokens::failed_tries - 1))
        .execute(tx.db)?;
    Ok(())
}

/// Makes the account and its membership out of a registration whose password was right. Of several at once, one succeeds.
///
/// # Errors
/// `link_expired` when the link was used in between, or the address has an account meanwhile.
pub fn complete(tx: &mut Tx<'_>, taken: &Try) -> StoreResult<(AccountId, SchoolId)> {
    const EXPIRED: StoreError = StoreError::Refused(Code::LinkExpired);
    let live = email_tokens::table
        .filter(email_tokens::id.eq(taken.email_token))
        .filter(email_tokens::used_at.is_null())
        .filter(email_tokens::expires_at.gt(tx.now));
    let waited: Waiting = diesel::update(live)
        .set(email_tokens::used_at.eq(tx.now))
        .returning(WAITING)
        .get_result(tx.db)
        .optional()?
        .ok_or(EXPIRED)?;
    let invitation = waited.invitation;
    let registration = Registration::from(waited);
    if has_account(tx, &words::email_key(&registration.email))? {
        return Err(EXPIRED);
    }
    let school = registration.school;
    let account = add_account(tx, &registration, Code::LinkExpired)?;
    match invitation {
        Some(invitation) => {
            invitation::join(tx, account, invitation)?;
        }
        None => {
            let status = first_status(tx, &registration)?;
            add_membership(tx, account, school, (Role::Parent, status))?;
        }
    }
    Ok((account, school))
}

/// Where the membership of somebody begins who was not invited. Whoever has the very name of somebody who works there is looked at
/// first.
fn first_status(tx: &mut Tx<'_>, new: &Registration) -> StoreResult<MembershipStatus> {
    let mode: RegistrationMode = schools::table
        .find(new.school)
        .select(schools::registration_mode)
        .first(tx.db)?;
    let is_known = namesakes::is_of_staff(tx.db, new.school, (&new.first_name, &new.last_name))?;
    Ok(match mode {
        RegistrationMode::Open | RegistrationMode::Code if !is_known => MembershipStatus::Active,
        RegistrationMode::Open | RegistrationMode::Code | RegistrationMode::Approval => MembershipStatus::Pending,
    })
}
