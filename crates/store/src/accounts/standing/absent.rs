//! Who acts without a session.

use diesel::{dsl::exists, prelude::*};
use domain::{
    id::{AccountId, MembershipId, SchoolId, SessionId},
    moment::Moment,
    schools::types::{MembershipStatus, Role},
};

use super::{ActiveMember, Standing};
use crate::{
    backend::Db,
    clock,
    error::StoreResult,
    schema::{accounts, memberships, schools, second_factors},
    schools::module,
};

/// Somebody who acts at a time that they have chosen before, without a session: they may what they would if they signed in now.
///
/// # Errors
/// [`StoreError::NotFound`](crate::error::StoreError::NotFound) when there is no such account, or not any more; else as [`Standing::member`].
pub fn absent(db: &mut Db, account: AccountId, school: SchoolId) -> StoreResult<ActiveMember> {
    let confirmed = second_factors::table
        .filter(second_factors::account_id.eq(accounts::id))
        .filter(second_factors::confirmed_at.is_not_null());
    type Row = (MembershipId, Role, MembershipStatus, (String, String), bool, bool);
    let (membership, role, status, (first, last), staff_second_factor, has_second_factor): Row = memberships::table
        .inner_join(accounts::table.on(accounts::id.eq(memberships::account_id)))
        .inner_join(schools::table.on(schools::id.eq(memberships::school_id)))
        .filter(memberships::account_id.eq(account))
        .filter(memberships::school_id.eq(school))
        .filter(accounts::is_active.eq(true))
        .select((
            memberships::id,
            memberships::role,
            memberships::status,
            (accounts::first_name, accounts::last_name),
            schools::staff_second_factor,
            exists(confirmed),
        ))
        .first(db)?;
    let now = clock::now();
    let standing = Standing {
        // of no session: nothing that asks for one is done with it
        session: SessionId::fresh(),
        account,
        name: format!("{first} {last}"),
        school,
        membership,
        role,
        status,
        last_seen_at: now,
        proved_at: Moment::default(),
        scopes: None,
        needs_second_factor: staff_second_factor && role.is_staff() && !has_second_factor,
        modules: module::on(db, school)?,
    };
    standing.member()
}
