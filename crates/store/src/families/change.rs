//! A change of who is in which class room, under the locks that keep messages exact (M7, Z4).

use std::collections::BTreeSet;

use diesel::prelude::*;
use domain::{
    families::types::LinkStatus,
    happening::Happening,
    id::{AccountId, ChildId, ClassId, SchoolId},
};

use crate::{
    backend::Db,
    error::{StoreError, StoreResult},
    families::child,
    messaging::room,
    schema::guardian_links,
    schools::{class, membership},
    tx::Tx,
};

/// Makes a change to one person that may open or close the rooms of these classes for them: the rooms are locked first, and what the
/// change did to the person's rooms happens after the commit. The person's membership is held by the caller, see
/// `schools::membership::hold`.
///
/// # Errors
/// Whatever `make` says, and when the database does not answer.
pub(crate) fn of_rooms<T>(
    tx: &mut Tx<'_>,
    (school, account): (SchoolId, AccountId),
    classes: &[ClassId],
    make: impl FnOnce(&mut Tx<'_>) -> StoreResult<T>,
) -> StoreResult<T> {
    room::lock_rooms_of_class(tx, classes)?;
    let before = room::rooms_of(tx.db, account)?;
    let made = make(tx)?;
    room::members_changed(tx, account, &before)?;
    tell(tx, school, account);
    Ok(made)
}

/// Makes a change to some children of a school that may move everybody who is linked to them from room to room: their adults are held,
/// then the children, then the rooms of the classes that they are in and of those that they come into, always in id order.
///
/// # Errors
/// [`StoreError::NotFound`] when a child is gone; whatever `make` says, and when the database does not answer.
pub(crate) fn of_children<T>(
    tx: &mut Tx<'_>,
    (school, children): (SchoolId, &[ChildId]),
    entered: &[ClassId],
    make: impl FnOnce(&mut Tx<'_>) -> StoreResult<T>,
) -> StoreResult<T> {
    let adults = adults_of(tx.db, children)?;
    for adult in &adults {
        match membership::hold(tx, *adult, school) {
            Ok(()) | Err(StoreError::NotFound) => {}
            Err(other) => return Err(other),
        }
    }
    child::hold(tx, children)?;
    // somebody was linked to one of them before we held it: begin again, with that adult too
    if !adults_of(tx.db, children)?.is_subset(&adults) {
        return Err(StoreError::Again);
    }
    let mut classes = class::opened_by(tx.db, children)?;
    classes.extend_from_slice(entered);
    let rooms = room::lock_rooms_of_class(tx, &classes)?;
    let before = room::members_of_each(tx.db, &rooms)?;
    let made = make(tx)?;
    room::all_members_changed(tx, &before)?;
    for account in adults {
        tell(tx, school, account);
    }
    Ok(made)
}

/// Somebody's family in a school has changed: their windows read it again.
pub(crate) fn tell(tx: &mut Tx<'_>, school: SchoolId, account: AccountId) {
    tx.happens(Happening::FamilyChanged {
        account,
        school: Some(school),
    });
}

/// Everybody with a link to these children that is not over.
fn adults_of(db: &mut Db, children: &[ChildId]) -> StoreResult<BTreeSet<AccountId>> {
    let adults: Vec<AccountId> = guardian_links::table
        .filter(guardian_links::child_id.eq_any(children.iter().copied()))
        .filter(guardian_links::status.eq_any([LinkStatus::Pending, LinkStatus::Confirmed]))
        .select(guardian_links::account_id)
        .load(db)?;
    Ok(adults.into_iter().collect())
}
