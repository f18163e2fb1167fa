//! What a newcomer is shown of the demo school.

use std::collections::HashMap;

use diesel::prelude::*;
use domain::{
    accounts::types::Locale,
    families::{rules::printed_code, types::LinkStatus},
    id::{AccountId, SchoolId},
    instance::{Demo, DemoAccount, DemoChildCode},
    schools::types::{Level, MembershipStatus, Role},
    words::email_key,
};

use crate::{
    backend::Db,
    clock,
    demo::{accounts::ONE_CLICK, codes},
    error::{StoreError, StoreResult},
    schema::{accounts, child_codes, children, classes, enrolments, guardian_links, memberships, staff_assignments},
    schools::school,
    secret::keyed_hash,
};

/// The accounts and the unused codes of the demo school. `code_key` is the key of this instance for the codes of children.
///
/// # Errors
/// [`StoreError::NotFound`] when there is no demo school.
pub fn show(db: &mut Db, code_key: &[u8]) -> StoreResult<Demo> {
    let school = school::list(db)?
        .into_iter()
        .find(|school| school.demo)
        .ok_or(StoreError::NotFound)?;
    Ok(Demo {
        accounts: one_click(db, school.id)?,
        child_codes: unused_codes(db, school.id, code_key)?,
        registration_code: school.registration_code.clone(),
        school: school.info(),
    })
}

fn one_click(db: &mut Db, school: SchoolId) -> StoreResult<Vec<DemoAccount>> {
    let mut shown = Vec::new();
    for email in ONE_CLICK {
        let found = accounts::table
            .inner_join(memberships::table.on(memberships::account_id.eq(accounts::id)))
            .filter(accounts::email_key.eq(email_key(email)))
            .filter(accounts::is_active.eq(true))
            .filter(memberships::school_id.eq(school))
            .filter(memberships::status.eq(MembershipStatus::Active))
            .select((
                accounts::id,
                accounts::first_name,
                accounts::last_name,
                accounts::locale,
                memberships::role,
            ))
            .first::<(AccountId, String, String, Locale, Role)>(db)
            .optional()?;
        if let Some((id, first_name, last_name, locale, role)) = found {
            let levels = levels_of(db, id)?;
            shown.push(DemoAccount {
                id,
                email: email.to_owned(),
                name: format!("{first_name} {last_name}"),
                role,
                classes: levels.iter().map(ToString::to_string).collect(),
                locale,
            });
        }
    }
    Ok(shown)
}

/// The levels of somebody's children, or those they teach.
fn levels_of(db: &mut Db, account: AccountId) -> StoreResult<Vec<Level>> {
    let mut levels: Vec<Level> = guardian_links::table
        .inner_join(enrolments::table.on(enrolments::child_id.eq(guardian_links::child_id)))
        .inner_join(classes::table.on(classes::id.eq(enrolments::class_id)))
        .filter(guardian_links::account_id.eq(account))
        .filter(guardian_links::status.eq(LinkStatus::Confirmed))
        .filter(enrolments::ended_at.is_null())
        .select(classes::level)
        .load(db)?;
    let taught: Vec<Level> = staff_assignments::table
        .inner_join(classes::table)
        .filter(staff_assignments::account_id.eq(account))
        .filter(staff_assignments::ended_at.is_null())
        .select(classes::level)
        .load(db)?;
    levels.extend(taught);
    levels.sort_unstable();
    levels.dedup();
    Ok(levels)
}

fn unused_codes(db: &mut Db, school: SchoolId, key: &[u8]) -> StoreResult<Vec<DemoChildCode>> {
    let unused: HashMap<Vec<u8>, (String, Level)> = child_codes::table
        .inner_join(children::table)
        .inner_join(enrolments::table.on(enrolments::child_id.eq(children::id)))
        .inner_join(classes::table.on(classes::id.eq(enrolments::class_id)))
        .filter(child_codes::school_id.eq(school))
        .filter(child_codes::used_at.is_null())
        .filter(child_codes::expires_at.gt(clock::now()))
        .filter(enrolments::ended_at.is_null())
        .select((child_codes::code_hash, (children::first_name, classes::level)))
        .load::<(Vec<u8>, (String, Level))>(db)?
        .into_iter()
        .collect();
    Ok((0..codes::MAX)
        .filter_map(|number| {
            let letters = codes::letters(number);
            let (first_name, level) = unused.get(&keyed_hash(key, &letters))?;
            Some(DemoChildCode {
                code: printed_code(&letters),
                first_name: first_name.clone(),
                level: *level,
            })
        })
        .collect())
}
