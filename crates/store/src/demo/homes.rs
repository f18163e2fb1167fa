//! Households, register numbers, a restricted link, and what the audit log already holds in the demo school.

use chrono::NaiveDate;
use diesel::prelude::*;
use domain::{
    families::types::LinkStatus,
    id::{AccountId, AuditEntryId, ChildId, GuardianLinkId, SchoolId},
    schools::audit::Act,
};

use crate::{
    demo::{
        calendar::{brussels, days_before},
        people::Person,
    },
    error::{StoreError, StoreResult},
    families::{household, link},
    schema::{audit_entries, children, guardian_links},
    tx::Tx,
};

/// Who is kept from which child, and why.
const RESTRICTED: (&str, &str, &str) = (
    "Frédéric Gilson",
    "Oscar",
    "Ordonnance du tribunal de la famille de Bruxelles",
);

/// Who opened the record of Louis Dupont, and how many days ago.
const LOOKED: [(&str, u64); 3] = [("Anne Delcourt", 24), ("Martine Evrard", 12), ("Anne Delcourt", 3)];

/// Adults of one home live together.
pub(super) fn live_together(tx: &mut Tx<'_>, school: SchoolId, adults: &[AccountId]) -> StoreResult<()> {
    let Some((first, others)) = adults.split_first() else {
        return Ok(());
    };
    for other in others {
        household::join(tx, school, (*other, *first))?;
    }
    Ok(())
}

/// The next number of the school's register.
pub(super) fn enter_register(tx: &mut Tx<'_>, child: ChildId, number: usize) -> StoreResult<()> {
    diesel::update(children::table.find(child))
        .set(children::register_number.eq(format!("R{number:04}")))
        .execute(tx.db)?;
    Ok(())
}

/// What the direction has decided, and which records were opened.
pub(super) fn decide(tx: &mut Tx<'_>, (school, people): (SchoolId, &[Person]), today: NaiveDate) -> StoreResult<()> {
    let (name, first_name, reason) = RESTRICTED;
    let adult = named(people, name)?;
    let direction = named(people, "Martine Evrard")?;
    let (link, child): (GuardianLinkId, ChildId) = guardian_links::table
        .inner_join(children::table)
        .filter(guardian_links::account_id.eq(adult.id))
        .filter(guardian_links::status.eq(LinkStatus::Confirmed))
        .filter(children::first_name.eq(first_name))
        .select((guardian_links::id, children::id))
        .first(tx.db)?;
    let at = brussels(days_before(today, 18, true), 10 * 60);
    diesel::update(guardian_links::table.find(link))
        .set((
            guardian_links::restricted_at.eq(at),
            guardian_links::restricted_by.eq(direction.id),
            guardian_links::restriction_reason.eq(reason),
            guardian_links::version.eq(guardian_links::version + 1),
        ))
        .execute(tx.db)?;
    link::settle(tx, link)?;
    note(
        tx,
        (school, direction, at),
        (Act::LinkRestricted, child, Some((adult.id, reason))),
    )?;
    let louis: ChildId = children::table
        .filter(children::school_id.eq(school))
        .filter(children::first_name.eq("Louis"))
        .filter(children::last_name.eq("Dupont"))
        .select(children::id)
        .first(tx.db)?;
    for (name, days) in LOOKED {
        let at = brussels(days_before(today, days, true), 11 * 60);
        note(tx, (school, named(people, name)?, at), (Act::ChildOpened, louis, None))?;
    }
    Ok(())
}

fn named<'a>(people: &'a [Person], name: &str) -> StoreResult<&'a Person> {
    people
        .iter()
        .find(|person| person.name == name)
        .ok_or_else(|| StoreError::broken(format!("the demo school has no {name}")))
}

fn note(
    tx: &mut Tx<'_>,
    (school, by, at): (SchoolId, &Person, domain::moment::Moment),
    (act, child, adult): (Act, ChildId, Option<(AccountId, &str)>),
) -> StoreResult<()> {
    let (first_name, last_name): (String, String) = children::table
        .find(child)
        .select((children::first_name, children::last_name))
        .first(tx.db)?;
    diesel::insert_into(audit_entries::table)
        .values((
            audit_entries::id.eq(AuditEntryId::fresh()),
            audit_entries::school_id.eq(school),
            audit_entries::actor_id.eq(by.id),
            audit_entries::actor_name.eq(&by.name),
            audit_entries::actor_role.eq(by.role),
            audit_entries::act.eq(act),
            audit_entries::account_id.eq(adult.map(|(account, _)| account)),
            audit_entries::child_id.eq(child),
            audit_entries::subject.eq(format!("{first_name} {last_name}")),
            audit_entries::reason.eq(adult.map(|(_, reason)| reason)),
            audit_entries::created_at.eq(at),
        ))
        .execute(tx.db)?;
    Ok(())
}
