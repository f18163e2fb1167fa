//! Renewing the tokens of an API session: each refresh token works once.
//!
//! The successor of a token is computed from it, not drawn: a client whose answer got lost asks again and gets the same one. A token
//! shown again after the grace is in two hands, and its session ends.

use diesel::prelude::*;
use domain::{
    accounts::types::SessionKind,
    id::{AccountId, RefreshTokenId, SchoolId, SessionId},
    moment::Moment,
    problem::Code,
    session::{REFRESH_GRACE_SECONDS, SESSION_SECONDS},
};

use crate::{
    accounts::{
        mail::SessionStolen,
        sessions::{Opened, add_refresh_token, revoke},
    },
    error::{StoreError, StoreResult},
    schema::{accounts, refresh_tokens, sessions},
    secret,
    tx::Tx,
};

/// What became of a refresh token.
#[derive(Clone)]
pub enum Refreshed {
    /// It was right; the session goes on with its successor.
    Renewed(Opened),
    /// It was used before: the session has been ended. The transaction must commit, so this is not an error here.
    Reused,
}

/// Trades a refresh token for its successor. `key` is what only this instance knows.
///
/// # Errors
/// `unauthenticated` when the token is unknown or its session does not stand.
pub fn refresh(tx: &mut Tx<'_>, key: &[u8], token: &str) -> StoreResult<Refreshed> {
    const NO_SESSION: StoreError = StoreError::Refused(Code::Unauthenticated);
    let (id, session, account) = refresh_tokens::table
        .inner_join(sessions::table.inner_join(accounts::table))
        .filter(refresh_tokens::token_hash.eq(secret::token_hash(token)))
        .filter(accounts::is_active.eq(true))
        .select((refresh_tokens::id, sessions::id, sessions::account_id))
        .first::<(RefreshTokenId, SessionId, AccountId)>(tx.db)
        .optional()?
        .ok_or(NO_SESSION)?;
    // the session's row is the lock: a sign-out, or the same token at the same time, comes before or after
    let school = lock_session(tx, session)?.ok_or(NO_SESSION)?;
    let successor = secret::derived_token(key, token);
    if replace(tx, id)? {
        add_refresh_token(tx, session, secret::token_hash(&successor))?;
    } else if !within_grace(tx, id)? {
        revoke(tx, account, session)?;
        tx.later(&SessionStolen { account })?;
        return Ok(Refreshed::Reused);
    }
    Ok(Refreshed::Renewed(Opened {
        session,
        account,
        school,
        kind: SessionKind::Bearer,
        secret: successor,
    }))
}

fn lock_session(tx: &mut Tx<'_>, session: SessionId) -> StoreResult<Option<SchoolId>> {
    let standing = sessions::table
        .filter(sessions::id.eq(session))
        .filter(sessions::revoked_at.is_null())
        .filter(sessions::expires_at.gt(tx.now));
    Ok(diesel::update(standing)
        .set((
            sessions::last_seen_at.eq(tx.now),
            sessions::expires_at.eq(tx.now.plus_seconds(SESSION_SECONDS)),
        ))
        .returning(sessions::school_id)
        .get_result(tx.db)
        .optional()?)
}

fn replace(tx: &mut Tx<'_>, id: RefreshTokenId) -> StoreResult<bool> {
    let unused = refresh_tokens::table
        .filter(refresh_tokens::id.eq(id))
        .filter(refresh_tokens::replaced_at.is_null());
    let replaced = diesel::update(unused)
        .set(refresh_tokens::replaced_at.eq(tx.now))
        .execute(tx.db)?;
    Ok(replaced == 1)
}

fn within_grace(tx: &mut Tx<'_>, id: RefreshTokenId) -> StoreResult<bool> {
    let replaced_at: Option<Moment> = refresh_tokens::table
        .find(id)
        .select(refresh_tokens::replaced_at)
        .first(tx.db)?;
    Ok(replaced_at.is_some_and(|at| tx.now <= at.plus_seconds(REFRESH_GRACE_SECONDS)))
}
