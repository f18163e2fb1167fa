//! Whether a letter may be sent: rules over the room and over what the database says about all letters at once.

use std::collections::{BTreeMap, BTreeSet};

use diesel::prelude::*;
use domain::{
    id::{AccountId, ClientMessageId, ConversationId, DbId, FileId, MessageId},
    messaging::{mention::LARGE_ROOM, types::MessageKind},
    moment::Moment,
    problem::Code,
    sel::service::ServiceQuote,
};

use super::{Letter, Room, about};
use crate::{
    backend::Db,
    clock,
    error::{StoreError, StoreResult},
    files::{attach, attached},
    kept::Bulk,
    messaging::{
        moderators,
        place::{CHANGE, PlaceRow},
        room,
    },
    schema::messages,
};

/// A letter among those of all rooms.
type Number = (ConversationId, AccountId, ClientMessageId);

fn number(room: &Room, letter: &Letter) -> Number {
    (room.id, letter.by.account(), letter.new.client_msg_id)
}

/// What the database says about some letters of some rooms.
pub(super) struct Known {
    repeated: BTreeMap<Number, PlaceRow>,
    answerable: BTreeSet<(ConversationId, MessageId)>,
    kinds: BTreeMap<Number, MessageKind>,
    /// Who may speak to everybody in a large room, of those who want to.
    loud: BTreeSet<(ConversationId, AccountId)>,
    /// The offers and requests that letters are about, of one of the two people of their room.
    services: BTreeMap<Number, ServiceQuote>,
}

impl Known {
    pub(super) fn load(db: &mut Db, rooms: &[(&Room, &[Letter])]) -> StoreResult<Self> {
        let letters = || {
            rooms
                .iter()
                .flat_map(|(room, letters)| letters.iter().map(move |letter| (*room, letter)))
        };
        let numbers: Vec<Number> = letters().map(|(room, letter)| number(room, letter)).collect();
        let repeated = sent_before(db, &numbers)?;
        let answered: Vec<MessageId> = letters().filter_map(|(_, letter)| letter.new.reply_to).collect();
        let answerable: Vec<(ConversationId, MessageId)> = if answered.is_empty() {
            Vec::new()
        } else {
            messages::table
                .filter(messages::id.eq_any(answered))
                .filter(messages::kind.ne(CHANGE))
                .select((messages::conversation_id, messages::id))
                .load(db)?
        };
        let mut loud = BTreeSet::new();
        for (room, letters) in rooms {
            loud.extend(
                loud_ones(db, room, letters)?
                    .into_iter()
                    .map(|account| (room.id, account)),
            );
        }
        Ok(Self {
            kinds: kinds(db, letters())?,
            services: about::known(db, letters())?
                .into_iter()
                .map(|(room, letter, quote)| (number(room, letter), quote))
                .collect(),
            loud,
            repeated: repeated
                .into_iter()
                .filter_map(|row| Some((row.number()?, row)))
                .collect(),
            answerable: answerable.into_iter().collect(),
        })
    }

    /// Whether a letter may be sent.
    pub(super) fn check(&self, room: &Room, letter: &Letter) -> StoreResult<()> {
        room.may_post(&letter.by, letter.by.role())?;
        if self.is_repeated(room, letter) {
            return Ok(());
        }
        let is_quiet = room.size() > LARGE_ROOM && !self.loud.contains(&(room.id, letter.by.account()));
        if letter.new.mentions_everyone && is_quiet {
            return Err(StoreError::Refused(Code::Forbidden));
        }
        let is_over = |at: Moment| at <= clock::now();
        let closes_at = letter.new.poll.as_ref().and_then(|poll| poll.closes_at);
        if closes_at.is_some_and(is_over) {
            return Err(StoreError::Refused(Code::TooLate));
        }
        let is_whole = letter.new.attachments.is_empty() || self.kinds.contains_key(&number(room, letter));
        if !is_whole {
            return Err(StoreError::Refused(Code::Invalid));
        }
        if letter.new.service_id.is_some() && !self.services.contains_key(&number(room, letter)) {
            return Err(StoreError::Refused(Code::Invalid));
        }
        match letter.new.reply_to {
            Some(answered) if !self.answerable.contains(&(room.id, answered)) => {
                Err(StoreError::Refused(Code::Invalid))
            }
            _ => Ok(()),
        }
    }

    /// What a letter is.
    pub(super) fn kind(&self, room: &Room, letter: &Letter) -> MessageKind {
        if letter.new.poll.is_some() {
            return MessageKind::Poll;
        }
        self.kinds
            .get(&number(room, letter))
            .copied()
            .unwrap_or(MessageKind::Text)
    }

    /// What a letter is about, as it is kept.
    pub(super) fn about(&self, room: &Room, letter: &Letter) -> Option<String> {
        let quote = self.services.get(&number(room, letter))?;
        serde_json::to_string(quote).ok()
    }

    pub(super) fn repeated(&self, room: &Room, letter: &Letter) -> Option<&PlaceRow> {
        self.repeated.get(&number(room, letter))
    }

    /// Whether the letter was sent before.
    pub(super) fn is_repeated(&self, room: &Room, letter: &Letter) -> bool {
        self.repeated(room, letter).is_some()
    }
}

const SENT_BEFORE: &str = ") AS letter (conversation_id, sender_id, client_msg_id) JOIN messages m ON m.conversation_id = letter.conversation_id \
     AND m.sender_id = letter.sender_id AND m.client_msg_id = letter.client_msg_id";

/// The messages that these letters became when they were sent before. Lists of rooms, of people and of numbers would be looked up each
/// with each; the letters are looked up one by one.
fn sent_before(db: &mut Db, numbers: &[Number]) -> StoreResult<Vec<PlaceRow>> {
    let known: Vec<MessageId> = match db {
        Db::Postgres(connection) => Bulk::<DbId>::new("SELECT m.id FROM unnest(", SENT_BEFORE)
            .list::<DbId, _>(numbers.iter().map(|(room, ..)| *room).collect())
            .list::<DbId, _>(numbers.iter().map(|(_, sender, _)| *sender).collect())
            .list::<DbId, _>(numbers.iter().map(|(.., number)| *number).collect())
            .load(connection)?,
        Db::Sqlite(connection) => {
            let mut known = Vec::new();
            for (room, sender, number) in numbers {
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
fn kinds<'a>(
    db: &mut Db,
    letters: impl Iterator<Item = (&'a Room, &'a Letter)>,
) -> StoreResult<BTreeMap<Number, MessageKind>> {
    let mut kinds = BTreeMap::new();
    let mut taken: BTreeSet<FileId> = BTreeSet::new();
    for (room, letter) in letters {
        let wanted = &letter.new.attachments;
        let kind = match letter.forwards {
            Some(message) => attached::kind_of(db, message)?,
            None if wanted.is_empty() || wanted.iter().any(|file| taken.contains(file)) => None,
            None => attach::kind_of(db, &letter.by, wanted)?,
        };
        taken.extend(wanted);
        if let Some(kind) = kind {
            kinds.entry(number(room, letter)).or_insert(kind);
        }
    }
    Ok(kinds)
}

/// Who of those that speak to everybody looks after the room; asked only where it matters.
fn loud_ones(db: &mut Db, room: &Room, letters: &[Letter]) -> StoreResult<BTreeSet<AccountId>> {
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
