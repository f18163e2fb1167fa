//! People I may write to, by the policy table of `domain::messaging::rules`.

use diesel::prelude::*;
use domain::{
    id::AccountId,
    messaging::{
        rules::{Ties, may_write},
        types::Person,
    },
    page::{Page, PageQuery},
    schools::types::{MembershipStatus, Role},
};

use crate::{
    accounts::standing::ActiveMember,
    backend::Db,
    error::StoreResult,
    messaging::people,
    schema::{accounts, memberships},
};

/// One page of them, by last name, then first name.
///
/// # Errors
/// `bad_query` for a cursor that we did not give.
pub fn list(db: &mut Db, by: &ActiveMember, query: &PageQuery) -> StoreResult<Page<Person>> {
    let others: Vec<(AccountId, Role)> = memberships::table
        .inner_join(accounts::table.on(accounts::id.eq(memberships::account_id)))
        .filter(memberships::school_id.eq(by.school()))
        .filter(memberships::status.eq(MembershipStatus::Active))
        .filter(accounts::is_active.eq(true))
        .filter(accounts::id.ne(by.account()))
        .select((accounts::id, memberships::role))
        .load(db)?;
    let rooms = people::class_rooms(db, by, None)?;
    let contacts: Vec<AccountId> = others
        .into_iter()
        .filter(|(other, role)| may_write(by.role(), *role, ties(&rooms, by, *other)))
        .map(|(other, _)| other)
        .collect();
    let found = people::named(db, by, &contacts)?;
    people::page(found, query)
}

/// What ties a member to somebody else. Pupils have no account yet that a child's row points to, so nobody is tied by guardianship.
#[must_use]
pub fn ties(rooms: &people::ClassRooms, by: &ActiveMember, other: AccountId) -> Ties {
    Ties {
        shared_class: rooms.share(by.account(), other),
        guardian: false,
    }
}
