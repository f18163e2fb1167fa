//! Signing in with e-mail address and password.

use diesel::prelude::*;
use domain::{
    id::{AccountId, MembershipId, SchoolId},
    problem::Code,
    schools::types::MembershipStatus,
    words,
};

use crate::{
    backend::Db,
    error::{StoreError, StoreResult},
    schema::{accounts, memberships},
    tx::Tx,
};

/// The person that an e-mail address belongs to, before the password was looked at.
#[derive(Clone)]
pub struct Candidate {
    /// Who.
    pub account: AccountId,
    /// The school that the session will be in.
    pub school: SchoolId,
    /// What the password must fit.
    pub password_hash: String,
}

/// Who wants to sign in: in the school asked for, else in the first one where the membership is active, else in any.
///
/// `None` for an unknown address, a closed account, and a school that the person does not belong to: nobody can tell which.
///
/// # Errors
/// When the database does not answer.
pub fn find(db: &mut Db, email: &str, school: Option<SchoolId>) -> StoreResult<Option<Candidate>> {
    let found: Vec<(MembershipId, AccountId, SchoolId, String, MembershipStatus)> = memberships::table
        .inner_join(accounts::table.on(accounts::id.eq(memberships::account_id)))
        .filter(accounts::email_key.eq(words::email_key(email)))
        .filter(accounts::is_active.eq(true))
        .select((
            memberships::id,
            accounts::id,
            memberships::school_id,
            accounts::password_hash,
            memberships::status,
        ))
        .load(db)?;
    Ok(found
        .into_iter()
        .filter(|row| school.is_none_or(|wanted| wanted == row.2))
        .min_by_key(|row| (row.4 != MembershipStatus::Active, row.4, row.0))
        .map(|(_, account, school, password_hash, _)| Candidate {
            account,
            school,
            password_hash,
        }))
}

/// Holds the account of a candidate whose password was right, as long as it still is: a password that was changed in between opens nothing.
///
/// # Errors
/// `wrong_credentials` when it was changed, or the account closed.
pub fn hold(tx: &mut Tx<'_>, candidate: &Candidate) -> StoreResult<()> {
    let unchanged = accounts::table
        .filter(accounts::id.eq(candidate.account))
        .filter(accounts::is_active.eq(true))
        .filter(accounts::password_hash.eq(&candidate.password_hash));
    // an UPDATE that changes nothing is the lock that both databases have
    let held = diesel::update(unchanged)
        .set(accounts::created_at.eq(accounts::created_at))
        .execute(tx.db)?;
    if held == 1 {
        Ok(())
    } else {
        Err(StoreError::Refused(Code::WrongCredentials))
    }
}

/// Keeps a stronger hash of the same password, unless the password was changed in between.
///
/// # Errors
/// When the database does not answer.
pub fn strengthen(tx: &mut Tx<'_>, candidate: &Candidate, password_hash: &str) -> StoreResult<()> {
    let unchanged = accounts::table
        .filter(accounts::id.eq(candidate.account))
        .filter(accounts::password_hash.eq(&candidate.password_hash));
    diesel::update(unchanged)
        .set(accounts::password_hash.eq(password_hash))
        .execute(tx.db)?;
    Ok(())
}
