//! People I may write to, by the policy table of `domain::messaging::rules`.

use std::collections::BTreeSet;

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
    messaging::{blocks, contact_requests, people},
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
    let circle = Circle::load(db, by, None)?;
    let contacts: Vec<AccountId> = others
        .into_iter()
        .filter(|(other, role)| circle.may_write(*other, *role))
        .map(|(other, _)| other)
        .collect();
    let found = people::named(db, by, &contacts)?;
    people::page(found, query)
}

/// Those of these people of the school to whom a member may write.
///
/// # Errors
/// When the database does not answer.
pub fn writable(db: &mut Db, by: &ActiveMember, asked: &[(AccountId, Role)]) -> StoreResult<BTreeSet<AccountId>> {
    let whose: Vec<AccountId> = asked.iter().map(|(account, _)| *account).collect();
    let circle = Circle::load(db, by, Some(&whose))?;
    Ok(asked
        .iter()
        .filter(|(other, role)| circle.may_write(*other, *role))
        .map(|(other, _)| *other)
        .collect())
}

/// Everything that ties a member to others, or keeps them apart.
#[derive(Debug)]
pub struct Circle<'a> {
    by: &'a ActiveMember,
    rooms: people::ClassRooms,
    accepted: BTreeSet<AccountId>,
    blocked: BTreeSet<AccountId>,
}

impl<'a> Circle<'a> {
    /// That of a member, as far as it concerns these people, or everybody.
    ///
    /// # Errors
    /// When the database does not answer.
    pub fn load(db: &mut Db, by: &'a ActiveMember, whose: Option<&[AccountId]>) -> StoreResult<Self> {
        let whose = whose.map(|whose| [whose, &[by.account()]].concat());
        Ok(Self {
            by,
            rooms: people::class_rooms(db, by, whose.as_deref())?,
            accepted: contact_requests::accepted(db, by)?,
            blocked: blocks::around(db, by.account())?,
        })
    }

    /// Whether the member may write to somebody of this role.
    #[must_use]
    pub fn may_write(&self, other: AccountId, role: Role) -> bool {
        may_write(self.by.role(), role, self.ties(other))
    }

    /// What ties the member to somebody else. Pupils have no account yet that a child's row points to, so nobody is tied by guardianship.
    #[must_use]
    pub fn ties(&self, other: AccountId) -> Ties {
        Ties {
            shared_class: self.rooms.share(self.by.account(), other),
            guardian: false,
            accepted_contact: self.accepted.contains(&other),
            blocked: self.blocked.contains(&other),
        }
    }
}
