//! Writing the people of the demo school: accounts, children, links and codes.

use std::collections::HashMap;

use diesel::prelude::*;
use domain::{
    accounts::types::Locale,
    families::{
        rules::CODE_SECONDS,
        types::{LinkStatus, Relationship},
    },
    id::{AccountId, ChildCodeId, ChildId, ClassId, SchoolId},
    schools::types::{Level, MembershipStatus, Role},
};

use crate::{
    accounts::registration::{Registration, add_membership},
    demo::{
        cast::{Adult, Cast},
        codes, homes,
    },
    error::{StoreError, StoreResult},
    families::{
        child::{self, Source},
        link::{self, NewLink},
    },
    schema::{accounts, child_codes},
    schools::staff,
    secret::keyed_hash,
    tx::Tx,
};

/// A school with its classes.
pub(super) type Place<'a> = (SchoolId, &'a HashMap<Level, ClassId>);

/// Somebody with an account.
#[derive(Debug, Clone)]
pub(super) struct Person {
    pub(super) id: AccountId,
    pub(super) first_name: String,
    pub(super) name: String,
    pub(super) email: String,
    pub(super) locale: Locale,
    pub(super) role: Role,
    /// The classes of their children, or the one they teach.
    pub(super) levels: Vec<Level>,
}

/// Writes the families and the staff.
pub(super) fn write(
    tx: &mut Tx<'_>,
    (school, classes): Place<'_>,
    cast: &Cast,
    hash: &str,
) -> StoreResult<Vec<Person>> {
    let mut people = Vec::new();
    let mut entered = 0;
    for colleague in &cast.staff {
        let mut person = add(tx, school, (&colleague.adult, colleague.role), hash)?;
        if let Some(level) = colleague.level {
            staff::assign(tx, person.id, class_of(classes, level)?)?;
            person.levels.push(level);
        }
        people.push(person);
    }
    for family in &cast.families {
        let mut children = Vec::new();
        for (first_name, level) in &family.children {
            let class = class_of(classes, *level)?;
            let child = child::write(tx, (school, class), (first_name, &family.last_name), Source::List)?;
            entered += 1;
            homes::enter_register(tx, child, entered)?;
            children.push(child);
        }
        let mut adults = Vec::new();
        for adult in &family.adults {
            let mut person = add(tx, school, (adult, Role::Parent), hash)?;
            for child in &children {
                add_link(tx, school, (person.id, *child), LinkStatus::Confirmed)?;
            }
            person.levels.extend(family.children.iter().map(|(_, level)| *level));
            adults.push(person.id);
            people.push(person);
        }
        let mut rest = adults.as_slice();
        for home in &family.homes {
            let (together, others) = rest.split_at(rest.len().min(*home));
            homes::live_together(tx, school, together)?;
            rest = others;
        }
    }
    Ok(people)
}

/// Writes the children whose parents are not there yet, and their codes.
pub(super) fn print_codes(tx: &mut Tx<'_>, (school, classes): Place<'_>, cast: &Cast, key: &[u8]) -> StoreResult<()> {
    let mut number = 0;
    for newcomer in &cast.newcomers {
        let class = class_of(classes, newcomer.level)?;
        let child = child::write(
            tx,
            (school, class),
            (&newcomer.first_name, &newcomer.last_name),
            Source::List,
        )?;
        for _ in 0..newcomer.codes {
            diesel::insert_into(child_codes::table)
                .values((
                    child_codes::id.eq(ChildCodeId::fresh()),
                    child_codes::school_id.eq(school),
                    child_codes::child_id.eq(child),
                    child_codes::code_hash.eq(keyed_hash(key, &codes::letters(number))),
                    child_codes::created_at.eq(tx.now),
                    child_codes::expires_at.eq(tx.now.plus_seconds(CODE_SECONDS)),
                ))
                .execute(tx.db)?;
            number += 1;
        }
    }
    Ok(())
}

/// Writes the parents who have declared a child and wait for the school.
pub(super) fn declare(tx: &mut Tx<'_>, (school, classes): Place<'_>, cast: &Cast, hash: &str) -> StoreResult<()> {
    for waiting in &cast.waiting {
        let person = add(tx, school, (&waiting.adult, Role::Parent), hash)?;
        let class = class_of(classes, waiting.level)?;
        let child = child::write(
            tx,
            (school, class),
            (&waiting.first_name, &waiting.last_name),
            Source::Declared,
        )?;
        add_link(tx, school, (person.id, child), LinkStatus::Pending)?;
    }
    Ok(())
}

/// An account with a membership; one that is there already, from before a school of the same name was removed, is taken.
fn add(tx: &mut Tx<'_>, school: SchoolId, (adult, role): (&Adult, Role), hash: &str) -> StoreResult<Person> {
    let registration = Registration {
        school,
        email: adult.email(),
        password_hash: hash.to_owned(),
        first_name: adult.first_name.clone(),
        last_name: adult.last_name.clone(),
        locale: adult.locale,
    };
    let key = domain::words::email_key(&registration.email);
    let known = accounts::table
        .filter(accounts::email_key.eq(key))
        .select(accounts::id)
        .first(tx.db)
        .optional()?;
    let id = match known {
        Some(account) => {
            add_membership(tx, account, school, (role, MembershipStatus::Active))?;
            account
        }
        None => staff::add_person(tx, &registration, role)?,
    };
    Ok(Person {
        id,
        first_name: adult.first_name.clone(),
        name: adult.name(),
        email: registration.email,
        locale: adult.locale,
        role,
        levels: Vec::new(),
    })
}

fn add_link(
    tx: &mut Tx<'_>,
    school: SchoolId,
    (account, child): (AccountId, ChildId),
    status: LinkStatus,
) -> StoreResult<()> {
    let new = NewLink {
        school,
        account,
        child,
        relationship: Relationship::Parent,
        status,
        invited_by: None,
    };
    link::add(tx, &new).map(drop)
}

pub(super) fn class_of(classes: &HashMap<Level, ClassId>, level: Level) -> StoreResult<ClassId> {
    classes
        .get(&level)
        .copied()
        .ok_or_else(|| StoreError::broken(format!("the demo school has no class {level}")))
}
