//! Rows of offers and requests, and how a member sees them: one query for each kind of thing, however many they are.

use std::collections::{BTreeMap, BTreeSet};

use diesel::{dsl::count_star, prelude::*};
use domain::{
    id::{AccountId, ServiceId},
    messaging::types::Person,
    moment::Moment,
    sel::service::{ServiceInfo, ServiceKind, ServiceState},
};

use crate::{
    accounts::standing::ActiveMember,
    backend::{Db, MultiBackend},
    clock,
    error::StoreResult,
    files::attached,
    messaging::people,
    schema::{sel_favourites, sel_reviews, sel_services},
};

/// A row of `sel_services`.
#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = sel_services)]
#[diesel(check_for_backend(MultiBackend))]
pub(super) struct ServiceRow {
    pub(super) id: ServiceId,
    pub(super) owner_id: AccountId,
    pub(super) kind: ServiceKind,
    state: ServiceState,
    pub(super) title: String,
    pub(super) title_key: String,
    description: String,
    pub(super) category: String,
    units_per_hour: Option<i32>,
    fixed_units: Option<i32>,
    availability: Option<String>,
    place: Option<String>,
    languages: String,
    pub(super) alerts: bool,
    pub(super) version: i64,
    pub(super) expires_at: Moment,
    pub(super) created_at: Moment,
    updated_at: Moment,
}

impl ServiceRow {
    /// Where it stands at a moment: what is shown is over after its time.
    pub(super) fn state(&self, now: Moment) -> ServiceState {
        if self.state == ServiceState::Active && self.expires_at <= now {
            ServiceState::Expired
        } else {
            self.state
        }
    }
}

/// One, whose access was checked.
pub(super) fn get(db: &mut Db, service: ServiceId) -> StoreResult<ServiceRow> {
    Ok(sel_services::table
        .find(service)
        .select(ServiceRow::as_select())
        .first(db)?)
}

/// Offers and requests as a member sees them, in the same order. What is of nobody of the school is left out.
pub(super) fn describe(db: &mut Db, by: &ActiveMember, rows: Vec<ServiceRow>) -> StoreResult<Vec<ServiceInfo>> {
    if rows.is_empty() {
        return Ok(Vec::new());
    }
    let ids: Vec<ServiceId> = rows.iter().map(|row| row.id).collect();
    let owners: BTreeSet<AccountId> = rows.iter().map(|row| row.owner_id).collect();
    let owners: Vec<AccountId> = owners.into_iter().collect();
    let owners: BTreeMap<AccountId, Person> = people::named(db, by, &owners)?
        .into_iter()
        .map(|person| (person.id, person))
        .collect();
    let favourites: BTreeSet<ServiceId> = sel_favourites::table
        .filter(sel_favourites::account_id.eq(by.account()))
        .filter(sel_favourites::service_id.eq_any(ids.iter().copied()))
        .select(sel_favourites::service_id)
        .load(db)?
        .into_iter()
        .collect();
    let thanks: BTreeMap<ServiceId, i64> = sel_reviews::table
        .filter(sel_reviews::service_id.eq_any(ids.iter().copied()))
        .filter(sel_reviews::hidden_at.is_null())
        .group_by(sel_reviews::service_id)
        .select((sel_reviews::service_id, count_star()))
        .load(db)?
        .into_iter()
        .collect();
    let mut photos = attached::of_services(db, &ids)?;
    let now = clock::now();
    let seen = rows.into_iter().filter_map(|row| {
        let mine = row.owner_id == by.account();
        Some(ServiceInfo {
            state: row.state(now),
            owner: owners.get(&row.owner_id)?.clone(),
            mine,
            favourite: favourites.contains(&row.id),
            thanks: thanks.get(&row.id).copied().unwrap_or(0),
            photo: photos.remove(&row.id),
            languages: row.languages.split_whitespace().map(str::to_owned).collect(),
            alerts: mine.then_some(row.alerts),
            id: row.id,
            kind: row.kind,
            title: row.title,
            description: row.description,
            category: row.category,
            units_per_hour: row.units_per_hour,
            fixed_units: row.fixed_units,
            availability: row.availability,
            place: row.place,
            expires_at: row.expires_at,
            created_at: row.created_at,
            updated_at: row.updated_at,
            version: row.version,
        })
    });
    Ok(seen.collect())
}
