//! A change of who is in which class room, under the locks that keep messages exact (M7, Z4).

use domain::{
    happening::Happening,
    id::{AccountId, ClassId},
};

use crate::{error::StoreResult, messaging::room, tx::Tx};

/// Makes a change to one person that may open or close the rooms of these classes for them: the rooms are locked first, and what the
/// change did to the person's rooms happens after the commit. The person's membership is held by the caller, see
/// `schools::membership::hold`.
///
/// # Errors
/// Whatever `make` says, and when the database does not answer.
pub(crate) fn of_rooms<T>(
    tx: &mut Tx<'_>,
    account: AccountId,
    classes: &[ClassId],
    make: impl FnOnce(&mut Tx<'_>) -> StoreResult<T>,
) -> StoreResult<T> {
    room::lock_rooms_of_class(tx, classes)?;
    let before = room::rooms_of(tx.db, account)?;
    let made = make(tx)?;
    room::members_changed(tx, account, &before)?;
    tx.happens(Happening::FamilyChanged { account });
    Ok(made)
}
