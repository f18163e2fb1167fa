//! Two accounts of one person become one: what hangs on the one that goes is carried over to the one that stays.

use diesel::prelude::*;
use domain::{
    families::types::LinkStatus,
    id::{AccountId, ChildId, ClassId, ConversationId, GuardianLinkId, HouseholdId, MembershipId, SchoolId},
    moment::Moment,
    problem::Code,
    schools::{
        audit::Act,
        members::MembershipDetail,
        types::{MembershipStatus, Role},
    },
    version::Versioned,
};

use crate::{
    accounts::{ending, standing::OfficeMember},
    announcements::carry,
    error::{StoreError, StoreResult},
    families::change,
    messaging::{room, rooms::support},
    schema::{classes, conversations, guardian_links, memberships, participants, staff_assignments},
    schools::{
        audit::{self, Note},
        deciding::{hold_school, set_status, somebody_stays},
        leaving, member,
        membership::{self, MembershipRow},
    },
    sel::{leaving::join, services},
    tx::Tx,
};

/// One person with two accounts in one school.
struct Pair {
    school: SchoolId,
    /// The account that goes.
    from: AccountId,
    /// The account that stays.
    to: AccountId,
    /// The role of the one that stays.
    role: Role,
}

/// Carries children, classes, conversations and household over to the membership that stays; the other one ends, with its sessions.
///
/// # Errors
/// `conflict` when the two are one, or not both in force; `forbidden` when one's own would go, or about an admin by anybody but an admin;
/// `last_one`; [`StoreError::NotFound`] when one is not a membership of this school.
pub fn merge(
    tx: &mut Tx<'_>,
    by: &OfficeMember,
    (from, into): (MembershipId, MembershipId),
) -> StoreResult<Versioned<MembershipDetail>> {
    let school = by.member().school();
    let (gone, kept) = held(tx, by, (from, into))?;
    somebody_stays(tx, school, &gone)?;
    let pair = Pair {
        school,
        from: gone.account,
        to: kept.account,
        role: kept.role,
    };
    join(tx, school, (pair.from, pair.to))?;
    room::lock_rooms_of_accounts(tx, &[pair.from, pair.to])?;
    let before = (room::rooms_of(tx.db, pair.from)?, room::rooms_of(tx.db, pair.to)?);
    carry_links(tx, &pair)?;
    carry_assignments(tx, &pair)?;
    carry_conversations(tx, &pair)?;
    crate::messaging::carry::of_account(tx, school, (pair.from, pair.to))?;
    carry::of_account(tx, school, (pair.from, pair.to))?;
    services::carry::of_account(tx, school, (pair.from, pair.to))?;
    carry_household(tx, (from, into))?;
    support::carried(tx, pair.school, (pair.from, pair.to))?;
    set_status(tx, by, from, MembershipStatus::Ended)?;
    room::members_changed(tx, pair.from, &before.0)?;
    room::members_changed(tx, pair.to, &before.1)?;
    ending::end_in_school(tx, pair.from, school)?;
    change::tell(tx, school, pair.from);
    change::tell(tx, school, pair.to);
    let subject = format!("{} → {}", gone.name(), kept.name());
    audit::note(tx, by.member(), &Note::of(Act::MembersMerged, subject).about(pair.to))?;
    member::show(tx.db, by, into)
}

/// Both memberships, held in the order of their accounts.
fn held(
    tx: &mut Tx<'_>,
    by: &OfficeMember,
    (from, into): (MembershipId, MembershipId),
) -> StoreResult<(MembershipRow, MembershipRow)> {
    let school = by.member().school();
    hold_school(tx, school)?;
    let mut accounts = [
        membership::row(tx.db, school, from)?.account,
        membership::row(tx.db, school, into)?.account,
    ];
    accounts.sort_unstable();
    for account in accounts {
        membership::hold(tx, account, school)?;
    }
    let gone = membership::row(tx.db, school, from)?;
    let kept = membership::row(tx.db, school, into)?;
    let may = |one: &MembershipRow| domain::schools::rules::may_decide_on(by.member().role(), one.role);
    if gone.account == by.member().account() || !may(&gone) || !may(&kept) {
        return Err(StoreError::Refused(Code::Forbidden));
    }
    let is_over = matches!(gone.status, MembershipStatus::Ended | MembershipStatus::Refused);
    if from == into || is_over || kept.status != MembershipStatus::Active {
        return Err(StoreError::Refused(Code::Conflict));
    }
    Ok((gone, kept))
}

/// A link that runs: which, to which child, where it stands, and since when it is restricted.
type Link = (GuardianLinkId, ChildId, LinkStatus, Option<Moment>);

fn running_links(tx: &mut Tx<'_>, school: SchoolId, account: AccountId) -> StoreResult<Vec<Link>> {
    Ok(guardian_links::table
        .filter(guardian_links::school_id.eq(school))
        .filter(guardian_links::account_id.eq(account))
        .filter(guardian_links::status.eq_any([LinkStatus::Pending, LinkStatus::Confirmed]))
        .select((
            guardian_links::id,
            guardian_links::child_id,
            guardian_links::status,
            guardian_links::restricted_at,
        ))
        .load(tx.db)?)
}

/// Links go over. Of two to the same child one stays: the restricted one, because merging lifts no restriction, else the confirmed one.
fn carry_links(tx: &mut Tx<'_>, pair: &Pair) -> StoreResult<()> {
    let rank = |link: &Link| (link.3.is_some(), link.2 == LinkStatus::Confirmed);
    let own = running_links(tx, pair.school, pair.to)?;
    for link in running_links(tx, pair.school, pair.from)? {
        let same = own.iter().find(|other| other.1 == link.1);
        let goes = match same {
            Some(other) if rank(other) >= rank(&link) => Some(link.0),
            other => other.map(|other| other.0),
        };
        if let Some(link) = goes {
            diesel::update(guardian_links::table.find(link))
                .set((
                    guardian_links::status.eq(LinkStatus::Ended),
                    guardian_links::ended_at.eq(tx.now),
                    guardian_links::in_force.eq(false),
                    guardian_links::version.eq(guardian_links::version + 1),
                ))
                .execute(tx.db)?;
        }
        if goes != Some(link.0) {
            diesel::update(guardian_links::table.find(link.0))
                .set((
                    guardian_links::account_id.eq(pair.to),
                    guardian_links::version.eq(guardian_links::version + 1),
                ))
                .execute(tx.db)?;
        }
    }
    Ok(())
}

/// Places in classes go over to somebody who works at the school; to anybody else they end.
fn carry_assignments(tx: &mut Tx<'_>, pair: &Pair) -> StoreResult<()> {
    if pair.role.is_staff() {
        let own: Vec<ClassId> = staff_assignments::table
            .filter(staff_assignments::account_id.eq(pair.to))
            .filter(staff_assignments::ended_at.is_null())
            .select(staff_assignments::class_id)
            .load(tx.db)?;
        let of_school: Vec<ClassId> = classes::table
            .filter(classes::school_id.eq(pair.school))
            .filter(classes::id.ne_all(own))
            .select(classes::id)
            .load(tx.db)?;
        let carried = staff_assignments::table
            .filter(staff_assignments::account_id.eq(pair.from))
            .filter(staff_assignments::class_id.eq_any(of_school))
            .filter(staff_assignments::ended_at.is_null());
        diesel::update(carried)
            .set(staff_assignments::account_id.eq(pair.to))
            .execute(tx.db)?;
    }
    leaving::end_assignments(tx, pair.school, pair.from)
}

/// Conversations go over. The one that the two accounts have with each other stays as it is.
fn carry_conversations(tx: &mut Tx<'_>, pair: &Pair) -> StoreResult<()> {
    let of_school = conversations::table
        .filter(conversations::school_id.eq(pair.school))
        .select(conversations::id);
    let mine: Vec<ConversationId> = participants::table
        .filter(participants::account_id.eq(pair.from))
        .filter(participants::conversation_id.eq_any(of_school))
        .select(participants::conversation_id)
        .order(participants::conversation_id)
        .load(tx.db)?;
    let own: Vec<ConversationId> = participants::table
        .filter(participants::account_id.eq(pair.to))
        .select(participants::conversation_id)
        .load(tx.db)?;
    for conversation in mine.into_iter().filter(|conversation| !own.contains(conversation)) {
        diesel::update(participants::table.find((conversation, pair.from)))
            .set(participants::account_id.eq(pair.to))
            .execute(tx.db)?;
        name_the_pair(tx, pair, conversation)?;
    }
    Ok(())
}

/// A direct conversation belongs to the pair it is with now, unless that pair has one already: then there are two, and a new message
/// begins in the older of that pair.
fn name_the_pair(tx: &mut Tx<'_>, pair: &Pair, conversation: ConversationId) -> StoreResult<()> {
    let named: (Option<AccountId>, Option<AccountId>) = conversations::table
        .find(conversation)
        .select((conversations::pair_low, conversations::pair_high))
        .first(tx.db)?;
    let (Some(low), Some(high)) = named else { return Ok(()) };
    let other = if low == pair.from { high } else { low };
    let (low, high) = (pair.to.min(other), pair.to.max(other));
    let taken: i64 = conversations::table
        .filter(conversations::school_id.eq(pair.school))
        .filter(conversations::pair_low.eq(low))
        .filter(conversations::pair_high.eq(high))
        .count()
        .get_result(tx.db)?;
    if taken == 0 {
        diesel::update(conversations::table.find(conversation))
            .set((conversations::pair_low.eq(low), conversations::pair_high.eq(high)))
            .execute(tx.db)?;
    }
    Ok(())
}

/// The one that stays keeps its household, or else takes over the other one's.
fn carry_household(tx: &mut Tx<'_>, (from, into): (MembershipId, MembershipId)) -> StoreResult<()> {
    let household: Option<HouseholdId> = memberships::table
        .find(from)
        .select(memberships::household_id)
        .first(tx.db)?;
    let alone = memberships::table
        .filter(memberships::id.eq(into))
        .filter(memberships::household_id.is_null());
    diesel::update(alone)
        .set(memberships::household_id.eq(household))
        .execute(tx.db)?;
    diesel::update(memberships::table.find(from))
        .set(memberships::household_id.eq(None::<HouseholdId>))
        .execute(tx.db)?;
    diesel::update(memberships::table.find(into))
        .set(memberships::version.eq(memberships::version + 1))
        .execute(tx.db)?;
    Ok(())
}
