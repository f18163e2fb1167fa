//! Everything that the office sees of one member.

use diesel::prelude::*;
use domain::{
    accounts::types::Locale,
    families::types::{LinkStatus, Relationship},
    id::{AccountId, ChildId, GuardianLinkId, MembershipId, SchoolId},
    moment::Moment,
    schools::{
        audit::Act,
        members::{MemberChild, MembershipDetail},
        types::{ClassInfo, MembershipStatus},
    },
    version::Versioned,
};

use crate::{
    accounts::standing::OfficeMember,
    backend::Db,
    error::StoreResult,
    schema::{accounts, audit_entries, children, classes, guardian_links, memberships, staff_assignments},
    schools::{class, membership},
};

/// Shows a member.
///
/// # Errors
/// [`crate::error::StoreError::NotFound`] when it is not a membership of this school.
pub fn show(db: &mut Db, by: &OfficeMember, membership: MembershipId) -> StoreResult<Versioned<MembershipDetail>> {
    let school = by.member().school();
    let membership = membership::get(db, school, membership)?;
    let account = membership.account_id;
    let (phone, locale): (Option<String>, Locale) = accounts::table
        .find(account)
        .select((accounts::phone, accounts::locale))
        .first(db)?;
    let (decided_at, decider): (Option<Moment>, Option<AccountId>) = memberships::table
        .find(membership.id)
        .select((memberships::decided_at, memberships::decided_by))
        .first(db)?;
    let decided_by = match decider {
        Some(decider) => Some(name_of(db, decider)?),
        None => None,
    };
    let reason = match membership.status {
        MembershipStatus::Suspended => reason_of(db, school, account, Act::MemberSuspended)?,
        MembershipStatus::Ended => reason_of(db, school, account, Act::MemberEnded)?,
        _ => None,
    };
    let version = membership.version;
    let detail = MembershipDetail {
        children: children_of(db, school, account)?,
        works_in: classes_of(db, school, account)?,
        membership,
        phone,
        locale,
        decided_at,
        decided_by,
        reason,
    };
    Ok(Versioned::new(detail, version))
}

/// First and last name of somebody.
pub(crate) fn name_of(db: &mut Db, account: AccountId) -> StoreResult<String> {
    let (first, last): (String, String) = accounts::table
        .find(account)
        .select((accounts::first_name, accounts::last_name))
        .first(db)?;
    Ok(format!("{first} {last}"))
}

/// The language of somebody.
pub(crate) fn language_of(db: &mut Db, account: AccountId) -> StoreResult<Locale> {
    Ok(accounts::table.find(account).select(accounts::locale).first(db)?)
}

/// Why this was last done to somebody: the audit log knows.
fn reason_of(db: &mut Db, school: SchoolId, account: AccountId, act: Act) -> StoreResult<Option<String>> {
    let reason: Option<Option<String>> = audit_entries::table
        .filter(audit_entries::school_id.eq(school))
        .filter(audit_entries::account_id.eq(account))
        .filter(audit_entries::act.eq(act))
        .order((audit_entries::created_at.desc(), audit_entries::id.desc()))
        .select(audit_entries::reason)
        .first(db)
        .optional()?;
    Ok(reason.flatten())
}

fn children_of(db: &mut Db, school: SchoolId, account: AccountId) -> StoreResult<Vec<MemberChild>> {
    let rows: Vec<(ChildId, GuardianLinkId, String, String, Relationship, LinkStatus)> = guardian_links::table
        .inner_join(children::table)
        .filter(guardian_links::account_id.eq(account))
        .filter(guardian_links::school_id.eq(school))
        .filter(guardian_links::status.ne(LinkStatus::Ended))
        .order((guardian_links::created_at, guardian_links::id))
        .select((
            children::id,
            guardian_links::id,
            children::first_name,
            children::last_name,
            guardian_links::relationship,
            guardian_links::status,
        ))
        .load(db)?;
    let ids: Vec<ChildId> = rows.iter().map(|row| row.0).collect();
    let classes = class::of_children(db, &ids)?;
    Ok(rows
        .into_iter()
        .map(
            |(id, link_id, first_name, last_name, relationship, status)| MemberChild {
                class: classes.get(&id).map(|class| class.name.clone()),
                id,
                link_id,
                first_name,
                last_name,
                relationship,
                status,
            },
        )
        .collect())
}

fn classes_of(db: &mut Db, school: SchoolId, account: AccountId) -> StoreResult<Vec<ClassInfo>> {
    let rows: Vec<class::ClassRow> = staff_assignments::table
        .inner_join(classes::table)
        .filter(staff_assignments::account_id.eq(account))
        .filter(staff_assignments::ended_at.is_null())
        .filter(classes::school_id.eq(school))
        .order((classes::school_year, classes::level, classes::section))
        .select(class::COLUMNS)
        .load(db)?;
    Ok(rows.into_iter().map(ClassInfo::from).collect())
}
