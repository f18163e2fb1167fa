//! The edge between an adult and a child. Its proof is minted here by the query that checks it, and nowhere else.

use std::collections::HashMap;

use diesel::prelude::*;
use domain::{
    families::{
        rules::{FULL_RIGHTS, NO_RIGHTS, Term},
        types::{GuardianRights, LinkStatus, Relationship},
    },
    id::{AccountId, ChildId, GuardianLinkId, SchoolId},
    moment::Moment,
    problem::Code,
};

use crate::{
    accounts::standing::ActiveMember,
    backend::Db,
    error::{StoreError, StoreResult},
    families::child,
    schema::{accounts, children, enrolments, guardian_links},
    tx::Tx,
};

/// The six columns of the rights, in the order of [`GuardianRights`].
pub(crate) const RIGHTS: (
    guardian_links::may_know,
    guardian_links::may_chat,
    guardian_links::may_sign,
    guardian_links::may_justify,
    guardian_links::may_pay,
    guardian_links::may_pick_up,
) = (
    guardian_links::may_know,
    guardian_links::may_chat,
    guardian_links::may_sign,
    guardian_links::may_justify,
    guardian_links::may_pay,
    guardian_links::may_pick_up,
);

/// Those columns as they are read.
pub(crate) type RightsRow = (bool, bool, bool, bool, bool, bool);

/// As rights.
#[must_use]
pub(crate) const fn rights(row: RightsRow) -> GuardianRights {
    let (school_information, chat, sign, justify, pay, pick_up) = row;
    GuardianRights {
        school_information,
        chat,
        sign,
        justify,
        pay,
        pick_up,
    }
}

/// What somebody may do now: nothing while their link does not count.
#[must_use]
pub(crate) const fn rights_now(in_force: bool, row: RightsRow) -> GuardianRights {
    if in_force { rights(row) } else { NO_RIGHTS }
}

/// Proof: somebody with a link to the child that is not over. It may be pending or refused, and opens nothing then.
#[derive(Debug, Clone)]
pub struct GuardianOf {
    member: ActiveMember,
    link: GuardianLinkId,
    child: ChildId,
    status: LinkStatus,
    rights: Option<GuardianRights>,
}

impl GuardianOf {
    /// The member of the school behind it.
    #[must_use]
    pub const fn member(&self) -> &ActiveMember {
        &self.member
    }
    /// The link.
    #[must_use]
    pub const fn link(&self) -> GuardianLinkId {
        self.link
    }
    /// The child.
    #[must_use]
    pub const fn child(&self) -> ChildId {
        self.child
    }
    /// Where the link stands.
    #[must_use]
    pub const fn status(&self) -> LinkStatus {
        self.status
    }
    /// What the adult may do for the child, by a link that counts now.
    ///
    /// # Errors
    /// `forbidden` while it does not: pending, refused, not begun, over, or restricted.
    pub fn in_force(&self) -> StoreResult<GuardianRights> {
        self.rights.ok_or(StoreError::Refused(Code::Forbidden))
    }
}

/// The link of a member to a child of their school, as long as it is not over.
///
/// # Errors
/// [`crate::error::StoreError::NotFound`] for everybody without one.
pub fn guardian(db: &mut Db, member: &ActiveMember, child: ChildId) -> StoreResult<GuardianOf> {
    let (link, status, in_force, row) = guardian_links::table
        .filter(guardian_links::child_id.eq(child))
        .filter(guardian_links::account_id.eq(member.account()))
        .filter(guardian_links::school_id.eq(member.school()))
        .filter(guardian_links::status.ne(LinkStatus::Ended))
        // a confirmed one before one that waits, and both before one that was refused: the words sort this way
        .order((guardian_links::status, guardian_links::id))
        .select((
            guardian_links::id,
            guardian_links::status,
            guardian_links::in_force,
            RIGHTS,
        ))
        .first::<(GuardianLinkId, LinkStatus, bool, RightsRow)>(db)?;
    let counts = status == LinkStatus::Confirmed && in_force;
    Ok(GuardianOf {
        member: member.clone(),
        link,
        child,
        status,
        rights: counts.then(|| rights(row)),
    })
}

/// What somebody may do for a child by a link that stands here.
#[must_use]
pub(crate) const fn rights_by(status: LinkStatus) -> GuardianRights {
    match status {
        LinkStatus::Confirmed => FULL_RIGHTS,
        LinkStatus::Pending | LinkStatus::Refused | LinkStatus::Ended => NO_RIGHTS,
    }
}

/// The names of some adults.
pub(crate) fn names(db: &mut Db, adults: &[AccountId]) -> StoreResult<HashMap<AccountId, String>> {
    let rows: Vec<(AccountId, String, String)> = accounts::table
        .filter(accounts::id.eq_any(adults.iter().copied()))
        .select((accounts::id, accounts::first_name, accounts::last_name))
        .load(db)?;
    Ok(rows
        .into_iter()
        .map(|(id, first, last)| (id, format!("{first} {last}")))
        .collect())
}

/// A link to be written.
pub(crate) struct NewLink {
    pub(crate) school: SchoolId,
    pub(crate) account: AccountId,
    pub(crate) child: ChildId,
    pub(crate) relationship: Relationship,
    pub(crate) status: LinkStatus,
    pub(crate) invited_by: Option<AccountId>,
}

/// Writes a link with the rights of its status.
pub(crate) fn add(tx: &mut Tx<'_>, new: &NewLink) -> StoreResult<GuardianLinkId> {
    let link = GuardianLinkId::fresh();
    let rights = rights_by(new.status);
    let decided_at = (new.status == LinkStatus::Confirmed).then_some(tx.now);
    diesel::insert_into(guardian_links::table)
        .values((
            guardian_links::id.eq(link),
            guardian_links::school_id.eq(new.school),
            guardian_links::account_id.eq(new.account),
            guardian_links::child_id.eq(new.child),
            guardian_links::relationship.eq(new.relationship),
            guardian_links::status.eq(new.status),
            guardian_links::may_know.eq(rights.school_information),
            guardian_links::may_chat.eq(rights.chat),
            guardian_links::may_sign.eq(rights.sign),
            guardian_links::may_justify.eq(rights.justify),
            guardian_links::may_pay.eq(rights.pay),
            guardian_links::may_pick_up.eq(rights.pick_up),
            guardian_links::created_at.eq(tx.now),
            guardian_links::decided_at.eq(decided_at),
            guardian_links::in_force.eq(new.status == LinkStatus::Confirmed),
            guardian_links::invited_by.eq(new.invited_by),
        ))
        .execute(tx.db)?;
    Ok(link)
}

/// Confirms a link that waits, with full rights, and says whether it did. `by` is the staff member, nobody for a code.
pub(crate) fn confirm(tx: &mut Tx<'_>, link: GuardianLinkId, by: Option<AccountId>) -> StoreResult<bool> {
    let waiting = guardian_links::table
        .filter(guardian_links::id.eq(link))
        .filter(guardian_links::status.eq(LinkStatus::Pending));
    let confirmed = diesel::update(waiting)
        .set((
            guardian_links::status.eq(LinkStatus::Confirmed),
            guardian_links::may_know.eq(FULL_RIGHTS.school_information),
            guardian_links::may_chat.eq(FULL_RIGHTS.chat),
            guardian_links::may_sign.eq(FULL_RIGHTS.sign),
            guardian_links::may_justify.eq(FULL_RIGHTS.justify),
            guardian_links::may_pay.eq(FULL_RIGHTS.pay),
            guardian_links::may_pick_up.eq(FULL_RIGHTS.pick_up),
            guardian_links::decided_at.eq(tx.now),
            guardian_links::decided_by.eq(by),
            guardian_links::version.eq(guardian_links::version + 1),
        ))
        .execute(tx.db)?;
    settle(tx, link)?;
    Ok(confirmed == 1)
}

/// Ends links of these ids.
pub(crate) fn end(tx: &mut Tx<'_>, links: &[GuardianLinkId]) -> StoreResult<usize> {
    let running = guardian_links::table
        .filter(guardian_links::id.eq_any(links.iter().copied()))
        .filter(guardian_links::status.ne(LinkStatus::Ended));
    Ok(diesel::update(running)
        .set((
            guardian_links::status.eq(LinkStatus::Ended),
            guardian_links::ended_at.eq(tx.now),
            guardian_links::in_force.eq(false),
            guardian_links::version.eq(guardian_links::version + 1),
        ))
        .execute(tx.db)?)
}

/// Writes down whether a link counts now, which is what the view of the rooms reads. Whoever changes what decides about it calls this.
pub(crate) fn settle(tx: &mut Tx<'_>, link: GuardianLinkId) -> StoreResult<bool> {
    let (status, starts_at, ends_at, restricted_at): (LinkStatus, Option<Moment>, Option<Moment>, Option<Moment>) =
        guardian_links::table
            .find(link)
            .select((
                guardian_links::status,
                guardian_links::starts_at,
                guardian_links::ends_at,
                guardian_links::restricted_at,
            ))
            .first(tx.db)?;
    let term = Term {
        status,
        starts_at,
        ends_at,
        restricted_at,
    };
    let in_force = term.in_force(tx.now);
    diesel::update(guardian_links::table.find(link))
        .set(guardian_links::in_force.eq(in_force))
        .execute(tx.db)?;
    Ok(in_force)
}

/// Removes a declared child that nobody is linked to any more; a child of the school's list stays.
pub(crate) fn forget_if_nobodys(tx: &mut Tx<'_>, child: ChildId) -> StoreResult<()> {
    // held first: the school may just be making a code for the child
    child::hold(tx, &[child])?;
    let declared: bool = children::table.find(child).select(children::declared).first(tx.db)?;
    let linked: i64 = guardian_links::table
        .filter(guardian_links::child_id.eq(child))
        .filter(guardian_links::status.ne(LinkStatus::Ended))
        .count()
        .get_result(tx.db)?;
    if declared && linked == 0 {
        diesel::delete(guardian_links::table.filter(guardian_links::child_id.eq(child))).execute(tx.db)?;
        diesel::delete(enrolments::table.filter(enrolments::child_id.eq(child))).execute(tx.db)?;
        diesel::delete(children::table.find(child)).execute(tx.db)?;
    }
    Ok(())
}
