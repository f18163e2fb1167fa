//! The people who work at a school, and their places in classes. People are added by whoever runs the instance, on the command line, or
//! come by invitation.

use diesel::prelude::*;
use domain::{
    id::{AccountId, ClassId, SchoolId, StaffAssignmentId},
    problem::Code,
    schools::types::{MembershipStatus, Role},
};

use crate::{
    accounts::registration::{Registration, add_account, add_membership},
    error::{StoreError, StoreResult},
    families::change,
    schema::{classes, memberships, staff_assignments},
    schools::membership,
    tx::Tx,
};

/// Adds a person with an active membership in this role; the address counts as confirmed.
///
/// # Errors
/// `conflict` when the address has an account.
pub fn add_person(tx: &mut Tx<'_>, new: &Registration, role: Role) -> StoreResult<AccountId> {
    let account = add_account(tx, new, Code::Conflict)?;
    add_membership(tx, account, new.school, (role, MembershipStatus::Active))?;
    Ok(account)
}

/// Assigns a staff member to a class: from now on in its room. Doing it twice does nothing more. Says whether it did something.
///
/// # Errors
/// [`StoreError::NotFound`] when the class is not of a school where the person is staff.
pub fn assign(tx: &mut Tx<'_>, account: AccountId, class: ClassId) -> StoreResult<bool> {
    let school = school_of_staff(tx, account, class)?;
    membership::hold(tx, account, school)?;
    change::of_rooms(tx, (school, account), &[class], |tx| {
        let already: i64 = staff_assignments::table
            .filter(staff_assignments::account_id.eq(account))
            .filter(staff_assignments::class_id.eq(class))
            .filter(staff_assignments::ended_at.is_null())
            .count()
            .get_result(tx.db)?;
        if already > 0 {
            return Ok(false);
        }
        diesel::insert_into(staff_assignments::table)
            .values((
                staff_assignments::id.eq(StaffAssignmentId::fresh()),
                staff_assignments::account_id.eq(account),
                staff_assignments::class_id.eq(class),
                staff_assignments::started_at.eq(tx.now),
            ))
            .execute(tx.db)?;
        Ok(true)
    })
}

/// Ends a staff member's place in a class. Doing it twice does nothing more. Says whether it did something.
///
/// # Errors
/// [`StoreError::NotFound`] when the class is not of a school where the person is staff.
pub fn unassign(tx: &mut Tx<'_>, account: AccountId, class: ClassId) -> StoreResult<bool> {
    let school = school_of_staff(tx, account, class)?;
    membership::hold(tx, account, school)?;
    change::of_rooms(tx, (school, account), &[class], |tx| {
        let running = staff_assignments::table
            .filter(staff_assignments::account_id.eq(account))
            .filter(staff_assignments::class_id.eq(class))
            .filter(staff_assignments::ended_at.is_null());
        let ended = diesel::update(running)
            .set(staff_assignments::ended_at.eq(tx.now))
            .execute(tx.db)?;
        Ok(ended > 0)
    })
}

fn school_of_staff(tx: &mut Tx<'_>, account: AccountId, class: ClassId) -> StoreResult<SchoolId> {
    let (school, role): (SchoolId, Role) = classes::table
        .inner_join(memberships::table.on(memberships::school_id.eq(classes::school_id)))
        .filter(classes::id.eq(class))
        .filter(memberships::account_id.eq(account))
        .select((classes::school_id, memberships::role))
        .first(tx.db)?;
    if role.is_staff() {
        Ok(school)
    } else {
        Err(StoreError::NotFound)
    }
}
