//! The categories of a school: the first ten until the office changes them.

use std::collections::{BTreeMap, BTreeSet};

use diesel::prelude::*;
use domain::{
    accounts::types::Locale,
    id::SchoolId,
    problem::Code,
    schools::audit::Act,
    sel::category::{self, CategoriesForm, CategoryInfo, CategoryList, FIRST},
    version::{Expected, Versioned},
    words,
};

use crate::{
    accounts::standing::{ActiveMember, OfficeMember},
    backend::{Db, MultiBackend},
    error::{StoreError, StoreResult},
    messaging::search::words::folded,
    on_backend,
    schema::{sel_categories, sel_category_lists, sel_services},
    schools::{
        audit::{self, Note},
        member,
    },
    sel::services::listing,
    tx::Tx,
    version,
};

/// The version of a list that nobody has changed.
const FIRST_VERSION: i64 = 1;

/// Longest word of a category, in characters; there is room for a number behind it.
const KEY_MAX: usize = 40;

#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable, Insertable)]
#[diesel(table_name = sel_categories)]
#[diesel(check_for_backend(MultiBackend))]
struct CategoryRow {
    school_id: SchoolId,
    key: String,
    place: i32,
    name_fr: String,
    name_nl: String,
    name_en: String,
    is_hidden: bool,
}

impl CategoryRow {
    fn info(self, locale: Locale, services: i64) -> CategoryInfo {
        let names = [self.name_fr.as_str(), self.name_nl.as_str(), self.name_en.as_str()];
        CategoryInfo {
            name: category::in_language(names, locale).to_owned(),
            key: self.key,
            name_fr: self.name_fr,
            name_nl: self.name_nl,
            name_en: self.name_en,
            hidden: self.is_hidden,
            services,
        }
    }
}

/// The categories, with the number of offers and requests that the member sees in each. Hidden ones only for the office.
///
/// # Errors
/// When the database does not answer.
pub fn list(db: &mut Db, by: &ActiveMember) -> StoreResult<Versioned<CategoryList>> {
    let locale = member::language_of(db, by.account())?;
    let seen: Vec<String> = listing::seen(db, by)?.select(sel_services::category).load(db)?;
    let mut counts: BTreeMap<String, i64> = BTreeMap::new();
    for category in seen {
        *counts.entry(category).or_default() += 1;
    }
    let (version, rows) = read(db, by.school())?;
    let shown = rows.into_iter().filter(|row| !row.is_hidden || by.role().is_office());
    let items = shown.map(|row| {
        let services = counts.get(&row.key).copied().unwrap_or(0);
        row.info(locale, services)
    });
    let list = CategoryList {
        items: items.collect(),
        version,
    };
    Ok(Versioned::new(list, version))
}

fn read(db: &mut Db, school: SchoolId) -> StoreResult<(i64, Vec<CategoryRow>)> {
    let version: Option<i64> = sel_category_lists::table
        .find(school)
        .select(sel_category_lists::version)
        .first(db)
        .optional()?;
    let Some(version) = version else {
        return Ok((FIRST_VERSION, first_ones(school)));
    };
    let rows = sel_categories::table
        .filter(sel_categories::school_id.eq(school))
        .order((sel_categories::place, sel_categories::key))
        .select(CategoryRow::as_select())
        .load(db)?;
    Ok((version, rows))
}

fn first_ones(school: SchoolId) -> Vec<CategoryRow> {
    let row = |(place, category): (i32, &category::FirstCategory)| {
        let [name_fr, name_nl, name_en] = category.names.map(str::to_owned);
        CategoryRow {
            school_id: school,
            key: category.key.to_owned(),
            place,
            name_fr,
            name_nl,
            name_en,
            is_hidden: false,
        }
    };
    (0..).zip(&FIRST).map(row).collect()
}

/// Holds the categories of a school: until the commit nobody else changes them or puts something into one. The first ten are written when
/// they are not there yet.
pub(crate) fn hold(tx: &mut Tx<'_>, school: SchoolId) -> StoreResult<()> {
    let row = (
        sel_category_lists::school_id.eq(school),
        sel_category_lists::version.eq(FIRST_VERSION),
    );
    // the derived dialect has no ON CONFLICT
    let made = on_backend!(tx.db, connection => diesel::insert_into(sel_category_lists::table).values(row).on_conflict_do_nothing().execute(connection))?;
    if made == 1 {
        for row in first_ones(school) {
            insert(tx, &row)?;
        }
        return Ok(());
    }
    diesel::update(sel_category_lists::table.find(school))
        .set(sel_category_lists::version.eq(sel_category_lists::version))
        .execute(tx.db)?;
    Ok(())
}

fn insert(tx: &mut Tx<'_>, row: &CategoryRow) -> StoreResult<()> {
    diesel::insert_into(sel_categories::table)
        .values((
            sel_categories::school_id.eq(row.school_id),
            sel_categories::key.eq(&row.key),
            sel_categories::place.eq(row.place),
            sel_categories::name_fr.eq(&row.name_fr),
            sel_categories::name_nl.eq(&row.name_nl),
            sel_categories::name_en.eq(&row.name_en),
            sel_categories::is_hidden.eq(row.is_hidden),
        ))
        .execute(tx.db)?;
    Ok(())
}

/// Whether something new can be put into a category. Asked under [`hold`].
pub(super) fn is_open(tx: &mut Tx<'_>, school: SchoolId, key: &str) -> StoreResult<bool> {
    let hidden: Option<bool> = sel_categories::table
        .find((school, key))
        .select(sel_categories::is_hidden)
        .first(tx.db)
        .optional()?;
    Ok(hidden == Some(false))
}

/// Replaces the categories. The same again changes nothing.
///
/// # Errors
/// `stale`; `in_use` when one is left out that something is in; `invalid` for a word that is no category's.
pub fn change(
    tx: &mut Tx<'_>,
    by: &OfficeMember,
    (expected, form): (Expected, &CategoriesForm),
) -> StoreResult<Versioned<CategoryList>> {
    let school = by.member().school();
    hold(tx, school)?;
    let (version, before) = read(tx.db, school)?;
    version::check(expected, version)?;
    let wanted = wanted(school, &before, form)?;
    if wanted == before {
        return list(tx.db, by.member());
    }
    let kept: BTreeSet<&str> = wanted.iter().map(|row| row.key.as_str()).collect();
    for gone in before.iter().filter(|row| !kept.contains(row.key.as_str())) {
        remove(tx, gone)?;
    }
    for row in &wanted {
        let there = diesel::update(sel_categories::table.find((school, &row.key)))
            .set((
                sel_categories::place.eq(row.place),
                sel_categories::name_fr.eq(&row.name_fr),
                sel_categories::name_nl.eq(&row.name_nl),
                sel_categories::name_en.eq(&row.name_en),
                sel_categories::is_hidden.eq(row.is_hidden),
            ))
            .execute(tx.db)?;
        if there == 0 {
            insert(tx, row)?;
        }
    }
    diesel::update(sel_category_lists::table.find(school))
        .set(sel_category_lists::version.eq(sel_category_lists::version + 1))
        .execute(tx.db)?;
    let names: Vec<&str> = wanted.iter().map(|row| row.name_fr.as_str()).collect();
    audit::note(tx, by.member(), &Note::of(Act::SelCategoriesChanged, names.join(", ")))?;
    list(tx.db, by.member())
}

fn remove(tx: &mut Tx<'_>, row: &CategoryRow) -> StoreResult<()> {
    let inside: i64 = sel_services::table
        .filter(sel_services::school_id.eq(row.school_id))
        .filter(sel_services::category.eq(&row.key))
        .count()
        .get_result(tx.db)?;
    if inside > 0 {
        return Err(StoreError::Refused(Code::InUse));
    }
    diesel::delete(sel_categories::table.find((row.school_id, &row.key))).execute(tx.db)?;
    Ok(())
}

/// The rows that a form asks for; a new category gets a word of its own.
fn wanted(school: SchoolId, before: &[CategoryRow], form: &CategoriesForm) -> StoreResult<Vec<CategoryRow>> {
    let mut taken: BTreeSet<String> = before.iter().map(|row| row.key.clone()).collect();
    let mut rows = Vec::with_capacity(form.items.len());
    for (place, item) in (0..).zip(&form.items) {
        let key = match &item.key {
            Some(key) if before.iter().any(|row| row.key == *key) => key.clone(),
            Some(_) => return Err(StoreError::Refused(Code::Invalid)),
            None => fresh_key(&item.name_fr, &taken),
        };
        taken.insert(key.clone());
        rows.push(CategoryRow {
            school_id: school,
            key,
            place,
            name_fr: words::clean_line(&item.name_fr),
            name_nl: words::clean_line(&item.name_nl),
            name_en: words::clean_line(&item.name_en),
            is_hidden: item.hidden,
        });
    }
    Ok(rows)
}

fn fresh_key(name: &str, taken: &BTreeSet<String>) -> String {
    let word: String = folded(name).replace(' ', "_").chars().take(KEY_MAX).collect();
    let numbered = (2..).map(|number| format!("{word}_{number}"));
    let mut keys = std::iter::once(word.clone()).chain(numbered);
    keys.find(|key| !key.is_empty() && !taken.contains(key)).unwrap_or(word)
}
