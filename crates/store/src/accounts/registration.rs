//! Registrations that wait for their link to be clicked; what comes of them is in [`super::verification`].

use diesel::prelude::*;
use domain::{
    accounts::types::Locale,
    id::{AccountId, EmailTokenId, InvitationId, MembershipId, SchoolId},
    problem::Code,
    schools::types::{MembershipStatus, Role},
    session::EMAIL_LINK_SECONDS,
    words,
};

use crate::{
    accounts::mail::{AlreadyRegistered, RegistrationAsked, VerifyAddress},
    error::{StoreError, StoreResult, is_unique_violation},
    schema::{accounts, email_tokens, memberships},
    secret,
    tx::Tx,
};

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

/// Keeps a registration and queues its mail. Whether the address is known decides only which mail: the rows, the work and the answer
/// are the same. A new registration of an address replaces the one before.
///
/// # Errors
/// When the database does not answer.
pub fn register(tx: &mut Tx<'_>, new: &Registration, invitation: Option<InvitationId>) -> StoreResult<()> {
    let key = words::email_key(&new.email);
    if had_its_mails(tx, &key)? {
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
            email_tokens::invitation_id.eq(invitation),
        ))
        .execute(tx.db)?;
    if has_account(tx, &key)? {
        tx.later(&AlreadyRegistered { email_token: id })
    } else {
        tx.later(&VerifyAddress { email_token: id, token })
    }
}

/// Queues the work of sending the link of a registration once more. Whether one waits is found out before the answer, and nothing else:
/// the rest is the matter of the job, which for an address without registration finds none (A3).
///
/// # Errors
/// When the database does not answer.
pub fn resend(tx: &mut Tx<'_>, email: &str) -> StoreResult<()> {
    let newest: Option<EmailTokenId> = email_tokens::table
        .filter(email_tokens::email_key.eq(words::email_key(email)))
        .filter(email_tokens::used_at.is_null())
        .filter(email_tokens::expires_at.gt(tx.now))
        .order(email_tokens::created_at.desc())
        .select(email_tokens::id)
        .first(tx.db)
        .optional()?;
    tx.later(&RegistrationAsked {
        email_token: newest.unwrap_or_else(EmailTokenId::fresh),
    })
}

/// Writes a registration that waits anew, under a new token, and queues its mail: only the newest link works. Nothing when it waits no
/// more, or its address has an account by now.
///
/// # Errors
/// When the database does not answer.
pub fn send_again(tx: &mut Tx<'_>, waiting: EmailTokenId) -> StoreResult<()> {
    let found: Option<Waiting> = email_tokens::table
        .find(waiting)
        .filter(email_tokens::used_at.is_null())
        .filter(email_tokens::expires_at.gt(tx.now))
        .select(WAITING)
        .first(tx.db)
        .optional()?;
    let Some(waiting) = found else { return Ok(()) };
    if has_account(tx, &words::email_key(&waiting.email))? {
        return Ok(());
    }
    let invitation = waiting.invitation;
    register(tx, &Registration::from(waiting), invitation)
}

/// A registration that waits, as it is kept.
#[derive(Queryable)]
pub(crate) struct Waiting {
    school: SchoolId,
    email: String,
    password_hash: String,
    first_name: String,
    last_name: String,
    locale: Locale,
    /// The invitation that it came with.
    pub(crate) invitation: Option<InvitationId>,
}

/// The columns of [`Waiting`].
pub(crate) const WAITING: (
    email_tokens::school_id,
    email_tokens::email,
    email_tokens::password_hash,
    email_tokens::first_name,
    email_tokens::last_name,
    email_tokens::locale,
    email_tokens::invitation_id,
) = (
    email_tokens::school_id,
    email_tokens::email,
    email_tokens::password_hash,
    email_tokens::first_name,
    email_tokens::last_name,
    email_tokens::locale,
    email_tokens::invitation_id,
);

impl From<Waiting> for Registration {
    fn from(waiting: Waiting) -> Self {
        Self {
            school: waiting.school,
            email: waiting.email,
            password_hash: waiting.password_hash,
            first_name: waiting.first_name,
            last_name: waiting.last_name,
            locale: waiting.locale,
        }
    }
}

fn had_its_mails(tx: &mut Tx<'_>, email_key: &str) -> StoreResult<bool> {
    let recent: i64 = email_tokens::table
        .filter(email_tokens::email_key.eq(email_key))
        .filter(email_tokens::created_at.gt(tx.now.plus_seconds(-3600)))
        .count()
        .get_result(tx.db)?;
    Ok(recent >= MAILS_PER_HOUR)
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

/// Whether an address has an account.
pub(crate) fn has_account(tx: &mut Tx<'_>, email_key: &str) -> StoreResult<bool> {
    let found: i64 = accounts::table
        .filter(accounts::email_key.eq(email_key))
        .count()
        .get_result(tx.db)?;
    Ok(found > 0)
}
