//! Carrying out the plan of an import, in bulk where there is much of it.

use std::collections::{BTreeSet, HashMap};

use diesel::prelude::*;
use domain::{
    families::imports::{ImportLine, LineOutcome},
    id::{ChildId, ClassId, EnrolmentId, SchoolId},
    moment::Moment,
    schools::{
        audit::Act,
        types::{class_name, school_year_of},
    },
};

use crate::{
    accounts::standing::OfficeMember,
    error::{StoreError, StoreResult, is_unique_violation},
    families::child,
    schema::{children, enrolments},
    schools::{
        audit::{self, Note},
        class,
    },
    tx::Tx,
};

use super::{
    plan::{ClassKey, Plan, Planned},
    touches,
};

/// How many rows are written at a time.
const AT_A_TIME: usize = 200;

/// The classes of this year, those included that have just been made.
pub(super) struct Classes(HashMap<ClassKey, ClassId>);

impl Classes {
    fn of(&self, planned: &Planned) -> StoreResult<ClassId> {
        let key = planned.class.as_ref();
        key.and_then(|key| self.0.get(key))
            .copied()
            .ok_or_else(|| StoreError::broken("a planned line has no class"))
    }

    /// The classes that children who are there come into.
    pub(super) fn entered(&self, plan: &Plan) -> Vec<ClassId> {
        let changed = plan.lines.iter().filter(|planned| touches(planned.line.outcome));
        let entered: BTreeSet<ClassId> = changed
            .filter_map(|planned| self.0.get(planned.class.as_ref()?).copied())
            .collect();
        entered.into_iter().collect()
    }
}

/// Makes the classes that are missing.
pub(super) fn make_classes(tx: &mut Tx<'_>, by: &OfficeMember, plan: &Plan) -> StoreResult<Classes> {
    let mut classes = plan.classes.clone();
    let year = school_year_of(tx.now.date());
    for (level, section) in &plan.missing {
        let made = class::add(tx, by.member().school(), (*level, Some(section)), year)?;
        let note = Note::of(Act::ClassMade, class_name(*level, Some(section)));
        audit::note(tx, by.member(), &note)?;
        classes.insert((*level, section.clone()), made);
    }
    Ok(Classes(classes))
}

/// Writes the children.
pub(super) fn children(tx: &mut Tx<'_>, school: SchoolId, plan: &Plan, classes: &Classes) -> StoreResult<()> {
    let new: Vec<&Planned> = plan
        .lines
        .iter()
        .filter(|planned| planned.line.outcome == LineOutcome::New)
        .collect();
    for some in new.chunks(AT_A_TIME) {
        add(tx, school, some, classes)?;
    }
    for planned in plan.lines.iter().filter(|planned| touches(planned.line.outcome)) {
        change(tx, &planned.line, classes.of(planned)?)?;
    }
    Ok(())
}

fn add(tx: &mut Tx<'_>, school: SchoolId, planned: &[&Planned], classes: &Classes) -> StoreResult<()> {
    let now = tx.now;
    let mut rows = Vec::new();
    let mut places = Vec::new();
    for planned in planned {
        let (line, child) = (&planned.line, ChildId::fresh());
        rows.push((
            children::id.eq(child),
            children::school_id.eq(school),
            children::first_name.eq(&line.first_name),
            children::last_name.eq(&line.last_name),
            children::search_key.eq(child::search_key(&line.first_name, &line.last_name)),
            children::declared.eq(false),
            children::created_at.eq(now),
            children::register_number.eq(&line.register_number),
        ));
        places.push((
            enrolments::id.eq(EnrolmentId::fresh()),
            enrolments::child_id.eq(child),
            enrolments::class_id.eq(classes.of(planned)?),
            enrolments::started_at.eq(now),
        ));
    }
    // the derived dialect writes one row at a time
    crate::on_backend!(tx.db, connection => diesel::insert_into(children::table).values(&rows).execute(connection))
        .map_err(lost)?;
    crate::on_backend!(tx.db, connection => diesel::insert_into(enrolments::table).values(&places).execute(connection))?;
    Ok(())
}

fn change(tx: &mut Tx<'_>, line: &ImportLine, class: ClassId) -> StoreResult<()> {
    let child = line
        .child_id
        .ok_or_else(|| StoreError::broken("a planned change has no child"))?;
    diesel::update(children::table.find(child))
        .set((
            children::first_name.eq(&line.first_name),
            children::last_name.eq(&line.last_name),
            children::search_key.eq(child::search_key(&line.first_name, &line.last_name)),
            children::declared.eq(false),
            children::register_number.eq(&line.register_number),
            children::left_at.eq(None::<Moment>),
            children::version.eq(children::version + 1),
        ))
        .execute(tx.db)
        .map_err(lost)?;
    child::place(tx, child, Some(class))
}

/// Somebody has just given the number to another child: looked at again, the plan is another one.
fn lost(error: diesel::result::Error) -> StoreError {
    if is_unique_violation(&error) {
        StoreError::Again
    } else {
        error.into()
    }
}
