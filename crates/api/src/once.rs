//! Calls that may be sent again: a POST with an `Idempotency-Key` does its work once and gives the same answer every time.
//!
//! The row of the key is taken, the work done and the answer kept in one transaction. Whoever comes second waits for that transaction
//! and gets its answer; when it was refused, nothing is kept and the work is tried anew. Answers hold personal data and secrets: they are
//! sealed with a key that follows from the client's own.

use std::marker::PhantomData;

use actix_web::{HttpRequest, http::header::HeaderValue};
use domain::{
    access::Access,
    endpoint::{Endpoint, Method},
    id::{AccountId, SchoolId},
    problem::{Code, Problem},
    session::IDEMPOTENCY_HEADER,
    version::Versioned,
};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use store::{
    error::{StoreError, StoreResult},
    idempotency::{self, Attempt},
    tx::Tx,
};

use crate::{State, failure::Failure, keys::Keys, reply::Reply, seal::Seal};

/// Longest key, in characters.
const LONGEST: usize = 255;

/// The door through which a POST writes.
pub struct Once<E> {
    key: Option<Key>,
    call: PhantomData<E>,
}

#[derive(Clone)]
struct Key {
    attempt: Attempt,
    context: Vec<u8>,
    keys: Keys,
}

/// A good answer, as it is kept.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Stored {
    /// Its body.
    pub body: String,
    /// The version of what it shows.
    pub version: Option<i64>,
}

impl<E: Endpoint> Once<E> {
    /// Of a call that somebody with a session makes, in the school of that session; `body` is what was sent.
    pub(crate) fn of(
        request: &HttpRequest,
        keys: &Keys,
        who: Option<(AccountId, SchoolId)>,
        body: &[u8],
    ) -> Result<Self, Failure> {
        let none = Self {
            key: None,
            call: PhantomData,
        };
        let mut headers = request.headers().get_all(IDEMPOTENCY_HEADER);
        let (Some((account, school)), Some(header)) = (who, headers.next()) else {
            return Ok(none);
        };
        if E::METHOD != Method::Post || !E::Access::NEEDS_SESSION {
            return Ok(none);
        }
        let text = readable(header).filter(|_| headers.next().is_none()).ok_or_else(|| {
            Problem::new(Code::BadRequest).because("An Idempotency-Key has 1 to 255 visible ASCII characters.")
        })?;
        let mut hash = Sha256::new();
        hash.update(request.uri().to_string().as_bytes());
        hash.update([0]);
        hash.update(body);
        let attempt = Attempt {
            account,
            // the same key in another school of theirs is another key: the answer of the one is nobody's business in the other
            key_hash: keys.of_repeated_call(&format!("{school} {text}")),
            call: E::NAME,
            request_hash: hash.finalize().to_vec(),
        };
        Ok(Self {
            key: Some(Key {
                context: format!("{account} {school} {text}").into_bytes(),
                attempt,
                keys: keys.clone(),
            }),
            ..none
        })
    }

    /// Whether the call has a key.
    #[must_use]
    pub const fn has_key(&self) -> bool {
        self.key.is_some()
    }

    /// The same door, of a call that moves something and must not do so twice: it has a key.
    ///
    /// # Errors
    /// `idempotency_key_required`.
    pub fn needed(self) -> Result<Self, Failure> {
        if self.has_key() {
            Ok(self)
        } else {
            Err(Failure::from(Code::KeyRequired))
        }
    }

    /// The answer that this very call was given before, if it was.
    pub(crate) async fn given_before(&self, state: &State) -> Result<Option<Stored>, Failure> {
        let Some(key) = self.key.clone() else {
            return Ok(None);
        };
        let found = state
            .store
            .read(move |db| {
                let sealed = idempotency::find(db, &key.attempt)?;
                sealed.map(|sealed| key.open(&sealed)).transpose()
            })
            .await?;
        Ok(found)
    }

    /// Does the work in one transaction, once for its key, and answers what it gives.
    ///
    /// # Errors
    /// What the work says; `idempotency_key_reused`, `in_progress`.
    pub async fn write<F>(self, state: &State, work: F) -> Result<Reply<E>, Failure>
    where
        F: Fn(&mut Tx<'_>) -> StoreResult<E::Reply> + Send + 'static,
    {
        self.run(state, move |tx| Ok((work(tx)?, None))).await
    }

    /// The same with the version of what it shows.
    ///
    /// # Errors
    /// What the work says; `idempotency_key_reused`, `in_progress`.
    pub async fn write_versioned<F>(self, state: &State, work: F) -> Result<Reply<E>, Failure>
    where
        F: Fn(&mut Tx<'_>) -> StoreResult<Versioned<E::Reply>> + Send + 'static,
    {
        self.run(state, move |tx| {
            let Versioned { value, version } = work(tx)?;
            Ok((value, Some(version)))
        })
        .await
    }

    async fn run<F>(self, state: &State, work: F) -> Result<Reply<E>, Failure>
    where
        F: Fn(&mut Tx<'_>) -> StoreResult<(E::Reply, Option<i64>)> + Send + 'static,
    {
        let Some(key) = self.key else {
            let (value, version) = state.store.write(work).await?;
            return Ok(Reply::written(value, version));
        };
        let (stored, again) = state
            .store
            .write(move |tx| {
                if let Some(sealed) = idempotency::begin(tx, &key.attempt)? {
                    return Ok((key.open(&sealed)?, true));
                }
                let (value, version) = work(tx)?;
                let body = serde_json::to_string(&value).map_err(StoreError::broken)?;
                let stored = Stored { body, version };
                idempotency::finish(tx, &key.attempt, &key.seal(&stored)?)?;
                Ok((stored, false))
            })
            .await?;
        Ok(Reply::stored(stored, again))
    }
}

impl Key {
    fn seal(&self, stored: &Stored) -> StoreResult<Vec<u8>> {
        let text = serde_json::to_vec(stored).map_err(StoreError::broken)?;
        self.keys
            .seal(Seal::StoredReply, &self.context, &text)
            .map_err(|failure| StoreError::broken(failure.to_string()))
    }

    fn open(&self, sealed: &[u8]) -> StoreResult<Stored> {
        let text = self.keys.open(Seal::StoredReply, &self.context, sealed);
        let text = text.ok_or_else(|| StoreError::broken("a stored reply does not open"))?;
        serde_json::from_slice(&text).map_err(StoreError::broken)
    }
}

fn readable(header: &HeaderValue) -> Option<&str> {
    let text = header.to_str().ok()?;
    let fits = (1..=LONGEST).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_graphic());
    fits.then_some(text)
}
