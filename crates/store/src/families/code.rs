//! One-time codes of children: printed by the school, kept as a keyed hash only.

use diesel::prelude::*;
use domain::{
    families::{
        rules::{CODE_SECONDS, printed_code},
        types::FreshChildCode,
    },
    id::{ChildCodeId, ChildId},
    problem::Code,
    words,
};

use crate::{
    accounts::standing::{ActiveMember, StaffMember},
    error::{StoreError, StoreResult},
    schema::{child_codes, children},
    secret,
    tx::Tx,
};

/// Makes a code for a child of the school; `key` is what only this instance knows. By making one the school says that it knows the
/// child, also one that so far only a parent had declared.
///
/// # Errors
/// [`StoreError::NotFound`] when it is not a child of this school.
pub fn make(tx: &mut Tx<'_>, by: &StaffMember, key: &[u8], child: ChildId) -> StoreResult<FreshChildCode> {
    let known = children::table
        .filter(children::id.eq(child))
        .filter(children::school_id.eq(by.member().school()));
    let found = diesel::update(known).set(children::declared.eq(false)).execute(tx.db)?;
    if found == 0 {
        return Err(StoreError::NotFound);
    }
    let letters = secret::fresh_code()?;
    let expires_at = tx.now.plus_seconds(CODE_SECONDS);
    diesel::insert_into(child_codes::table)
        .values((
            child_codes::id.eq(ChildCodeId::fresh()),
            child_codes::school_id.eq(by.member().school()),
            child_codes::child_id.eq(child),
            child_codes::code_hash.eq(secret::keyed_hash(key, &letters)),
            child_codes::created_at.eq(tx.now),
            child_codes::expires_at.eq(expires_at),
        ))
        .execute(tx.db)?;
    Ok(FreshChildCode {
        code: printed_code(&letters),
        expires_at,
    })
}

/// Uses a code up and gives its child. Of several uses at once, one succeeds.
///
/// # Errors
/// `wrong_code` when it is unknown, used, too old, or of another school.
pub(crate) fn redeem(tx: &mut Tx<'_>, by: &ActiveMember, key: &[u8], typed: &str) -> StoreResult<ChildId> {
    let hash = secret::keyed_hash(key, &words::code_key(typed));
    let unused = child_codes::table
        .filter(child_codes::code_hash.eq(hash))
        .filter(child_codes::school_id.eq(by.school()))
        .filter(child_codes::used_at.is_null())
        .filter(child_codes::expires_at.gt(tx.now));
    diesel::update(unused)
        .set((child_codes::used_at.eq(tx.now), child_codes::used_by.eq(by.account())))
        .returning(child_codes::child_id)
        .get_result(tx.db)
        .optional()?
        .ok_or(StoreError::Refused(Code::WrongCode))
}
