//! Loading the demo school, in one transaction.

use std::collections::HashMap;

use chrono::NaiveDate;
use diesel::prelude::*;
use domain::{
    id::{ClassId, SchoolId},
    schools::types::{GuardianMode, Level, RegistrationMode, school_year_of},
};

use crate::{
    demo::{
        LOCALITY, REGISTRATION_CODE, SCHOOL, Secrets, announcements,
        calendar::{brussels, days_before},
        cast, gatherings, homes, people, reports, rooms, services, talk,
    },
    error::StoreResult,
    messaging::search::index,
    schema::schools,
    schools::{
        class,
        school::{self, NewSchool},
    },
    tx::Tx,
};

/// The school began to use EcoleHub so many days before today.
const BEGAN: u64 = 40;

/// Loads the demo school unless it is there, and says whether it did. `today` is the day that everything is dated by: its last words were
/// said on the evening before.
///
/// # Errors
/// When the database does not answer.
pub fn load(tx: &mut Tx<'_>, secrets: &Secrets, today: NaiveDate) -> StoreResult<bool> {
    let there: i64 = schools::table
        .filter(schools::demo.eq(true))
        .count()
        .get_result(tx.db)?;
    if there > 0 {
        return Ok(false);
    }
    let now = tx.now;
    let school = school::add(tx, &new_school())?.id;
    let classes = classes(tx, school)?;
    // everything is written as if it had happened then
    tx.now = brussels(days_before(today, BEGAN, true), 9 * 60);
    let cast = cast::read()?;
    let people = people::write(tx, (school, &classes), &cast, &secrets.password_hash)?;
    for thread in talk::of_rooms()? {
        rooms::say_in_room(tx, &people, &thread, today)?;
    }
    for thread in talk::of_pairs()? {
        rooms::say_to_each_other(tx, (school, &people), &thread, today)?;
    }
    for thread in talk::of_gatherings()? {
        gatherings::gather(tx, (school, &people), &thread, today)?;
    }
    tx.now = now;
    people::print_codes(tx, (school, &classes), &cast, &secrets.code_key)?;
    people::declare(tx, (school, &classes), &cast, &secrets.password_hash)?;
    homes::decide(tx, (school, &people), today)?;
    announcements::write(tx, (school, &classes, &people), today)?;
    rooms::settle(tx, school, &people)?;
    services::write(tx, (school, &people), today)?;
    reports::write(tx, (school, &people), today)?;
    index::catch_up_within(tx.db)?;
    Ok(true)
}

fn new_school() -> NewSchool {
    NewSchool {
        name: SCHOOL.to_owned(),
        locality: LOCALITY.to_owned(),
        registration_mode: RegistrationMode::Code,
        guardian_mode: GuardianMode::Code,
        registration_code: Some(REGISTRATION_CODE.to_owned()),
        demo: true,
    }
}

fn classes(tx: &mut Tx<'_>, school: SchoolId) -> StoreResult<HashMap<Level, ClassId>> {
    let year = school_year_of(tx.now.date());
    let classes = class::of_year(tx.db, school, year)?;
    Ok(classes.into_iter().map(|class| (class.level, class.id)).collect())
}
