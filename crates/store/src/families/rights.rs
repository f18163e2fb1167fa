//! What a guardian may do, from when until when, and the direction's one switch. Everything takes effect in the transaction that says so;
//! a date that is still to come takes effect by a job of that transaction.

use diesel::prelude::*;
use domain::{
    families::{
        households::{GuardianOfChild, RightsChange},
        types::LinkStatus,
    },
    id::{AccountId, ChildId, GuardianLinkId, SchoolId},
    moment::Moment,
    problem::Code,
    schools::audit::Act,
    version::Expected,
};
use serde::{Deserialize, Serialize};

use crate::{
    accounts::standing::{ActiveMember, OfficeMember},
    error::{StoreError, StoreResult},
    families::{change, child, guardians, household, inviting, link},
    jobs::NewJob,
    schema::guardian_links,
    schools::{
        audit::{self, Note},
        class, membership,
    },
    tx::Tx,
};

/// The moment at which a link begins or ends has come.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct ApplyDates {
    /// Which link.
    pub link: GuardianLinkId,
}

impl NewJob for ApplyDates {
    const KIND: &'static str = "families.apply_dates";
}

/// A link whose adult is held.
struct Held {
    link: GuardianLinkId,
    school: SchoolId,
    account: AccountId,
    child: ChildId,
    status: LinkStatus,
    restricted_at: Option<Moment>,
    version: i64,
}

/// Sets the rights and the dates of a confirmed link.
///
/// # Errors
/// `stale`; `already_decided` when the link is not confirmed; `forbidden` for a child of one's own; [`StoreError::NotFound`] when the link
/// is not of this school.
pub fn set(
    tx: &mut Tx<'_>,
    by: &OfficeMember,
    link: GuardianLinkId,
    (new, expected): (&RightsChange, Expected),
) -> StoreResult<GuardianOfChild> {
    let held = hold(tx, by.member(), link)?;
    if !expected.allows(held.version) {
        return Err(StoreError::Refused(Code::Stale));
    }
    confirmed(&held)?;
    note(tx, by, Act::RightsChanged, &held, None)?;
    take_effect(tx, &held, |tx| {
        diesel::update(guardian_links::table.find(link))
            .set((
                guardian_links::may_know.eq(new.rights.school_information),
                guardian_links::may_chat.eq(new.rights.chat),
                guardian_links::may_sign.eq(new.rights.sign),
                guardian_links::may_justify.eq(new.rights.justify),
                guardian_links::may_pay.eq(new.rights.pay),
                guardian_links::may_pick_up.eq(new.rights.pick_up),
                guardian_links::starts_at.eq(new.starts_at),
                guardian_links::ends_at.eq(new.ends_at),
                guardian_links::version.eq(guardian_links::version + 1),
            ))
            .execute(tx.db)?;
        Ok(())
    })?;
    for moment in [new.starts_at, new.ends_at].into_iter().flatten() {
        if moment > tx.now {
            tx.at(moment, &ApplyDates { link })?;
        }
    }
    guardians::one(tx.db, by.member().school(), link)
}

/// Keeps an adult from everything about a child, until it is lifted.
///
/// # Errors
/// `already_decided` when the link is not confirmed or is restricted; `forbidden` for a child of one's own; [`StoreError::NotFound`].
pub fn restrict(
    tx: &mut Tx<'_>,
    by: &OfficeMember,
    link: GuardianLinkId,
    reason: &str,
) -> StoreResult<GuardianOfChild> {
    let held = hold(tx, by.member(), link)?;
    confirmed(&held)?;
    if held.restricted_at.is_some() {
        return Err(StoreError::Refused(Code::AlreadyDecided));
    }
    note(tx, by, Act::LinkRestricted, &held, Some(reason))?;
    let restriction = Some((tx.now, by.member().account(), reason));
    take_effect(tx, &held, |tx| write_restriction(tx, link, restriction))?;
    inviting::take_back(tx, held.account, held.child)?;
    guardians::one(tx.db, by.member().school(), link)
}

/// Lifts a restriction: the rights from before count again.
///
/// # Errors
/// `already_decided` when there is none; `forbidden` for a child of one's own; [`StoreError::NotFound`].
pub fn lift(tx: &mut Tx<'_>, by: &OfficeMember, link: GuardianLinkId, reason: &str) -> StoreResult<GuardianOfChild> {
    let held = hold(tx, by.member(), link)?;
    confirmed(&held)?;
    if held.restricted_at.is_none() {
        return Err(StoreError::Refused(Code::AlreadyDecided));
    }
    note(tx, by, Act::RestrictionLifted, &held, Some(reason))?;
    take_effect(tx, &held, |tx| write_restriction(tx, link, None))?;
    guardians::one(tx.db, by.member().school(), link)
}

/// Ends a confirmed link for good.
///
/// # Errors
/// `already_decided` when it is not confirmed; `forbidden` for a child of one's own; [`StoreError::NotFound`].
pub fn end(tx: &mut Tx<'_>, by: &OfficeMember, link: GuardianLinkId, reason: &str) -> StoreResult<GuardianOfChild> {
    let held = hold(tx, by.member(), link)?;
    confirmed(&held)?;
    note(tx, by, Act::LinkEnded, &held, Some(reason))?;
    take_effect(tx, &held, |tx| link::end(tx, &[link]).map(drop))?;
    inviting::take_back(tx, held.account, held.child)?;
    guardians::one(tx.db, by.member().school(), link)
}

/// The moment of a date has come: the link counts, or does not any more. Done twice it does nothing more; a link that is gone needs nothing.
///
/// # Errors
/// When the database does not answer.
pub fn apply_dates(tx: &mut Tx<'_>, link: GuardianLinkId) -> StoreResult<()> {
    let found: Option<(AccountId, SchoolId)> = guardian_links::table
        .find(link)
        .select((guardian_links::account_id, guardian_links::school_id))
        .first(tx.db)
        .optional()?;
    let Some((account, school)) = found else {
        return Ok(());
    };
    membership::hold(tx, account, school)?;
    let held = read(tx, school, link)?;
    take_effect(tx, &held, |_| Ok(()))
}

/// Finds a link of the school and holds its adult. Nobody changes a link to a child of their own: neither theirs nor the other guardian's.
fn hold(tx: &mut Tx<'_>, by: &ActiveMember, link: GuardianLinkId) -> StoreResult<Held> {
    let account: AccountId = guardian_links::table
        .filter(guardian_links::id.eq(link))
        .filter(guardian_links::school_id.eq(by.school()))
        .select(guardian_links::account_id)
        .first(tx.db)?;
    membership::hold(tx, account, by.school())?;
    let held = read(tx, by.school(), link)?;
    let own: i64 = guardian_links::table
        .filter(guardian_links::child_id.eq(held.child))
        .filter(guardian_links::account_id.eq(by.account()))
        .filter(guardian_links::status.ne(LinkStatus::Ended))
        .count()
        .get_result(tx.db)?;
    if own > 0 || account == by.account() {
        return Err(StoreError::Refused(Code::Forbidden));
    }
    Ok(held)
}

fn read(tx: &mut Tx<'_>, school: SchoolId, link: GuardianLinkId) -> StoreResult<Held> {
    let (account, child, status, restricted_at, version) = guardian_links::table
        .filter(guardian_links::id.eq(link))
        .filter(guardian_links::school_id.eq(school))
        .select((
            guardian_links::account_id,
            guardian_links::child_id,
            guardian_links::status,
            guardian_links::restricted_at,
            guardian_links::version,
        ))
        .first(tx.db)?;
    Ok(Held {
        link,
        school,
        account,
        child,
        status,
        restricted_at,
        version,
    })
}

fn confirmed(held: &Held) -> StoreResult<()> {
    if held.status == LinkStatus::Confirmed {
        Ok(())
    } else {
        Err(StoreError::Refused(Code::AlreadyDecided))
    }
}

/// Makes a change to a link and writes down whether it counts now, under the locks of the rooms that it opens or closes.
fn take_effect(tx: &mut Tx<'_>, held: &Held, make: impl FnOnce(&mut Tx<'_>) -> StoreResult<()>) -> StoreResult<()> {
    let classes = class::opened_by(tx.db, &[held.child])?;
    change::of_rooms(tx, (held.school, held.account), &classes, |tx| {
        make(tx)?;
        link::settle(tx, held.link).map(drop)
    })?;
    // whoever lives with them sees what they may do
    for account in household::living_with(tx.db, held.account, held.school)? {
        change::tell(tx, held.school, account);
    }
    Ok(())
}

fn write_restriction(
    tx: &mut Tx<'_>,
    link: GuardianLinkId,
    restriction: Option<(Moment, AccountId, &str)>,
) -> StoreResult<()> {
    diesel::update(guardian_links::table.find(link))
        .set((
            guardian_links::restricted_at.eq(restriction.map(|(at, _, _)| at)),
            guardian_links::restricted_by.eq(restriction.map(|(_, by, _)| by)),
            guardian_links::restriction_reason.eq(restriction.map(|(_, _, reason)| reason)),
            guardian_links::version.eq(guardian_links::version + 1),
        ))
        .execute(tx.db)?;
    Ok(())
}

fn note(tx: &mut Tx<'_>, by: &OfficeMember, act: Act, held: &Held, reason: Option<&str>) -> StoreResult<()> {
    let name = child::row(tx.db, by.member().school(), held.child)?.name();
    let mut note = Note::of(act, name).about(held.account).about_child(held.child);
    note.reason = reason.map(str::to_owned);
    audit::note(tx, by.member(), &note)
}
