//! With whom somebody can exchange.

use diesel::prelude::*;
use domain::{
    id::AccountId,
    messaging::types::Person,
    page::{Page, PageQuery},
    schools::types::{MembershipStatus, Role},
    sel::{forms::SelPeopleQuery, types::SelPerson},
    words,
};

use crate::{
    accounts::standing::ActiveMember,
    backend::Db,
    error::{StoreError, StoreResult},
    messaging::{blocks, people},
    page,
    schema::{accounts, memberships},
    sel::access,
};

/// One page of the active adult members of the school, but those of a block, by last name.
///
/// # Errors
/// `bad_query` for a cursor that we did not give; `forbidden` for pupils.
pub fn list(db: &mut Db, by: &ActiveMember, query: &SelPeopleQuery) -> StoreResult<Page<SelPerson>> {
    access::takes_part(by)?;
    let rows: Vec<(AccountId, String, String)> = accounts::table
        .inner_join(memberships::table.on(memberships::account_id.eq(accounts::id)))
        .filter(memberships::school_id.eq(by.school()))
        .filter(memberships::status.eq(MembershipStatus::Active))
        .filter(memberships::role.ne(Role::Student))
        .filter(accounts::is_active.eq(true))
        .filter(accounts::id.ne(by.account()))
        .select((accounts::id, accounts::first_name, accounts::last_name))
        .load(db)?;
    let wanted = words::search_key(query.q.as_deref().unwrap_or_default());
    let blocked = blocks::around(db, by.account())?;
    let ids: Vec<AccountId> = rows
        .into_iter()
        .filter(|(id, first, last)| {
            !blocked.contains(id) && words::search_key(&format!("{first} {last} {first}")).contains(&wanted)
        })
        .map(|(id, ..)| id)
        .collect();
    let people = people::named(db, by, &ids)?;
    let query = PageQuery {
        limit: query.limit,
        cursor: query.cursor.clone(),
    };
    Ok(page::map(people::page(people, &query)?, shown))
}

fn shown(person: Person) -> SelPerson {
    SelPerson {
        id: person.id,
        first_name: person.first_name,
        last_name: person.last_name,
        role: person.role,
        classes: person.classes,
    }
}

/// Somebody with whom a member can exchange.
///
/// # Errors
/// [`StoreError::NotFound`] when they are no active adult member of the school, and where one of the two has blocked the other.
pub(crate) fn partner(db: &mut Db, by: &ActiveMember, other: AccountId) -> StoreResult<()> {
    member(db, by, other)?;
    if blocks::between(db, by.account(), other)? {
        return Err(StoreError::NotFound);
    }
    Ok(())
}

/// An active adult member of the school.
///
/// # Errors
/// [`StoreError::NotFound`] when they are none.
pub(crate) fn member(db: &mut Db, by: &ActiveMember, other: AccountId) -> StoreResult<()> {
    let active: i64 = memberships::table
        .inner_join(accounts::table.on(accounts::id.eq(memberships::account_id)))
        .filter(memberships::school_id.eq(by.school()))
        .filter(memberships::account_id.eq(other))
        .filter(memberships::status.eq(MembershipStatus::Active))
        .filter(memberships::role.ne(Role::Student))
        .filter(accounts::is_active.eq(true))
        .count()
        .get_result(db)?;
    if active == 1 { Ok(()) } else { Err(StoreError::NotFound) }
}
