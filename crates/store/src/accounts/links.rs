//! The links sent to people who have an account: 256 random bits, kept as a hash, for one use and one purpose (A6).

use diesel::prelude::*;
use domain::{
    id::{AccountId, AccountLinkId, SessionId},
    moment::Moment,
    problem::Code,
    session::{EMAIL_LINK_SECONDS, RESET_LINK_SECONDS},
};

use crate::{
    backend::Db,
    clock,
    error::{StoreError, StoreResult},
    schema::{account_links, accounts},
    secret,
    tx::Tx,
};

/// What a link is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Purpose {
    /// A new password in place of a forgotten one.
    ResetPassword,
    /// A new address.
    ChangeEmail,
}

impl Purpose {
    const fn as_str(self) -> &'static str {
        match self {
            Self::ResetPassword => "reset_password",
            Self::ChangeEmail => "change_email",
        }
    }
}

/// How many mails one account gets in an hour for one purpose, whoever asks for them.
pub const MAILS_PER_HOUR: i64 = 5;

/// A link to be written.
pub(crate) struct NewLink<'a> {
    pub(crate) account: AccountId,
    pub(crate) purpose: Purpose,
    /// The new address and its key.
    pub(crate) email: Option<(&'a str, String)>,
    /// The session that asks.
    pub(crate) session: Option<SessionId>,
}

/// Writes a link; those before it of the same purpose are dead. `None` when the account has had its mails.
pub(crate) fn add(tx: &mut Tx<'_>, new: &NewLink<'_>) -> StoreResult<Option<(AccountLinkId, String)>> {
    // of two requests at once, the second kills the link of the first
    hold(tx, new.account)?;
    let recent: i64 = account_links::table
        .filter(account_links::account_id.eq(new.account))
        .filter(account_links::purpose.eq(new.purpose.as_str()))
        .filter(account_links::created_at.gt(tx.now.plus_seconds(-3600)))
        .count()
        .get_result(tx.db)?;
    if recent >= MAILS_PER_HOUR {
        return Ok(None);
    }
    kill(tx, new.account, Some(new.purpose))?;
    let (id, token) = (AccountLinkId::fresh(), secret::fresh_token()?);
    let life = match new.purpose {
        Purpose::ResetPassword => RESET_LINK_SECONDS,
        Purpose::ChangeEmail => EMAIL_LINK_SECONDS,
    };
    diesel::insert_into(account_links::table)
        .values((
            account_links::id.eq(id),
            account_links::account_id.eq(new.account),
            account_links::purpose.eq(new.purpose.as_str()),
            account_links::token_hash.eq(secret::token_hash(&token)),
            account_links::email.eq(new.email.as_ref().map(|(email, _)| *email)),
            account_links::email_key.eq(new.email.as_ref().map(|(_, key)| key)),
            account_links::created_at.eq(tx.now),
            account_links::expires_at.eq(tx.now.plus_seconds(life)),
            account_links::session_id.eq(new.session),
        ))
        .execute(tx.db)?;
    Ok(Some((id, token)))
}

/// Holds everything that decides who may be this account: two changes come one after the other.
///
/// # Errors
/// [`StoreError::NotFound`] when the account is closed.
pub(crate) fn hold(tx: &mut Tx<'_>, account: AccountId) -> StoreResult<()> {
    let standing = accounts::table
        .filter(accounts::id.eq(account))
        .filter(accounts::is_active.eq(true));
    // an UPDATE that changes nothing is the lock that both databases have
    let held = diesel::update(standing)
        .set(accounts::created_at.eq(accounts::created_at))
        .execute(tx.db)?;
    if held == 1 { Ok(()) } else { Err(StoreError::NotFound) }
}

/// What a used link was for.
#[derive(Queryable)]
pub(crate) struct Used {
    pub(crate) account: AccountId,
    pub(crate) email: Option<String>,
    pub(crate) email_key: Option<String>,
    pub(crate) session: Option<SessionId>,
}

/// Uses a link up. Of several uses at once, one succeeds.
///
/// # Errors
/// `link_expired` when it is unknown, used, too old, or for something else.
pub(crate) fn take(tx: &mut Tx<'_>, purpose: Purpose, token: &str) -> StoreResult<Used> {
    let live = account_links::table
        .filter(account_links::token_hash.eq(secret::token_hash(token)))
        .filter(account_links::purpose.eq(purpose.as_str()))
        .filter(account_links::used_at.is_null())
        .filter(account_links::expires_at.gt(tx.now));
    diesel::update(live)
        .set(account_links::used_at.eq(tx.now))
        .returning((
            account_links::account_id,
            account_links::email,
            account_links::email_key,
            account_links::session_id,
        ))
        .get_result(tx.db)
        .optional()?
        .ok_or(StoreError::Refused(Code::LinkExpired))
}

/// Whether a link would work just now: asked before the costly part.
///
/// # Errors
/// `link_expired` when it would not.
pub fn look(db: &mut Db, purpose: Purpose, token: &str) -> StoreResult<()> {
    let live: i64 = account_links::table
        .filter(account_links::token_hash.eq(secret::token_hash(token)))
        .filter(account_links::purpose.eq(purpose.as_str()))
        .filter(account_links::used_at.is_null())
        .filter(account_links::expires_at.gt(clock::now()))
        .count()
        .get_result(db)?;
    if live == 1 {
        Ok(())
    } else {
        Err(StoreError::Refused(Code::LinkExpired))
    }
}

/// Kills the links of an account that wait, of one purpose or of all.
pub(crate) fn kill(tx: &mut Tx<'_>, account: AccountId, purpose: Option<Purpose>) -> StoreResult<()> {
    let mut waiting = diesel::update(account_links::table)
        .filter(account_links::account_id.eq(account))
        .filter(account_links::used_at.is_null())
        .set(account_links::used_at.eq(tx.now))
        .into_boxed();
    if let Some(purpose) = purpose {
        waiting = waiting.filter(account_links::purpose.eq(purpose.as_str()));
    }
    waiting.execute(tx.db)?;
    Ok(())
}

/// Forgets links that have been dead for a day, and gives their number. Doing it twice does nothing more.
///
/// # Errors
/// When the database does not answer.
pub fn forget_dead(tx: &mut Tx<'_>) -> StoreResult<usize> {
    let before: Moment = tx.now.plus_seconds(-EMAIL_LINK_SECONDS);
    let dead = account_links::table.filter(account_links::expires_at.lt(before));
    Ok(diesel::delete(dead).execute(tx.db)?)
}
