//! Who moderates what: the direction and admins the school, teachers and parent moderators the rooms of their classes. A term that is over
//! gives no rights: the dates are in the query.

use std::collections::BTreeSet;

use diesel::prelude::*;
use domain::{
    id::{AccountId, ConversationId, SchoolId},
    messaging::{moderation::rules::may_judge, types::ConversationKind},
    moment::Moment,
    problem::Code,
    schools::types::{MembershipStatus, Role},
};

use crate::{
    accounts::standing::ActiveMember,
    backend::Db,
    clock,
    error::{StoreError, StoreResult},
    messaging::room::InRoom,
    schema::{accounts, conversations, memberships, moderator_terms, participants, room_members, staff_assignments},
};

/// Proof: somebody who moderates, as of the read that minted it.
#[derive(Debug, Clone)]
pub struct Moderator {
    member: ActiveMember,
    rooms: Option<Vec<ConversationId>>,
}

impl Moderator {
    /// The member of the school behind it.
    #[must_use]
    pub const fn member(&self) -> &ActiveMember {
        &self.member
    }

    /// The rooms that they moderate; every room of the school when absent.
    pub(super) fn rooms(&self) -> Option<&[ConversationId]> {
        self.rooms.as_deref()
    }

    /// The roles whose messages they judge.
    pub(super) fn judged(&self) -> Vec<Role> {
        let all = Role::ALL.iter().copied();
        all.filter(|author| may_judge(self.member.role(), *author)).collect()
    }
}

/// Lets a member in who moderates something.
///
/// # Errors
/// `forbidden` for everybody else.
pub fn moderator(db: &mut Db, member: &ActiveMember) -> StoreResult<Moderator> {
    let rooms = match member.role() {
        Role::Direction | Role::Admin => None,
        Role::Teacher => Some(rooms_taught(db, member)?),
        Role::Parent => {
            let rooms = rooms_of_terms(db, member, clock::now())?;
            if rooms.is_empty() {
                return Err(StoreError::Refused(Code::Forbidden));
            }
            Some(rooms)
        }
        Role::Student => return Err(StoreError::Refused(Code::Forbidden)),
    };
    Ok(Moderator {
        member: member.clone(),
        rooms,
    })
}

/// Whether somebody may pin, mark answers and set the pace in a room that they are in: staff in the rooms of classes and of the school,
/// owners and moderators in groups, parent moderators in their class, both people in a direct conversation.
///
/// # Errors
/// When the database does not answer.
pub fn keeps_order(db: &mut Db, by: &InRoom) -> StoreResult<bool> {
    let kind: ConversationKind = conversations::table
        .find(by.conversation())
        .select(conversations::kind)
        .first(db)?;
    if kind == ConversationKind::Direct || by.member().role().is_staff() {
        return Ok(true);
    }
    if kind == ConversationKind::Class {
        return is_parent_moderator(db, by);
    }
    let trusted: i64 = participants::table
        .filter(participants::conversation_id.eq(by.conversation()))
        .filter(participants::account_id.eq(by.account()))
        .filter(participants::role.eq_any(["owner", "moderator"]))
        .count()
        .get_result(db)?;
    Ok(trusted > 0)
}

/// Whether somebody moderates the room of a class during their term.
pub(crate) fn is_parent_moderator(db: &mut Db, by: &InRoom) -> StoreResult<bool> {
    Ok(rooms_of_terms(db, by.member(), clock::now())?.contains(&by.conversation()))
}

/// Everybody who may judge a message of this author in this room.
pub(super) fn moderators_of(
    db: &mut Db,
    (school, room): (SchoolId, ConversationId),
    (author, role): (Option<AccountId>, Role),
) -> StoreResult<Vec<AccountId>> {
    let now = clock::now();
    let mut found: Vec<(AccountId, Role)> = memberships::table
        .inner_join(accounts::table.on(accounts::id.eq(memberships::account_id)))
        .filter(memberships::school_id.eq(school))
        .filter(memberships::status.eq(MembershipStatus::Active))
        .filter(accounts::is_active.eq(true))
        .filter(memberships::role.eq_any([Role::Direction, Role::Admin]))
        .select((memberships::account_id, memberships::role))
        .load(db)?;
    let teachers: Vec<AccountId> = conversations::table
        .inner_join(staff_assignments::table.on(staff_assignments::class_id.nullable().eq(conversations::class_id)))
        .filter(conversations::id.eq(room))
        .filter(staff_assignments::ended_at.is_null())
        .select(staff_assignments::account_id)
        .load(db)?;
    found.extend(teachers.into_iter().map(|teacher| (teacher, Role::Teacher)));
    let parents: Vec<AccountId> = conversations::table
        .inner_join(moderator_terms::table.on(moderator_terms::class_id.nullable().eq(conversations::class_id)))
        .filter(conversations::id.eq(room))
        .filter(moderator_terms::starts_at.le(now))
        .filter(moderator_terms::ends_at.gt(now))
        .select(moderator_terms::account_id)
        .load(db)?;
    found.extend(parents.into_iter().map(|parent| (parent, Role::Parent)));
    let all: BTreeSet<AccountId> = found
        .into_iter()
        .filter(|(account, by)| Some(*account) != author && may_judge(*by, role))
        .map(|(account, _)| account)
        .collect();
    Ok(all.into_iter().collect())
}

fn rooms_taught(db: &mut Db, member: &ActiveMember) -> StoreResult<Vec<ConversationId>> {
    Ok(conversations::table
        .inner_join(staff_assignments::table.on(staff_assignments::class_id.nullable().eq(conversations::class_id)))
        .filter(conversations::school_id.eq(member.school()))
        .filter(staff_assignments::account_id.eq(member.account()))
        .filter(staff_assignments::ended_at.is_null())
        .select(conversations::id)
        .load(db)?)
}

/// The class rooms that a parent moderates at a moment: within the term, and only while they are in the room.
pub(crate) fn rooms_of_terms(db: &mut Db, member: &ActiveMember, now: Moment) -> StoreResult<Vec<ConversationId>> {
    Ok(conversations::table
        .inner_join(moderator_terms::table.on(moderator_terms::class_id.nullable().eq(conversations::class_id)))
        .inner_join(
            room_members::table.on(room_members::conversation_id
                .eq(conversations::id)
                .and(room_members::account_id.eq(moderator_terms::account_id))),
        )
        .filter(conversations::school_id.eq(member.school()))
        .filter(moderator_terms::account_id.eq(member.account()))
        .filter(moderator_terms::starts_at.le(now))
        .filter(moderator_terms::ends_at.gt(now))
        .select(conversations::id)
        .distinct()
        .load(db)?)
}
