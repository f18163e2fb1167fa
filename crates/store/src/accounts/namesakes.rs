//! Names that look like those of people who work at the school (T11): `docs/decisions/0005`.

use diesel::prelude::*;
use domain::{
    id::{AccountId, SchoolId},
    schools::types::{MembershipStatus, Role},
    words,
};
use unicode_security::confusable_detection::skeleton;

use crate::{
    backend::Db,
    error::StoreResult,
    schema::{accounts, memberships},
};

/// First and last name.
pub type Name<'a> = (&'a str, &'a str);

/// Whether a name would be taken for that of somebody who works at one of these schools although it is written with other letters.
///
/// # Errors
/// When the database does not answer.
pub fn passes_for_staff(db: &mut Db, schools: &[SchoolId], name: Name<'_>) -> StoreResult<bool> {
    let (written, seen) = (as_written(name), as_seen(name));
    let staff = staff_of(db, schools)?;
    Ok(staff
        .iter()
        .map(|(first, last)| (first.as_str(), last.as_str()))
        .any(|known| as_seen(known) == seen && as_written(known) != written))
}

/// Whether somebody who works at the school has this very name, accents and capitals aside.
///
/// # Errors
/// When the database does not answer.
pub fn is_of_staff(db: &mut Db, school: SchoolId, name: Name<'_>) -> StoreResult<bool> {
    let written = as_written(name);
    let staff = staff_of(db, &[school])?;
    Ok(staff.iter().any(|(first, last)| as_written((first, last)) == written))
}

/// Whether somebody may change their name to this one: to their own in another spelling, or to one that nobody has or seems to have
/// who works at a school that they belong to without working there.
///
/// # Errors
/// When the database does not answer.
pub fn may_take(db: &mut Db, account: AccountId, name: Name<'_>) -> StoreResult<bool> {
    let (first, last): (String, String) = accounts::table
        .find(account)
        .select((accounts::first_name, accounts::last_name))
        .first(db)?;
    if (first.as_str(), last.as_str()) == name {
        return Ok(true);
    }
    let places: Vec<(SchoolId, Role)> = memberships::table
        .filter(memberships::account_id.eq(account))
        .filter(memberships::status.ne(MembershipStatus::Ended))
        .select((memberships::school_id, memberships::role))
        .load(db)?;
    let not_staff = places.into_iter().filter(|(_, role)| !role.is_staff());
    let schools: Vec<SchoolId> = not_staff.map(|(school, _)| school).collect();
    if passes_for_staff(db, &schools, name)? {
        return Ok(false);
    }
    if as_written((&first, &last)) == as_written(name) {
        return Ok(true);
    }
    for school in schools {
        if is_of_staff(db, school, name)? {
            return Ok(false);
        }
    }
    Ok(true)
}

fn staff_of(db: &mut Db, schools: &[SchoolId]) -> StoreResult<Vec<(String, String)>> {
    Ok(memberships::table
        .inner_join(accounts::table.on(accounts::id.eq(memberships::account_id)))
        .filter(memberships::school_id.eq_any(schools))
        .filter(memberships::role.eq_any([Role::Teacher, Role::Direction, Role::Admin]))
        .filter(memberships::status.eq(MembershipStatus::Active))
        .select((accounts::first_name, accounts::last_name))
        .load(db)?)
}

/// A name by its letters: which part is the first name, accents and capitals do not matter.
fn as_written((first, last): Name<'_>) -> Vec<String> {
    words_of(&words::search_key(&format!("{first} {last}")))
}

/// A name as the eye takes it (UTS #39). Twice, because capitals that look alike are other letters when they are small.
fn as_seen((first, last): Name<'_>) -> Vec<String> {
    let name = words::clean_line(&format!("{first} {last}"));
    let plain: String = words::search_key(&skeleton(&name).collect::<String>());
    // a capital i is a small l to UTS #39, and a small i is not: to the eye they are all one stroke
    words_of(&skeleton(&plain).collect::<String>().replace('l', "i"))
}

fn words_of(name: &str) -> Vec<String> {
    let letters = name
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty());
    let mut found: Vec<String> = letters.map(str::to_owned).collect();
    found.sort();
    found
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    const DIRECTION: Name<'_> = ("Martine", "Évrard");

    fn passes(name: Name<'_>) -> bool {
        as_seen(name) == as_seen(DIRECTION) && as_written(name) != as_written(DIRECTION)
    }

    #[rstest]
    // Cyrillic, Greek, capitals, words the other way round
    #[case("M\u{430}rtine", "Évrard")]
    #[case("Μartine", "Evrard")]
    #[case("МARTINE", "EVRARD")]
    #[case("Martine", "\u{415}vrard")]
    #[case("Évrard", "M\u{430}rtine")]
    #[case("Mart\u{456}ne", "Évrard")]
    fn other_letters_that_look_the_same_pass_for_somebody(#[case] first: &str, #[case] last: &str) {
        assert!(
            passes((first, last)),
            "{:?} {:?}",
            as_seen((first, last)),
            as_seen(DIRECTION)
        );
    }

    #[rstest]
    #[case("Martine", "Évrard")]
    #[case("MARTINE", "evrard")]
    #[case("Évrard", "Martine")]
    #[case("Martina", "Évrard")]
    #[case("Марина", "Иванова")]
    fn the_same_letters_and_other_names_do_not(#[case] first: &str, #[case] last: &str) {
        assert!(!passes((first, last)));
    }
}
