//! Rooms that are locked while somebody writes in them.

use std::collections::BTreeMap;

use diesel::prelude::*;
use domain::{
    id::{AccountId, ConversationId, SchoolId},
    messaging::types::{ConversationKind, Posting},
    moment::Moment,
    problem::Code,
    schools::{modules::Module, types::Role},
};

use crate::{
    accounts::standing::ActiveMember,
    backend::Db,
    error::{StoreError, StoreResult},
    messaging::{blocks, room},
    schema::conversations,
    tx::Tx,
};

/// A room that is locked, with everybody in it.
#[derive(Debug, Clone)]
pub struct Room {
    /// Which.
    pub id: ConversationId,
    /// Of which school.
    pub school: SchoolId,
    /// Its kind.
    pub kind: ConversationKind,
    /// Who may write.
    pub posting: Posting,
    /// When it was closed.
    pub closed_at: Option<Moment>,
    /// How many seconds lie between two messages of one member.
    pub slow_mode_seconds: i32,
    /// Until when somebody is muted.
    pub muted_until: Option<Moment>,
    /// The last place taken.
    pub last_seq: i64,
    /// The messages up to there.
    pub last_number: i64,
    members: Vec<AccountId>,
    is_blocked: bool,
    began: (i64, i64),
}

impl Room {
    /// Locks the room: from here to the commit nobody else writes in it, joins or leaves.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] when there is no such conversation.
    pub fn lock(tx: &mut Tx<'_>, id: ConversationId) -> StoreResult<Self> {
        Self::lock_all(tx, &[id])?.pop().ok_or(StoreError::NotFound)
    }

    /// The same for several, in the order of their ids: two transactions never wait for each other crosswise. Those that do not exist are
    /// left out.
    ///
    /// # Errors
    /// When the database does not answer.
    pub fn lock_all(tx: &mut Tx<'_>, ids: &[ConversationId]) -> StoreResult<Vec<Self>> {
        let locked = lock_rows(tx.db, ids)?;
        let mut members: BTreeMap<ConversationId, Vec<AccountId>> = BTreeMap::new();
        for (room, account) in room::members_of_all(tx.db, ids)? {
            members.entry(room).or_default().push(account);
        }
        let mut rooms = Vec::with_capacity(locked.len());
        for ((id, school, kind), (posting, closed_at, slow_mode_seconds, muted_until), began) in locked {
            let members = members.remove(&id).unwrap_or_default();
            let is_blocked = match (kind, members.as_slice()) {
                (ConversationKind::Direct, [one, other]) => blocks::between(tx.db, *one, *other)?,
                _ => false,
            };
            let (last_seq, last_number) = began;
            rooms.push(Self {
                id,
                school,
                kind,
                posting,
                closed_at,
                slow_mode_seconds,
                muted_until,
                last_seq,
                last_number,
                members,
                is_blocked,
                began,
            });
        }
        Ok(rooms)
    }

    /// Everybody in it, by id.
    #[must_use]
    pub fn members(&self) -> &[AccountId] {
        &self.members
    }

    /// Whether somebody is in it.
    #[must_use]
    pub fn holds(&self, account: AccountId) -> bool {
        self.members.binary_search(&account).is_ok()
    }

    /// Whether somebody may write here at all, whatever it is: a new message or another version of an old one.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] for who is not in the room; `may_not_write` where they may only read, in a closed room, in a direct
    /// conversation of a school that has switched those off, or between two of whom one has blocked the other.
    pub fn may_post(&self, by: &ActiveMember, role: Role) -> StoreResult<()> {
        if by.school() != self.school || !self.holds(by.account()) {
            return Err(StoreError::NotFound);
        }
        let is_read_only = self.posting == Posting::Staff && !role.is_staff();
        let is_off = self.kind == ConversationKind::Direct && !by.standing().has(Module::DirectMessages);
        if is_read_only || is_off || self.is_blocked || self.closed_at.is_some() {
            return Err(StoreError::Refused(Code::MayNotWrite));
        }
        Ok(())
    }

    /// Whether somebody may react here, or vote: everybody may where only staff writes, but not to announcements (M11).
    ///
    /// # Errors
    /// As [`may_post`](Self::may_post).
    pub fn may_react(&self, by: &ActiveMember) -> StoreResult<()> {
        let mut room = self.clone();
        if self.kind != ConversationKind::Announcement {
            room.posting = Posting::Everyone;
        }
        room.may_post(by, by.role())
    }

    /// How many people are in it.
    pub(super) fn size(&self) -> usize {
        self.members.len()
    }

    /// The next place, for a message.
    pub(super) fn next(&mut self) -> (i64, i64) {
        self.last_seq += 1;
        self.last_number += 1;
        (self.last_seq, self.last_number)
    }

    /// Whether a place was taken since the lock.
    pub(super) const fn has_moved(&self) -> bool {
        self.last_seq > self.began.0
    }

    /// How many messages there are up to a place that was taken since the lock.
    pub(super) fn number_at(&self, seq: i64) -> i64 {
        let (began_seq, began_number) = self.began;
        began_number + (seq - began_seq)
    }
}

type Locked = (
    (ConversationId, SchoolId, ConversationKind),
    (Posting, Option<Moment>, i32, Option<Moment>),
    (i64, i64),
);

/// The rows of rooms by id, locked until the commit. SQLite has one writer, which is us.
fn lock_rows(db: &mut Db, ids: &[ConversationId]) -> StoreResult<Vec<Locked>> {
    let rows = conversations::table
        .filter(conversations::id.eq_any(ids.iter().copied()))
        .order(conversations::id)
        .select((
            (conversations::id, conversations::school_id, conversations::kind),
            (
                conversations::posting,
                conversations::closed_at,
                conversations::slow_mode_seconds,
                conversations::muted_until,
            ),
            (conversations::last_seq, conversations::last_number),
        ));
    Ok(match db {
        Db::Postgres(connection) => rows.for_no_key_update().load(connection)?,
        Db::Sqlite(connection) => rows.load(connection)?,
    })
}
