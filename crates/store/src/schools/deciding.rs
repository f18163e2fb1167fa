//! What the office decides about members: in, out, in which role. In force at once, and written down.

use diesel::prelude::*;
use domain::{
    happening::Happening,
    id::{AccountId, MembershipId, SchoolId},
    problem::Code,
    schools::{
        audit::Act,
        members::MembershipDetail,
        rules::may_decide_on,
        types::{MembershipInfo, MembershipStatus, Role},
    },
    version::{Expected, Versioned},
};

use crate::{
    accounts::{ending, standing::OfficeMember},
    error::{StoreError, StoreResult},
    messaging::room,
    schema::{accounts, memberships, schools},
    schools::{
        audit::{self, Note},
        leaving, member,
        membership::{self, MembershipRow},
    },
    sel::leaving::{settle, take_back},
    tx::Tx,
    version,
};

/// Takes somebody in who waits. Of several answers at once, the first one counts.
///
/// # Errors
/// `already_decided`; [`StoreError::NotFound`] when it is not a membership of this school.
pub fn approve(tx: &mut Tx<'_>, by: &OfficeMember, membership: MembershipId) -> StoreResult<MembershipInfo> {
    answer(tx, by, membership, MembershipStatus::Active)
}

/// Takes everybody in who still waits, and gives back those. Somebody who was decided on meanwhile stays as they are.
///
/// # Errors
/// [`StoreError::NotFound`] when one is not a membership of this school; then nobody is taken in.
pub fn approve_several(
    tx: &mut Tx<'_>,
    by: &OfficeMember,
    several: &[MembershipId],
) -> StoreResult<Vec<MembershipInfo>> {
    // one after the other in one order, so that two offices with the same list do not wait for each other
    let mut several = several.to_vec();
    several.sort_unstable();
    several.dedup();
    let mut approved = Vec::new();
    for membership in several {
        match approve(tx, by, membership) {
            Err(StoreError::Refused(Code::AlreadyDecided)) => {}
            answer => approved.push(answer?),
        }
    }
    Ok(approved)
}

/// Says no to somebody who waits.
///
/// # Errors
/// `already_decided`; [`StoreError::NotFound`] when it is not a membership of this school.
pub fn refuse(tx: &mut Tx<'_>, by: &OfficeMember, membership: MembershipId) -> StoreResult<MembershipInfo> {
    answer(tx, by, membership, MembershipStatus::Refused)
}

fn answer(
    tx: &mut Tx<'_>,
    by: &OfficeMember,
    membership: MembershipId,
    status: MembershipStatus,
) -> StoreResult<MembershipInfo> {
    let one = held(tx, by, membership)?;
    if one.status != MembershipStatus::Pending {
        return Err(StoreError::Refused(Code::AlreadyDecided));
    }
    around_rooms(tx, (by.member().school(), one.account), |tx| {
        set_status(tx, by, membership, status)
    })?;
    let act = match status {
        MembershipStatus::Active => Act::MemberApproved,
        _ => Act::MemberRefused,
    };
    audit::note(tx, by.member(), &Note::of(act, one.name()).about(one.account))?;
    membership::get(tx.db, by.member().school(), membership)
}

/// Gives a member another role; their sessions end, because what they may do has changed. Giving the same role does nothing.
///
/// # Errors
/// `forbidden` about or towards an admin by anybody but an admin; `last_one` when nobody would be left to run the school; `conflict` when
/// the membership is over; `stale`; [`StoreError::NotFound`] when it is not a membership of this school.
pub fn change_role(
    tx: &mut Tx<'_>,
    by: &OfficeMember,
    membership: MembershipId,
    (expected, role): (Expected, Role),
) -> StoreResult<Versioned<MembershipDetail>> {
    let one = held(tx, by, membership)?;
    version::check(expected, one.version)?;
    if !may_decide_on(by.member().role(), role) {
        return Err(StoreError::Refused(Code::Forbidden));
    }
    if matches!(one.status, MembershipStatus::Refused | MembershipStatus::Ended) {
        return Err(StoreError::Refused(Code::Conflict));
    }
    if one.role == role {
        return member::show(tx.db, by, membership);
    }
    if !role.is_office() {
        somebody_stays(tx, by.member().school(), &one)?;
    }
    around_rooms(tx, (by.member().school(), one.account), |tx| {
        diesel::update(memberships::table.find(membership))
            .set((
                memberships::role.eq(role),
                memberships::version.eq(memberships::version + 1),
            ))
            .execute(tx.db)?;
        if role.is_staff() {
            return Ok(());
        }
        leaving::end_assignments(tx, by.member().school(), one.account)
    })?;
    ending::end_in_school(tx, one.account, by.member().school())?;
    let subject = format!("{} ({} → {})", one.name(), one.role, role);
    audit::note(tx, by.member(), &Note::of(Act::RoleChanged, subject).about(one.account))?;
    member::show(tx.db, by, membership)
}

/// Suspends a member: signed in, but outside of everything. Children and classes stay theirs.
///
/// # Errors
/// `forbidden` about oneself, or about an admin by anybody but an admin; `last_one`; `conflict` when the membership is not in force;
/// [`StoreError::NotFound`] when it is not a membership of this school.
pub fn suspend(
    tx: &mut Tx<'_>,
    by: &OfficeMember,
    membership: MembershipId,
    reason: &str,
) -> StoreResult<MembershipInfo> {
    let one = held_other(tx, by, membership)?;
    if one.status != MembershipStatus::Active {
        return Err(StoreError::Refused(Code::Conflict));
    }
    somebody_stays(tx, by.member().school(), &one)?;
    take_back(tx, by.member().school(), one.account)?;
    around_rooms(tx, (by.member().school(), one.account), |tx| {
        set_status(tx, by, membership, MembershipStatus::Suspended)
    })?;
    let note = Note::of(Act::MemberSuspended, one.name())
        .about(one.account)
        .because(reason);
    audit::note(tx, by.member(), &note)?;
    membership::get(tx.db, by.member().school(), membership)
}

/// Lets somebody in again who was suspended, refused, or whose membership had ended.
///
/// # Errors
/// `forbidden` about an admin by anybody but an admin; `conflict` when the membership waits or is in force; [`StoreError::NotFound`] when it
/// is not a membership of this school.
pub fn readmit(tx: &mut Tx<'_>, by: &OfficeMember, membership: MembershipId) -> StoreResult<MembershipInfo> {
    let one = held(tx, by, membership)?;
    if matches!(one.status, MembershipStatus::Pending | MembershipStatus::Active) {
        return Err(StoreError::Refused(Code::Conflict));
    }
    around_rooms(tx, (by.member().school(), one.account), |tx| {
        set_status(tx, by, membership, MembershipStatus::Active)
    })?;
    audit::note(
        tx,
        by.member(),
        &Note::of(Act::MemberReadmitted, one.name()).about(one.account),
    )?;
    membership::get(tx.db, by.member().school(), membership)
}

/// Ends a membership, with the links to children, the places in classes and the sessions of the person in this school.
///
/// # Errors
/// `forbidden` about oneself, or about an admin by anybody but an admin; `last_one`; `conflict` when the membership is over already;
/// [`StoreError::NotFound`] when it is not a membership of this school.
pub fn end(tx: &mut Tx<'_>, by: &OfficeMember, membership: MembershipId, reason: &str) -> StoreResult<MembershipInfo> {
    let one = held_other(tx, by, membership)?;
    if matches!(one.status, MembershipStatus::Refused | MembershipStatus::Ended) {
        return Err(StoreError::Refused(Code::Conflict));
    }
    let school = by.member().school();
    somebody_stays(tx, school, &one)?;
    settle(tx, school, one.account)?;
    around_rooms(tx, (by.member().school(), one.account), |tx| {
        set_status(tx, by, membership, MembershipStatus::Ended)?;
        leaving::end_assignments(tx, school, one.account)?;
        leaving::end_links(tx, school, one.account)
    })?;
    ending::end_in_school(tx, one.account, school)?;
    let note = Note::of(Act::MemberEnded, one.name())
        .about(one.account)
        .because(reason);
    audit::note(tx, by.member(), &note)?;
    membership::get(tx.db, school, membership)
}

/// Finds a membership of the school that this member of the office may decide on, and holds it.
///
/// The row of the school is locked before, because who is left to run it is counted: two admins who put each other out at the same moment
/// come one after the other.
pub(crate) fn held(tx: &mut Tx<'_>, by: &OfficeMember, membership: MembershipId) -> StoreResult<MembershipRow> {
    let school = by.member().school();
    hold_school(tx, school)?;
    let account = membership::row(tx.db, school, membership)?.account;
    membership::hold(tx, account, school)?;
    let one = membership::row(tx.db, school, membership)?;
    if may_decide_on(by.member().role(), one.role) {
        Ok(one)
    } else {
        Err(StoreError::Refused(Code::Forbidden))
    }
}

/// The same, for what nobody does to themselves.
fn held_other(tx: &mut Tx<'_>, by: &OfficeMember, membership: MembershipId) -> StoreResult<MembershipRow> {
    let one = held(tx, by, membership)?;
    if one.account == by.member().account() {
        return Err(StoreError::Refused(Code::Forbidden));
    }
    Ok(one)
}

/// Locks the row of the school.
pub(crate) fn hold_school(tx: &mut Tx<'_>, school: SchoolId) -> StoreResult<()> {
    diesel::update(schools::table.find(school))
        .set(schools::demo.eq(schools::demo))
        .execute(tx.db)?;
    Ok(())
}

/// Refuses to let the last one go who can run the school. Called while the school is held.
pub(crate) fn somebody_stays(tx: &mut Tx<'_>, school: SchoolId, leaving: &MembershipRow) -> StoreResult<()> {
    if !leaving.role.is_office() || leaving.status != MembershipStatus::Active {
        return Ok(());
    }
    let others: i64 = memberships::table
        .inner_join(accounts::table.on(accounts::id.eq(memberships::account_id)))
        .filter(memberships::school_id.eq(school))
        .filter(memberships::account_id.ne(leaving.account))
        .filter(memberships::status.eq(MembershipStatus::Active))
        .filter(memberships::role.eq_any([Role::Direction, Role::Admin]))
        .filter(accounts::is_active.eq(true))
        .count()
        .get_result(tx.db)?;
    if others == 0 {
        return Err(StoreError::Refused(Code::LastOne));
    }
    Ok(())
}

/// Makes a change to a membership under the locks of every room that it may open or close; what it did to the rooms happens after the
/// commit.
pub(crate) fn around_rooms<T>(
    tx: &mut Tx<'_>,
    (school, account): (SchoolId, AccountId),
    make: impl FnOnce(&mut Tx<'_>) -> StoreResult<T>,
) -> StoreResult<T> {
    room::lock_rooms_of_account(tx, account)?;
    let before = room::rooms_of(tx.db, account)?;
    let made = make(tx)?;
    room::members_changed(tx, account, &before)?;
    tx.happens(Happening::FamilyChanged {
        account,
        school: Some(school),
    });
    Ok(made)
}

/// Writes where a membership stands now, and who said so.
pub(crate) fn set_status(
    tx: &mut Tx<'_>,
    by: &OfficeMember,
    membership: MembershipId,
    status: MembershipStatus,
) -> StoreResult<()> {
    diesel::update(memberships::table.find(membership))
        .set((
            memberships::status.eq(status),
            memberships::decided_at.eq(tx.now),
            memberships::decided_by.eq(by.member().account()),
            memberships::version.eq(memberships::version + 1),
        ))
        .execute(tx.db)?;
    Ok(())
}
