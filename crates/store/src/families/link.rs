//! The edge between an adult and a child. Its proof is minted here by the query that checks it, and nowhere else.

use diesel::prelude::*;
use domain::{
    families::{
        rules::{FULL_RIGHTS, NO_RIGHTS},
        types::{GuardianRights, LinkStatus, Relationship},
    },
    id::{AccountId, ChildId, GuardianLinkId, SchoolId},
};

use crate::{
    accounts::standing::ActiveMember,
    backend::Db,
    error::StoreResult,
    schema::{children, enrolments, guardian_links},
    tx::Tx,
};

/// Proof: somebody with a link to the child that is not over. It may be pending or refused, and opens nothing then.
#[derive(Debug, Clone)]
pub struct GuardianOf {
    member: ActiveMember,
    link: GuardianLinkId,
    child: ChildId,
    status: LinkStatus,
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
}

/// The link of a member to a child of their school, as long as it is not over.
///
/// # Errors
/// [`crate::error::StoreError::NotFound`] for everybody without one.
pub fn guardian(db: &mut Db, member: &ActiveMember, child: ChildId) -> StoreResult<GuardianOf> {
    let (link, status) = guardian_links::table
        .filter(guardian_links::child_id.eq(child))
        .filter(guardian_links::account_id.eq(member.account()))
        .filter(guardian_links::school_id.eq(member.school()))
        .filter(guardian_links::status.ne(LinkStatus::Ended))
        // a confirmed one before one that waits, and both before one that was refused: the words sort this way
        .order((guardian_links::status, guardian_links::id))
        .select((guardian_links::id, guardian_links::status))
        .first(db)?;
    Ok(GuardianOf {
        member: member.clone(),
        link,
        child,
        status,
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

/// A link to be written.
pub(crate) struct NewLink {
    pub(crate) school: SchoolId,
    pub(crate) account: AccountId,
    pub(crate) child: ChildId,
    pub(crate) relationship: Relationship,
    pub(crate) status: LinkStatus,
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
        ))
        .execute(tx.db)?;
    Ok(confirmed == 1)
}

/// Removes a declared child that nobody is linked to any more; a child of the school's list stays.
pub(crate) fn forget_if_nobodys(tx: &mut Tx<'_>, child: ChildId) -> StoreResult<()> {
    let declared: i64 = children::table
        .filter(children::id.eq(child))
        .filter(children::declared.eq(true))
        .count()
        .get_result(tx.db)?;
    let linked: i64 = guardian_links::table
        .filter(guardian_links::child_id.eq(child))
        .filter(guardian_links::status.ne(LinkStatus::Ended))
        .count()
        .get_result(tx.db)?;
    if declared == 1 && linked == 0 {
        diesel::delete(guardian_links::table.filter(guardian_links::child_id.eq(child))).execute(tx.db)?;
        diesel::delete(enrolments::table.filter(enrolments::child_id.eq(child))).execute(tx.db)?;
        diesel::delete(children::table.find(child)).execute(tx.db)?;
    }
    Ok(())
}
