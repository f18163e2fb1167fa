//! Households: who lives with whom, which decides who of the guardians of a child sees whom.

use std::collections::BTreeSet;

use diesel::prelude::*;
use domain::{
    families::{
        households::{CoGuardian, HouseholdInfo, HouseholdMember},
        types::{LinkStatus, Relationship},
    },
    id::{AccountId, GuardianLinkId, HouseholdId, MembershipId, SchoolId},
    moment::Moment,
    page::Page,
    problem::Code,
    schools::{audit::Act, types::MembershipStatus},
};

use crate::{
    accounts::standing::OfficeMember,
    backend::Db,
    error::{StoreError, StoreResult},
    families::{
        change,
        link::{self, GuardianOf, RIGHTS, RightsRow},
    },
    messaging::rooms::support,
    schema::{accounts, guardian_links, households, memberships},
    schools::{
        audit::{self, Note},
        membership,
    },
    tx::Tx,
};

#[derive(Queryable)]
struct CoGuardianRow {
    link: GuardianLinkId,
    account: AccountId,
    first_name: String,
    last_name: String,
    relationship: Relationship,
    status: LinkStatus,
    in_force: bool,
    rights: RightsRow,
    starts_at: Option<Moment>,
    ends_at: Option<Moment>,
}

/// The guardians of my child as I see them: myself, and those of my household whose link counts. While mine does not, only myself.
///
/// # Errors
/// When the database does not answer.
pub fn guardians(db: &mut Db, by: &GuardianOf) -> StoreResult<Page<CoGuardian>> {
    let me = by.member().account();
    let mut seen = vec![me];
    if by.in_force().is_ok() {
        seen.extend(living_with(db, me, by.member().school())?);
    }
    let own = guardian_links::id.eq(by.link());
    let theirs = guardian_links::account_id
        .eq_any(seen)
        .and(guardian_links::account_id.ne(me))
        .and(guardian_links::status.eq(LinkStatus::Confirmed))
        .and(guardian_links::in_force.eq(true));
    let mut rows: Vec<CoGuardianRow> = guardian_links::table
        .inner_join(accounts::table.on(accounts::id.eq(guardian_links::account_id)))
        .filter(guardian_links::child_id.eq(by.child()))
        .filter(own.or(theirs))
        .order(guardian_links::id)
        .select((
            guardian_links::id,
            accounts::id,
            accounts::first_name,
            accounts::last_name,
            guardian_links::relationship,
            guardian_links::status,
            guardian_links::in_force,
            RIGHTS,
            guardian_links::starts_at,
            guardian_links::ends_at,
        ))
        .load(db)?;
    rows.sort_by_key(|row| row.account != me);
    let guardians = rows.into_iter().map(|row| CoGuardian {
        link_id: row.link,
        is_me: row.account == me,
        first_name: row.first_name,
        last_name: row.last_name,
        relationship: row.relationship,
        status: row.status,
        rights: link::rights_now(row.status == LinkStatus::Confirmed && row.in_force, row.rights),
        starts_at: row.starts_at,
        ends_at: row.ends_at,
    });
    Ok(Page::whole(guardians.collect()))
}

/// Active members who live with somebody, without themselves.
pub(crate) fn living_with(db: &mut Db, account: AccountId, school: SchoolId) -> StoreResult<Vec<AccountId>> {
    let Some(household) = household_of(db, account, school)? else {
        return Ok(Vec::new());
    };
    Ok(memberships::table
        .filter(memberships::household_id.eq(household))
        .filter(memberships::school_id.eq(school))
        .filter(memberships::status.eq(MembershipStatus::Active))
        .filter(memberships::account_id.ne(account))
        .select(memberships::account_id)
        .load(db)?)
}

/// Puts somebody into the household of somebody else, or into one of their own.
///
/// # Errors
/// `invalid` for somebody with themselves; [`StoreError::NotFound`] when one of them is no member of this school.
pub fn set(
    tx: &mut Tx<'_>,
    by: &OfficeMember,
    membership: MembershipId,
    with: Option<MembershipId>,
) -> StoreResult<HouseholdInfo> {
    if with == Some(membership) {
        return Err(StoreError::Refused(Code::Invalid));
    }
    let school = by.member().school();
    let who = account_of(tx.db, school, membership)?;
    let other = with.map(|other| account_of(tx.db, school, other)).transpose()?;
    hold_all(tx, school, [Some(who), other])?;
    let left = household_of(tx.db, who, school)?;
    match other {
        Some(other) => join(tx, school, (who, other))?,
        None => move_to(tx, school, (who, None))?,
    }
    if let Some(left) = left {
        dissolve_if_alone(tx, left)?;
    }
    let now = describe(tx.db, school, membership)?;
    let names: Vec<String> = now
        .members
        .iter()
        .map(|member| format!("{} {}", member.first_name, member.last_name))
        .collect();
    let note = Note::of(Act::HouseholdChanged, names.join(", ")).about(who);
    audit::note(tx, by.member(), &note)?;
    Ok(now)
}

/// Holds the memberships of some adults, in the order of their accounts.
pub(crate) fn hold_all(
    tx: &mut Tx<'_>,
    school: SchoolId,
    adults: impl IntoIterator<Item = Option<AccountId>>,
) -> StoreResult<()> {
    let sorted: BTreeSet<AccountId> = adults.into_iter().flatten().collect();
    for adult in sorted {
        membership::hold(tx, adult, school)?;
    }
    Ok(())
}

/// Puts somebody into the household of somebody else, who gets one if they are alone. Both are held by the caller.
pub(crate) fn join(tx: &mut Tx<'_>, school: SchoolId, (who, other): (AccountId, AccountId)) -> StoreResult<()> {
    let household = match household_of(tx.db, other, school)? {
        Some(household) => household,
        None => {
            let fresh = HouseholdId::fresh();
            diesel::insert_into(households::table)
                .values((
                    households::id.eq(fresh),
                    households::school_id.eq(school),
                    households::created_at.eq(tx.now),
                ))
                .execute(tx.db)?;
            move_to(tx, school, (other, Some(fresh)))?;
            fresh
        }
    };
    move_to(tx, school, (who, Some(household)))
}

/// The household of somebody in a school; `None` when they are alone in one of their own.
pub(crate) fn household_of(db: &mut Db, account: AccountId, school: SchoolId) -> StoreResult<Option<HouseholdId>> {
    Ok(memberships::table
        .filter(memberships::account_id.eq(account))
        .filter(memberships::school_id.eq(school))
        .select(memberships::household_id)
        .first(db)?)
}

/// Moves somebody, and lets those whom they leave and those whom they join read their families again.
fn move_to(
    tx: &mut Tx<'_>,
    school: SchoolId,
    (account, household): (AccountId, Option<HouseholdId>),
) -> StoreResult<()> {
    let mut concerned = living_with(tx.db, account, school)?;
    let before = household_of(tx.db, account, school)?;
    let mine = memberships::table
        .filter(memberships::account_id.eq(account))
        .filter(memberships::school_id.eq(school));
    diesel::update(mine)
        .set((
            memberships::household_id.eq(household),
            memberships::version.eq(memberships::version + 1),
        ))
        .execute(tx.db)?;
    support::moved(tx, (school, account), (before, household))?;
    concerned.extend(living_with(tx.db, account, school)?);
    concerned.push(account);
    for account in concerned {
        change::tell(tx, school, account);
    }
    Ok(())
}

/// Somebody who is left alone in a household is in one of their own.
fn dissolve_if_alone(tx: &mut Tx<'_>, household: HouseholdId) -> StoreResult<()> {
    let inside: i64 = memberships::table
        .filter(memberships::household_id.eq(household))
        .count()
        .get_result(tx.db)?;
    if inside > 1 {
        return Ok(());
    }
    let last: Option<(AccountId, SchoolId)> = memberships::table
        .filter(memberships::household_id.eq(household))
        .select((memberships::account_id, memberships::school_id))
        .first(tx.db)
        .optional()?;
    if let Some((account, school)) = last {
        support::left_alone(tx, (school, account), household)?;
    }
    diesel::update(memberships::table.filter(memberships::household_id.eq(household)))
        .set(memberships::household_id.eq(None::<HouseholdId>))
        .execute(tx.db)?;
    diesel::delete(households::table.find(household)).execute(tx.db)?;
    Ok(())
}

fn account_of(db: &mut Db, school: SchoolId, membership: MembershipId) -> StoreResult<AccountId> {
    Ok(memberships::table
        .filter(memberships::id.eq(membership))
        .filter(memberships::school_id.eq(school))
        .select(memberships::account_id)
        .first(db)?)
}

fn describe(db: &mut Db, school: SchoolId, membership: MembershipId) -> StoreResult<HouseholdInfo> {
    let id: Option<HouseholdId> = memberships::table
        .find(membership)
        .select(memberships::household_id)
        .first(db)?;
    let mut query = memberships::table
        .inner_join(accounts::table.on(accounts::id.eq(memberships::account_id)))
        .filter(memberships::school_id.eq(school))
        .order((accounts::last_name, accounts::first_name, memberships::id))
        .select((memberships::id, accounts::first_name, accounts::last_name))
        .into_boxed();
    query = match id {
        Some(household) => query.filter(memberships::household_id.eq(household)),
        None => query.filter(memberships::id.eq(membership)),
    };
    let rows: Vec<(MembershipId, String, String)> = query.load(db)?;
    let members = rows
        .into_iter()
        .map(|(membership_id, first_name, last_name)| HouseholdMember {
            membership_id,
            first_name,
            last_name,
        });
    Ok(HouseholdInfo {
        id,
        members: members.collect(),
    })
}
