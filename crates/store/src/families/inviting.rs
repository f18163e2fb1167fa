//! A guardian invites another one. Whoever accepts has a link that waits for the school, like every word of a parent.

use diesel::prelude::*;
use domain::{
    accounts::types::Locale,
    families::{
        households::{GuardianInvitation, GuardianInvited, SentInvitation},
        rules::INVITATIONS_MAX,
        types::{LinkStatus, Relationship},
    },
    id::{AccountId, ChildId, InvitationId, SchoolId},
    moment::Moment,
    problem::Code,
    schools::types::{GuardianMode, Role},
    session::INVITATION_SECONDS,
    words,
};
use serde::{Deserialize, Serialize};

use crate::{
    backend::Db,
    error::{StoreError, StoreResult},
    families::{
        change, child, household,
        link::{self, GuardianOf, NewLink},
    },
    jobs::NewJob,
    schema::{accounts, children, guardian_links, invitations, schools},
    schools::{class, membership},
    secret,
    tx::Tx,
};

/// The mail with the link of an invitation. The payload is the only place that holds the token in clear: it is blanked when the job is
/// over.
#[derive(Clone, Serialize, Deserialize)]
pub struct InviteGuardian {
    /// The invitation.
    pub invitation: InvitationId,
    /// The token of the link.
    pub token: String,
}

impl NewJob for InviteGuardian {
    const KIND: &'static str = "families.invite_guardian";
}

/// What the mail of an invitation says.
#[derive(Clone, Queryable)]
pub struct Letter {
    /// The address.
    pub email: String,
    /// The language.
    pub locale: Locale,
    /// First name of whoever invites.
    pub inviter_first_name: String,
    /// Last name of whoever invites.
    pub inviter_last_name: String,
    /// First name of the child.
    pub child_first_name: String,
    /// The name of the school.
    pub school_name: String,
}

/// What the mail of an invitation says, as long as it can be accepted.
///
/// # Errors
/// [`StoreError::NotFound`] when it was accepted, taken back or replaced in between: nothing is to be sent then.
pub fn letter(db: &mut Db, invitation: InvitationId) -> StoreResult<Letter> {
    Ok(invitations::table
        .inner_join(accounts::table.on(accounts::id.eq(invitations::invited_by)))
        .inner_join(schools::table.on(schools::id.eq(invitations::school_id)))
        .inner_join(children::table.on(children::id.nullable().eq(invitations::child_id)))
        .filter(invitations::id.eq(invitation))
        .filter(invitations::used_at.is_null())
        .filter(invitations::revoked_at.is_null())
        .select((
            invitations::email,
            invitations::locale,
            accounts::first_name,
            accounts::last_name,
            children::first_name,
            schools::name,
        ))
        .first(db)?)
}

/// Invites somebody to be a guardian of the child too. An open invitation of the same address to the same child is replaced. Says the same
/// whether or not the address has an account.
///
/// # Errors
/// `forbidden` while my link does not count; `limit_reached` while five invitations are open.
pub fn invite(tx: &mut Tx<'_>, by: &GuardianOf, new: &GuardianInvitation) -> StoreResult<GuardianInvited> {
    let (account, school) = (by.member().account(), by.member().school());
    membership::hold(tx, account, school)?;
    // under the lock: the direction may just have restricted it
    link::guardian(tx.db, by.member(), by.child())?.in_force()?;
    let email = new.email.trim();
    let key = words::email_key(email);
    let mine = invitations::table
        .filter(invitations::invited_by.eq(account))
        .filter(invitations::child_id.eq(by.child()))
        .filter(invitations::used_at.is_null())
        .filter(invitations::revoked_at.is_null());
    diesel::update(mine.filter(invitations::email_key.eq(&key)))
        .set(invitations::revoked_at.eq(tx.now))
        .execute(tx.db)?;
    let open: i64 = mine
        .filter(invitations::expires_at.gt(tx.now))
        .count()
        .get_result(tx.db)?;
    if open >= INVITATIONS_MAX {
        return Err(StoreError::Refused(Code::LimitReached));
    }
    let locale: Locale = accounts::table.find(account).select(accounts::locale).first(tx.db)?;
    let (invitation, token) = (InvitationId::fresh(), secret::fresh_token()?);
    let expires_at = tx.now.plus_seconds(INVITATION_SECONDS);
    diesel::insert_into(invitations::table)
        .values((
            invitations::id.eq(invitation),
            invitations::school_id.eq(school),
            invitations::email.eq(email),
            invitations::email_key.eq(&key),
            invitations::role.eq(Role::Parent),
            invitations::locale.eq(locale),
            invitations::child_id.eq(by.child()),
            invitations::relationship.eq(new.relationship),
            invitations::same_household.eq(new.same_household),
            invitations::token_hash.eq(secret::token_hash(&token)),
            invitations::invited_by.eq(account),
            invitations::created_at.eq(tx.now),
            invitations::sent_at.eq(tx.now),
            invitations::expires_at.eq(expires_at),
        ))
        .execute(tx.db)?;
    tx.later(&InviteGuardian { invitation, token })?;
    change::tell(tx, by.member().school(), account);
    Ok(GuardianInvited {
        email: email.to_owned(),
        expires_at,
    })
}

/// The invitations to a child that somebody wrote and that can still be accepted, the newest first.
///
/// # Errors
/// When the database does not answer.
pub fn open(db: &mut Db, by: &GuardianOf, now: Moment) -> StoreResult<Vec<SentInvitation>> {
    type Row = (InvitationId, String, Relationship, bool, Moment, Moment);
    let rows: Vec<Row> = invitations::table
        .filter(invitations::invited_by.eq(by.member().account()))
        .filter(invitations::school_id.eq(by.member().school()))
        .filter(invitations::child_id.eq(by.child()))
        .filter(invitations::used_at.is_null())
        .filter(invitations::revoked_at.is_null())
        .filter(invitations::expires_at.gt(now))
        .order((invitations::created_at.desc(), invitations::id.desc()))
        .select((
            invitations::id,
            invitations::email,
            invitations::relationship.assume_not_null(),
            invitations::same_household,
            invitations::created_at,
            invitations::expires_at,
        ))
        .load(db)?;
    let info = |(id, email, relationship, same_household, created_at, expires_at)| SentInvitation {
        id,
        email,
        relationship,
        same_household,
        created_at,
        expires_at,
    };
    Ok(rows.into_iter().map(info).collect())
}

/// Takes an invitation back that somebody wrote: of whoever accepts at the same moment, one comes first.
///
/// # Errors
/// [`StoreError::NotFound`] when it is not theirs, or cannot be accepted any more.
pub fn revoke(tx: &mut Tx<'_>, by: &GuardianOf, invitation: InvitationId) -> StoreResult<()> {
    let account = by.member().account();
    let mine = invitations::table
        .filter(invitations::id.eq(invitation))
        .filter(invitations::invited_by.eq(account))
        .filter(invitations::school_id.eq(by.member().school()))
        .filter(invitations::child_id.eq(by.child()))
        .filter(invitations::used_at.is_null())
        .filter(invitations::revoked_at.is_null())
        .filter(invitations::expires_at.gt(tx.now));
    let revoked = diesel::update(mine)
        .set(invitations::revoked_at.eq(tx.now))
        .execute(tx.db)?;
    if revoked == 0 {
        return Err(StoreError::NotFound);
    }
    change::tell(tx, by.member().school(), account);
    Ok(())
}

/// Takes back the open invitations of somebody to a child: they may not speak for it any more.
pub(crate) fn take_back(tx: &mut Tx<'_>, account: AccountId, child: ChildId) -> StoreResult<()> {
    let open = invitations::table
        .filter(invitations::invited_by.eq(account))
        .filter(invitations::child_id.eq(child))
        .filter(invitations::used_at.is_null())
        .filter(invitations::revoked_at.is_null());
    diesel::update(open)
        .set(invitations::revoked_at.eq(tx.now))
        .execute(tx.db)?;
    Ok(())
}

/// An invitation to a child that somebody has just used up; they are a member of the school by now.
#[derive(Debug, Clone, Copy)]
pub struct Accepted {
    /// Which school.
    pub school: SchoolId,
    /// Who accepts.
    pub account: AccountId,
    /// The child.
    pub child: ChildId,
    /// What they are to it.
    pub relationship: Relationship,
    /// The guardian who invited.
    pub invited_by: AccountId,
    /// Whether the two live together.
    pub same_household: bool,
}

/// Links whoever accepts to the child: the link waits for the school, unless it trusts everybody. They join the household of the inviter
/// when both say so and they are in none. Whoever is linked already stays as they are; when the inviter's link does not count any more,
/// nothing is written.
///
/// # Errors
/// When the database does not answer.
pub fn accept(tx: &mut Tx<'_>, given: &Accepted) -> StoreResult<()> {
    household::hold_all(tx, given.school, [Some(given.account), Some(given.invited_by)])?;
    match child::hold(tx, &[given.child]) {
        Ok(()) => {}
        Err(StoreError::NotFound) => return Ok(()),
        Err(other) => return Err(other),
    }
    if !speaks_for(tx.db, given.invited_by, given.child)? {
        return Ok(());
    }
    let running: i64 = guardian_links::table
        .filter(guardian_links::account_id.eq(given.account))
        .filter(guardian_links::child_id.eq(given.child))
        .filter(guardian_links::status.eq_any([LinkStatus::Pending, LinkStatus::Confirmed]))
        .count()
        .get_result(tx.db)?;
    if running > 0 {
        return Ok(());
    }
    let mode: GuardianMode = schools::table
        .find(given.school)
        .select(schools::guardian_mode)
        .first(tx.db)?;
    let (status, classes) = match mode {
        GuardianMode::Open => (LinkStatus::Confirmed, class::opened_by(tx.db, &[given.child])?),
        GuardianMode::Code => (LinkStatus::Pending, Vec::new()),
    };
    change::of_rooms(tx, (given.school, given.account), &classes, |tx| {
        link::add(
            tx,
            &NewLink {
                school: given.school,
                account: given.account,
                child: given.child,
                relationship: given.relationship,
                status,
                invited_by: Some(given.invited_by),
            },
        )
    })?;
    let alone = household::household_of(tx.db, given.account, given.school)?.is_none();
    if given.same_household && alone {
        household::join(tx, given.school, (given.account, given.invited_by))?;
    }
    Ok(())
}

/// Whether somebody is a guardian of the child by a link that counts.
fn speaks_for(db: &mut Db, account: AccountId, child: ChildId) -> StoreResult<bool> {
    let links: i64 = guardian_links::table
        .filter(guardian_links::account_id.eq(account))
        .filter(guardian_links::child_id.eq(child))
        .filter(guardian_links::status.eq(LinkStatus::Confirmed))
        .filter(guardian_links::in_force.eq(true))
        .count()
        .get_result(db)?;
    Ok(links > 0)
}
