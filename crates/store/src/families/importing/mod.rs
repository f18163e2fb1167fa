//! The import of a class list: the file is read, compared with the list, looked at, and then done exactly like that or not at all.

use diesel::prelude::*;
use domain::{
    families::imports::{ImportReport, LineOutcome},
    id::ChildId,
    problem::Code,
    schools::audit::Act,
};

use crate::{
    accounts::standing::OfficeMember,
    backend::Db,
    clock,
    error::{StoreError, StoreResult},
    families::change,
    schema::schools,
    schools::audit::{self, Note},
    tx::Tx,
};

pub mod file;

mod heading;
mod matching;
mod plan;
mod spelling;
mod write;

use file::ClassList;
use plan::Plan;

/// What an import of this file would do.
///
/// # Errors
/// When the database does not answer.
pub fn preview(db: &mut Db, by: &OfficeMember, list: &ClassList, make_classes: bool) -> StoreResult<ImportReport> {
    let plan = Plan::make(db, (by.member().school(), clock::now()), list, make_classes)?;
    Ok(plan.report(false))
}

/// Does what somebody has looked at: `version` is that of their report. A file with an unreadable line changes nothing, and the report says
/// so. Of two imports at once, the second one finds that something has changed.
///
/// # Errors
/// `conflict` when the file would now do something else.
pub fn apply(
    tx: &mut Tx<'_>,
    by: &OfficeMember,
    list: &ClassList,
    (make_classes, version): (bool, &str),
) -> StoreResult<ImportReport> {
    let school = by.member().school();
    // imports and what they make come one after the other
    diesel::update(schools::table.find(school))
        .set(schools::version.eq(schools::version))
        .execute(tx.db)?;
    let seen = Plan::make(tx.db, (school, tx.now), list, make_classes)?;
    if seen.version() != version {
        return Err(StoreError::Refused(Code::Conflict));
    }
    let report = seen.report(true);
    if report.counts.error > 0 {
        return Ok(ImportReport {
            applied: false,
            ..report
        });
    }
    let classes = write::make_classes(tx, by, &seen)?;
    let touched: Vec<ChildId> = seen.touched();
    change::of_children(tx, (school, &touched), &classes.entered(&seen), |tx| {
        // the children are held: nobody has changed one of them since the plan, and nobody will
        let held = Plan::make(tx.db, (school, tx.now), list, make_classes)?;
        if held.children_differ(&seen) {
            return Err(StoreError::Refused(Code::Conflict));
        }
        write::children(tx, school, &seen, &classes)
    })?;
    let done: Vec<String> = [
        ("new", report.counts.new),
        ("moved", report.counts.moved),
        ("renamed", report.counts.renamed),
        ("numbered", report.counts.numbered),
        ("recognized", report.counts.recognized),
        ("returned", report.counts.returned),
    ]
    .into_iter()
    .filter(|(_, count)| *count > 0)
    .map(|(word, count)| format!("{word} {count}"))
    .collect();
    let subject = format!("{} lines: {}", report.lines.len(), done.join(", "));
    audit::note(tx, by.member(), &Note::of(Act::ListImported, subject))?;
    Ok(report)
}

/// Whether a line changes something of a child that is there.
const fn touches(outcome: LineOutcome) -> bool {
    !matches!(outcome, LineOutcome::New | LineOutcome::Unchanged | LineOutcome::Error)
}
