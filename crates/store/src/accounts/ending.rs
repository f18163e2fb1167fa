//! Ending many sessions at once (A5). A personal access token is a session too.

use diesel::{BoolExpressionMethods, prelude::*, sql_types::Bool};
use domain::id::{AccountId, SchoolId, SessionId};

use crate::{accounts::standing::Standing, backend::MultiBackend, error::StoreResult, schema::sessions, tx::Tx};

type Which = Box<dyn BoxableExpression<sessions::table, MultiBackend, SqlType = Bool>>;

/// Signs out every device of mine but this one. Personal tokens stay: they are not devices.
///
/// # Errors
/// When the database does not answer.
pub fn end_other_devices(tx: &mut Tx<'_>, by: &Standing) -> StoreResult<()> {
    let others = sessions::id.ne(by.session()).and(sessions::name.is_null());
    revoke(tx, by.account(), Some(Box::new(others)))
}

/// Ends every session and every personal token of somebody, but the one that goes on.
///
/// # Errors
/// When the database does not answer.
pub(crate) fn end_all_but(tx: &mut Tx<'_>, account: AccountId, kept: SessionId) -> StoreResult<()> {
    revoke(tx, account, Some(Box::new(sessions::id.ne(kept))))
}

/// Ends every session and every personal token of somebody.
///
/// # Errors
/// When the database does not answer.
pub fn end_all(tx: &mut Tx<'_>, account: AccountId) -> StoreResult<()> {
    revoke(tx, account, None)
}

/// Ends every session and every personal token of somebody in one school, whose role or membership has just changed.
///
/// # Errors
/// When the database does not answer.
pub fn end_in_school(tx: &mut Tx<'_>, account: AccountId, school: SchoolId) -> StoreResult<()> {
    revoke(tx, account, Some(Box::new(sessions::school_id.eq(school))))
}

fn revoke(tx: &mut Tx<'_>, account: AccountId, which: Option<Which>) -> StoreResult<()> {
    let mut standing = sessions::table
        .filter(sessions::account_id.eq(account))
        .filter(sessions::revoked_at.is_null())
        .select(sessions::id)
        .order(sessions::id)
        .into_boxed();
    if let Some(which) = which {
        standing = standing.filter(which);
    }
    let standing: Vec<SessionId> = standing.load(tx.db)?;
    for session in standing {
        super::sessions::revoke(tx, account, session)?;
    }
    Ok(())
}
