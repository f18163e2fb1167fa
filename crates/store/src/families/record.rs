//! The record of a child: opened by staff, which is written down, changed by the office, and closed when the child leaves.

use diesel::prelude::*;
use domain::{
    families::{
        households::ChildAccess,
        records::{ChildChange, ChildRecord},
        types::SchoolChild,
    },
    id::{AuditEntryId, ChildId, ClassId, SchoolId},
    moment::Moment,
    page::Page,
    problem::Code,
    schools::{audit::Act, types::Role},
    version::Expected,
    words,
};

use crate::{
    accounts::standing::{OfficeMember, StaffMember},
    backend::Db,
    error::{StoreError, StoreResult, is_unique_violation},
    families::{change, child, code, guardians, link::GuardianOf},
    page::{self, Slice},
    schema::{audit_entries, child_codes, children, invitations, merged_children, staff_assignments},
    schools::{
        audit::{self, Note},
        class,
    },
    tx::Tx,
};

/// The place of an access in the list: at, then entry; the latest first.
pub type AccessKey = (Moment, AuditEntryId);

/// Opens the record of a child, and writes that down. A teacher opens those of the classes they teach, and reads no reason of a restriction.
///
/// # Errors
/// `forbidden` for another teacher; [`StoreError::NotFound`] when it is not a child of this school.
pub fn open(tx: &mut Tx<'_>, by: &StaffMember, child: ChildId) -> StoreResult<ChildRecord> {
    let school = by.member().school();
    let known = child::row(tx.db, school, child)?;
    may_open(tx.db, by, child)?;
    let note = Note::of(Act::ChildOpened, known.name()).about_child(child);
    audit::note(tx, by.member(), &note)?;
    let mut record = read(tx.db, (school, child), tx.now)?;
    if !by.member().role().is_office() {
        for guardian in &mut record.guardians {
            guardian.restriction_reason = None;
        }
    }
    Ok(record)
}

/// Lets the office through, and the teachers of a class that the child is in.
///
/// # Errors
/// `forbidden` for everybody else.
pub(crate) fn may_open(db: &mut Db, by: &StaffMember, child: ChildId) -> StoreResult<()> {
    if by.member().role().is_office() {
        return Ok(());
    }
    let classes = class::opened_by(db, &[child])?;
    may_teach(db, by, &classes)
}

/// Lets the office through, and the teachers of one of these classes (T18).
///
/// # Errors
/// `forbidden` for everybody else.
pub(crate) fn may_teach(db: &mut Db, by: &StaffMember, classes: &[ClassId]) -> StoreResult<()> {
    if by.member().role().is_office() {
        return Ok(());
    }
    let taught: i64 = staff_assignments::table
        .filter(staff_assignments::account_id.eq(by.member().account()))
        .filter(staff_assignments::class_id.eq_any(classes.iter().copied()))
        .filter(staff_assignments::ended_at.is_null())
        .count()
        .get_result(db)?;
    if taught > 0 {
        Ok(())
    } else {
        Err(StoreError::Refused(Code::Forbidden))
    }
}

/// Changes name, class and number of a child. Whoever is linked to it changes rooms with it.
///
/// # Errors
/// `stale`; `number_taken`; [`StoreError::NotFound`] when the child is not of this school, or the class not one of this school and year.
pub fn change(
    tx: &mut Tx<'_>,
    by: &OfficeMember,
    child: ChildId,
    (new, expected): (&ChildChange, Expected),
) -> StoreResult<ChildRecord> {
    let school = by.member().school();
    child::row(tx.db, school, child)?;
    let class = new
        .class_id
        .map(|class| class::get_current(tx.db, school, class))
        .transpose()?;
    let entered: Vec<_> = class.iter().map(|class| class.id).collect();
    change::of_children(tx, (school, &[child]), &entered, |tx| {
        let version: i64 = children::table.find(child).select(children::version).first(tx.db)?;
        if !expected.allows(version) {
            return Err(StoreError::Refused(Code::Stale));
        }
        let before = child::get(tx.db, school, child)?;
        write_name(tx, child, new)?;
        child::place(tx, child, class.as_ref().map(|class| class.id))?;
        if class.is_some() {
            diesel::update(children::table.find(child))
                .set(children::left_at.eq(None::<Moment>))
                .execute(tx.db)?;
        }
        let after = child::get(tx.db, school, child)?;
        let note = Note::of(Act::ChildChanged, what_changed(&before, &after)).about_child(child);
        audit::note(tx, by.member(), &note)
    })?;
    read(tx.db, (school, child), tx.now)
}

/// The child has left: in no class, its unused codes and open invitations worth nothing. Its links stay, and open nothing.
///
/// # Errors
/// `already_decided` when it has left before; [`StoreError::NotFound`] when it is not a child of this school.
pub fn leave(tx: &mut Tx<'_>, by: &OfficeMember, child: ChildId) -> StoreResult<SchoolChild> {
    let school = by.member().school();
    child::row(tx.db, school, child)?;
    change::of_children(tx, (school, &[child]), &[], |tx| {
        let known = child::row(tx.db, school, child)?;
        if known.left_at.is_some() {
            return Err(StoreError::Refused(Code::AlreadyDecided));
        }
        child::place(tx, child, None)?;
        code::revoke(tx, &[child])?;
        let open = invitations::table
            .filter(invitations::child_id.eq(child))
            .filter(invitations::used_at.is_null())
            .filter(invitations::revoked_at.is_null());
        diesel::update(open)
            .set(invitations::revoked_at.eq(tx.now))
            .execute(tx.db)?;
        diesel::update(children::table.find(child))
            .set((
                children::left_at.eq(tx.now),
                children::version.eq(children::version + 1),
            ))
            .execute(tx.db)?;
        let note = Note::of(Act::ChildLeft, known.name()).about_child(child);
        audit::note(tx, by.member(), &note)
    })?;
    child::get(tx.db, school, child)
}

/// Who of the staff has had the record of my child open, the latest first.
///
/// # Errors
/// `forbidden` while my link does not count.
pub fn accesses(db: &mut Db, by: &GuardianOf, slice: &Slice<AccessKey>) -> StoreResult<Page<ChildAccess>> {
    by.in_force()?;
    // the record may have been two
    let mut records: Vec<ChildId> = merged_children::table
        .filter(merged_children::into_id.eq(by.child()))
        .select(merged_children::child_id)
        .load(db)?;
    records.push(by.child());
    let mut query = audit_entries::table
        .filter(audit_entries::school_id.eq(by.member().school()))
        .filter(audit_entries::child_id.eq_any(records.into_iter().map(Some)))
        .filter(audit_entries::act.eq_any([Act::ChildOpened, Act::ChildChanged]))
        .order((audit_entries::created_at.desc(), audit_entries::id.desc()))
        .limit(slice.rows())
        .select((
            audit_entries::id,
            audit_entries::actor_name,
            audit_entries::actor_role,
            audit_entries::created_at,
        ))
        .into_boxed();
    if let Some((at, id)) = slice.after() {
        query = query.filter(
            audit_entries::created_at
                .lt(*at)
                .or(audit_entries::created_at.eq(*at).and(audit_entries::id.lt(*id))),
        );
    }
    let rows: Vec<(AuditEntryId, String, Role, Moment)> = query.load(db)?;
    let rows = slice.cut(rows, |(id, _, _, at)| (*at, *id))?;
    Ok(page::map(rows, |(_, name, role, at)| ChildAccess { name, role, at }))
}

fn read(db: &mut Db, (school, child): (SchoolId, ChildId), now: Moment) -> StoreResult<ChildRecord> {
    let (created_at, version) = children::table
        .find(child)
        .select((children::created_at, children::version))
        .first(db)?;
    let unused: i64 = child_codes::table
        .filter(child_codes::child_id.eq(child))
        .filter(child_codes::used_at.is_null())
        .filter(child_codes::expires_at.gt(now))
        .count()
        .get_result(db)?;
    let classes = class::of_children(db, &[child])?;
    Ok(ChildRecord {
        child: child::get(db, school, child)?,
        class_id: classes.get(&child).map(|class| class.id),
        created_at,
        version,
        unused_codes: u32::try_from(unused).unwrap_or(u32::MAX),
        guardians: guardians::of_child(db, school, child)?,
    })
}

fn write_name(tx: &mut Tx<'_>, child: ChildId, new: &ChildChange) -> StoreResult<()> {
    let (first_name, last_name) = (words::clean_line(&new.first_name), words::clean_line(&new.last_name));
    let changed = diesel::update(children::table.find(child))
        .set((
            children::search_key.eq(child::search_key(&first_name, &last_name)),
            children::first_name.eq(first_name),
            children::last_name.eq(last_name),
            children::register_number.eq(new.register_number.as_deref().map(words::clean_line)),
            children::version.eq(children::version + 1),
        ))
        .execute(tx.db);
    match changed {
        Err(error) if is_unique_violation(&error) => Err(StoreError::Refused(Code::NumberTaken)),
        other => other.map(drop).map_err(StoreError::from),
    }
}

/// `Louis Dubois: P3 → P4`, or only the name.
fn what_changed(before: &SchoolChild, after: &SchoolChild) -> String {
    let class = |child: &SchoolChild| child.class_name.clone().unwrap_or_else(|| "-".to_owned());
    let name = format!("{} {}", after.first_name, after.last_name);
    if before.class_name == after.class_name {
        name
    } else {
        format!("{name}: {} → {}", class(before), class(after))
    }
}
