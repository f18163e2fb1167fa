//! Sessions: one row for each sign-in. Their secrets are kept as a hash only.

use diesel::prelude::*;
use domain::{
    accounts::types::{SessionKind, SessionSummary},
    happening::Happening,
    id::{AccountId, RefreshTokenId, SchoolId, SessionId},
    moment::Moment,
    page::Page,
    session::SESSION_SECONDS,
};

use crate::{
    accounts::standing::Standing,
    backend::Db,
    clock,
    error::{StoreError, StoreResult},
    page::{self, Slice},
    schema::{refresh_tokens, sessions},
    secret,
    tx::Tx,
};

/// Longest device name, in characters.
const DEVICE_MAX: usize = 100;

/// How long a session goes unnoted between two uses, in seconds.
pub const NOTE_SECONDS: i64 = 60;

/// What a session is opened for.
#[derive(Debug, Clone)]
pub struct Opening {
    /// Who.
    pub account: AccountId,
    /// In which school.
    pub school: SchoolId,
    /// Cookie or tokens.
    pub kind: SessionKind,
    /// What the client is, in short.
    pub device: String,
}

/// A session that was just opened or renewed, with its secret in clear for the only time.
#[derive(Clone)]
pub struct Opened {
    /// Session.
    pub session: SessionId,
    /// Who.
    pub account: AccountId,
    /// In which school.
    pub school: SchoolId,
    /// Cookie or tokens.
    pub kind: SessionKind,
    /// The value of the cookie, or the refresh token.
    pub secret: String,
}

/// The place of a session in the list: last used, then id.
pub type ListKey = (Moment, SessionId);

/// Opens a session for somebody who has just shown who they are.
///
/// # Errors
/// When the database does not answer.
pub fn open(tx: &mut Tx<'_>, opening: &Opening) -> StoreResult<Opened> {
    let session = SessionId::fresh();
    let secret = secret::fresh_token()?;
    let hash = secret::token_hash(&secret);
    let device: String = opening.device.chars().take(DEVICE_MAX).collect();
    diesel::insert_into(sessions::table)
        .values((
            sessions::id.eq(session),
            sessions::account_id.eq(opening.account),
            sessions::school_id.eq(opening.school),
            sessions::kind.eq(opening.kind),
            sessions::secret_hash.eq((opening.kind == SessionKind::Cookie).then(|| hash.clone())),
            sessions::device.eq(device),
            sessions::created_at.eq(tx.now),
            sessions::last_seen_at.eq(tx.now),
            sessions::proved_at.eq(tx.now),
            sessions::expires_at.eq(tx.now.plus_seconds(SESSION_SECONDS)),
        ))
        .execute(tx.db)?;
    if opening.kind == SessionKind::Bearer {
        add_refresh_token(tx, session, hash)?;
    }
    Ok(Opened {
        session,
        account: opening.account,
        school: opening.school,
        kind: opening.kind,
        secret,
    })
}

/// Writes the hash of a refresh token.
pub(crate) fn add_refresh_token(tx: &mut Tx<'_>, session: SessionId, hash: Vec<u8>) -> StoreResult<()> {
    diesel::insert_into(refresh_tokens::table)
        .values((
            refresh_tokens::id.eq(RefreshTokenId::fresh()),
            refresh_tokens::session_id.eq(session),
            refresh_tokens::token_hash.eq(hash),
            refresh_tokens::created_at.eq(tx.now),
        ))
        .execute(tx.db)?;
    Ok(())
}

/// Whether a use of the session is to be noted: at most once a minute.
#[must_use]
pub fn is_due(standing: &Standing) -> bool {
    clock::now().seconds_since(standing.last_seen_at()) >= NOTE_SECONDS
}

/// Notes that a session was used, which also lengthens its life, unless it is a personal access token. Does nothing when it was noted
/// less than a minute ago.
///
/// # Errors
/// When the database does not answer.
pub fn note_use(tx: &mut Tx<'_>, session: SessionId) -> StoreResult<()> {
    let due = sessions::table
        .filter(sessions::id.eq(session))
        .filter(sessions::revoked_at.is_null())
        .filter(sessions::expires_at.gt(tx.now))
        .filter(sessions::last_seen_at.le(tx.now.plus_seconds(-NOTE_SECONDS)));
    let noted = diesel::update(due)
        .set(sessions::last_seen_at.eq(tx.now))
        .execute(tx.db)?;
    if noted == 1 {
        let living = sessions::table
            .filter(sessions::id.eq(session))
            .filter(sessions::scopes.is_null());
        diesel::update(living)
            .set(sessions::expires_at.eq(tx.now.plus_seconds(SESSION_SECONDS)))
            .execute(tx.db)?;
    }
    Ok(())
}

/// My sessions that stand, the most recently used first.
///
/// # Errors
/// When the database does not answer.
pub fn list(db: &mut Db, by: &Standing, slice: &Slice<ListKey>) -> StoreResult<Page<SessionSummary>> {
    let mut query = sessions::table
        .filter(sessions::account_id.eq(by.account()))
        .filter(sessions::scopes.is_null())
        .filter(sessions::revoked_at.is_null())
        .filter(sessions::expires_at.gt(clock::now()))
        .order((sessions::last_seen_at.desc(), sessions::id.desc()))
        .select((
            sessions::id,
            sessions::kind,
            sessions::device,
            sessions::created_at,
            sessions::last_seen_at,
        ))
        .limit(slice.rows())
        .into_boxed();
    if let Some((seen, id)) = slice.after() {
        query = query.filter(
            sessions::last_seen_at
                .lt(*seen)
                .or(sessions::last_seen_at.eq(*seen).and(sessions::id.lt(*id))),
        );
    }
    let rows: Vec<(SessionId, SessionKind, String, Moment, Moment)> = query.load(db)?;
    let rows = slice.cut(rows, |row| (row.4, row.0))?;
    Ok(page::map(rows, |(id, kind, device, created_at, last_seen_at)| {
        SessionSummary {
            id,
            kind,
            device,
            current: id == by.session(),
            created_at,
            last_seen_at,
        }
    }))
}

/// Ends one of my sessions; its sockets are closed everywhere.
///
/// # Errors
/// [`StoreError::NotFound`] when I have no such session that stands.
pub fn end(tx: &mut Tx<'_>, by: &Standing, session: SessionId) -> StoreResult<()> {
    if revoke(tx, by.account(), session)? {
        Ok(())
    } else {
        Err(StoreError::NotFound)
    }
}

/// Signs out: ends the session of this very call. Doing it twice does nothing more.
///
/// # Errors
/// When the database does not answer.
pub fn sign_out(tx: &mut Tx<'_>, by: &Standing) -> StoreResult<()> {
    revoke(tx, by.account(), by.session())?;
    Ok(())
}

/// Ends a session that stands and says whether it did.
pub(crate) fn revoke(tx: &mut Tx<'_>, account: AccountId, session: SessionId) -> StoreResult<bool> {
    let standing = sessions::table
        .filter(sessions::id.eq(session))
        .filter(sessions::account_id.eq(account))
        .filter(sessions::revoked_at.is_null());
    let ended = diesel::update(standing)
        .set(sessions::revoked_at.eq(tx.now))
        .execute(tx.db)?;
    if ended == 1 {
        tx.happens(Happening::SessionEnded { session, account });
    }
    Ok(ended == 1)
}

/// Forgets sessions that ended or expired more than 30 days ago, and gives their number. Doing it twice does nothing more.
///
/// # Errors
/// When the database does not answer.
pub fn forget_dead(tx: &mut Tx<'_>) -> StoreResult<usize> {
    let before = tx.now.plus_seconds(-SESSION_SECONDS);
    let dead = sessions::table.filter(sessions::expires_at.lt(before).or(sessions::revoked_at.lt(before)));
    Ok(diesel::delete(dead).execute(tx.db)?)
}
