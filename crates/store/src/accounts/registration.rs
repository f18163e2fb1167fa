//! Registrations that wait for their link to be clicked, and the accounts that come out of them.
//!
//! The account does not exist before its owner has shown both the token of the mail and the password of the form.

use diesel::prelude::*;
use domain::{
    accounts::types::Locale,
    id::{AccountId, EmailTokenId, MembershipId, SchoolId},
    problem::Code,
    schools::types::{MembershipStatus, RegistrationMode, Role},
    session::EMAIL_LINK_SECONDS,
    words,
};

use crate::{
    accounts::mail::{AlreadyRegistered, VerifyAddress},
    error::{StoreError, StoreResult, is_unique_violation},
    schema::{accounts, email_tokens, memberships, schools},
    secret,
    tx::Tx,
};

/// How many wrong passwords a link takes before it is dead.
pub const MAX_TRIES: i32 = 10;

/// How many mails one address gets in an hour, whoever asks for them.
pub const MAILS_PER_HOUR: i64 = 5;

/// What somebody typed to register, checked and cleaned.
#[derive(Clone)]
pub struct Registration {
    /// Which school.
    pub school: SchoolId,
    /// E-mail address.
    pub email: String,
    /// The password, hashed.
    pub password_hash: String,
    /// First name.
    pub first_name: String,
    /// Last name.
    pub last_name: String,
    /// Language.
    pub locale: Locale,
}

/// One try at a link: its registration, with the hash that the password must fit.
#[derive(Clone)]
pub struct Try {
    email_token: EmailTokenId,
    /// What the password must fit.
    pub password_hash: String,
}

/// Keeps a registration and queues its mail. Whether the address is known decides only which mail: the rows, the work and the answer
/// are the same. A new registration of an address replaces the one before.
///
/// # Errors
/// When the database does not answer.
pub fn register(tx: &mut Tx<'_>, new: &Registration) -> StoreResult<()> {
    let key = words::email_key(&new.email);
    let recent: i64 = email_tokens::table
        .filter(email_tokens::email_key.eq(&key))
        .filter(email_tokens::created_at.gt(tx.now.plus_seconds(-3600)))
        .count()
        .get_result(tx.db)?;
    if recent >= MAILS_PER_HOUR {
        return Ok(());
    }
    let token = secret::fresh_token()?;
    let id = EmailTokenId::fresh();
    let waiting = email_tokens::table
        .filter(email_tokens::email_key.eq(&key))
        .filter(email_tokens::used_at.is_null());
    diesel::update(waiting)
        .set(email_tokens::used_at.eq(tx.now))
        .execute(tx.db)?;
    diesel::insert_into(email_tokens::table)
        .values((
            email_tokens::id.eq(id),
            email_tokens::token_hash.eq(secret::token_hash(&token)),
            email_tokens::school_id.eq(new.school),
            email_tokens::email.eq(new.email.trim()),
            email_tokens::email_key.eq(&key),
            email_tokens::password_hash.eq(&new.password_hash),
            email_tokens::first_name.eq(&new.first_name),
            email_tokens::last_name.eq(&new.last_name),
            email_tokens::locale.eq(new.locale),
            email_tokens::failed_tries.eq(0),
            email_tokens::created_at.eq(tx.now),
            email_tokens::expires_at.eq(tx.now.plus_seconds(EMAIL_LINK_SECONDS)),
        ))
        .execute(tx.db)?;
    if has_account(tx, &key)? {
        tx.later(&AlreadyRegistered { email_token: id })
    } else {
        tx.later(&VerifyAddress { email_token: id, token })
    }
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
    let (school, email, password_hash, first_name, last_name, locale) = diesel::update(live)
        .set(email_tokens::used_at.eq(tx.now))
        .returning((
            email_tokens::school_id,
            email_tokens::email,
            email_tokens::password_hash,
            email_tokens::first_name,
            email_tokens::last_name,
            email_tokens::locale,
        ))
        .get_result::<(SchoolId, String, String, String, String, Locale)>(tx.db)
        .optional()?
        .ok_or(EXPIRED)?;
    if has_account(tx, &words::email_key(&email))? {
        return Err(EXPIRED);
    }
    let mode: RegistrationMode = schools::table
        .find(school)
        .select(schools::registration_mode)
        .first(tx.db)?;
    let status = match mode {
        RegistrationMode::Approval => MembershipStatus::Pending,
        RegistrationMode::Open | RegistrationMode::Code => MembershipStatus::Active,
    };
    let account = add_account(
        tx,
        &Registration {
            school,
            email,
            password_hash,
            first_name,
            last_name,
            locale,
        },
        Code::LinkExpired,
    )?;
    add_membership(tx, account, school, (Role::Parent, status))?;
    Ok((account, school))
}

/// Writes an account; `taken` is what is said when the address has one.
pub(crate) fn add_account(tx: &mut Tx<'_>, new: &Registration, taken: Code) -> StoreResult<AccountId> {
    let account = AccountId::fresh();
    diesel::insert_into(accounts::table)
        .values((
            accounts::id.eq(account),
            accounts::email.eq(new.email.trim()),
            accounts::email_key.eq(words::email_key(&new.email)),
            accounts::password_hash.eq(&new.password_hash),
            accounts::first_name.eq(&new.first_name),
            accounts::last_name.eq(&new.last_name),
            accounts::locale.eq(new.locale),
            accounts::is_active.eq(true),
            accounts::created_at.eq(tx.now),
            accounts::updated_at.eq(tx.now),
        ))
        .execute(tx.db)
        .map_err(|error| {
            if is_unique_violation(&error) {
                StoreError::Refused(taken)
            } else {
                error.into()
            }
        })?;
    Ok(account)
}

/// Writes a membership.
pub(crate) fn add_membership(
    tx: &mut Tx<'_>,
    account: AccountId,
    school: SchoolId,
    (role, status): (Role, MembershipStatus),
) -> StoreResult<MembershipId> {
    let membership = MembershipId::fresh();
    diesel::insert_into(memberships::table)
        .values((
            memberships::id.eq(membership),
            memberships::school_id.eq(school),
            memberships::account_id.eq(account),
            memberships::role.eq(role),
            memberships::status.eq(status),
            memberships::created_at.eq(tx.now),
        ))
        .execute(tx.db)?;
    Ok(membership)
}

/// Forgets registrations whose link has been dead for a day, and gives their number. Doing it twice does nothing more.
///
/// # Errors
/// When the database does not answer.
pub fn forget_dead(tx: &mut Tx<'_>) -> StoreResult<usize> {
    let before = tx.now.plus_seconds(-EMAIL_LINK_SECONDS);
    let dead = email_tokens::table.filter(email_tokens::expires_at.lt(before));
    Ok(diesel::delete(dead).execute(tx.db)?)
}

fn has_account(tx: &mut Tx<'_>, email_key: &str) -> StoreResult<bool> {
    let found: i64 = accounts::table
        .filter(accounts::email_key.eq(email_key))
        .count()
        .get_result(tx.db)?;
    Ok(found > 0)
}
