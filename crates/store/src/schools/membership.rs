//! Who asks to be a member of the school, and what the office answers.

use diesel::prelude::*;
use domain::{
    happening::Happening,
    id::{AccountId, MembershipId, SchoolId},
    moment::Moment,
    page::Page,
    problem::Code,
    schools::types::{MembershipInfo, MembershipStatus, Role},
};

use crate::{
    accounts::standing::OfficeMember,
    backend::Db,
    error::{StoreError, StoreResult},
    messaging::room,
    page::{self, Slice},
    schema::{accounts, memberships},
    tx::Tx,
};

/// The place of a membership in the list: asked at, then id.
pub type ListKey = (Moment, MembershipId);

#[derive(Queryable)]
struct MembershipRow {
    id: MembershipId,
    account: AccountId,
    first_name: String,
    last_name: String,
    email: String,
    role: Role,
    status: MembershipStatus,
    created_at: Moment,
}

impl From<MembershipRow> for MembershipInfo {
    fn from(row: MembershipRow) -> Self {
        Self {
            id: row.id,
            account_id: row.account,
            first_name: row.first_name,
            last_name: row.last_name,
            email: row.email,
            role: row.role,
            status: row.status,
            created_at: row.created_at,
        }
    }
}

const COLUMNS: (
    memberships::id,
    memberships::account_id,
    accounts::first_name,
    accounts::last_name,
    accounts::email,
    memberships::role,
    memberships::status,
    memberships::created_at,
) = (
    memberships::id,
    memberships::account_id,
    accounts::first_name,
    accounts::last_name,
    accounts::email,
    memberships::role,
    memberships::status,
    memberships::created_at,
);

/// The memberships of the school, the oldest first, perhaps only those of one status.
///
/// # Errors
/// When the database does not answer.
pub fn list(
    db: &mut Db,
    by: &OfficeMember,
    status: Option<MembershipStatus>,
    slice: &Slice<ListKey>,
) -> StoreResult<Page<MembershipInfo>> {
    let mut query = memberships::table
        .inner_join(accounts::table.on(accounts::id.eq(memberships::account_id)))
        .filter(memberships::school_id.eq(by.member().school()))
        .order((memberships::created_at, memberships::id))
        .limit(slice.rows())
        .select(COLUMNS)
        .into_boxed();
    if let Some(status) = status {
        query = query.filter(memberships::status.eq(status));
    }
    if let Some((at, id)) = slice.after() {
        query = query.filter(
            memberships::created_at
                .gt(*at)
                .or(memberships::created_at.eq(*at).and(memberships::id.gt(*id))),
        );
    }
    let rows: Vec<MembershipRow> = query.load(db)?;
    let rows = slice.cut(rows, |row| (row.created_at, row.id))?;
    Ok(page::map(rows, MembershipInfo::from))
}

/// Takes somebody in who waits. Of several answers at once, the first one counts.
///
/// # Errors
/// `already_decided`; [`StoreError::NotFound`] when it is not a membership of this school.
pub fn approve(tx: &mut Tx<'_>, by: &OfficeMember, membership: MembershipId) -> StoreResult<MembershipInfo> {
    decide(tx, by, membership, MembershipStatus::Active)
}

/// Says no to somebody who waits.
///
/// # Errors
/// `already_decided`; [`StoreError::NotFound`] when it is not a membership of this school.
pub fn refuse(tx: &mut Tx<'_>, by: &OfficeMember, membership: MembershipId) -> StoreResult<MembershipInfo> {
    decide(tx, by, membership, MembershipStatus::Refused)
}

fn decide(
    tx: &mut Tx<'_>,
    by: &OfficeMember,
    membership: MembershipId,
    status: MembershipStatus,
) -> StoreResult<MembershipInfo> {
    let school = by.member().school();
    let account: AccountId = memberships::table
        .filter(memberships::id.eq(membership))
        .filter(memberships::school_id.eq(school))
        .select(memberships::account_id)
        .first(tx.db)?;
    hold(tx, account, school)?;
    room::lock_rooms_of_account(tx, account)?;
    let before = room::rooms_of(tx.db, account)?;
    let waiting = memberships::table
        .filter(memberships::id.eq(membership))
        .filter(memberships::status.eq(MembershipStatus::Pending));
    let decided = diesel::update(waiting)
        .set((
            memberships::status.eq(status),
            memberships::decided_at.eq(tx.now),
            memberships::decided_by.eq(by.member().account()),
        ))
        .execute(tx.db)?;
    if decided == 0 {
        return Err(StoreError::Refused(Code::AlreadyDecided));
    }
    room::members_changed(tx, account, &before)?;
    tx.happens(Happening::FamilyChanged { account });
    get(tx.db, school, membership)
}

/// Holds everything that decides about one person's rooms in one school: two changes about the same person come one after the other.
/// Lock order of everybody who changes rooms: the person's membership, then the rooms in id order, then the rows of the change.
///
/// # Errors
/// [`StoreError::NotFound`] when the person has no membership of the school.
pub(crate) fn hold(tx: &mut Tx<'_>, account: AccountId, school: SchoolId) -> StoreResult<()> {
    let mine = memberships::table
        .filter(memberships::account_id.eq(account))
        .filter(memberships::school_id.eq(school));
    // an UPDATE that changes nothing is the lock that both databases have
    let held = diesel::update(mine)
        .set(memberships::created_at.eq(memberships::created_at))
        .execute(tx.db)?;
    if held == 1 { Ok(()) } else { Err(StoreError::NotFound) }
}

fn get(db: &mut Db, school: SchoolId, membership: MembershipId) -> StoreResult<MembershipInfo> {
    let row: MembershipRow = memberships::table
        .inner_join(accounts::table.on(accounts::id.eq(memberships::account_id)))
        .filter(memberships::id.eq(membership))
        .filter(memberships::school_id.eq(school))
        .select(COLUMNS)
        .first(db)?;
    Ok(row.into())
}
