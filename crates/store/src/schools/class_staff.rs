//! Who works in which class, as the office decides.

use std::collections::HashMap;

use diesel::prelude::*;
use domain::{
    id::{AccountId, ClassId, MembershipId},
    moment::Moment,
    problem::Code,
    schools::{
        audit::Act,
        settings::ClassStaff,
        types::{MembershipStatus, Role},
    },
    words,
};

use crate::{
    accounts::standing::OfficeMember,
    backend::Db,
    error::{StoreError, StoreResult},
    schema::{accounts, memberships, staff_assignments},
    schools::{
        audit::{self, Note},
        class_office, membership, staff,
    },
    tx::Tx,
};

type ClassStaffRow = (MembershipId, AccountId, String, String, Role, Moment);

/// Those who work in a class, by last name, then first name.
///
/// # Errors
/// [`StoreError::NotFound`] when it is not a class of this school.
pub fn list(db: &mut Db, by: &OfficeMember, class: ClassId) -> StoreResult<Vec<ClassStaff>> {
    class_office::show(db, by, class)?;
    Ok(of_classes(db, by, &[class])?.remove(&class).unwrap_or_default())
}

/// Puts somebody who works at the school into a class. Doing it twice does nothing more.
///
/// # Errors
/// `conflict` when the membership is not in force, or not that of somebody who works at the school; [`StoreError::NotFound`] when class or
/// membership are not of this school.
pub fn assign(tx: &mut Tx<'_>, by: &OfficeMember, (class, membership): (ClassId, MembershipId)) -> StoreResult<()> {
    let (name, account) = placed(tx, by, (class, membership))?;
    let one = membership::row(tx.db, by.member().school(), membership)?;
    if one.status != MembershipStatus::Active || !one.role.is_staff() {
        return Err(StoreError::Refused(Code::Conflict));
    }
    if !staff::assign(tx, account, class)? {
        return Ok(());
    }
    let subject = format!("{} → {name}", one.name());
    audit::note(tx, by.member(), &Note::of(Act::StaffAssigned, subject).about(account))
}

/// Takes somebody out of a class. Doing it twice does nothing more.
///
/// # Errors
/// [`StoreError::NotFound`] when class or membership are not of this school.
pub fn unassign(tx: &mut Tx<'_>, by: &OfficeMember, (class, membership): (ClassId, MembershipId)) -> StoreResult<()> {
    let (name, account) = placed(tx, by, (class, membership))?;
    let one = membership::row(tx.db, by.member().school(), membership)?;
    // whoever does not work here any more has lost every place already
    if !one.role.is_staff() || !staff::unassign(tx, account, class)? {
        return Ok(());
    }
    let subject = format!("{} → {name}", one.name());
    audit::note(tx, by.member(), &Note::of(Act::StaffUnassigned, subject).about(account))
}

/// The name of a class and the account of a membership of the school, which is held.
fn placed(
    tx: &mut Tx<'_>,
    by: &OfficeMember,
    (class, membership): (ClassId, MembershipId),
) -> StoreResult<(String, AccountId)> {
    let name = class_office::show(tx.db, by, class)?.value.class.name;
    let school = by.member().school();
    let account = membership::row(tx.db, school, membership)?.account;
    membership::hold(tx, account, school)?;
    Ok((name, account))
}

/// The same for several classes of the school.
pub(crate) fn of_classes(
    db: &mut Db,
    by: &OfficeMember,
    wanted: &[ClassId],
) -> StoreResult<HashMap<ClassId, Vec<ClassStaff>>> {
    let rows: Vec<(ClassId, ClassStaffRow)> = staff_assignments::table
        .inner_join(accounts::table.on(accounts::id.eq(staff_assignments::account_id)))
        .inner_join(memberships::table.on(memberships::account_id.eq(staff_assignments::account_id)))
        .filter(memberships::school_id.eq(by.member().school()))
        .filter(staff_assignments::class_id.eq_any(wanted))
        .filter(staff_assignments::ended_at.is_null())
        .select((
            staff_assignments::class_id,
            (
                memberships::id,
                accounts::id,
                accounts::first_name,
                accounts::last_name,
                memberships::role,
                staff_assignments::started_at,
            ),
        ))
        .load(db)?;
    let mut staff: HashMap<ClassId, Vec<ClassStaff>> = HashMap::new();
    for (class, (membership_id, account_id, first_name, last_name, role, since)) in rows {
        staff.entry(class).or_default().push(ClassStaff {
            membership_id,
            account_id,
            first_name,
            last_name,
            role,
            since,
        });
    }
    for people in staff.values_mut() {
        people.sort_by_cached_key(|one| {
            (
                words::search_key(&one.last_name),
                words::search_key(&one.first_name),
                one.membership_id,
            )
        });
    }
    Ok(staff)
}
