//! Personal access tokens. Each is a session with a name, scopes and an end that using it does not move; kept as a hash only.

use diesel::prelude::*;
use domain::{
    access::Scope,
    accounts::tokens::{DAYS, MOST, MadeToken, NewToken, TokenSummary},
    id::SessionId,
    moment::Moment,
    page::Page,
    problem::Code,
    words,
};

use crate::{
    accounts::{sessions, standing::Standing},
    backend::Db,
    clock,
    error::{StoreError, StoreResult},
    schema::{accounts, sessions as rows},
    secret,
    tx::Tx,
};

/// The word in the column `kind`.
const KIND: &str = "personal";

/// Makes a token for the school of the session that asks.
///
/// # Errors
/// `conflict` when there are as many as there may be.
pub fn make(tx: &mut Tx<'_>, by: &Standing, new: &NewToken) -> StoreResult<MadeToken> {
    // one at a time for each account, so that there are never more than allowed
    diesel::update(accounts::table.find(by.account()))
        .set(accounts::version.eq(accounts::version))
        .execute(tx.db)?;
    let count: i64 = rows::table
        .filter(rows::account_id.eq(by.account()))
        .filter(rows::kind.eq(KIND))
        .filter(rows::revoked_at.is_null())
        .filter(rows::expires_at.gt(tx.now))
        .count()
        .get_result(tx.db)?;
    if count >= MOST {
        return Err(StoreError::Refused(Code::Conflict));
    }
    let token = secret::fresh_personal_token()?;
    let days = i64::from(new.days.unwrap_or(DAYS));
    let mut scopes = new.scopes.clone();
    scopes.sort();
    scopes.dedup();
    let made = MadeToken {
        id: SessionId::fresh(),
        name: words::clean_line(&new.name),
        scopes,
        created_at: tx.now,
        expires_at: tx.now.plus_seconds(days * 24 * 3600),
        token,
    };
    diesel::insert_into(rows::table)
        .values((
            rows::id.eq(made.id),
            rows::account_id.eq(by.account()),
            rows::school_id.eq(by.school()),
            rows::kind.eq(KIND),
            rows::secret_hash.eq(secret::token_hash(&made.token)),
            rows::device.eq(""),
            rows::created_at.eq(tx.now),
            rows::last_seen_at.eq(tx.now),
            // nobody proves anything with a token
            rows::proved_at.eq(Moment::default()),
            rows::expires_at.eq(made.expires_at),
            rows::name.eq(&made.name),
            rows::scopes.eq(written(&made.scopes)),
        ))
        .execute(tx.db)?;
    Ok(made)
}

/// My tokens that work, the newest first.
///
/// # Errors
/// When the database does not answer.
pub fn list(db: &mut Db, by: &Standing) -> StoreResult<Page<TokenSummary>> {
    let found: Vec<TokenRow> = rows::table
        .filter(rows::account_id.eq(by.account()))
        .filter(rows::kind.eq(KIND))
        .filter(rows::revoked_at.is_null())
        .filter(rows::expires_at.gt(clock::now()))
        .order(rows::id.desc())
        .select((
            rows::id,
            rows::name,
            rows::scopes,
            rows::created_at,
            rows::expires_at,
            rows::last_seen_at,
        ))
        .load(db)?;
    Ok(Page::whole(found.into_iter().map(TokenSummary::from).collect()))
}

#[derive(Queryable)]
struct TokenRow {
    id: SessionId,
    name: Option<String>,
    scopes: Option<String>,
    created_at: Moment,
    expires_at: Moment,
    last_seen_at: Moment,
}

impl From<TokenRow> for TokenSummary {
    fn from(row: TokenRow) -> Self {
        Self {
            id: row.id,
            name: row.name.unwrap_or_default(),
            scopes: read(&row.scopes.unwrap_or_default()),
            created_at: row.created_at,
            expires_at: row.expires_at,
            last_used_at: Some(row.last_seen_at).filter(|seen| *seen != row.created_at),
        }
    }
}

/// Ends one of my tokens; its sockets are closed everywhere.
///
/// # Errors
/// [`StoreError::NotFound`] when I have no such token that works.
pub fn revoke(tx: &mut Tx<'_>, by: &Standing, token: SessionId) -> StoreResult<()> {
    let _: SessionId = rows::table
        .filter(rows::id.eq(token))
        .filter(rows::kind.eq(KIND))
        .select(rows::id)
        .first(tx.db)?;
    sessions::end(tx, by, token)
}

fn written(scopes: &[Scope]) -> String {
    let words: Vec<&str> = scopes.iter().map(|scope| scope.as_str()).collect();
    words.join(" ")
}

/// A scope of a later version, which this one does not know, is not shown.
fn read(words: &str) -> Vec<Scope> {
    words.split(' ').filter_map(|word| word.parse().ok()).collect()
}
