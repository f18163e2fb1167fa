//! Whether a letter may be sent: rules over the room and over what the database says about all letters at once.

use std::collections::{BTreeMap, BTreeSet};

use diesel::{prelude::*, sql_types::Array};
use domain::{
    id::{AccountId, ClientMessageId, ConversationId, DbId, FileId, MessageId, SchoolId},
    messaging::{
        mention::LARGE_ROOM,
        types::{ConversationKind, MessageKind, Posting},
    },
    moment::Moment,
    problem::Code,
    schools::{modules::Module, types::Role},
};

use super::Letter;
use crate::{
    accounts::standing::ActiveMember,
    backend::Db,
    clock,
    error::{StoreError, StoreResult},
    files::{attach, attached},
    messaging::{
        blocks, moderators,
        place::{CHANGE, PlaceRow},
        room,
    },
    schema::{accounts, conversations, memberships, messages},
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
        type Locked = (
            (SchoolId, ConversationKind, Posting, Option<Moment>),
            (i32, Option<Moment>),
            (i64, i64),
        );
        let ((school, kind, posting, closed_at), (slow_mode_seconds, muted_until), (last_seq, last_number)): Locked =
            diesel::update(conversations::table.find(id))
                .set(conversations::last_seq.eq(conversations::last_seq))
                .returning((
                    (
                        conversations::school_id,
                        conversations::kind,
                        conversations::posting,
                        conversations::closed_at,
                    ),
                    (conversations::slow_mode_seconds, conversations::muted_until),
                    (conversations::last_seq, conversations::last_number),
                ))
                .get_result(tx.db)?;
        let members = room::members(tx.db, id)?;
        let is_blocked = match (kind, members.as_slice()) {
            (ConversationKind::Direct, [one, other]) => blocks::between(tx.db, *one, *other)?,
            _ => false,
        };
        Ok(Self {
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
            began: (last_seq, last_number),
        })
    }

    /// Everybody in it, by id.
    #[must_use]
    pub fn members(&self) -> Vec<AccountId> {
        self.members.clone()
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

    /// How many messages there are up to a place that was taken since the lock.
    pub(super) fn number_at(&self, seq: i64) -> i64 {
        let (began_seq, began_number) = self.began;
        began_number + (seq - began_seq)
    }
}

/// What the database says about some letters of one room.
pub(super) struct Known {
    repeated: BTreeMap<(AccountId, ClientMessageId), PlaceRow>,
    answerable: BTreeSet<MessageId>,
    senders: BTreeMap<AccountId, (String, Role)>,
    kinds: BTreeMap<(AccountId, ClientMessageId), MessageKind>,
    /// Who may speak to everybody in a large room, of those who want to.
    loud: BTreeSet<AccountId>,
}

impl Known {
    pub(super) fn load(db: &mut Db, room: &Room, letters: &[Letter]) -> StoreResult<Self> {
        let writers: BTreeSet<AccountId> = letters.iter().map(|letter| letter.by.account()).collect();
        let repeated = sent_before(db, room.id, letters)?;
        let answered: Vec<MessageId> = letters.iter().filter_map(|letter| letter.new.reply_to).collect();
        let answerable: Vec<MessageId> = if answered.is_empty() {
            Vec::new()
        } else {
            messages::table
                .filter(messages::id.eq_any(answered))
                .filter(messages::conversation_id.eq(room.id))
                .filter(messages::kind.ne(CHANGE))
                .select(messages::id)
                .load(db)?
        };
        let senders: Vec<(AccountId, String, String, Role)> = accounts::table
            .inner_join(memberships::table.on(memberships::account_id.eq(accounts::id)))
            .filter(accounts::id.eq_any(writers))
            .filter(memberships::school_id.eq(room.school))
            .select((
                accounts::id,
                accounts::first_name,
                accounts::last_name,
                memberships::role,
            ))
            .load(db)?;
        Ok(Self {
            kinds: kinds(db, letters)?,
            loud: loud(db, room, letters)?,
            repeated: repeated
                .into_iter()
                .filter_map(|row| Some((row.written_by()?, row)))
                .collect(),
            answerable: answerable.into_iter().collect(),
            senders: senders
                .into_iter()
                .map(|(id, first, last, role)| (id, (format!("{first} {last}"), role)))
                .collect(),
        })
    }

    /// Whether a letter may be sent.
    pub(super) fn check(&self, room: &Room, letter: &Letter) -> StoreResult<()> {
        let (_, role) = self.sender(letter)?;
        room.may_post(&letter.by, *role)?;
        let is_quiet = room.size() > LARGE_ROOM && !self.loud.contains(&letter.by.account());
        if letter.new.mentions_everyone && is_quiet && !self.is_repeated(letter) {
            return Err(StoreError::Refused(Code::Forbidden));
        }
        let is_over = |at: Moment| at <= clock::now();
        let closes_at = letter.new.poll.as_ref().and_then(|poll| poll.closes_at);
        if closes_at.is_some_and(is_over) && !self.is_repeated(letter) {
            return Err(StoreError::Refused(Code::TooLate));
        }
        let is_whole = letter.new.attachments.is_empty() || self.kinds.contains_key(&letter.number());
        if !is_whole && !self.is_repeated(letter) {
            return Err(StoreError::Refused(Code::Invalid));
        }
        match letter.new.reply_to {
            Some(answered) if !self.answerable.contains(&answered) && !self.is_repeated(letter) => {
                Err(StoreError::Refused(Code::Invalid))
            }
            _ => Ok(()),
        }
    }

    /// The name and role of the sender of a letter.
    pub(super) fn sender(&self, letter: &Letter) -> StoreResult<&(String, Role)> {
        self.senders.get(&letter.by.account()).ok_or(StoreError::NotFound)
    }

    /// What a letter is.
    pub(super) fn kind(&self, letter: &Letter) -> MessageKind {
        if letter.new.poll.is_some() {
            return MessageKind::Poll;
        }
        self.kinds.get(&letter.number()).copied().unwrap_or(MessageKind::Text)
    }

    pub(super) fn repeated(&self, letter: &Letter) -> Option<&PlaceRow> {
        self.repeated.get(&(letter.by.account(), letter.new.client_msg_id))
    }

    /// Whether the letter was sent before.
    pub(super) fn is_repeated(&self, letter: &Letter) -> bool {
        self.repeated(letter).is_some()
    }
}

/// The messages that these letters became when they were sent before. Two lists, of people and of numbers, would be looked up each with
/// each; the pairs are looked up one by one.
fn sent_before(db: &mut Db, room: ConversationId, letters: &[Letter]) -> StoreResult<Vec<PlaceRow>> {
    #[derive(QueryableByName)]
    struct Known {
        #[diesel(sql_type = DbId)]
        id: MessageId,
    }
    let pairs = letters.iter().map(Letter::number);
    let known: Vec<MessageId> = match db {
        Db::Postgres(connection) => {
            let (people, numbers): (Vec<AccountId>, Vec<ClientMessageId>) = pairs.unzip();
            let known: Vec<Known> = diesel::sql_query(
                "SELECT m.id FROM unnest($1, $2) AS letter (sender_id, client_msg_id) JOIN messages m ON m.conversation_id = $3 \
                 AND m.sender_id = letter.sender_id AND m.client_msg_id = letter.client_msg_id",
            )
            .bind::<Array<DbId>, _>(people)
            .bind::<Array<DbId>, _>(numbers)
            .bind::<DbId, _>(room)
            .load(connection)?;
            known.into_iter().map(|known| known.id).collect()
        }
        Db::Sqlite(connection) => {
            let mut known = Vec::new();
            for (sender, number) in pairs {
                let found: Option<MessageId> = messages::table
                    .filter(messages::conversation_id.eq(room))
                    .filter(messages::sender_id.eq(sender))
                    .filter(messages::client_msg_id.eq(number))
                    .select(messages::id)
                    .first(connection)
                    .optional()?;
                known.extend(found);
            }
            known
        }
    };
    if known.is_empty() {
        return Ok(Vec::new());
    }
    let rows = messages::table.filter(messages::id.eq_any(known));
    Ok(rows.select(PlaceRow::as_select()).load(db)?)
}

/// What the letters with pictures or documents are: those of which everything is there. What two letters name belongs to the first.
fn kinds(db: &mut Db, letters: &[Letter]) -> StoreResult<BTreeMap<(AccountId, ClientMessageId), MessageKind>> {
    let mut kinds = BTreeMap::new();
    let mut taken: BTreeSet<FileId> = BTreeSet::new();
    for letter in letters {
        let wanted = &letter.new.attachments;
        let kind = match letter.forwards {
            Some(message) => attached::kind_of(db, message)?,
            None if wanted.is_empty() || wanted.iter().any(|file| taken.contains(file)) => None,
            None => attach::kind_of(db, &letter.by, wanted)?,
        };
        taken.extend(wanted);
        if let Some(kind) = kind {
            kinds.entry(letter.number()).or_insert(kind);
        }
    }
    Ok(kinds)
}

/// Who of those that speak to everybody looks after the room; asked only where it matters.
fn loud(db: &mut Db, room: &Room, letters: &[Letter]) -> StoreResult<BTreeSet<AccountId>> {
    let mut loud = BTreeSet::new();
    let asking = letters.iter().filter(|letter| letter.new.mentions_everyone);
    for letter in asking.filter(|_| room.size() > LARGE_ROOM) {
        let inside = match room::enter(db, &letter.by, room.id) {
            Err(StoreError::NotFound) => continue,
            inside => inside?,
        };
        if letter.by.role().is_staff() || moderators::is_one(db, &inside)? {
            loud.insert(letter.by.account());
        }
    }
    Ok(loud)
}
