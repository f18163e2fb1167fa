//! The signed-in person's own data.

use diesel::prelude::*;
use domain::{
    accounts::types::{Locale, Me, MyMembership, Profile},
    id::{AccountId, MembershipId, SchoolId},
    moment::Moment,
    schools::types::{MembershipStatus, Role},
    version::{Expected, Versioned},
    words,
};

use crate::{
    accounts::{second_factor, standing::Standing},
    backend::Db,
    error::StoreResult,
    schema::{accounts, memberships, schools},
    schools::module,
    tx::Tx,
    version,
};

#[derive(Queryable)]
struct AccountRow {
    email: String,
    first_name: String,
    last_name: String,
    phone: Option<String>,
    locale: Locale,
    created_at: Moment,
    version: i64,
}

/// Who I am, and what I am in the session's school.
///
/// # Errors
/// When the database does not answer.
pub fn get(db: &mut Db, by: &Standing) -> StoreResult<Versioned<Me>> {
    let account: AccountRow = accounts::table
        .find(by.account())
        .select((
            accounts::email,
            accounts::first_name,
            accounts::last_name,
            accounts::phone,
            accounts::locale,
            accounts::created_at,
            accounts::version,
        ))
        .first(db)?;
    let me = Me {
        id: by.account(),
        email: account.email,
        first_name: account.first_name,
        last_name: account.last_name,
        phone: account.phone,
        locale: account.locale,
        has_second_factor: second_factor::is_on(db, by.account())?,
        membership: membership(db, by.membership())?,
        created_at: account.created_at,
        version: account.version,
    };
    Ok(Versioned::new(me, account.version))
}

/// Replaces my names, phone number and language.
///
/// # Errors
/// `stale` when they have changed since they were read.
pub fn change(tx: &mut Tx<'_>, by: &Standing, expected: Expected, profile: &Profile) -> StoreResult<Versioned<Me>> {
    let phone = profile.phone.as_deref().map(words::clean_line);
    let version: i64 = diesel::update(accounts::table.find(by.account()))
        .set((
            accounts::first_name.eq(words::clean_line(&profile.first_name)),
            accounts::last_name.eq(words::clean_line(&profile.last_name)),
            accounts::phone.eq(phone),
            accounts::locale.eq(profile.locale),
            accounts::updated_at.eq(tx.now),
            accounts::version.eq(accounts::version + 1),
        ))
        .returning(accounts::version)
        .get_result(tx.db)?;
    version::check(expected, version - 1)?;
    get(tx.db, by)
}

/// A membership of mine.
pub(crate) fn membership(db: &mut Db, membership: MembershipId) -> StoreResult<MyMembership> {
    let row: MembershipRow = memberships::table
        .inner_join(schools::table)
        .filter(memberships::id.eq(membership))
        .select((
            memberships::account_id,
            schools::id,
            schools::name,
            schools::demo,
            memberships::role,
            memberships::status,
            schools::staff_second_factor,
        ))
        .first(db)?;
    let asked = row.staff_second_factor && row.role.is_staff();
    Ok(MyMembership {
        id: membership,
        school_id: row.school,
        school_name: row.school_name,
        demo: row.demo,
        role: row.role,
        status: row.status,
        needs_second_factor: asked && !second_factor::is_on(db, row.account)?,
        modules: module::on(db, row.school)?,
    })
}

#[derive(Queryable)]
struct MembershipRow {
    account: AccountId,
    school: SchoolId,
    school_name: String,
    demo: bool,
    role: Role,
    status: MembershipStatus,
    staff_second_factor: bool,
}
