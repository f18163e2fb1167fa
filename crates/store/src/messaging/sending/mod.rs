//! Sending: the letters of one room that arrive together are written together. Each takes the next place of the conversation in the
//! transaction that writes it; what a batch costs hardly depends on how many there are.

mod rules;
mod write;

use std::collections::BTreeMap;

use domain::{
    access::Reach,
    happening::Happening,
    id::{AccountId, ClientMessageId, ConversationId, MessageId, SessionId},
    messaging::{new_message::NewMessage, types::MessageInfo},
    problem::Code,
    schools::modules::Module,
};

use crate::{
    accounts::standing::{self, ActiveMember, Standing},
    error::{StoreError, StoreResult},
    messaging::{
        calm::admission::{Admission, RoomPace},
        marks, place,
        room::InRoom,
        telling,
    },
    tx::Tx,
};

pub use self::rules::Room;

/// A message that somebody wants to send.
#[derive(Debug, Clone)]
pub struct Letter {
    /// Who.
    pub by: ActiveMember,
    /// What.
    pub new: NewMessage,
    /// The message that it repeats, of this conversation or another one; its writer may read it.
    pub forwards: Option<MessageId>,
    /// Whether it is sent while its writer is not looking, at a time that they have chosen: they have not read what stands before it.
    pub unattended: bool,
}

impl Letter {
    /// What somebody writes now.
    #[must_use]
    pub const fn new(by: ActiveMember, new: NewMessage) -> Self {
        Self {
            by,
            new,
            forwards: None,
            unattended: false,
        }
    }
}

/// Whether a session may write messages at all.
///
/// # Errors
/// `insufficient_scope` for a personal access token that may not; [`StoreError::NotFound`] in a school without messages; else as
/// [`Standing::member`].
pub fn writer(standing: Standing) -> StoreResult<ActiveMember> {
    if !standing.reaches(Reach::MessagesWrite) {
        return Err(StoreError::Refused(Code::InsufficientScope));
    }
    let member = standing.member()?;
    if !member.standing().has(Module::Messaging) {
        return Err(StoreError::NotFound);
    }
    Ok(member)
}

/// Those who write, asked anew for a whole batch: a socket may be hours older than its letter, and its session may have ended meanwhile.
pub struct Writers(BTreeMap<SessionId, Standing>);

impl Writers {
    /// Asks for the sessions of these letters.
    ///
    /// # Errors
    /// When the database does not answer.
    pub fn load<'a>(tx: &mut Tx<'_>, letters: impl Iterator<Item = &'a Letter>) -> StoreResult<Self> {
        let mut sessions: Vec<SessionId> = letters.map(|letter| letter.by.standing().session()).collect();
        sessions.sort_unstable();
        sessions.dedup();
        Ok(Self(standing::by_ids(tx.db, &sessions)?))
    }

    /// The same letter from who its writer is now.
    ///
    /// # Errors
    /// `unauthenticated` when the session has ended; else as [`writer`].
    pub fn renew(&self, letter: &Letter) -> StoreResult<Letter> {
        let standing = self.0.get(&letter.by.standing().session());
        let standing = standing.cloned().ok_or(StoreError::Refused(Code::Unauthenticated))?;
        Ok(Letter {
            by: writer(standing)?,
            ..letter.clone()
        })
    }
}

impl Letter {
    /// What tells it from every other letter.
    fn number(&self) -> (AccountId, ClientMessageId) {
        (self.by.account(), self.new.client_msg_id)
    }
}

/// What became of a message that was sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Sent {
    /// It has taken its place, and happens.
    Now(MessageInfo),
    /// It had been sent before; it is told again to whoever has not heard of it.
    Before(MessageInfo),
}

impl Sent {
    /// The message, whenever it was sent.
    #[must_use]
    pub fn message(self) -> MessageInfo {
        match self {
            Self::Now(message) | Self::Before(message) => message,
        }
    }
}

/// Sends one message. The same `client_msg_id` of the same person in the same conversation gives the message that it made the first
/// time, even with another text.
///
/// # Errors
/// As [`send_all`] for its letter.
pub fn send(tx: &mut Tx<'_>, by: &InRoom, new: &NewMessage) -> StoreResult<Sent> {
    let letter = Letter::new(by.member().clone(), new.clone());
    send_one(tx, by.conversation(), letter)
}

/// The same for a letter.
///
/// # Errors
/// As [`send_all`] for it.
pub fn send_one(tx: &mut Tx<'_>, conversation: ConversationId, letter: Letter) -> StoreResult<Sent> {
    let mut sent = send_all(tx, conversation, &[letter])?;
    sent.pop().unwrap_or(Err(StoreError::NotFound))
}

/// Sends the letters of one conversation, in their order; tells for each what became of it.
///
/// # Errors
/// For a letter: [`StoreError::NotFound`] when its sender is not in the room; `may_not_write` where they may only read, or when the
/// school has switched direct conversations off; `invalid` when `reply_to` is not of this conversation. For all of them: when the
/// database does not answer, or there is no such conversation.
pub fn send_all(
    tx: &mut Tx<'_>,
    conversation: ConversationId,
    letters: &[Letter],
) -> StoreResult<Vec<StoreResult<Sent>>> {
    // from here to the commit nobody else writes in the room, joins or leaves
    let mut room = Room::lock(tx, conversation)?;
    let known = rules::Known::load(tx.db, &room, letters)?;
    let mut admission = admission(tx, &room, letters)?;
    let mut outcomes = Vec::with_capacity(letters.len());
    let mut rows = Vec::new();
    for letter in letters {
        let outcome = match known.check(&room, letter) {
            Ok(()) if known.is_repeated(letter) || is_in(&rows, letter) => Ok(None),
            Ok(()) => match admission.check(&letter.by, letter.new.reply_to) {
                Ok(()) => {
                    rows.push(write::row(tx, &mut room, &known, letter)?);
                    admission.wrote(letter.by.account(), letter.new.reply_to);
                    Ok(Some(rows.len() - 1))
                }
                Err(refusal) => Err(refusal),
            },
            Err(refusal) => Err(refusal),
        };
        outcomes.push(outcome);
    }
    let written = write::all(tx, &room, rows, letters)?;
    tell(tx, &room, (&written, letters))?;
    outcomes
        .into_iter()
        .zip(letters)
        .map(|(outcome, letter)| match outcome {
            Err(refusal) => Ok(Err(refusal)),
            Ok(Some(place)) => Ok(written.get(place).cloned().map(Sent::Now).ok_or(StoreError::NotFound)),
            Ok(None) => again(tx, &room, &known, (letter, &written)),
        })
        .collect()
}

/// Who of these waits, or is muted.
fn admission(tx: &mut Tx<'_>, room: &Room, letters: &[Letter]) -> StoreResult<Admission> {
    let pace = RoomPace {
        conversation: room.id,
        kind: room.kind,
        seconds: room.slow_mode_seconds,
        muted_until: room.muted_until,
    };
    let writers: Vec<_> = letters.iter().map(|letter| (&letter.by, letter.new.reply_to)).collect();
    Admission::load(tx.db, &pace, tx.now, &writers)
}

fn is_in(rows: &[place::PlaceRow], letter: &Letter) -> bool {
    rows.iter()
        .any(|row| row.is_of(letter.by.account(), letter.new.client_msg_id))
}

/// A letter that was sent before. The process of the first time may have died before it could tell; whoever has the message already is not
/// told twice.
fn again(
    tx: &mut Tx<'_>,
    room: &Room,
    known: &rules::Known,
    (letter, written): (&Letter, &[MessageInfo]),
) -> StoreResult<StoreResult<Sent>> {
    let is_it = |message: &&MessageInfo| {
        message.sender_id == Some(letter.by.account()) && message.client_msg_id == letter.new.client_msg_id
    };
    if let Some(first) = written.iter().find(is_it) {
        return Ok(Ok(Sent::Before(first.clone())));
    }
    let Some(row) = known.repeated(letter) else {
        return Ok(Err(StoreError::NotFound));
    };
    let reader = Some(letter.by.account());
    let Some(first) = place::messages(tx.db, reader, vec![row.clone()])?.pop() else {
        return Ok(Err(StoreError::NotFound));
    };
    tx.happens(Happening::MessageSent {
        message: Box::new(first.clone()),
        recipients: room.members(),
    });
    Ok(Ok(Sent::Before(first)))
}

/// Tells everybody the messages, and that their senders have read up to there: who answers has read.
fn tell(tx: &mut Tx<'_>, room: &Room, (written, letters): (&[MessageInfo], &[Letter])) -> StoreResult<()> {
    for message in written {
        tx.happens(Happening::MessageSent {
            message: Box::new(message.clone()),
            recipients: room.members(),
        });
    }
    let is_unattended = |message: &MessageInfo| {
        let mut absent = letters.iter().filter(|letter| letter.unattended);
        absent.any(|letter| letter.new.client_msg_id == message.client_msg_id)
    };
    let places: Vec<(AccountId, i64)> = written
        .iter()
        .filter(|message| !is_unattended(message))
        .filter_map(|message| Some((message.sender_id?, message.seq)))
        .collect();
    let moved = marks::grow_all(tx, room.id, &places, |seq| room.number_at(seq))?;
    // the others learn it when there was something to read
    let moved = moved.into_iter().filter(|(_, before, first, _)| *before < first - 1);
    let moved: Vec<_> = moved
        .map(|(account, before, _, last)| (account, before, last))
        .collect();
    telling::tell_reads(tx, room.id, &moved, room.members())
}
