//! The mails about offers and requests, as jobs: that one is about to end, and what goes with theirs. What they say is read when they are sent.

use std::collections::BTreeSet;

use diesel::prelude::*;
use domain::{
    accounts::types::Locale,
    id::{AccountId, SchoolId, ServiceId},
    messaging::calm::quiet::Window,
    moment::Moment,
    schools::types::MembershipStatus,
    sel::{
        service::{ServiceKind, ServiceState},
        service_rules::RENEWAL_DAYS,
    },
};
use serde::{Deserialize, Serialize};

use crate::{
    accounts::standing::{self, ActiveMember},
    backend::{Db, MultiBackend},
    error::StoreResult,
    jobs::NewJob,
    on_backend,
    schema::{accounts, memberships, schools, sel_services, sel_told_matches},
    sel::services::matching,
    tx::Tx,
};

/// Seconds of a day.
const DAY: i64 = 24 * 3600;

/// How many matches a mail names.
const NAMED: usize = 5;

/// One is about to end: its owner is asked whether to renew it.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct MailEnding {
    /// Which.
    pub service: ServiceId,
    /// The end that is meant; when it was renewed meanwhile, there is nothing to say.
    pub ends: Moment,
}

impl NewJob for MailEnding {
    const KIND: &'static str = "sel.mail_ending";
}

/// Something new goes with what somebody offers or asks for.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct MailMatches {
    /// In which school.
    pub school: SchoolId,
    /// Whom to tell.
    pub account: AccountId,
}

impl NewJob for MailMatches {
    const KIND: &'static str = "sel.mail_matches";
}

/// Whom a mail is for.
#[derive(Debug, Clone)]
pub struct Addressee {
    /// The address.
    pub email: String,
    /// The language.
    pub locale: Locale,
    /// First name.
    pub first_name: String,
    /// The name of the school.
    pub school_name: String,
}

/// What the mail about an end says.
#[derive(Debug, Clone)]
pub struct EndingLetter {
    /// To whom.
    pub to: Addressee,
    /// What ends.
    pub title: String,
    /// When.
    pub ends: Moment,
}

/// What the mail about matches says.
#[derive(Debug, Clone)]
pub struct MatchLetter {
    /// To whom.
    pub to: Addressee,
    /// What goes with theirs, the newest first, and whether each is an offer or a request; a few of them.
    pub named: Vec<(ServiceKind, String)>,
    /// How many there are.
    pub count: usize,
    told: Vec<(ServiceId, ServiceId)>,
}

/// What is to be done about somebody's matches now.
#[derive(Debug, Clone)]
pub enum MatchesDue {
    /// Nothing: there is nothing that they were not told.
    Nothing,
    /// The same later: they had a mail less than a day ago.
    Later(Moment),
    /// A mail.
    Now(MatchLetter),
}

/// Orders the mail about an end, a week before it.
pub(super) fn order_ending(tx: &mut Tx<'_>, service: ServiceId, ends: Moment) -> StoreResult<()> {
    let owner: AccountId = sel_services::table
        .find(service)
        .select(sel_services::owner_id)
        .first(tx.db)?;
    let at = outside_quiet_hours(tx.db, owner, ends.plus_seconds(-RENEWAL_DAYS * DAY))?;
    tx.at(at, &MailEnding { service, ends })
}

/// Orders the mail about what goes with somebody's: at once, or at the end of their quiet hours.
pub(super) fn order_matches(tx: &mut Tx<'_>, school: SchoolId, account: AccountId) -> StoreResult<()> {
    let at = outside_quiet_hours(tx.db, account, tx.now)?;
    tx.at(at, &MailMatches { school, account })
}

fn outside_quiet_hours(db: &mut Db, account: AccountId, at: Moment) -> StoreResult<Moment> {
    let (from, to): (i32, i32) = accounts::table
        .find(account)
        .select((accounts::quiet_from, accounts::quiet_to))
        .first(db)?;
    Ok(Window { from, to }.notified_at(at).unwrap_or(at))
}

/// What the mail about an end says.
///
/// # Errors
/// [`StoreError::NotFound`](crate::error::StoreError::NotFound) when there is nothing to say: it was renewed, paused, put away or removed, its owner has left or was told.
pub fn ending(db: &mut Db, job: &MailEnding) -> StoreResult<EndingLetter> {
    let (owner, school, title): (AccountId, SchoolId, String) = sel_services::table
        .find(job.service)
        .filter(sel_services::state.eq(ServiceState::Active))
        .filter(sel_services::expires_at.eq(job.ends))
        .filter(sel_services::told_end.is_null().or(sel_services::told_end.ne(job.ends)))
        .select((sel_services::owner_id, sel_services::school_id, sel_services::title))
        .first(db)?;
    Ok(EndingLetter {
        to: addressee(db, owner, school)?,
        title,
        ends: job.ends,
    })
}

/// The mail about an end was handed on.
///
/// # Errors
/// When the database does not answer.
pub fn ending_sent(tx: &mut Tx<'_>, job: &MailEnding) -> StoreResult<()> {
    diesel::update(sel_services::table.find(job.service))
        .set(sel_services::told_end.eq(job.ends))
        .execute(tx.db)?;
    Ok(())
}

/// What is to be done about somebody's matches now.
///
/// # Errors
/// [`StoreError::NotFound`](crate::error::StoreError::NotFound) when they have left; else when the database does not answer.
pub fn matches_due(db: &mut Db, job: &MailMatches, now: Moment) -> StoreResult<MatchesDue> {
    let by = standing::absent(db, job.account, job.school)?;
    let told = told(db, &by)?;
    let known: BTreeSet<ServiceId> = told.iter().map(|(other, _)| *other).collect();
    let mut fresh = matching::pairs(db, &by)?;
    fresh.retain(|pair| pair.alerts && !known.contains(&pair.other.id));
    if fresh.is_empty() {
        return Ok(MatchesDue::Nothing);
    }
    let again = told.iter().map(|(_, at)| at.plus_seconds(DAY)).max();
    if let Some(again) = again.filter(|again| *again > now) {
        return Ok(MatchesDue::Later(outside_quiet_hours(db, job.account, again)?));
    }
    let named = fresh.iter().take(NAMED);
    Ok(MatchesDue::Now(MatchLetter {
        to: addressee(db, job.account, job.school)?,
        named: named.map(|pair| (pair.other.kind, pair.other.title.clone())).collect(),
        count: fresh.len(),
        told: fresh.iter().map(|pair| (pair.mine, pair.other.id)).collect(),
    }))
}

/// The mail about matches was handed on: they are told.
///
/// # Errors
/// When the database does not answer.
pub fn matches_sent(tx: &mut Tx<'_>, letter: &MatchLetter) -> StoreResult<()> {
    for (mine, other) in &letter.told {
        let row = (
            sel_told_matches::mine_id.eq(*mine),
            sel_told_matches::other_id.eq(*other),
            sel_told_matches::told_at.eq(tx.now),
        );
        // the derived dialect has no ON CONFLICT
        on_backend!(tx.db, connection => diesel::insert_into(sel_told_matches::table).values(row).on_conflict_do_nothing().execute(connection))?;
    }
    Ok(())
}

/// The same later.
///
/// # Errors
/// When the database does not answer.
pub fn matches_later(tx: &mut Tx<'_>, job: &MailMatches, at: Moment) -> StoreResult<()> {
    tx.at(at, job)
}

/// What somebody was told, and when.
fn told(db: &mut Db, by: &ActiveMember) -> StoreResult<Vec<(ServiceId, Moment)>> {
    let mine = sel_services::table
        .filter(sel_services::owner_id.eq(by.account()))
        .filter(sel_services::school_id.eq(by.school()))
        .select(sel_services::id);
    Ok(sel_told_matches::table
        .filter(sel_told_matches::mine_id.eq_any(mine))
        .select((sel_told_matches::other_id, sel_told_matches::told_at))
        .into_boxed::<MultiBackend>()
        .load(db)?)
}

/// Somebody who belongs to the school now.
fn addressee(db: &mut Db, account: AccountId, school: SchoolId) -> StoreResult<Addressee> {
    let (email, locale, first_name, school_name): (String, Locale, String, String) = accounts::table
        .inner_join(memberships::table.on(memberships::account_id.eq(accounts::id)))
        .inner_join(schools::table.on(schools::id.eq(memberships::school_id)))
        .filter(accounts::id.eq(account))
        .filter(accounts::is_active.eq(true))
        .filter(memberships::school_id.eq(school))
        .filter(memberships::status.eq(MembershipStatus::Active))
        .select((accounts::email, accounts::locale, accounts::first_name, schools::name))
        .first(db)?;
    Ok(Addressee {
        email,
        locale,
        first_name,
        school_name,
    })
}
