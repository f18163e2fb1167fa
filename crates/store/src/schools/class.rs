//! The classes of a school year, each with its conversation.

use std::collections::HashMap;

use diesel::prelude::*;
use domain::{
    id::{ChildId, ClassId, ConversationId, SchoolId},
    messaging::types::ConversationKind,
    page::Page,
    schools::types::{ClassInfo, Level, class_name, school_year_of},
};

use crate::{
    accounts::standing::ActiveMember,
    backend::Db,
    clock,
    error::{StoreError, StoreResult},
    page::{self, Slice},
    schema::{classes, conversations, enrolments},
    tx::Tx,
};

/// The place of a class in the list: level, then section.
pub type ListKey = (Level, String);

/// A class as it is stored.
#[derive(Queryable)]
pub(crate) struct ClassRow {
    pub(crate) id: ClassId,
    level: Level,
    section: String,
    school_year: i32,
}

impl ClassRow {
    /// Its place in the list.
    pub(crate) fn list_key(&self) -> ListKey {
        (self.level, self.section.clone())
    }
}

/// The columns of a [`ClassRow`].
pub(crate) const COLUMNS: (classes::id, classes::level, classes::section, classes::school_year) =
    (classes::id, classes::level, classes::section, classes::school_year);

impl From<ClassRow> for ClassInfo {
    fn from(row: ClassRow) -> Self {
        let section = Some(row.section).filter(|section| !section.is_empty());
        Self {
            id: row.id,
            level: row.level,
            name: class_name(row.level, section.as_deref()),
            section,
            school_year: row.school_year,
        }
    }
}

/// Adds a class and its conversation.
///
/// # Errors
/// When the school has the class already, or the database does not answer.
pub fn add(
    tx: &mut Tx<'_>,
    school: SchoolId,
    (level, section): (Level, Option<&str>),
    school_year: i32,
) -> StoreResult<ClassId> {
    let class = ClassId::fresh();
    diesel::insert_into(classes::table)
        .values((
            classes::id.eq(class),
            classes::school_id.eq(school),
            classes::level.eq(level),
            classes::section.eq(section.unwrap_or_default()),
            classes::school_year.eq(school_year),
        ))
        .execute(tx.db)?;
    diesel::insert_into(conversations::table)
        .values((
            conversations::id.eq(ConversationId::fresh()),
            conversations::school_id.eq(school),
            conversations::kind.eq(ConversationKind::Class),
            conversations::class_id.eq(class),
            conversations::last_seq.eq(0_i64),
            conversations::last_number.eq(0_i64),
            conversations::members_version.eq(0_i64),
            conversations::created_at.eq(tx.now),
        ))
        .execute(tx.db)?;
    Ok(class)
}

/// The classes of this school year, from M1 to P6, then by section.
///
/// # Errors
/// When the database does not answer.
pub fn list(db: &mut Db, by: &ActiveMember, slice: &Slice<ListKey>) -> StoreResult<Page<ClassInfo>> {
    let mut query = classes::table
        .filter(classes::school_id.eq(by.school()))
        .filter(classes::school_year.eq(school_year_of(clock::now().date())))
        .order((classes::level, classes::section))
        .limit(slice.rows())
        .select(COLUMNS)
        .into_boxed();
    if let Some((level, section)) = slice.after() {
        query = query.filter(
            classes::level
                .gt(*level)
                .or(classes::level.eq(*level).and(classes::section.gt(section.clone()))),
        );
    }
    let rows: Vec<ClassRow> = query.load(db)?;
    let rows = slice.cut(rows, ClassRow::list_key)?;
    Ok(page::map(rows, ClassInfo::from))
}

/// Every class of a school in one school year, in the order of the list.
///
/// # Errors
/// When the database does not answer.
pub fn of_year(db: &mut Db, school: SchoolId, school_year: i32) -> StoreResult<Vec<ClassInfo>> {
    let rows: Vec<ClassRow> = classes::table
        .filter(classes::school_id.eq(school))
        .filter(classes::school_year.eq(school_year))
        .order((classes::level, classes::section))
        .select(COLUMNS)
        .load(db)?;
    Ok(rows.into_iter().map(ClassInfo::from).collect())
}

/// A class of this school year and this school.
///
/// # Errors
/// [`StoreError::NotFound`] for every other one.
pub fn get_current(db: &mut Db, school: SchoolId, class: ClassId) -> StoreResult<ClassInfo> {
    let row: ClassRow = classes::table
        .filter(classes::id.eq(class))
        .filter(classes::school_id.eq(school))
        .filter(classes::school_year.eq(school_year_of(clock::now().date())))
        .select(COLUMNS)
        .first(db)
        .map_err(StoreError::from)?;
    Ok(row.into())
}

/// The class of this school year of each of these children; a child that is in none is absent.
///
/// # Errors
/// When the database does not answer.
pub fn of_children(db: &mut Db, children: &[ChildId]) -> StoreResult<HashMap<ChildId, ClassInfo>> {
    let rows: Vec<(ChildId, (ClassId, Level, String, i32))> = enrolments::table
        .inner_join(classes::table)
        .filter(enrolments::child_id.eq_any(children.iter().copied()))
        .filter(enrolments::ended_at.is_null())
        .filter(classes::school_year.eq(school_year_of(clock::now().date())))
        .order((enrolments::started_at, enrolments::id))
        .select((
            enrolments::child_id,
            (classes::id, classes::level, classes::section, classes::school_year),
        ))
        .load(db)?;
    Ok(rows
        .into_iter()
        .map(|(child, (id, level, section, school_year))| {
            let row = ClassRow {
                id,
                level,
                section,
                school_year,
            };
            (child, row.into())
        })
        .collect())
}

/// Every class, of whatever year, that these children are enrolled in now: the rooms that a link to them opens.
///
/// # Errors
/// When the database does not answer.
pub fn opened_by(db: &mut Db, children: &[ChildId]) -> StoreResult<Vec<ClassId>> {
    Ok(enrolments::table
        .filter(enrolments::child_id.eq_any(children.iter().copied()))
        .filter(enrolments::ended_at.is_null())
        .select(enrolments::class_id)
        .distinct()
        .load(db)?)
}
