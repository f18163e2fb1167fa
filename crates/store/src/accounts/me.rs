//! The signed-in person's own data.

use diesel::prelude::*;
use domain::{
    accounts::types::{Locale, Me, MyMembership, Profile},
    id::MembershipId,
    moment::Moment,
    schools::types::{MembershipStatus, Role},
    words,
};

use crate::{
    accounts::{second_factor, standing::Standing},
    backend::Db,
    error::StoreResult,
    schema::{accounts, memberships, schools},
    tx::Tx,
};

#[derive(Queryable)]
struct AccountRow {
    email: String,
    first_name: String,
    last_name: String,
    phone: Option<String>,
    locale: Locale,
    created_at: Moment,
}

/// Who I am, and what I am in the session's school.
///
/// # Errors
/// When the database does not answer.
pub fn get(db: &mut Db, by: &Standing) -> StoreResult<Me> {
    let account: AccountRow = accounts::table
        .find(by.account())
        .select((
            accounts::email,
            accounts::first_name,
            accounts::last_name,
            accounts::phone,
            accounts::locale,
            accounts::created_at,
        ))
        .first(db)?;
    Ok(Me {
        id: by.account(),
        email: account.email,
        first_name: account.first_name,
        last_name: account.last_name,
        phone: account.phone,
        locale: account.locale,
        has_second_factor: second_factor::is_on(db, by.account())?,
        membership: membership(db, by)?,
        created_at: account.created_at,
    })
}

/// Replaces my names, phone number and language.
///
/// # Errors
/// When the database does not answer.
pub fn change(tx: &mut Tx<'_>, by: &Standing, profile: &Profile) -> StoreResult<Me> {
    let phone = profile.phone.as_deref().map(words::clean_line);
    diesel::update(accounts::table.find(by.account()))
        .set((
            accounts::first_name.eq(words::clean_line(&profile.first_name)),
            accounts::last_name.eq(words::clean_line(&profile.last_name)),
            accounts::phone.eq(phone),
            accounts::locale.eq(profile.locale),
            accounts::updated_at.eq(tx.now),
        ))
        .execute(tx.db)?;
    get(tx.db, by)
}

fn membership(db: &mut Db, by: &Standing) -> StoreResult<MyMembership> {
    let (id, school_name, demo, role, status) = memberships::table
        .inner_join(schools::table)
        .filter(memberships::id.eq(by.membership()))
        .select((
            memberships::id,
            schools::name,
            schools::demo,
            memberships::role,
            memberships::status,
        ))
        .first::<(MembershipId, String, bool, Role, MembershipStatus)>(db)?;
    Ok(MyMembership {
        id,
        school_id: by.school(),
        school_name,
        demo,
        role,
        status,
        needs_second_factor: by.needs_second_factor(),
    })
}
