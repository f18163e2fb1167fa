//! What an import makes of each line: the same plan is shown, compared and carried out.

use std::collections::{BTreeSet, HashMap};

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use diesel::prelude::*;
use domain::{
    families::{
        imports::{FileEncoding, ImportCounts, ImportLine, ImportReport, ImportedBefore, LineOutcome},
        types::SchoolChild,
    },
    id::{ChildId, ClassId, SchoolId},
    moment::Moment,
    schools::types::{ClassInfo, Level, class_name, school_year_of},
};
use sha2::{Digest, Sha256};

use crate::{
    backend::Db,
    error::StoreResult,
    families::child::{self, COLUMNS, ChildRow},
    schema::children,
    schools::class,
};

use super::{
    file::{ClassList, Line},
    matching::{self, Found},
    touches,
};

/// A class by level and section.
pub(super) type ClassKey = (Level, String);

/// A child of the list, with its class of this school year.
pub(super) struct Known {
    pub(super) row: ChildRow,
    class: Option<ClassInfo>,
}

impl Known {
    pub(super) const fn has_left(&self) -> bool {
        self.row.left_at.is_some()
    }

    pub(super) fn is_in(&self, line: &Line) -> bool {
        self.class.as_ref().map(key_of) == line.class
    }

    fn class_name(&self) -> Option<String> {
        self.class.as_ref().map(|class| class.name.clone())
    }
}

/// The plan of an import.
#[derive(PartialEq, Eq)]
pub(super) struct Plan {
    pub(super) lines: Vec<Planned>,
    /// Classes that are to be made.
    pub(super) missing: BTreeSet<ClassKey>,
    /// Those that are there.
    pub(super) classes: HashMap<ClassKey, ClassId>,
    not_in_file: Vec<SchoolChild>,
    encoding: FileEncoding,
    separator: char,
    make_classes: bool,
}

/// One line of it.
#[derive(PartialEq, Eq)]
pub(super) struct Planned {
    pub(super) line: ImportLine,
    pub(super) class: Option<ClassKey>,
}

impl Plan {
    /// Compares a file with the list as it is now.
    pub(super) fn make(
        db: &mut Db,
        (school, now): (SchoolId, Moment),
        list: &ClassList,
        make_classes: bool,
    ) -> StoreResult<Self> {
        let year = school_year_of(now.date());
        let classes: HashMap<ClassKey, ClassId> = class::of_year(db, school, year)?
            .iter()
            .map(|class| (key_of(class), class.id))
            .collect();
        let known = known(db, school)?;
        let found = matching::find(&list.lines, &known);
        let missing: BTreeSet<ClassKey> = list
            .lines
            .iter()
            .filter_map(|line| line.class.clone())
            .filter(|key| !classes.contains_key(key))
            .collect();
        let lines = list
            .lines
            .iter()
            .zip(&found)
            .map(|(line, found)| {
                let child = match found {
                    Some(Found::Child(index)) => known.get(*index),
                    _ => None,
                };
                let no_class = !make_classes && line.class.as_ref().is_some_and(|key| missing.contains(key));
                Planned {
                    line: describe(line, (*found, child), no_class),
                    class: line.class.clone(),
                }
            })
            .collect();
        let left_over = matching::left_over(&found, &known);
        let rows: Vec<ChildRow> = known
            .iter()
            .filter(|child| left_over.contains(&child.row.id))
            .map(|child| child.row.clone())
            .collect();
        Ok(Self {
            lines,
            missing,
            classes,
            not_in_file: child::describe(db, &rows)?,
            encoding: list.encoding,
            separator: list.separator,
            make_classes,
        })
    }

    /// As it is shown, or was carried out.
    pub(super) fn report(&self, applied: bool) -> ImportReport {
        ImportReport {
            version: self.version(),
            applied,
            encoding: self.encoding,
            separator: self.separator.to_string(),
            counts: self.counts(),
            lines: self.lines.iter().map(|planned| planned.line.clone()).collect(),
            missing_classes: self
                .missing
                .iter()
                .map(|(level, section)| class_name(*level, Some(section)))
                .collect(),
            not_in_file: self.not_in_file.clone(),
        }
    }

    /// A hash of everything that the report says.
    pub(super) fn version(&self) -> String {
        let mut hash = Sha256::new();
        let lines: Vec<&ImportLine> = self.lines.iter().map(|planned| &planned.line).collect();
        let said = serde_json::to_vec(&(lines, &self.missing, &self.not_in_file, self.make_classes));
        hash.update(said.unwrap_or_default());
        let short: Vec<u8> = hash.finalize().iter().copied().take(16).collect();
        URL_SAFE_NO_PAD.encode(short)
    }

    /// The children who are changed.
    pub(super) fn touched(&self) -> Vec<ChildId> {
        let changed = self.lines.iter().filter(|planned| touches(planned.line.outcome));
        changed.filter_map(|planned| planned.line.child_id).collect()
    }

    /// Whether another plan of the same file does something else with a child.
    pub(super) fn children_differ(&self, other: &Self) -> bool {
        let same = |(one, other): (&Planned, &Planned)| one.line == other.line;
        !self.lines.iter().zip(&other.lines).all(same)
    }

    fn counts(&self) -> ImportCounts {
        let mut counts = ImportCounts::default();
        for planned in &self.lines {
            let count = match planned.line.outcome {
                LineOutcome::New => &mut counts.new,
                LineOutcome::Unchanged => &mut counts.unchanged,
                LineOutcome::Moved => &mut counts.moved,
                LineOutcome::Renamed => &mut counts.renamed,
                LineOutcome::Numbered => &mut counts.numbered,
                LineOutcome::Recognized => &mut counts.recognized,
                LineOutcome::Returned => &mut counts.returned,
                LineOutcome::Error => &mut counts.error,
            };
            *count += 1;
        }
        counts
    }
}

fn key_of(class: &ClassInfo) -> ClassKey {
    (class.level, class.section.clone().unwrap_or_default())
}

fn known(db: &mut Db, school: SchoolId) -> StoreResult<Vec<Known>> {
    let rows: Vec<ChildRow> = children::table
        .filter(children::school_id.eq(school))
        .order((children::search_key, children::id))
        .select(COLUMNS)
        .load(db)?;
    let ids: Vec<ChildId> = rows.iter().map(|row| row.id).collect();
    let mut classes = HashMap::new();
    // PostgreSQL and SQLite both have a largest number of parameters
    for some in ids.chunks(10_000) {
        classes.extend(class::of_children(db, some)?);
    }
    Ok(rows
        .into_iter()
        .map(|row| Known {
            class: classes.remove(&row.id),
            row,
        })
        .collect())
}

fn describe(line: &Line, (found, child): (Option<Found>, Option<&Known>), no_class: bool) -> ImportLine {
    let mut errors: Vec<String> = line.errors.iter().map(|error| (*error).to_owned()).collect();
    if no_class {
        errors.push("no_such_class".to_owned());
    }
    match found {
        Some(Found::Twice) => errors.push("twice".to_owned()),
        Some(Found::Several) => errors.push("ambiguous".to_owned()),
        _ => {}
    }
    let class_name = match &line.class {
        Some((level, section)) => class_name(*level, Some(section)),
        None => line.class_text.clone(),
    };
    let outcome = match child {
        _ if !errors.is_empty() => LineOutcome::Error,
        Some(child) => compare(line, child),
        None => LineOutcome::New,
    };
    let changes = touches(outcome);
    ImportLine {
        line: line.number,
        outcome,
        first_name: line.first_name.clone(),
        last_name: line.last_name.clone(),
        class_name,
        register_number: line
            .register_number
            .clone()
            .or_else(|| child.and_then(|child| child.row.register_number.clone())),
        child_id: child.map(|child| child.row.id),
        before: child.filter(|_| changes).map(|child| ImportedBefore {
            first_name: child.row.first_name.clone(),
            last_name: child.row.last_name.clone(),
            class_name: child.class_name(),
        }),
        errors,
    }
}

fn compare(line: &Line, child: &Known) -> LineOutcome {
    let row = &child.row;
    if row.left_at.is_some() {
        LineOutcome::Returned
    } else if row.declared {
        LineOutcome::Recognized
    } else if !child.is_in(line) {
        LineOutcome::Moved
    } else if row.first_name != line.first_name || row.last_name != line.last_name {
        LineOutcome::Renamed
    } else if line.register_number.is_some() && row.register_number != line.register_number {
        LineOutcome::Numbered
    } else {
        LineOutcome::Unchanged
    }
}
