//! The second factor: a secret shared with an authenticator app, and recovery codes for the day the app is lost. The secret comes here
//! sealed, a code as the step of time that it belongs to, a recovery code as its hash.

use diesel::{
    dsl::{count_star, exists},
    prelude::*,
    select,
};
use domain::{
    accounts::security::SecondFactor,
    happening::Happening,
    id::{AccountId, RecoveryCodeId},
    moment::Moment,
    problem::Code,
};

use crate::{
    accounts::{
        links,
        mail::{SecondFactorOff, SecondFactorOn},
        standing::Standing,
    },
    backend::Db,
    error::{StoreError, StoreResult},
    schema::{recovery_codes, schools, second_factors},
    tx::Tx,
};

/// A second factor as it is kept.
#[derive(Debug, Clone, Queryable)]
pub struct Kept {
    /// The sealed secret.
    pub sealed_secret: Vec<u8>,
    /// The step of the last code that was used; later ones only.
    pub last_step: i64,
    /// Since when signing in asks for it; not yet, when nothing.
    pub confirmed_at: Option<Moment>,
}

/// What somebody has shown as second factor.
#[derive(Debug, Clone)]
pub enum Shown {
    /// A code of the app, right for this step of time.
    Step(i64),
    /// Something else: the hash under which it would be a recovery code.
    Recovery(Vec<u8>),
}

/// Whether signing in asks this person for a code.
///
/// # Errors
/// When the database does not answer.
pub fn is_on(db: &mut Db, account: AccountId) -> StoreResult<bool> {
    let confirmed = second_factors::table
        .filter(second_factors::account_id.eq(account))
        .filter(second_factors::confirmed_at.is_not_null());
    Ok(select(exists(confirmed)).get_result(db)?)
}

/// The second factor of an account, confirmed or only begun.
///
/// # Errors
/// When the database does not answer.
pub fn find(db: &mut Db, account: AccountId) -> StoreResult<Option<Kept>> {
    Ok(second_factors::table
        .find(account)
        .select((
            second_factors::sealed_secret,
            second_factors::last_step,
            second_factors::confirmed_at,
        ))
        .first(db)
        .optional()?)
}

/// How things stand with mine.
///
/// # Errors
/// When the database does not answer.
pub fn show(db: &mut Db, by: &Standing) -> StoreResult<SecondFactor> {
    let since = find(db, by.account())?.and_then(|kept| kept.confirmed_at);
    let left: i64 = recovery_codes::table
        .filter(recovery_codes::account_id.eq(by.account()))
        .filter(recovery_codes::used_at.is_null())
        .select(count_star())
        .first(db)?;
    let asked: bool = schools::table
        .find(by.school())
        .select(schools::staff_second_factor)
        .first(db)?;
    Ok(SecondFactor {
        enabled: since.is_some(),
        since,
        recovery_codes: u32::try_from(left).unwrap_or_default(),
        required: asked && by.role().is_staff(),
    })
}

/// Keeps the sealed secret of a second factor that is not confirmed yet, in place of one begun before.
///
/// # Errors
/// `conflict` when there is a confirmed one.
pub fn begin(tx: &mut Tx<'_>, by: &Standing, sealed_secret: &[u8]) -> StoreResult<()> {
    links::hold(tx, by.account())?;
    if is_on(tx.db, by.account())? {
        return Err(StoreError::Refused(Code::Conflict));
    }
    diesel::delete(second_factors::table.find(by.account())).execute(tx.db)?;
    diesel::insert_into(second_factors::table)
        .values((
            second_factors::account_id.eq(by.account()),
            second_factors::sealed_secret.eq(sealed_secret),
            second_factors::last_step.eq(0),
            second_factors::created_at.eq(tx.now),
        ))
        .execute(tx.db)?;
    Ok(())
}

/// Confirms the second factor whose secret gave a code for this step, with its recovery codes, and tells its owner.
///
/// # Errors
/// `conflict` when it was confirmed or begun anew in between.
pub fn confirm(tx: &mut Tx<'_>, by: &Standing, (begun, step): (&Kept, i64), codes: &[Vec<u8>]) -> StoreResult<()> {
    links::hold(tx, by.account())?;
    let same = second_factors::table
        .filter(second_factors::account_id.eq(by.account()))
        .filter(second_factors::sealed_secret.eq(&begun.sealed_secret))
        .filter(second_factors::confirmed_at.is_null());
    let confirmed = diesel::update(same)
        .set((
            second_factors::confirmed_at.eq(tx.now),
            second_factors::last_step.eq(step),
        ))
        .execute(tx.db)?;
    if confirmed == 0 {
        return Err(StoreError::Refused(Code::Conflict));
    }
    keep_codes(tx, by.account(), codes)?;
    changed(tx, by);
    tx.later(&SecondFactorOn { account: by.account() })
}

/// Takes what was shown, once: of several at the same time one succeeds. `false` when it is wrong or was used.
///
/// # Errors
/// When the database does not answer.
pub fn take(tx: &mut Tx<'_>, account: AccountId, shown: &Shown) -> StoreResult<bool> {
    let taken = match shown {
        Shown::Step(step) => {
            let unused = second_factors::table
                .filter(second_factors::account_id.eq(account))
                .filter(second_factors::confirmed_at.is_not_null())
                .filter(second_factors::last_step.lt(*step));
            diesel::update(unused)
                .set(second_factors::last_step.eq(*step))
                .execute(tx.db)?
        }
        Shown::Recovery(hash) => {
            let unused = recovery_codes::table
                .filter(recovery_codes::account_id.eq(account))
                .filter(recovery_codes::code_hash.eq(hash))
                .filter(recovery_codes::used_at.is_null());
            diesel::update(unused)
                .set(recovery_codes::used_at.eq(tx.now))
                .execute(tx.db)?
        }
    };
    Ok(taken == 1)
}

/// Removes the second factor with its recovery codes, and tells its owner.
///
/// # Errors
/// [`StoreError::NotFound`] when there is none.
pub fn remove(tx: &mut Tx<'_>, by: &Standing) -> StoreResult<()> {
    links::hold(tx, by.account())?;
    let confirmed = second_factors::table
        .filter(second_factors::account_id.eq(by.account()))
        .filter(second_factors::confirmed_at.is_not_null());
    if diesel::delete(confirmed).execute(tx.db)? == 0 {
        return Err(StoreError::NotFound);
    }
    keep_codes(tx, by.account(), &[])?;
    changed(tx, by);
    tx.later(&SecondFactorOff { account: by.account() })
}

/// Puts new recovery codes in the place of those from before.
///
/// # Errors
/// [`StoreError::NotFound`] when there is no second factor.
pub fn renew_codes(tx: &mut Tx<'_>, by: &Standing, codes: &[Vec<u8>]) -> StoreResult<()> {
    links::hold(tx, by.account())?;
    if !is_on(tx.db, by.account())? {
        return Err(StoreError::NotFound);
    }
    keep_codes(tx, by.account(), codes)
}

fn keep_codes(tx: &mut Tx<'_>, account: AccountId, codes: &[Vec<u8>]) -> StoreResult<()> {
    diesel::delete(recovery_codes::table.filter(recovery_codes::account_id.eq(account))).execute(tx.db)?;
    for code in codes {
        diesel::insert_into(recovery_codes::table)
            .values((
                recovery_codes::id.eq(RecoveryCodeId::fresh()),
                recovery_codes::account_id.eq(account),
                recovery_codes::code_hash.eq(code),
                recovery_codes::created_at.eq(tx.now),
            ))
            .execute(tx.db)?;
    }
    Ok(())
}

/// What the sessions of the account stand for may have changed: their windows read it again.
fn changed(tx: &mut Tx<'_>, by: &Standing) {
    tx.happens(Happening::FamilyChanged {
        account: by.account(),
        school: None,
    });
}
