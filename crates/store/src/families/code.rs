//! One-time codes of children: printed by the school, kept as a keyed hash only.

use diesel::prelude::*;
use domain::{
    families::{
        rules::{CODE_SECONDS, printed_code},
        types::FreshChildCode,
    },
    id::{ChildCodeId, ChildId, SchoolId},
    moment::Moment,
    problem::Code,
    schools::audit::Act,
    words,
};

use crate::{
    accounts::standing::{ActiveMember, StaffMember},
    backend::Db,
    error::{StoreError, StoreResult},
    families::{child, record},
    schema::{child_codes, children},
    schools::audit::{self, Note},
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
    let found = diesel::update(known)
        .set((
            children::declared.eq(false),
            children::version.eq(children::version + 1),
        ))
        .execute(tx.db)?;
    if found == 0 {
        return Err(StoreError::NotFound);
    }
    record::may_open(tx.db, by, child)?;
    let code = write(tx, by.member().school(), key, child)?;
    let known = child::row(tx.db, by.member().school(), child)?;
    let note = Note::of(Act::CodesMade, known.name()).about_child(child);
    audit::note(tx, by.member(), &note)?;
    Ok(code)
}

/// Writes a fresh code of a child.
pub(crate) fn write(tx: &mut Tx<'_>, school: SchoolId, key: &[u8], child: ChildId) -> StoreResult<FreshChildCode> {
    let letters = secret::fresh_code()?;
    let expires_at = tx.now.plus_seconds(CODE_SECONDS);
    diesel::insert_into(child_codes::table)
        .values((
            child_codes::id.eq(ChildCodeId::fresh()),
            child_codes::school_id.eq(school),
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

/// Makes the unused codes of some children stop working, and says how many there were.
pub(crate) fn revoke(tx: &mut Tx<'_>, children: &[ChildId]) -> StoreResult<usize> {
    let unused = child_codes::table
        .filter(child_codes::child_id.eq_any(children.iter().copied()))
        .filter(child_codes::used_at.is_null())
        .filter(child_codes::expires_at.gt(tx.now));
    Ok(diesel::update(unused)
        .set(child_codes::expires_at.eq(tx.now))
        .execute(tx.db)?)
}

/// The child of a code that works.
///
/// # Errors
/// `wrong_code` when it is unknown, used, too old, or of another school.
pub(crate) fn child_of(
    db: &mut Db,
    by: &ActiveMember,
    (key, typed): (&[u8], &str),
    now: Moment,
) -> StoreResult<ChildId> {
    child_codes::table
        .filter(child_codes::code_hash.eq(secret::keyed_hash(key, &words::code_key(typed))))
        .filter(child_codes::school_id.eq(by.school()))
        .filter(child_codes::used_at.is_null())
        .filter(child_codes::expires_at.gt(now))
        .select(child_codes::child_id)
        .first(db)
        .optional()?
        .ok_or(StoreError::Refused(Code::WrongCode))
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
