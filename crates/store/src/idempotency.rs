//! What calls with an `Idempotency-Key` have answered: written in the transaction of the call, so that it is there exactly when the work
//! is. The answers are sealed by whoever calls; this module sees bytes.

use diesel::prelude::*;
use domain::{id::AccountId, problem::Code};

use crate::{
    backend::Db,
    error::{StoreError, StoreResult},
    on_backend,
    schema::idempotency_keys,
    tx::Tx,
};

/// How long an answer is kept, in seconds: a day.
pub const KEPT_SECONDS: i64 = 24 * 3600;

/// One call with a key.
#[derive(Debug, Clone)]
pub struct Attempt {
    /// Whose key.
    pub account: AccountId,
    /// The key, hashed together with the school in which it was given.
    pub key_hash: Vec<u8>,
    /// The name of the call.
    pub call: &'static str,
    /// Its path, query and body, hashed.
    pub request_hash: Vec<u8>,
}

/// The sealed answer that was given to this very call before, if it was.
///
/// # Errors
/// `idempotency_key_reused` when the key was given to another call.
pub fn find(db: &mut Db, attempt: &Attempt) -> StoreResult<Option<Vec<u8>>> {
    let since = crate::clock::now().plus_seconds(-KEPT_SECONDS);
    let found: Option<(String, Vec<u8>, Vec<u8>)> = idempotency_keys::table
        .filter(idempotency_keys::account_id.eq(attempt.account))
        .filter(idempotency_keys::key_hash.eq(&attempt.key_hash))
        .filter(idempotency_keys::created_at.gt(since))
        .select((
            idempotency_keys::call,
            idempotency_keys::request_hash,
            idempotency_keys::sealed_reply,
        ))
        .first(db)
        .optional()?;
    match found {
        None => Ok(None),
        Some((call, request, reply)) if call == attempt.call && request == attempt.request_hash => Ok(Some(reply)),
        Some(_) => Err(StoreError::Refused(Code::KeyReused)),
    }
}

/// Takes the key for this transaction. `Some` with the sealed answer when another one has done the work already.
///
/// # Errors
/// `in_progress` when another transaction holds the key for too long, `idempotency_key_reused` when the key was given to another call.
pub fn begin(tx: &mut Tx<'_>, attempt: &Attempt) -> StoreResult<Option<Vec<u8>>> {
    let mine = idempotency_keys::table
        .filter(idempotency_keys::account_id.eq(attempt.account))
        .filter(idempotency_keys::key_hash.eq(&attempt.key_hash));
    let expired = idempotency_keys::created_at.le(tx.now.plus_seconds(-KEPT_SECONDS));
    diesel::delete(mine.filter(expired)).execute(tx.db)?;
    let row = (
        idempotency_keys::account_id.eq(attempt.account),
        idempotency_keys::key_hash.eq(&attempt.key_hash),
        idempotency_keys::call.eq(attempt.call),
        idempotency_keys::request_hash.eq(&attempt.request_hash),
        idempotency_keys::sealed_reply.eq(Vec::new()),
        idempotency_keys::created_at.eq(tx.now),
    );
    // on PostgreSQL this waits for whoever holds the key; on SQLite nobody else is writing
    let taken = on_backend!(tx.db, connection => diesel::insert_into(idempotency_keys::table).values(row).on_conflict_do_nothing().execute(connection))
        .map_err(|error| match StoreError::from(error) {
            StoreError::Again => StoreError::Refused(Code::InProgress),
            other => other,
        })?;
    if taken == 1 { Ok(None) } else { find(tx.db, attempt) }
}

/// Keeps the sealed answer of the work that this transaction has done.
///
/// # Errors
/// When the database does not answer.
pub fn finish(tx: &mut Tx<'_>, attempt: &Attempt, sealed_reply: &[u8]) -> StoreResult<()> {
    let mine = idempotency_keys::table
        .filter(idempotency_keys::account_id.eq(attempt.account))
        .filter(idempotency_keys::key_hash.eq(&attempt.key_hash));
    diesel::update(mine)
        .set(idempotency_keys::sealed_reply.eq(sealed_reply))
        .execute(tx.db)?;
    Ok(())
}

/// Forgets answers of more than a day ago and gives their number. Doing it twice does nothing more.
///
/// # Errors
/// When the database does not answer.
pub fn forget_old(tx: &mut Tx<'_>) -> StoreResult<usize> {
    let before = tx.now.plus_seconds(-KEPT_SECONDS);
    Ok(diesel::delete(idempotency_keys::table.filter(idempotency_keys::created_at.le(before))).execute(tx.db)?)
}
