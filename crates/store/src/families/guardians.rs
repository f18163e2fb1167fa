//! The adults of a child as the office sees them: every link with its rights, its dates and its household.

use diesel::prelude::*;
use domain::{
    families::{
        households::GuardianOfChild,
        types::{LinkAdult, LinkStatus, Relationship},
    },
    id::{AccountId, ChildId, GuardianLinkId, HouseholdId, MembershipId, SchoolId},
    moment::Moment,
};

use crate::{
    backend::Db,
    error::{StoreError, StoreResult},
    families::link::{self, RightsRow},
    schema::{accounts, guardian_links, memberships},
};

#[derive(Queryable)]
struct GuardianRow {
    link: GuardianLinkId,
    account: AccountId,
    first_name: String,
    last_name: String,
    email: String,
    membership: MembershipId,
    household: Option<HouseholdId>,
    relationship: Relationship,
    status: LinkStatus,
    in_force: bool,
    rights: RightsRow,
    starts_at: Option<Moment>,
    ends_at: Option<Moment>,
    restricted_at: Option<Moment>,
    restriction_reason: Option<String>,
    invited_by: Option<AccountId>,
    created_at: Moment,
    version: i64,
}

impl GuardianRow {
    /// Those in force first, then other confirmed ones, then those that wait, then history.
    const fn rank(&self) -> u8 {
        match self.status {
            LinkStatus::Confirmed if self.in_force => 0,
            LinkStatus::Confirmed => 1,
            LinkStatus::Pending => 2,
            LinkStatus::Refused => 3,
            LinkStatus::Ended => 4,
        }
    }
}

/// Every adult who is or was linked to a child.
pub(crate) fn of_child(db: &mut Db, school: SchoolId, child: ChildId) -> StoreResult<Vec<GuardianOfChild>> {
    let mut rows: Vec<GuardianRow> = select(school).filter(guardian_links::child_id.eq(child)).load(db)?;
    rows.sort_by_key(|row| (row.rank(), row.link));
    describe(db, rows)
}

/// One of them.
pub(crate) fn one(db: &mut Db, school: SchoolId, link: GuardianLinkId) -> StoreResult<GuardianOfChild> {
    let row: GuardianRow = select(school).filter(guardian_links::id.eq(link)).first(db)?;
    describe(db, vec![row])?.pop().ok_or(StoreError::NotFound)
}

#[diesel::dsl::auto_type]
fn select(school: SchoolId) -> _ {
    let own = memberships::account_id
        .eq(guardian_links::account_id)
        .and(memberships::school_id.eq(guardian_links::school_id));
    guardian_links::table
        .inner_join(accounts::table.on(accounts::id.eq(guardian_links::account_id)))
        .inner_join(memberships::table.on(own))
        .filter(guardian_links::school_id.eq(school))
        .select((
            guardian_links::id,
            accounts::id,
            accounts::first_name,
            accounts::last_name,
            accounts::email,
            memberships::id,
            memberships::household_id,
            guardian_links::relationship,
            guardian_links::status,
            guardian_links::in_force,
            (
                guardian_links::may_know,
                guardian_links::may_chat,
                guardian_links::may_sign,
                guardian_links::may_justify,
                guardian_links::may_pay,
                guardian_links::may_pick_up,
            ),
            guardian_links::starts_at,
            guardian_links::ends_at,
            guardian_links::restricted_at,
            guardian_links::restriction_reason,
            guardian_links::invited_by,
            guardian_links::created_at,
            guardian_links::version,
        ))
}

fn describe(db: &mut Db, rows: Vec<GuardianRow>) -> StoreResult<Vec<GuardianOfChild>> {
    let inviters: Vec<AccountId> = rows.iter().filter_map(|row| row.invited_by).collect();
    let names = link::names(db, &inviters)?;
    Ok(rows
        .into_iter()
        .map(|row| GuardianOfChild {
            link_id: row.link,
            guardian: LinkAdult {
                id: row.account,
                first_name: row.first_name,
                last_name: row.last_name,
                email: row.email,
            },
            membership_id: row.membership,
            household_id: row.household,
            relationship: row.relationship,
            status: row.status,
            in_force: row.status == LinkStatus::Confirmed && row.in_force,
            rights: link::rights(row.rights),
            starts_at: row.starts_at,
            ends_at: row.ends_at,
            restricted_at: row.restricted_at,
            restriction_reason: row.restriction_reason,
            invited_by: row.invited_by.and_then(|inviter| names.get(&inviter).cloned()),
            created_at: row.created_at,
            version: row.version,
        })
        .collect())
}
