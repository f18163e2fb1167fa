//! Passwords: forgotten, set anew, changed. Whatever happens to a password ends what was signed in with it, and its owner is told.

use diesel::prelude::*;
use domain::{id::AccountId, problem::Code, words};

use crate::{
    accounts::{
        ending,
        links::{self, NewLink, Purpose},
        mail::{PasswordChanged, PasswordForgotten, ResetPassword},
        standing::Standing,
    },
    backend::Db,
    error::{StoreError, StoreResult},
    schema::accounts,
    tx::Tx,
};

/// Queues the work of a forgotten password. Who has an account is found out before the answer, and nothing else: the link and its mail
/// are the matter of the job, which for an address without account finds nobody (A3).
///
/// # Errors
/// When the database does not answer.
pub fn forget(tx: &mut Tx<'_>, email: &str) -> StoreResult<()> {
    let account: Option<AccountId> = accounts::table
        .filter(accounts::email_key.eq(words::email_key(email)))
        .filter(accounts::is_active.eq(true))
        .select(accounts::id)
        .first(tx.db)
        .optional()?;
    tx.later(&PasswordForgotten {
        account: account.unwrap_or_else(AccountId::fresh),
    })
}

/// Makes the link for a new password and queues its mail; nothing for who is not there, or has had their mails.
///
/// # Errors
/// When the database does not answer.
pub fn send_link(tx: &mut Tx<'_>, account: AccountId) -> StoreResult<()> {
    let new = NewLink {
        account,
        purpose: Purpose::ResetPassword,
        email: None,
        session: None,
    };
    match links::add(tx, &new) {
        Ok(Some((account_link, token))) => tx.later(&ResetPassword { account_link, token }),
        Ok(None) | Err(StoreError::NotFound) => Ok(()),
        Err(error) => Err(error),
    }
}

/// Sets the password that a link was asked for. Ends every session and every personal token, and every link that waits.
///
/// # Errors
/// `link_expired`.
pub fn reset(tx: &mut Tx<'_>, token: &str, password_hash: &str) -> StoreResult<()> {
    let account = links::take(tx, Purpose::ResetPassword, token)?.account;
    let standing = accounts::table
        .filter(accounts::id.eq(account))
        .filter(accounts::is_active.eq(true));
    let set = diesel::update(standing)
        .set((
            accounts::password_hash.eq(password_hash),
            accounts::updated_at.eq(tx.now),
        ))
        .execute(tx.db)?;
    if set == 0 {
        return Err(StoreError::Refused(Code::LinkExpired));
    }
    ending::end_all(tx, account)?;
    links::kill(tx, account, None)?;
    tx.later(&PasswordChanged { account })
}

/// The hash that my password must fit.
///
/// # Errors
/// When the database does not answer.
pub fn hash_of(db: &mut Db, by: &Standing) -> StoreResult<String> {
    Ok(accounts::table
        .find(by.account())
        .select(accounts::password_hash)
        .first(db)?)
}

/// Changes my password from one hash to another. My other sessions and my personal tokens end, and every link that waits.
///
/// # Errors
/// `conflict` when it was changed in between.
pub fn change(tx: &mut Tx<'_>, by: &Standing, (from, to): (&str, &str)) -> StoreResult<()> {
    let unchanged = accounts::table
        .filter(accounts::id.eq(by.account()))
        .filter(accounts::password_hash.eq(from));
    let changed = diesel::update(unchanged)
        .set((accounts::password_hash.eq(to), accounts::updated_at.eq(tx.now)))
        .execute(tx.db)?;
    if changed == 0 {
        return Err(StoreError::Refused(Code::Conflict));
    }
    ending::end_all_but(tx, by.account(), by.session())?;
    links::kill(tx, by.account(), None)?;
    super::proof::prove(tx, by)?;
    tx.later(&PasswordChanged { account: by.account() })
}
