//! The children of a school: those of its list, and those that so far only a parent has declared.

use std::collections::BTreeSet;

use diesel::prelude::*;
use domain::{
    families::types::{NewSchoolChild, SchoolChild, SchoolChildQuery},
    id::{ChildId, ClassId, EnrolmentId, SchoolId},
    moment::Moment,
    page::Page,
    schools::audit::Act,
    words,
};

use crate::{
    accounts::standing::StaffMember,
    backend::Db,
    error::{StoreError, StoreResult},
    families::record,
    page::Slice,
    schema::{children, enrolments},
    schools::{
        audit::{self, Note},
        class,
    },
    tx::Tx,
};

/// The place of a child in the list: search key, then id.
pub type ListKey = (String, ChildId);

/// What sorts and finds a child.
#[must_use]
pub fn search_key(first_name: &str, last_name: &str) -> String {
    words::search_key(&format!("{last_name} {first_name}"))
}

#[derive(Debug, Clone, Queryable)]
pub(crate) struct ChildRow {
    pub(crate) id: ChildId,
    pub(crate) first_name: String,
    pub(crate) last_name: String,
    pub(crate) search_key: String,
    pub(crate) declared: bool,
    pub(crate) register_number: Option<String>,
    pub(crate) left_at: Option<Moment>,
}

impl ChildRow {
    /// First and last name, as the audit log writes them.
    pub(crate) fn name(&self) -> String {
        format!("{} {}", self.first_name, self.last_name)
    }
}

pub(crate) const COLUMNS: (
    children::id,
    children::first_name,
    children::last_name,
    children::search_key,
    children::declared,
    children::register_number,
    children::left_at,
) = (
    children::id,
    children::first_name,
    children::last_name,
    children::search_key,
    children::declared,
    children::register_number,
    children::left_at,
);

/// Who says that a child exists.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Source {
    /// The school.
    List,
    /// A parent.
    Declared,
}

/// Writes a child and its place in a class, from today. Names are cleaned.
pub(crate) fn write(
    tx: &mut Tx<'_>,
    (school, class): (SchoolId, ClassId),
    (first_name, last_name): (&str, &str),
    source: Source,
) -> StoreResult<ChildId> {
    let (first_name, last_name) = (words::clean_line(first_name), words::clean_line(last_name));
    let child = ChildId::fresh();
    diesel::insert_into(children::table)
        .values((
            children::id.eq(child),
            children::school_id.eq(school),
            children::search_key.eq(search_key(&first_name, &last_name)),
            children::first_name.eq(first_name),
            children::last_name.eq(last_name),
            children::declared.eq(source == Source::Declared),
            children::created_at.eq(tx.now),
        ))
        .execute(tx.db)?;
    diesel::insert_into(enrolments::table)
        .values((
            enrolments::id.eq(EnrolmentId::fresh()),
            enrolments::child_id.eq(child),
            enrolments::class_id.eq(class),
            enrolments::started_at.eq(tx.now),
        ))
        .execute(tx.db)?;
    Ok(child)
}

/// Puts a child into this class and out of every other one, from now on.
pub(crate) fn place(tx: &mut Tx<'_>, child: ChildId, class: Option<ClassId>) -> StoreResult<()> {
    let running: Vec<(EnrolmentId, ClassId)> = enrolments::table
        .filter(enrolments::child_id.eq(child))
        .filter(enrolments::ended_at.is_null())
        .select((enrolments::id, enrolments::class_id))
        .load(tx.db)?;
    for (enrolment, of) in &running {
        if Some(*of) != class {
            diesel::update(enrolments::table.find(enrolment))
                .set(enrolments::ended_at.eq(tx.now))
                .execute(tx.db)?;
        }
    }
    let Some(class) = class.filter(|class| running.iter().all(|(_, of)| of != class)) else {
        return Ok(());
    };
    diesel::insert_into(enrolments::table)
        .values((
            enrolments::id.eq(EnrolmentId::fresh()),
            enrolments::child_id.eq(child),
            enrolments::class_id.eq(class),
            enrolments::started_at.eq(tx.now),
        ))
        .execute(tx.db)?;
    Ok(())
}

/// Holds some children, in id order: nobody else changes them, or links somebody to them, until we are done. After their adults and
/// before the rooms, see `schools::membership::hold`.
///
/// # Errors
/// [`StoreError::NotFound`] when one of them is gone.
pub(crate) fn hold(tx: &mut Tx<'_>, children: &[ChildId]) -> StoreResult<()> {
    let sorted: BTreeSet<ChildId> = children.iter().copied().collect();
    for child in sorted {
        // an UPDATE that changes nothing is the lock that both databases have
        let held = diesel::update(children::table.find(child))
            .set(children::version.eq(children::version))
            .execute(tx.db)?;
        if held == 0 {
            return Err(StoreError::NotFound);
        }
    }
    Ok(())
}

/// One child of the school as a row.
///
/// # Errors
/// [`StoreError::NotFound`] for every other one.
pub(crate) fn row(db: &mut Db, school: SchoolId, child: ChildId) -> StoreResult<ChildRow> {
    Ok(children::table
        .filter(children::id.eq(child))
        .filter(children::school_id.eq(school))
        .select(COLUMNS)
        .first(db)?)
}

/// Adds a child to the school's list, in a class of this school year.
///
/// # Errors
/// [`StoreError::NotFound`] when the class is not one of this school and year.
pub fn enrol(tx: &mut Tx<'_>, by: &StaffMember, new: &NewSchoolChild) -> StoreResult<SchoolChild> {
    let school = by.member().school();
    let class = class::get_current(tx.db, school, new.class_id)?;
    record::may_teach(tx.db, by, &[class.id])?;
    let child = write(tx, (school, class.id), (&new.first_name, &new.last_name), Source::List)?;
    let row = row(tx.db, school, child)?;
    let note = Note::of(Act::ChildEnrolled, format!("{}, {}", row.name(), class.name)).about_child(child);
    audit::note(tx, by.member(), &note)?;
    get(tx.db, school, child)
}

/// The children of the school, by last name, then first name; perhaps only those of one class, or whose name contains some words.
///
/// # Errors
/// When the database does not answer.
pub fn list(
    db: &mut Db,
    by: &StaffMember,
    wanted: &SchoolChildQuery,
    slice: &Slice<ListKey>,
) -> StoreResult<Page<SchoolChild>> {
    let mut query = children::table
        .filter(children::school_id.eq(by.member().school()))
        .order((children::search_key, children::id))
        .limit(slice.rows())
        .select(COLUMNS)
        .into_boxed();
    query = if wanted.left.unwrap_or_default() {
        query.filter(children::left_at.is_not_null())
    } else {
        query.filter(children::left_at.is_null())
    };
    for word in patterns(wanted.q.as_deref().unwrap_or_default()) {
        query = query.filter(children::search_key.like(word));
    }
    if let Some(class) = wanted.class_id {
        let enrolled = enrolments::table
            .filter(enrolments::class_id.eq(class))
            .filter(enrolments::ended_at.is_null())
            .select(enrolments::child_id);
        query = query.filter(children::id.eq_any(enrolled));
    }
    if let Some((key, id)) = slice.after() {
        query = query.filter(
            children::search_key
                .gt(key.clone())
                .or(children::search_key.eq(key.clone()).and(children::id.gt(*id))),
        );
    }
    let rows: Vec<ChildRow> = query.load(db)?;
    let rows = slice.cut(rows, |row| (row.search_key.clone(), row.id))?;
    Ok(Page {
        items: describe(db, &rows.items)?,
        next: rows.next,
    })
}

/// One child of the school.
///
/// # Errors
/// [`StoreError::NotFound`] for every other one.
pub(crate) fn get(db: &mut Db, school: SchoolId, child: ChildId) -> StoreResult<SchoolChild> {
    let row = row(db, school, child)?;
    let mut known = describe(db, &[row])?;
    known.pop().ok_or(StoreError::NotFound)
}

/// The children as staff sees them, with their class of this school year, in the same order.
pub(crate) fn describe(db: &mut Db, rows: &[ChildRow]) -> StoreResult<Vec<SchoolChild>> {
    let ids: Vec<ChildId> = rows.iter().map(|row| row.id).collect();
    let classes = class::of_children(db, &ids)?;
    Ok(rows
        .iter()
        .map(|row| {
            let class = classes.get(&row.id);
            SchoolChild {
                id: row.id,
                first_name: row.first_name.clone(),
                last_name: row.last_name.clone(),
                level: class.map(|class| class.level),
                class_name: class.map(|class| class.name.clone()),
                declared: row.declared,
                register_number: row.register_number.clone(),
                left_at: row.left_at,
            }
        })
        .collect())
}

/// A pattern for each word asked for, so that their order does not matter. The signs that LIKE reads as more than themselves become
/// one that no name holds, so that they find nothing.
fn patterns(asked: &str) -> Vec<String> {
    words::search_key(asked)
        .split_whitespace()
        .map(|word| format!("%{}%", word.replace(['%', '_', '\\'], "\u{1}")))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signs_of_like_are_not_asked_for() {
        assert_eq!(patterns(" Éloïse  d_u% "), ["%eloise%", "%d\u{1}u\u{1}%"]);
        assert!(patterns("  ").is_empty());
    }
}
