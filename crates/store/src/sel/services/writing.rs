//! Offering and asking, and what an owner does with it afterwards.

use diesel::prelude::*;
use domain::{
    id::{AccountId, SchoolId, ServiceId},
    moment::Moment,
    problem::Code,
    schools::audit::Act,
    sel::{
        service::{ServiceAct, ServiceInfo, ServiceKind, ServiceState},
        service_forms::ServiceForm,
        service_rules::{self, MINE_MAX, Price, SHOWN_DAYS},
    },
    version::{Expected, Versioned},
    words::{clean_line, clean_text},
};

use crate::{
    accounts::standing::ActiveMember,
    error::{StoreError, StoreResult},
    files::{attach, release},
    schema::sel_services,
    schools::audit::{self, Note},
    sel::services::{
        access::{self, KeeperOf, OwnerOf},
        categories, listing, mail, matching,
        row::{self, ServiceRow},
        words,
    },
    tx::Tx,
    version,
};

/// Seconds of a day.
const DAY: i64 = 24 * 3600;

/// What a form says, cleaned.
struct Said {
    title: String,
    description: String,
    units_per_hour: Option<i32>,
    fixed_units: Option<i32>,
    availability: Option<String>,
    place: Option<String>,
    languages: String,
}

impl Said {
    fn of(form: &ServiceForm, price: Price) -> Self {
        let (units_per_hour, fixed_units) = match price {
            Price::PerHour(units) => (Some(units), None),
            Price::Fixed(units) => (None, Some(units)),
        };
        let languages = match form.languages.as_slice() {
            [] => String::new(),
            // a space on both sides of each, so that one is looked for as a word
            some => format!(" {} ", some.join(" ")),
        };
        Self {
            title: clean_line(&form.title),
            description: clean_text(&form.description),
            units_per_hour,
            fixed_units,
            availability: form.availability.as_deref().map(clean_line),
            place: form.place.as_deref().map(clean_line),
            languages,
        }
    }

    /// What it is found by.
    fn words(&self) -> Vec<&str> {
        let place = self.place.as_deref().unwrap_or_default();
        vec![&self.title, &self.description, place]
    }
}

/// Offers or asks for something; those whose request or offer it goes with hear of it.
///
/// # Errors
/// `invalid` for a category that is not there or hidden, or a picture that is not theirs to hang; `limit_reached`.
pub fn offer(tx: &mut Tx<'_>, by: &ActiveMember, (form, price): (&ServiceForm, Price)) -> StoreResult<ServiceInfo> {
    categories::hold(tx, by.school())?;
    if !categories::is_open(tx, by.school(), &form.category)? {
        return Err(StoreError::Refused(Code::Invalid));
    }
    leaves_room(tx, by.school(), by.account())?;
    let id = put(tx, (by.school(), by.account()), (form, price))?;
    attach::to_service(tx, by, id, form.photo_id)?;
    mail::order_ending(tx, id, end(tx.now))?;
    for owner in matching::to_alert(tx.db, by, id)? {
        mail::order_matches(tx, by.school(), owner)?;
    }
    Ok(listing::read(tx.db, by, id)?.value)
}

/// Writes what somebody offers or asks for, to be found from now on; nobody is told.
pub(crate) fn put(
    tx: &mut Tx<'_>,
    (school, owner): (SchoolId, AccountId),
    (form, price): (&ServiceForm, Price),
) -> StoreResult<ServiceId> {
    let id = ServiceId::fresh();
    let kind = form.kind.unwrap_or(ServiceKind::Offer);
    let said = Said::of(form, price);
    diesel::insert_into(sel_services::table)
        .values((
            sel_services::id.eq(id),
            sel_services::school_id.eq(school),
            sel_services::owner_id.eq(owner),
            sel_services::kind.eq(kind),
            sel_services::state.eq(ServiceState::Active),
            sel_services::title.eq(&said.title),
            sel_services::title_key.eq(words::sort_key(&said.title)),
            sel_services::description.eq(&said.description),
            sel_services::category.eq(&form.category),
            sel_services::units_per_hour.eq(said.units_per_hour),
            sel_services::fixed_units.eq(said.fixed_units),
            sel_services::availability.eq(&said.availability),
            sel_services::place.eq(&said.place),
            sel_services::languages.eq(&said.languages),
            sel_services::alerts.eq(form.alerts.unwrap_or(kind == ServiceKind::Request)),
            sel_services::version.eq(1_i64),
            sel_services::expires_at.eq(end(tx.now)),
            sel_services::created_at.eq(tx.now),
            sel_services::updated_at.eq(tx.now),
        ))
        .execute(tx.db)?;
    words::write(tx, id, &said.words())?;
    Ok(id)
}

/// Replaces what it says. Its time goes on, and the same again changes nothing but the version.
///
/// # Errors
/// `stale`; `conflict` when an offer would become a request or the reverse, or when it is put away; `invalid` as for [`offer`].
pub fn change(
    tx: &mut Tx<'_>,
    by: &OwnerOf,
    (expected, form, price): (Expected, &ServiceForm, Price),
) -> StoreResult<Versioned<ServiceInfo>> {
    let school = by.member().school();
    categories::hold(tx, school)?;
    let row = hold(tx, by)?;
    version::check(expected, row.version)?;
    let is_other = form.kind.is_some_and(|kind| kind != row.kind);
    if is_other || row.state(tx.now) == ServiceState::Archived {
        return Err(StoreError::Refused(Code::Conflict));
    }
    if form.category != row.category && !categories::is_open(tx, school, &form.category)? {
        return Err(StoreError::Refused(Code::Invalid));
    }
    let said = Said::of(form, price);
    diesel::update(sel_services::table.find(row.id))
        .set((
            sel_services::title.eq(&said.title),
            sel_services::title_key.eq(words::sort_key(&said.title)),
            sel_services::description.eq(&said.description),
            sel_services::category.eq(&form.category),
            sel_services::units_per_hour.eq(said.units_per_hour),
            sel_services::fixed_units.eq(said.fixed_units),
            sel_services::availability.eq(&said.availability),
            sel_services::place.eq(&said.place),
            sel_services::languages.eq(&said.languages),
            sel_services::alerts.eq(form.alerts.unwrap_or(row.kind == ServiceKind::Request)),
            sel_services::version.eq(sel_services::version + 1),
            sel_services::updated_at.eq(tx.now),
        ))
        .execute(tx.db)?;
    words::write(tx, row.id, &said.words())?;
    attach::to_service(tx, by.member(), row.id, form.photo_id)?;
    listing::read(tx.db, by.member(), row.id)
}

/// Pauses, resumes, puts away or renews it. What is done already stays as it is; renewing always begins its time anew.
///
/// # Errors
/// `conflict` when that cannot be done where it stands; `limit_reached` when it would come back beside as many as there may be.
pub fn act(tx: &mut Tx<'_>, by: &OwnerOf, act: ServiceAct) -> StoreResult<ServiceInfo> {
    let row = hold(tx, by)?;
    let before = row.state(tx.now);
    let after = service_rules::after(before, act).ok_or(StoreError::Refused(Code::Conflict))?;
    if before == ServiceState::Archived && after != ServiceState::Archived {
        leaves_room(tx, by.member().school(), row.owner_id)?;
    }
    if act == ServiceAct::Renew {
        let ends = end(tx.now);
        diesel::update(sel_services::table.find(row.id))
            .set(sel_services::expires_at.eq(ends))
            .execute(tx.db)?;
        mail::order_ending(tx, row.id, ends)?;
    }
    if after != before || act == ServiceAct::Renew {
        diesel::update(sel_services::table.find(row.id))
            .set((
                sel_services::state.eq(after),
                sel_services::version.eq(sel_services::version + 1),
                sel_services::updated_at.eq(tx.now),
            ))
            .execute(tx.db)?;
    }
    Ok(listing::read(tx.db, by.member(), row.id)?.value)
}

/// Removes it for good, with its picture and its thanks. What the office removes of somebody else's is written down.
///
/// # Errors
/// [`StoreError::NotFound`] when it has gone since.
pub fn remove(tx: &mut Tx<'_>, by: &KeeperOf) -> StoreResult<()> {
    lock(tx, by.service())?;
    access::keeper(tx.db, by.member(), by.service())?;
    let row = row::get(tx.db, by.service())?;
    if row.owner_id != by.member().account() {
        let note = Note::of(Act::SelServiceRemoved, &row.title).about(row.owner_id);
        audit::note(tx, by.member(), &note)?;
    }
    release::of_service(tx, row.id)?;
    diesel::delete(sel_services::table.find(row.id)).execute(tx.db)?;
    Ok(())
}

/// Holds it: nobody else changes it until we are done. Whoever held the proof may have lost what it says: asked again.
fn hold(tx: &mut Tx<'_>, by: &OwnerOf) -> StoreResult<ServiceRow> {
    lock(tx, by.service())?;
    access::owner(tx.db, by.member(), by.service())?;
    row::get(tx.db, by.service())
}

/// An UPDATE that changes nothing is the lock that both databases have.
fn lock(tx: &mut Tx<'_>, service: ServiceId) -> StoreResult<()> {
    let held = diesel::update(sel_services::table.find(service))
        .set(sel_services::version.eq(sel_services::version))
        .execute(tx.db)?;
    if held == 0 { Err(StoreError::NotFound) } else { Ok(()) }
}

/// Until when something is shown that is new now.
fn end(now: Moment) -> Moment {
    now.plus_seconds(SHOWN_DAYS * DAY)
}

fn leaves_room(tx: &mut Tx<'_>, school: SchoolId, owner: AccountId) -> StoreResult<()> {
    let there: i64 = sel_services::table
        .filter(sel_services::school_id.eq(school))
        .filter(sel_services::owner_id.eq(owner))
        .filter(sel_services::state.ne(ServiceState::Archived))
        .count()
        .get_result(tx.db)?;
    if there < MINE_MAX {
        Ok(())
    } else {
        Err(StoreError::Refused(Code::LimitReached))
    }
}
