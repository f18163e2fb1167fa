//! What goes with what: offers with requests, and those that are alike. Compared are the words that tell something, folded as for the search.

use std::{
    cmp::Reverse,
    collections::{BTreeMap, BTreeSet},
};

use diesel::prelude::*;
use domain::{
    id::{AccountId, ServiceId},
    page::Page,
    sel::{
        service::{ServiceInfo, ServiceMatch, ServiceState},
        service_rules::{self, SIMILAR},
    },
};

use crate::{
    accounts::standing::ActiveMember,
    backend::{Db, MultiBackend},
    clock,
    error::StoreResult,
    schema::{sel_service_words, sel_services},
    sel::services::{
        access::ReaderOf,
        listing,
        row::{self, ServiceRow},
    },
};

/// How many of a category are compared, the newest first.
const COMPARED: i64 = 300;

/// How many matches are shown.
const MATCHES: usize = 30;

/// Shortest word that tells something, in letters.
const TELLING: usize = 4;

/// Words that everybody uses, in plain letters.
const COMMON: [&str; 24] = [
    "aide", "aider", "avec", "besoin", "bied", "cherche", "chez", "dans", "deel", "elke", "heure", "hulp", "kind",
    "mijn", "nous", "offre", "pour", "propose", "quelqu", "voor", "votre", "vous", "week", "zoek",
];

/// Something as far as it is compared.
struct Compared {
    row: ServiceRow,
    words: BTreeSet<String>,
}

/// Of the same kind and category as this one, those with most words in common first.
///
/// # Errors
/// [`StoreError::NotFound`](crate::error::StoreError::NotFound) when it has gone since.
pub fn similar(db: &mut Db, by: &ReaderOf) -> StoreResult<Page<ServiceInfo>> {
    let row = row::get(db, by.service())?;
    let one = compared(db, vec![row])?;
    let Some(one) = one.into_iter().next() else {
        return Ok(Page::whole(Vec::new()));
    };
    let others = listing::seen(db, by.member())?
        .filter(sel_services::kind.eq(one.row.kind))
        .filter(sel_services::category.eq(one.row.category.clone()))
        .filter(sel_services::id.ne(one.row.id));
    let others = candidates(db, others)?;
    let near = listing::classmates(db, by.member())?;
    let mut ranked: Vec<(usize, Compared)> = others
        .into_iter()
        .filter_map(|other| Some((likeness(&one, &other, &near)?, other)))
        .collect();
    ranked.sort_by_key(|(score, other)| Reverse((*score, other.row.created_at)));
    ranked.truncate(SIMILAR);
    let rows = ranked.into_iter().map(|(_, other)| other.row).collect();
    Ok(Page::whole(row::describe(db, by.member(), rows)?))
}

/// What goes with the member's own: offers for their requests, requests for their offers. Each once, beside what it goes with best.
///
/// # Errors
/// When the database does not answer.
pub fn matches(db: &mut Db, by: &ActiveMember) -> StoreResult<Page<ServiceMatch>> {
    let mut pairs = pairs(db, by)?;
    pairs.sort_by_key(|pair| Reverse((pair.score, pair.other.created_at)));
    pairs.truncate(MATCHES);
    let mine: BTreeMap<ServiceId, (ServiceId, String)> = pairs
        .iter()
        .map(|pair| (pair.other.id, (pair.mine, pair.title.clone())))
        .collect();
    let others = row::describe(db, by, pairs.into_iter().map(|pair| pair.other).collect())?;
    let items = others.into_iter().filter_map(|service| {
        let (mine_id, mine_title) = mine.get(&service.id)?.clone();
        Some(ServiceMatch {
            mine_id,
            mine_title,
            service,
        })
    });
    Ok(Page::whole(items.collect()))
}

/// Something of a member's, and what goes with it.
pub(super) struct Pair {
    /// Which of theirs.
    pub mine: ServiceId,
    /// What theirs is called.
    pub title: String,
    /// Whether they want to hear of what goes with it.
    pub alerts: bool,
    /// What goes with it.
    pub other: ServiceRow,
    score: usize,
}

/// The best pair for each of the others.
pub(super) fn pairs(db: &mut Db, by: &ActiveMember) -> StoreResult<Vec<Pair>> {
    let mine = shown_of(db, by)?;
    if mine.is_empty() {
        return Ok(Vec::new());
    }
    let categories: BTreeSet<String> = mine.iter().map(|one| one.row.category.clone()).collect();
    let others = listing::seen(db, by)?
        .filter(sel_services::owner_id.ne(by.account()))
        .filter(sel_services::category.eq_any(categories));
    let others = candidates(db, others)?;
    let near = listing::classmates(db, by)?;
    let best = |other: Compared| {
        let scored = mine.iter().filter(|one| goes_with(&one.row, &other.row));
        let scored = scored.filter_map(|one| Some((likeness(one, &other, &near)?, one)));
        let (score, one) = scored.max_by_key(|(score, _)| *score)?;
        Some(Pair {
            mine: one.row.id,
            title: one.row.title.clone(),
            alerts: one.row.alerts,
            other: other.row,
            score,
        })
    };
    Ok(others.into_iter().filter_map(best).collect())
}

/// Whose offers or requests go with a new one, of those who want to hear of it.
pub(super) fn to_alert(db: &mut Db, by: &ActiveMember, service: ServiceId) -> StoreResult<BTreeSet<AccountId>> {
    let row = row::get(db, service)?;
    let Some(new) = compared(db, vec![row])?.into_iter().next() else {
        return Ok(BTreeSet::new());
    };
    let others = listing::seen(db, by)?
        .filter(sel_services::owner_id.ne(by.account()))
        .filter(sel_services::alerts.eq(true))
        .filter(sel_services::kind.ne(new.row.kind))
        .filter(sel_services::category.eq(new.row.category.clone()));
    let near = BTreeSet::new();
    let others = candidates(db, others)?;
    let wanting = others
        .into_iter()
        .filter(|other| likeness(&new, other, &near).is_some());
    Ok(wanting.map(|other| other.row.owner_id).collect())
}

fn shown_of(db: &mut Db, by: &ActiveMember) -> StoreResult<Vec<Compared>> {
    let rows: Vec<ServiceRow> = sel_services::table
        .filter(sel_services::school_id.eq(by.school()))
        .filter(sel_services::owner_id.eq(by.account()))
        .filter(sel_services::state.eq(ServiceState::Active))
        .filter(sel_services::expires_at.gt(clock::now()))
        .order(sel_services::created_at.desc())
        .select(ServiceRow::as_select())
        .into_boxed::<MultiBackend>()
        .load(db)?;
    compared(db, rows)
}

fn candidates(db: &mut Db, rows: listing::Rows<'_>) -> StoreResult<Vec<Compared>> {
    let rows: Vec<ServiceRow> = rows
        .order((sel_services::created_at.desc(), sel_services::id.desc()))
        .limit(COMPARED)
        .select(ServiceRow::as_select())
        .load(db)?;
    compared(db, rows)
}

/// The same, with the words that tell something about each.
fn compared(db: &mut Db, rows: Vec<ServiceRow>) -> StoreResult<Vec<Compared>> {
    let ids: Vec<ServiceId> = rows.iter().map(|row| row.id).collect();
    let found: Vec<(ServiceId, String, String)> = sel_service_words::table
        .filter(sel_service_words::service_id.eq_any(ids))
        .select((
            sel_service_words::service_id,
            sel_service_words::words,
            sel_service_words::stems,
        ))
        .load(db)?;
    let tells = |word: &&str| word.chars().count() >= TELLING && !COMMON.contains(word);
    let mut words: BTreeMap<ServiceId, BTreeSet<String>> = found
        .into_iter()
        .map(|(id, words, stems)| {
            let all = words.split(' ').chain(stems.split(' '));
            (id, all.filter(tells).map(str::to_owned).collect())
        })
        .collect();
    let with_words = |row: ServiceRow| Compared {
        words: words.remove(&row.id).unwrap_or_default(),
        row,
    };
    Ok(rows.into_iter().map(with_words).collect())
}

/// An offer and a request of the same category.
fn goes_with(one: &ServiceRow, other: &ServiceRow) -> bool {
    one.kind != other.kind && one.category == other.category
}

fn likeness(one: &Compared, other: &Compared, near: &BTreeSet<AccountId>) -> Option<usize> {
    let common = one.words.intersection(&other.words).count();
    service_rules::likeness(common, near.contains(&other.row.owner_id), &one.row.category)
}
