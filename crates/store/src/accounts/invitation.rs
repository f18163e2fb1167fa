//! Invitations from the side of whoever is invited: looked at, and accepted once by the invited address. The school's side is in
//! `schools::invitations`.

use diesel::prelude::*;
use domain::{
    accounts::{
        security::InvitationPreview,
        types::{Locale, MyMembership},
    },
    families::types::Relationship,
    id::{AccountId, ChildId, InvitationId, MembershipId, SchoolId},
    moment::Moment,
    problem::Code,
    schools::types::{MembershipStatus, RegistrationMode, Role},
    words,
};

use crate::{
    accounts::{links, me, registration::add_membership, standing::Standing},
    backend::Db,
    clock,
    error::{StoreError, StoreResult},
    families::{
        household,
        inviting::{self, Accepted},
    },
    schema::{accounts, invitations, memberships, schools},
    schools::deciding,
    secret,
    tx::Tx,
};

const EXPIRED: StoreError = StoreError::Refused(Code::LinkExpired);

/// What an invitation is for. Looking does not use it up.
///
/// # Errors
/// `link_expired`.
pub fn preview(db: &mut Db, token: &str) -> StoreResult<InvitationPreview> {
    let (school_id, school_name, role, email, locale, expires_at): (SchoolId, String, Role, String, Locale, Moment) =
        invitations::table
            .inner_join(schools::table.on(schools::id.eq(invitations::school_id)))
            .filter(invitations::token_hash.eq(secret::token_hash(token)))
            .filter(invitations::used_at.is_null())
            .filter(invitations::revoked_at.is_null())
            .filter(invitations::expires_at.gt(clock::now()))
            .select((
                schools::id,
                schools::name,
                invitations::role,
                invitations::email,
                invitations::locale,
                invitations::expires_at,
            ))
            .first(db)
            .optional()?
            .ok_or(EXPIRED)?;
    Ok(InvitationPreview {
        school_id,
        school_name,
        role,
        email,
        locale,
        expires_at,
    })
}

/// Which invitation a token is, and to which school, when it is for this address.
///
/// # Errors
/// `link_expired`; `forbidden` when somebody else is invited.
pub fn of_address(db: &mut Db, token: &str, email: &str) -> StoreResult<(InvitationId, SchoolId)> {
    let (id, school, invited): (InvitationId, SchoolId, String) = invitations::table
        .filter(invitations::token_hash.eq(secret::token_hash(token)))
        .filter(invitations::used_at.is_null())
        .filter(invitations::revoked_at.is_null())
        .filter(invitations::expires_at.gt(clock::now()))
        .select((invitations::id, invitations::school_id, invitations::email_key))
        .first(db)
        .optional()?
        .ok_or(EXPIRED)?;
    if invited == words::email_key(email) {
        Ok((id, school))
    } else {
        Err(StoreError::Refused(Code::Forbidden))
    }
}

/// Accepts an invitation with an account that exists. It only ever gives: who works at the school keeps their role.
///
/// # Errors
/// `link_expired`; `forbidden` when somebody else is invited; `membership_suspended` where the school has suspended the person.
pub fn accept(tx: &mut Tx<'_>, by: &Standing, token: &str) -> StoreResult<MyMembership> {
    links::hold(tx, by.account())?;
    let email: String = accounts::table
        .find(by.account())
        .select(accounts::email)
        .first(tx.db)?;
    let (invitation, _) = of_address(tx.db, token, &email)?;
    let membership = join(tx, by.account(), invitation)?;
    me::membership(tx.db, membership)
}

/// What an invitation gives.
struct Given {
    school: SchoolId,
    role: Role,
    child: Option<(ChildId, Relationship)>,
    same_household: bool,
    invited_by: AccountId,
}

/// Uses an invitation up for this account: the membership is active in its role, the link to its child there. Of several uses at once,
/// one succeeds.
///
/// # Errors
/// `link_expired` when it was used or taken back in between; `membership_suspended`.
pub(crate) fn join(tx: &mut Tx<'_>, account: AccountId, invitation: InvitationId) -> StoreResult<MembershipId> {
    let given = take(tx, account, invitation)?;
    let mut known = membership_in(tx.db, account, given.school)?;
    if known.is_some() {
        // memberships before rooms, like everybody; only then what they are counts
        let inviter = given.child.map(|_| given.invited_by);
        household::hold_all(tx, given.school, [Some(account), inviter])?;
        known = membership_in(tx.db, account, given.school)?;
    }
    let status = status_by(tx.db, &given)?;
    let membership = match known {
        None => add_membership(tx, account, given.school, (given.role, status))?,
        Some((_, _, MembershipStatus::Suspended)) => return Err(StoreError::Refused(Code::MembershipSuspended)),
        // the school's no is not undone by the word of a parent
        Some((_, _, MembershipStatus::Refused | MembershipStatus::Ended)) if given.child.is_some() => {
            return Err(EXPIRED);
        }
        Some((membership, role, MembershipStatus::Active)) if role == given.role || role.is_staff() => membership,
        Some((membership, _, _)) => {
            change(tx, (given.school, account), membership, (given.role, status))?;
            membership
        }
    };
    if let Some((child, relationship)) = given.child {
        let accepted = Accepted {
            school: given.school,
            account,
            child,
            relationship,
            invited_by: given.invited_by,
            same_household: given.same_household,
        };
        inviting::accept(tx, &accepted)?;
    }
    Ok(membership)
}

fn membership_in(
    db: &mut Db,
    account: AccountId,
    school: SchoolId,
) -> StoreResult<Option<(MembershipId, Role, MembershipStatus)>> {
    Ok(memberships::table
        .filter(memberships::account_id.eq(account))
        .filter(memberships::school_id.eq(school))
        .select((memberships::id, memberships::role, memberships::status))
        .first(db)
        .optional()?)
}

/// Where the membership of an invitation begins: the office's own are good as they are, a parent's is a parent's word.
fn status_by(db: &mut Db, given: &Given) -> StoreResult<MembershipStatus> {
    let mode: RegistrationMode = schools::table
        .find(given.school)
        .select(schools::registration_mode)
        .first(db)?;
    Ok(match mode {
        RegistrationMode::Approval if given.child.is_some() => MembershipStatus::Pending,
        RegistrationMode::Approval | RegistrationMode::Open | RegistrationMode::Code => MembershipStatus::Active,
    })
}

fn take(tx: &mut Tx<'_>, account: AccountId, invitation: InvitationId) -> StoreResult<Given> {
    let open = invitations::table
        .filter(invitations::id.eq(invitation))
        .filter(invitations::used_at.is_null())
        .filter(invitations::revoked_at.is_null());
    let (school, role, child, relationship, same_household, invited_by) = diesel::update(open)
        .set((invitations::used_at.eq(tx.now), invitations::used_by.eq(account)))
        .returning((
            invitations::school_id,
            invitations::role,
            invitations::child_id,
            invitations::relationship,
            invitations::same_household,
            invitations::invited_by,
        ))
        .get_result::<(SchoolId, Role, Option<ChildId>, Option<Relationship>, bool, AccountId)>(tx.db)
        .optional()?
        .ok_or(EXPIRED)?;
    Ok(Given {
        school,
        role,
        child: child.zip(relationship),
        same_household,
        invited_by,
    })
}

fn change(
    tx: &mut Tx<'_>,
    holder: (SchoolId, AccountId),
    membership: MembershipId,
    (role, status): (Role, MembershipStatus),
) -> StoreResult<()> {
    deciding::around_rooms(tx, holder, |tx| {
        diesel::update(memberships::table.find(membership))
            .set((
                memberships::role.eq(role),
                memberships::status.eq(status),
                memberships::decided_at.eq(tx.now),
                memberships::version.eq(memberships::version + 1),
            ))
            .execute(tx.db)?;
        Ok(())
    })
}
