//! Sending: the letters that arrive together are written together, whatever rooms they are for. Each takes the next place of its
//! conversation in the transaction that writes it; what a batch costs hardly depends on how many there are.

mod about;
mod room;
mod rules;
mod write;

use std::collections::BTreeMap;

use domain::{
    access::Reach,
    happening::Happening,
    id::{AccountId, ConversationId, MessageId, SessionId},
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

pub use self::room::Room;

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
/// For a letter: as [`send_mail`]. For all of them: when the database does not answer, or there is no such conversation.
pub fn send_all(
    tx: &mut Tx<'_>,
    conversation: ConversationId,
    letters: &[Letter],
) -> StoreResult<Vec<StoreResult<Sent>>> {
    let mail = Mail::from([(conversation, letters.to_vec())]);
    let mut sent = send_mail(tx, &mail)?;
    sent.remove(&conversation).ok_or(StoreError::NotFound)
}

/// Letters by the conversation that they are for.
pub type Mail = BTreeMap<ConversationId, Vec<Letter>>;

/// The letters of a room while they become messages.
struct Hand<'a> {
    room: Room,
    letters: &'a [Letter],
    /// For each letter the place of its row among those of the room; none for one that was sent before.
    outcomes: Vec<StoreResult<Option<usize>>>,
    rows: Vec<place::PlaceRow>,
}

/// Sends letters to any number of conversations, those of one in their order; tells for each what became of it. What it costs hardly
/// depends on how many letters and conversations there are: each question is asked once for all. A conversation that does not exist is
/// left out.
///
/// # Errors
/// For a letter: [`StoreError::NotFound`] when its sender is not in the room; `may_not_write` where they may only read, or when the
/// school has switched direct conversations off; `invalid` when `reply_to` is not of this conversation. For all of them: when the
/// database does not answer.
pub fn send_mail(tx: &mut Tx<'_>, mail: &Mail) -> StoreResult<BTreeMap<ConversationId, Vec<StoreResult<Sent>>>> {
    if mail.is_empty() {
        return Ok(BTreeMap::new());
    }
    let ids: Vec<ConversationId> = mail.keys().copied().collect();
    // from here to the commit nobody else writes in the rooms, joins or leaves
    let rooms = Room::lock_all(tx, &ids)?;
    let with_letters = |room: &Room| mail.get(&room.id).map(Vec::as_slice);
    let pairs: Vec<(&Room, &[Letter])> = rooms
        .iter()
        .filter_map(|room| Some((room, with_letters(room)?)))
        .collect();
    let known = rules::Known::load(tx.db, &pairs)?;
    let mut hands = Vec::with_capacity(rooms.len());
    for room in rooms {
        let letters = mail.get(&room.id).map_or(&[][..], Vec::as_slice);
        hands.push(sorted(tx, room, letters, &known)?);
    }
    let written = write::all(tx, &mut hands)?;
    tell(tx, &hands, &written)?;
    let mut sent = BTreeMap::new();
    for (hand, written) in hands.into_iter().zip(&written) {
        sent.insert(hand.room.id, answers(tx, hand, &known, written)?);
    }
    Ok(sent)
}

/// Which letters of a room may be sent, with a row for each that was not sent before.
fn sorted<'a>(tx: &mut Tx<'_>, mut room: Room, letters: &'a [Letter], known: &rules::Known) -> StoreResult<Hand<'a>> {
    let mut admission = admission(tx, &room, letters)?;
    let (mut outcomes, mut rows) = (Vec::with_capacity(letters.len()), Vec::new());
    for letter in letters {
        let outcome = match known.check(&room, letter) {
            Ok(()) if known.is_repeated(&room, letter) || is_in(&rows, letter) => Ok(None),
            Ok(()) => match admission.check(&letter.by, letter.new.reply_to) {
                Ok(()) => {
                    rows.push(write::row(tx, &mut room, known, letter));
                    admission.wrote(letter.by.account(), letter.new.reply_to);
                    Ok(Some(rows.len() - 1))
                }
                Err(refusal) => Err(refusal),
            },
            Err(refusal) => Err(refusal),
        };
        outcomes.push(outcome);
    }
    Ok(Hand {
        room,
        letters,
        outcomes,
        rows,
    })
}

/// What becomes of the letters of a room.
fn answers(
    tx: &mut Tx<'_>,
    hand: Hand<'_>,
    known: &rules::Known,
    written: &[MessageInfo],
) -> StoreResult<Vec<StoreResult<Sent>>> {
    let (room, letters) = (hand.room, hand.letters);
    hand.outcomes
        .into_iter()
        .zip(letters)
        .map(|(outcome, letter)| match outcome {
            Err(refusal) => Ok(Err(refusal)),
            Ok(Some(place)) => Ok(written.get(place).cloned().map(Sent::Now).ok_or(StoreError::NotFound)),
            Ok(None) => again(tx, &room, known, (letter, written)),
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
    let Some(row) = known.repeated(room, letter) else {
        return Ok(Err(StoreError::NotFound));
    };
    let reader = Some(letter.by.account());
    let Some(first) = place::messages(tx.db, reader, vec![row.clone()])?.pop() else {
        return Ok(Err(StoreError::NotFound));
    };
    tx.happens(Happening::MessageSent {
        message: Box::new(first.clone()),
        recipients: room.members().to_vec(),
    });
    Ok(Ok(Sent::Before(first)))
}

/// Tells everybody the messages, and that their senders have read up to there: who answers has read.
fn tell(tx: &mut Tx<'_>, hands: &[Hand<'_>], written: &[Vec<MessageInfo>]) -> StoreResult<()> {
    let mut spans = Vec::new();
    for (hand, written) in hands.iter().zip(written) {
        for message in written {
            tx.happens(Happening::MessageSent {
                message: Box::new(message.clone()),
                recipients: hand.room.members().to_vec(),
            });
        }
        spans.extend(spans_of(hand, written));
    }
    // the order in which `marks::delivered` raises them too, which has no lock of the room: they never wait for each other
    spans.sort_unstable_by_key(|span| (span.conversation, span.account));
    let before = marks::grow_all(tx, &spans)?;
    let mut moved: BTreeMap<ConversationId, Vec<(AccountId, i64, i64)>> = BTreeMap::new();
    for (span, before) in spans.iter().zip(before) {
        // the others learn it when there was something to read
        if before < span.first - 1 {
            let of_room = moved.entry(span.conversation).or_default();
            of_room.push((span.account, before, span.last));
        }
    }
    let rooms = hands.iter().map(|hand| telling::Moves {
        conversation: hand.room.id,
        moved: moved.remove(&hand.room.id).unwrap_or_default(),
        members: hand.room.members(),
    });
    let rooms: Vec<_> = rooms.collect();
    telling::tell_reads(tx, &rooms)
}

/// From where to where each person has written in a room, but for those who were not looking.
fn spans_of(hand: &Hand<'_>, written: &[MessageInfo]) -> Vec<marks::Span> {
    let is_unattended = |message: &MessageInfo| {
        let mut absent = hand.letters.iter().filter(|letter| letter.unattended);
        absent.any(|letter| letter.new.client_msg_id == message.client_msg_id)
    };
    let mut spans: BTreeMap<AccountId, (i64, i64)> = BTreeMap::new();
    for message in written.iter().filter(|message| !is_unattended(message)) {
        if let Some(sender) = message.sender_id {
            let (_, last) = spans.entry(sender).or_insert((message.seq, message.seq));
            *last = message.seq;
        }
    }
    let span = |(account, (first, last))| marks::Span {
        conversation: hand.room.id,
        account,
        first,
        last,
        number: hand.room.number_at(last),
    };
    spans.into_iter().map(span).collect()
}
