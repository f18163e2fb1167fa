//! The classes as the office keeps them: made, renamed, removed.

use std::collections::HashMap;

use diesel::prelude::*;
use domain::{
    id::{ClassId, ConversationId, SchoolId},
    page::Page,
    problem::Code,
    schools::{
        audit::Act,
        settings::{ClassDetail, ClassForm, ClassStaff, NewClass},
        types::{ClassInfo, Level, class_name, school_year_of},
    },
    version::{Expected, Versioned},
};

use crate::{
    accounts::standing::OfficeMember,
    backend::Db,
    clock,
    error::{StoreError, StoreResult},
    messaging::room,
    page::{self, Slice},
    schema::{classes, conversations, enrolments, marks, staff_assignments},
    schools::{
        audit::{self, Note},
        class::{self, ClassRow, ListKey},
        class_staff,
        deciding::hold_school,
    },
    tx::Tx,
    version,
};

/// The classes of a school year, this one when none is named, from M1 to P6, then by section.
///
/// # Errors
/// When the database does not answer.
pub fn list(
    db: &mut Db,
    by: &OfficeMember,
    school_year: Option<i32>,
    slice: &Slice<ListKey>,
) -> StoreResult<Page<ClassDetail>> {
    let year = school_year.unwrap_or_else(|| school_year_of(clock::now().date()));
    let mut query = classes::table
        .filter(classes::school_id.eq(by.member().school()))
        .filter(classes::school_year.eq(year))
        .order((classes::level, classes::section))
        .limit(slice.rows())
        .select((class::COLUMNS, classes::version))
        .into_boxed();
    if let Some((level, section)) = slice.after() {
        query = query.filter(
            classes::level
                .gt(*level)
                .or(classes::level.eq(*level).and(classes::section.gt(section.clone()))),
        );
    }
    let rows: Vec<(ClassRow, i64)> = query.load(db)?;
    let page = slice.cut(rows, |(row, _)| row.list_key())?;
    let found = page.items.iter().map(|(row, _)| row.id).collect::<Vec<_>>();
    let mut children = children_of(db, &found)?;
    let mut staff = class_staff::of_classes(db, by, &found)?;
    Ok(page::map(page, |(row, version)| {
        let id = row.id;
        detail(row.into(), version, (children.remove(&id), staff.remove(&id)))
    }))
}

/// Shows a class of the school.
///
/// # Errors
/// [`StoreError::NotFound`] when there is none.
pub fn show(db: &mut Db, by: &OfficeMember, class: ClassId) -> StoreResult<Versioned<ClassDetail>> {
    let (row, version): (ClassRow, i64) = classes::table
        .filter(classes::id.eq(class))
        .filter(classes::school_id.eq(by.member().school()))
        .select((class::COLUMNS, classes::version))
        .first(db)?;
    let children = children_of(db, &[class])?.remove(&class);
    let staff = class_staff::of_classes(db, by, &[class])?.remove(&class);
    Ok(Versioned::new(detail(row.into(), version, (children, staff)), version))
}

/// Makes a class of this school year or the next, with its conversation.
///
/// # Errors
/// `invalid` for another year; `conflict` when the school has the class.
pub fn add(tx: &mut Tx<'_>, by: &OfficeMember, new: &NewClass) -> StoreResult<ClassDetail> {
    let school = by.member().school();
    let this_year = school_year_of(tx.now.date());
    let year = new.school_year.unwrap_or(this_year);
    if year != this_year && year != this_year + 1 {
        return Err(StoreError::Refused(Code::Invalid));
    }
    hold_school(tx, school)?;
    let section = new.section.as_deref();
    only_one(tx.db, school, year, (new.level, section), None)?;
    let class = class::add(tx, school, (new.level, section), year)?;
    let subject = title(new.level, section, year);
    audit::note(tx, by.member(), &Note::of(Act::ClassMade, subject))?;
    Ok(show(tx.db, by, class)?.value)
}

/// Changes level and section of a class.
///
/// # Errors
/// `stale`; `conflict` when the school has another such class in that year; [`StoreError::NotFound`] when there is none.
pub fn change(
    tx: &mut Tx<'_>,
    by: &OfficeMember,
    class: ClassId,
    (expected, form): (Expected, &ClassForm),
) -> StoreResult<Versioned<ClassDetail>> {
    let school = by.member().school();
    hold_school(tx, school)?;
    let before = show(tx.db, by, class)?;
    version::check(expected, before.version)?;
    let section = form.section.as_deref();
    let old = before.value.class;
    only_one(tx.db, school, old.school_year, (form.level, section), Some(class))?;
    diesel::update(classes::table.find(class))
        .set((
            classes::level.eq(form.level),
            classes::section.eq(section.unwrap_or_default()),
            classes::version.eq(classes::version + 1),
        ))
        .execute(tx.db)?;
    let subject = format!(
        "{} → {}",
        title(old.level, old.section.as_deref(), old.school_year),
        title(form.level, section, old.school_year)
    );
    audit::note(tx, by.member(), &Note::of(Act::ClassChanged, subject))?;
    show(tx.db, by, class)
}

/// Removes a class with its conversation.
///
/// # Errors
/// `in_use` when children were ever in it, messages were written in it or somebody works in it; [`StoreError::NotFound`] when there is none.
pub fn remove(tx: &mut Tx<'_>, by: &OfficeMember, class: ClassId) -> StoreResult<()> {
    let info = show(tx.db, by, class)?.value.class;
    let rooms = room::lock_rooms_of_class(tx, &[class])?;
    if is_in_use(tx.db, class, &rooms)? {
        return Err(StoreError::Refused(Code::InUse));
    }
    // those who worked here before and have left their marks
    diesel::delete(staff_assignments::table.filter(staff_assignments::class_id.eq(class))).execute(tx.db)?;
    diesel::delete(marks::table.filter(marks::conversation_id.eq_any(&rooms))).execute(tx.db)?;
    diesel::delete(conversations::table.filter(conversations::id.eq_any(&rooms))).execute(tx.db)?;
    diesel::delete(classes::table.find(class)).execute(tx.db)?;
    let subject = title(info.level, info.section.as_deref(), info.school_year);
    audit::note(tx, by.member(), &Note::of(Act::ClassRemoved, subject))
}

fn is_in_use(db: &mut Db, class: ClassId, rooms: &[ConversationId]) -> StoreResult<bool> {
    let children: i64 = enrolments::table
        .filter(enrolments::class_id.eq(class))
        .count()
        .get_result(db)?;
    let staff: i64 = staff_assignments::table
        .filter(staff_assignments::class_id.eq(class))
        .filter(staff_assignments::ended_at.is_null())
        .count()
        .get_result(db)?;
    let spoken: i64 = conversations::table
        .filter(conversations::id.eq_any(rooms))
        .filter(conversations::last_seq.gt(0))
        .count()
        .get_result(db)?;
    Ok(children + staff + spoken > 0)
}

fn detail(class: ClassInfo, version: i64, (children, staff): (Option<i64>, Option<Vec<ClassStaff>>)) -> ClassDetail {
    let staff = staff.unwrap_or_default().into_iter();
    ClassDetail {
        class,
        children: children.unwrap_or_default(),
        staff: staff
            .map(|one| format!("{} {}", one.first_name, one.last_name))
            .collect(),
        version,
    }
}

fn title(level: Level, section: Option<&str>, year: i32) -> String {
    format!("{} {year}-{}", class_name(level, section), year + 1)
}

/// Refuses a second class of one level and section in one year. Called while the school is held.
fn only_one(
    db: &mut Db,
    school: SchoolId,
    year: i32,
    (level, section): (Level, Option<&str>),
    but: Option<ClassId>,
) -> StoreResult<()> {
    let same: Vec<ClassId> = classes::table
        .filter(classes::school_id.eq(school))
        .filter(classes::school_year.eq(year))
        .filter(classes::level.eq(level))
        .filter(classes::section.eq(section.unwrap_or_default()))
        .select(classes::id)
        .load(db)?;
    if same.iter().any(|class| Some(*class) != but) {
        return Err(StoreError::Refused(Code::Conflict));
    }
    Ok(())
}

fn children_of(db: &mut Db, wanted: &[ClassId]) -> StoreResult<HashMap<ClassId, i64>> {
    let rows: Vec<ClassId> = enrolments::table
        .filter(enrolments::class_id.eq_any(wanted))
        .filter(enrolments::ended_at.is_null())
        .select(enrolments::class_id)
        .load(db)?;
    let mut children = HashMap::new();
    for class in rows {
        *children.entry(class).or_default() += 1;
    }
    Ok(children)
}
