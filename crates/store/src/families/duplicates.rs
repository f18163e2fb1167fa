//! Children who may be on the list twice, as a parent declares one who is there already, or somebody types a name again.

use std::collections::{BTreeSet, HashMap};

use diesel::prelude::*;
use domain::{
    families::{records::DuplicateChildren, types::SchoolChild},
    id::{ChildId, ClassId},
    page::Page,
};

use crate::{
    accounts::standing::OfficeMember,
    backend::Db,
    error::StoreResult,
    families::{
        child::{self, COLUMNS, ChildRow},
        matching,
    },
    schema::{children, enrolments},
};

/// The most pairs that are shown at a time.
const MOST: usize = 50;

/// Pairs of children of the school who may be one: the same words in their names anywhere in the school, or nearly the same name in one
/// class. Those with two register numbers are two.
///
/// # Errors
/// When the database does not answer.
pub fn list(db: &mut Db, by: &OfficeMember) -> StoreResult<Page<DuplicateChildren>> {
    let rows: Vec<ChildRow> = children::table
        .filter(children::school_id.eq(by.member().school()))
        .filter(children::left_at.is_null())
        .order((children::search_key, children::id))
        .select(COLUMNS)
        .load(db)?;
    let mut pairs = BTreeSet::new();
    for bucket in buckets(db, &rows)? {
        for (at, one) in bucket.iter().enumerate() {
            for other in bucket.iter().skip(at + 1) {
                if pairs.len() < MOST && may_be_one(one, other) {
                    let (keep, other) = in_order(one, other);
                    pairs.insert((keep.search_key.clone(), keep.id, other.id));
                }
            }
        }
    }
    let mut items = Vec::new();
    let by_id: HashMap<ChildId, &ChildRow> = rows.iter().map(|row| (row.id, row)).collect();
    for (_, keep, other) in pairs {
        let both: Vec<ChildRow> = [keep, other]
            .iter()
            .filter_map(|id| by_id.get(id).map(|row| (*row).clone()))
            .collect();
        let both: Result<[SchoolChild; 2], _> = child::describe(db, &both)?.try_into();
        if let Ok([keep, other]) = both {
            items.push(DuplicateChildren { keep, other });
        }
    }
    Ok(Page::whole(items))
}

/// Children who are compared with each other: those of one class, and those with the same words in their names.
fn buckets<'a>(db: &mut Db, rows: &'a [ChildRow]) -> StoreResult<Vec<Vec<&'a ChildRow>>> {
    let ids: BTreeSet<ChildId> = rows.iter().map(|row| row.id).collect();
    let enrolled: Vec<(ClassId, ChildId)> = enrolments::table
        .inner_join(children::table)
        .filter(enrolments::ended_at.is_null())
        .filter(children::id.eq_any(ids))
        .select((enrolments::class_id, enrolments::child_id))
        .load(db)?;
    let by_id: HashMap<ChildId, &ChildRow> = rows.iter().map(|row| (row.id, row)).collect();
    let mut of_class: HashMap<ClassId, Vec<&ChildRow>> = HashMap::new();
    for (class, child) in enrolled {
        of_class.entry(class).or_default().extend(by_id.get(&child));
    }
    let mut of_words: HashMap<Vec<&str>, Vec<&ChildRow>> = HashMap::new();
    for row in rows {
        let mut words: Vec<&str> = row.search_key.split(|c: char| !c.is_alphanumeric()).collect();
        words.sort_unstable();
        of_words.entry(words).or_default().push(row);
    }
    Ok(of_class.into_values().chain(of_words.into_values()).collect())
}

fn may_be_one(one: &ChildRow, other: &ChildRow) -> bool {
    let two_numbers = one.register_number.is_some() && other.register_number.is_some();
    one.id != other.id && !two_numbers && matching::nearly_the_same(&one.search_key, &other.search_key)
}

/// The one that is proposed to stay comes first: on the list, with a number, or older.
fn in_order<'a>(one: &'a ChildRow, other: &'a ChildRow) -> (&'a ChildRow, &'a ChildRow) {
    let rank = |row: &ChildRow| (row.declared, row.register_number.is_none(), row.id);
    if rank(one) <= rank(other) {
        (one, other)
    } else {
        (other, one)
    }
}
