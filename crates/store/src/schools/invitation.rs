//! Invitations of the school office: a row and a mail each. Whether the address has an account makes no difference here (A3).

use std::collections::BTreeSet;

use diesel::prelude::*;
use domain::{
    accounts::types::Locale,
    id::{InvitationId, SchoolId},
    moment::Moment,
    page::Page,
    problem::Code,
    schools::{
        audit::Act,
        invitations::{InvitationInfo, InvitationState, NewInvitations},
        rules::may_decide_on,
        types::Role,
    },
    session::INVITATION_SECONDS,
    words,
};

use crate::{
    accounts::standing::OfficeMember,
    backend::Db,
    clock,
    error::{StoreError, StoreResult},
    page::{self, Slice},
    schema::{accounts, invitations},
    schools::{
        audit::{self, Note},
        mail::SendInvitation,
    },
    secret,
    tx::Tx,
};

/// The place of an invitation in the list: made at, then id.
pub type ListKey = (Moment, InvitationId);

#[derive(Queryable)]
struct InvitationRow {
    id: InvitationId,
    email: String,
    role: Role,
    locale: Locale,
    first_name: String,
    last_name: String,
    created_at: Moment,
    sent_at: Moment,
    expires_at: Moment,
    used_at: Option<Moment>,
}

impl InvitationRow {
    fn info(self, now: Moment) -> InvitationInfo {
        let state = match self.used_at {
            Some(_) => InvitationState::Used,
            None if self.expires_at <= now => InvitationState::Expired,
            None => InvitationState::Open,
        };
        InvitationInfo {
            id: self.id,
            email: self.email,
            role: self.role,
            locale: self.locale,
            state,
            invited_by: format!("{} {}", self.first_name, self.last_name),
            created_at: self.created_at,
            sent_at: self.sent_at,
            expires_at: self.expires_at,
            used_at: self.used_at,
        }
    }
}

const COLUMNS: (
    invitations::id,
    invitations::email,
    invitations::role,
    invitations::locale,
    accounts::first_name,
    accounts::last_name,
    invitations::created_at,
    invitations::sent_at,
    invitations::expires_at,
    invitations::used_at,
) = (
    invitations::id,
    invitations::email,
    invitations::role,
    invitations::locale,
    accounts::first_name,
    accounts::last_name,
    invitations::created_at,
    invitations::sent_at,
    invitations::expires_at,
    invitations::used_at,
);

/// The invitations of the office that were not taken back, the newest first.
///
/// # Errors
/// When the database does not answer.
pub fn list(
    db: &mut Db,
    by: &OfficeMember,
    state: Option<InvitationState>,
    slice: &Slice<ListKey>,
) -> StoreResult<Page<InvitationInfo>> {
    let now = clock::now();
    let mut query = invitations::table
        .inner_join(accounts::table.on(accounts::id.eq(invitations::invited_by)))
        .filter(invitations::school_id.eq(by.member().school()))
        .filter(invitations::child_id.is_null())
        .filter(invitations::revoked_at.is_null())
        .order((invitations::created_at.desc(), invitations::id.desc()))
        .limit(slice.rows())
        .select(COLUMNS)
        .into_boxed();
    query = match state {
        None => query,
        Some(InvitationState::Used) => query.filter(invitations::used_at.is_not_null()),
        Some(InvitationState::Open) => {
            query.filter(invitations::used_at.is_null().and(invitations::expires_at.gt(now)))
        }
        Some(InvitationState::Expired) => {
            query.filter(invitations::used_at.is_null().and(invitations::expires_at.le(now)))
        }
    };
    if let Some((at, id)) = slice.after() {
        query = query.filter(
            invitations::created_at
                .lt(*at)
                .or(invitations::created_at.eq(*at).and(invitations::id.lt(*id))),
        );
    }
    let rows: Vec<InvitationRow> = query.load(db)?;
    let rows = slice.cut(rows, |row| (row.created_at, row.id))?;
    Ok(page::map(rows, |row| row.info(now)))
}

/// Invites people, each address once, in the order they were typed. An open invitation of an address is replaced.
///
/// # Errors
/// `forbidden` when the role is not for this member of the office to give.
pub fn invite(tx: &mut Tx<'_>, by: &OfficeMember, new: &NewInvitations) -> StoreResult<Vec<InvitationInfo>> {
    if !may_decide_on(by.member().role(), new.role) {
        return Err(StoreError::Refused(Code::Forbidden));
    }
    let school = by.member().school();
    let mut seen = BTreeSet::new();
    let mut invited = Vec::new();
    for email in &new.emails {
        let key = words::email_key(email);
        if !seen.insert(key.clone()) {
            continue;
        }
        replace(tx, school, &key)?;
        let (id, token) = (InvitationId::fresh(), secret::fresh_token()?);
        diesel::insert_into(invitations::table)
            .values((
                invitations::id.eq(id),
                invitations::school_id.eq(school),
                invitations::email.eq(email.trim()),
                invitations::email_key.eq(key),
                invitations::role.eq(new.role),
                invitations::locale.eq(new.locale),
                invitations::same_household.eq(false),
                invitations::token_hash.eq(secret::token_hash(&token)),
                invitations::invited_by.eq(by.member().account()),
                invitations::created_at.eq(tx.now),
                invitations::sent_at.eq(tx.now),
                invitations::expires_at.eq(tx.now.plus_seconds(INVITATION_SECONDS)),
            ))
            .execute(tx.db)?;
        invited.push(send(tx, by, (id, token))?);
    }
    Ok(invited)
}

/// Sends an invitation again, with another link; the one before is dead.
///
/// # Errors
/// `conflict` when it was accepted; `forbidden` when the role is not for this member of the office to give; [`StoreError::NotFound`] when
/// there is none, or it was taken back.
pub fn resend(tx: &mut Tx<'_>, by: &OfficeMember, invitation: InvitationId) -> StoreResult<InvitationInfo> {
    let role = unused(tx, by, invitation)?;
    if !may_decide_on(by.member().role(), role) {
        return Err(StoreError::Refused(Code::Forbidden));
    }
    let token = secret::fresh_token()?;
    diesel::update(invitations::table.find(invitation))
        .set((
            invitations::token_hash.eq(secret::token_hash(&token)),
            invitations::sent_at.eq(tx.now),
            invitations::expires_at.eq(tx.now.plus_seconds(INVITATION_SECONDS)),
        ))
        .execute(tx.db)?;
    send(tx, by, (invitation, token))
}

/// Takes an invitation back: its link is dead.
///
/// # Errors
/// `conflict` when it was accepted; [`StoreError::NotFound`] when there is none, or it was taken back.
pub fn revoke(tx: &mut Tx<'_>, by: &OfficeMember, invitation: InvitationId) -> StoreResult<()> {
    unused(tx, by, invitation)?;
    diesel::update(invitations::table.find(invitation))
        .set(invitations::revoked_at.eq(tx.now))
        .execute(tx.db)?;
    let email = get(tx.db, invitation)?.email;
    audit::note(tx, by.member(), &Note::of(Act::InvitationRevoked, email))
}

/// Takes back what is open for this address in this school.
fn replace(tx: &mut Tx<'_>, school: SchoolId, email_key: &str) -> StoreResult<()> {
    let open = invitations::table
        .filter(invitations::school_id.eq(school))
        .filter(invitations::email_key.eq(email_key))
        .filter(invitations::child_id.is_null())
        .filter(invitations::used_at.is_null())
        .filter(invitations::revoked_at.is_null());
    diesel::update(open)
        .set(invitations::revoked_at.eq(tx.now))
        .execute(tx.db)?;
    Ok(())
}

/// Locks an invitation of the office that was not accepted, and gives its role.
fn unused(tx: &mut Tx<'_>, by: &OfficeMember, invitation: InvitationId) -> StoreResult<Role> {
    let of_school = invitations::table
        .filter(invitations::id.eq(invitation))
        .filter(invitations::school_id.eq(by.member().school()))
        .filter(invitations::child_id.is_null())
        .filter(invitations::revoked_at.is_null());
    let (role, used_at): (Role, Option<Moment>) = diesel::update(of_school)
        .set(invitations::created_at.eq(invitations::created_at))
        .returning((invitations::role, invitations::used_at))
        .get_result(tx.db)?;
    if used_at.is_some() {
        return Err(StoreError::Refused(Code::Conflict));
    }
    Ok(role)
}

fn send(
    tx: &mut Tx<'_>,
    by: &OfficeMember,
    (invitation, token): (InvitationId, String),
) -> StoreResult<InvitationInfo> {
    tx.later(&SendInvitation { invitation, token })?;
    let row = get(tx.db, invitation)?;
    let subject = format!("{} ({})", row.email, row.role);
    audit::note(tx, by.member(), &Note::of(Act::InvitationSent, subject))?;
    Ok(row.info(tx.now))
}

fn get(db: &mut Db, invitation: InvitationId) -> StoreResult<InvitationRow> {
    Ok(invitations::table
        .inner_join(accounts::table.on(accounts::id.eq(invitations::invited_by)))
        .filter(invitations::id.eq(invitation))
        .select(COLUMNS)
        .first(db)?)
}
