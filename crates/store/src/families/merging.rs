//! Two records of one child become one: everything of the one goes over to the other, and nobody is linked twice.

use diesel::prelude::*;
use domain::{
    families::types::{LinkStatus, SchoolChild},
    id::{AccountId, ChildId, EnrolmentId, GuardianLinkId},
    moment::Moment,
    problem::Code,
    schools::audit::Act,
};

use crate::{
    accounts::standing::OfficeMember,
    announcements::carry,
    error::{StoreError, StoreResult},
    families::{
        change, child,
        link::{self, RIGHTS, RightsRow},
    },
    schema::{child_codes, children, enrolments, guardian_links, invitations, merged_children},
    schools::{
        audit::{self, Note},
        class,
    },
    tx::Tx,
};

/// Makes `child` part of `into`.
///
/// # Errors
/// `invalid` for a child with itself; [`StoreError::NotFound`] when one of them is not of this school, or just gone.
pub fn merge(tx: &mut Tx<'_>, by: &OfficeMember, child: ChildId, into: ChildId) -> StoreResult<SchoolChild> {
    if child == into {
        return Err(StoreError::Refused(Code::Invalid));
    }
    let school = by.member().school();
    child::row(tx.db, school, child)?;
    child::row(tx.db, school, into)?;
    change::of_children(tx, (school, &[child, into]), &[], |tx| {
        let (from, to) = (child::row(tx.db, school, child)?, child::row(tx.db, school, into)?);
        move_links(tx, child, into)?;
        move_classes(tx, child, into)?;
        diesel::update(child_codes::table.filter(child_codes::child_id.eq(child)))
            .set(child_codes::child_id.eq(into))
            .execute(tx.db)?;
        diesel::update(invitations::table.filter(invitations::child_id.eq(child)))
            .set(invitations::child_id.eq(into))
            .execute(tx.db)?;
        carry::of_child(tx, child, into)?;
        // who opened the other record stays to be seen
        diesel::update(merged_children::table.filter(merged_children::into_id.eq(child)))
            .set(merged_children::into_id.eq(into))
            .execute(tx.db)?;
        diesel::insert_into(merged_children::table)
            .values((
                merged_children::child_id.eq(child),
                merged_children::into_id.eq(into),
                merged_children::merged_at.eq(tx.now),
            ))
            .execute(tx.db)?;
        diesel::delete(children::table.find(child)).execute(tx.db)?;
        diesel::update(children::table.find(into))
            .set((
                children::declared.eq(from.declared && to.declared),
                children::register_number.eq(to.register_number.clone().or(from.register_number.clone())),
                children::left_at.eq(to.left_at.filter(|_| from.left_at.is_some())),
                children::version.eq(children::version + 1),
            ))
            .execute(tx.db)?;
        let note = Note::of(Act::ChildrenMerged, format!("{} → {}", from.name(), to.name())).about_child(into);
        audit::note(tx, by.member(), &note)
    })?;
    child::get(tx.db, school, into)
}

#[derive(Queryable)]
struct LinkRow {
    id: GuardianLinkId,
    account: AccountId,
    status: LinkStatus,
    rights: RightsRow,
    starts_at: Option<Moment>,
    ends_at: Option<Moment>,
    restricted_at: Option<Moment>,
    restricted_by: Option<AccountId>,
    restriction_reason: Option<String>,
}

impl LinkRow {
    const fn is_running(&self) -> bool {
        matches!(self.status, LinkStatus::Pending | LinkStatus::Confirmed)
    }
}

fn links_of(tx: &mut Tx<'_>, child: ChildId) -> StoreResult<Vec<LinkRow>> {
    Ok(guardian_links::table
        .filter(guardian_links::child_id.eq(child))
        .order(guardian_links::id)
        .select((
            guardian_links::id,
            guardian_links::account_id,
            guardian_links::status,
            RIGHTS,
            guardian_links::starts_at,
            guardian_links::ends_at,
            guardian_links::restricted_at,
            guardian_links::restricted_by,
            guardian_links::restriction_reason,
        ))
        .load(tx.db)?)
}

/// Of two links of one adult the confirmed one goes on, with what neither withholds; the other one stays as history.
fn move_links(tx: &mut Tx<'_>, child: ChildId, into: ChildId) -> StoreResult<()> {
    let there = links_of(tx, into)?;
    for from in links_of(tx, child)? {
        let same_adult = |to: &&LinkRow| to.account == from.account && to.status != LinkStatus::Ended;
        match there.iter().find(same_adult) {
            Some(to) if from.is_running() && to.is_running() => {
                if from.status == LinkStatus::Confirmed && to.status == LinkStatus::Pending {
                    link::end(tx, &[to.id])?;
                } else {
                    link::end(tx, &[from.id])?;
                    if from.status == LinkStatus::Confirmed {
                        withhold(tx, to, &from)?;
                    }
                }
            }
            // a refusal is settled by the link that goes on, whichever of the two that is
            Some(_) if from.status == LinkStatus::Refused => link::end(tx, &[from.id]).map(drop)?,
            Some(to) if to.status == LinkStatus::Refused => link::end(tx, &[to.id]).map(drop)?,
            _ => {}
        }
        diesel::update(guardian_links::table.find(from.id))
            .set((
                guardian_links::child_id.eq(into),
                guardian_links::version.eq(guardian_links::version + 1),
            ))
            .execute(tx.db)?;
    }
    Ok(())
}

/// What one of two confirmed links withholds stays withheld.
fn withhold(tx: &mut Tx<'_>, to: &LinkRow, from: &LinkRow) -> StoreResult<()> {
    let (one, other) = (link::rights(to.rights), link::rights(from.rights));
    let restriction = if to.restricted_at.is_some() { to } else { from };
    diesel::update(guardian_links::table.find(to.id))
        .set((
            guardian_links::may_know.eq(one.school_information && other.school_information),
            guardian_links::may_chat.eq(one.chat && other.chat),
            guardian_links::may_sign.eq(one.sign && other.sign),
            guardian_links::may_justify.eq(one.justify && other.justify),
            guardian_links::may_pay.eq(one.pay && other.pay),
            guardian_links::may_pick_up.eq(one.pick_up && other.pick_up),
            guardian_links::starts_at.eq(to.starts_at.max(from.starts_at)),
            guardian_links::ends_at.eq([to.ends_at, from.ends_at].into_iter().flatten().min()),
            guardian_links::restricted_at.eq(restriction.restricted_at),
            guardian_links::restricted_by.eq(restriction.restricted_by),
            guardian_links::restriction_reason.eq(&restriction.restriction_reason),
            guardian_links::version.eq(guardian_links::version + 1),
        ))
        .execute(tx.db)?;
    for moment in [to.starts_at.max(from.starts_at), from.ends_at].into_iter().flatten() {
        if moment > tx.now {
            tx.at(moment, &super::rights::ApplyDates { link: to.id })?;
        }
    }
    link::settle(tx, to.id).map(drop)
}

/// The class of `into` stays; without one, that of the other record goes on.
fn move_classes(tx: &mut Tx<'_>, child: ChildId, into: ChildId) -> StoreResult<()> {
    let classes = class::of_children(tx.db, &[child, into])?;
    let own = classes.contains_key(&into);
    let running: Vec<EnrolmentId> = enrolments::table
        .filter(enrolments::child_id.eq(child))
        .filter(enrolments::ended_at.is_null())
        .select(enrolments::id)
        .load(tx.db)?;
    diesel::update(enrolments::table.filter(enrolments::id.eq_any(running)))
        .set(enrolments::ended_at.eq(tx.now))
        .execute(tx.db)?;
    diesel::update(enrolments::table.filter(enrolments::child_id.eq(child)))
        .set(enrolments::child_id.eq(into))
        .execute(tx.db)?;
    match classes.get(&child) {
        Some(class) if !own => child::place(tx, into, Some(class.id)),
        _ => Ok(()),
    }
}
