//! How far each conversation has been delivered on this node: places go out once, in order, without holes. Pure, no clock.

#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, BTreeSet, HashMap};

use bytestring::ByteString;
use domain::id::{AccountId, ConversationId};

/// A message that is due: the frame and who gets it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Due {
    pub frame: ByteString,
    pub recipients: Vec<AccountId>,
}

/// What is known of a place that has not been delivered.
#[derive(Debug, Default)]
struct Waiting {
    /// Who is to get it, when its sender said so.
    recipients: Option<Vec<AccountId>>,
    frame: Option<ByteString>,
    /// Nobody here gets it, so it need not be loaded.
    skipped: bool,
}

#[derive(Debug, Default)]
struct Entry {
    /// The last place delivered here; `None` until somebody has asked the database where the conversation stands.
    known: Option<i64>,
    /// The highest place heard of.
    wanted: i64,
    waiting: BTreeMap<i64, Waiting>,
    loading: bool,
    /// The count of polls when it was made.
    born: u64,
}

/// The conversations that concern this node.
#[derive(Debug, Default)]
pub(crate) struct Ledger {
    entries: HashMap<ConversationId, Entry>,
    polls: u64,
}

/// What to ask the database about a conversation.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Question {
    /// Where it stands.
    Position,
    /// What came after this place.
    After(i64),
}

impl Ledger {
    /// A message has its place; with the frame when it is at hand.
    pub fn offer(
        &mut self,
        conversation: ConversationId,
        seq: i64,
        recipients: Vec<AccountId>,
        frame: Option<ByteString>,
    ) {
        let Some(waiting) = self.place(conversation, seq) else {
            return;
        };
        waiting.recipients = Some(recipients);
        waiting.frame = frame.or_else(|| waiting.frame.take());
    }

    /// A message has its place, but nobody here gets it.
    pub fn skip(&mut self, conversation: ConversationId, seq: i64) {
        if self.entries.contains_key(&conversation)
            && let Some(waiting) = self.place(conversation, seq)
        {
            waiting.skipped = true;
        }
    }

    fn place(&mut self, conversation: ConversationId, seq: i64) -> Option<&mut Waiting> {
        let born = self.polls;
        let entry = self.entries.entry(conversation).or_insert_with(|| Entry {
            born,
            ..Entry::default()
        });
        if entry.known.is_some_and(|known| seq <= known) {
            return None;
        }
        entry.wanted = entry.wanted.max(seq);
        Some(entry.waiting.entry(seq).or_default())
    }

    /// Somebody here is in this conversation from now on: it has to be known.
    pub fn expect(&mut self, conversation: ConversationId) {
        let born = self.polls;
        self.entries.entry(conversation).or_insert_with(|| Entry {
            born,
            ..Entry::default()
        });
    }

    /// The database says where a conversation stands, asked for somebody who reads everything before by other means. Whatever has
    /// been heard of and not been delivered still is.
    pub fn stands(&mut self, conversation: ConversationId, last_seq: i64) {
        self.expect(conversation);
        let Some(entry) = self.entries.get_mut(&conversation) else {
            return;
        };
        entry.wanted = entry.wanted.max(last_seq);
        if entry.known.is_none() {
            let first = entry.waiting.keys().next().copied();
            entry.known = Some(first.map_or(last_seq, |first| last_seq.min(first - 1)));
        }
    }

    /// Whether the conversation is known here.
    pub fn knows(&self, conversation: ConversationId) -> bool {
        self.entries.contains_key(&conversation)
    }

    /// Starts to deliver a conversation from this place on.
    pub fn begin(&mut self, conversation: ConversationId, known: i64, last_seq: i64) {
        let born = self.polls;
        let entry = self.entries.entry(conversation).or_insert_with(|| Entry {
            born,
            ..Entry::default()
        });
        entry.known.get_or_insert(known);
        entry.wanted = entry.wanted.max(last_seq);
    }

    /// What the database had after the last place delivered, with those who may see it. What is missing up to a place has been erased
    /// and is passed over: nobody is to wait for it.
    pub fn loaded(
        &mut self,
        conversation: ConversationId,
        frames: Vec<(i64, ByteString)>,
        upto: i64,
        members: &[AccountId],
    ) {
        self.load_ended(conversation);
        let known = self.entries.get(&conversation).and_then(|entry| entry.known);
        let there: BTreeSet<i64> = frames.iter().map(|(seq, _)| *seq).collect();
        let erased = known.into_iter().flat_map(|known| known + 1..=upto);
        for seq in erased.filter(|seq| !there.contains(seq)) {
            if let Some(waiting) = self.place(conversation, seq) {
                // its sender may have handed it over before it was erased
                waiting.skipped |= waiting.frame.is_none();
            }
        }
        for (seq, frame) in frames {
            if let Some(waiting) = self.place(conversation, seq) {
                waiting.frame = Some(frame);
                waiting.recipients.get_or_insert_with(|| members.to_vec());
            }
        }
    }

    /// The database did not answer, or has.
    pub fn load_ended(&mut self, conversation: ConversationId) {
        if let Some(entry) = self.entries.get_mut(&conversation) {
            entry.loading = false;
        }
    }

    /// Everything that can go out now, in order.
    pub fn take_due(&mut self, conversation: ConversationId) -> Vec<Due> {
        let mut due = Vec::new();
        let Some(entry) = self.entries.get_mut(&conversation) else {
            return due;
        };
        let Some(mut known) = entry.known else {
            return due;
        };
        while let Some(next) = entry.waiting.first_entry() {
            let is_next = *next.key() == known + 1;
            let is_old = *next.key() <= known;
            let is_here = next.get().skipped || next.get().frame.is_some();
            if is_old {
                next.remove();
                continue;
            }
            if !(is_next && is_here) {
                break;
            }
            let waiting = next.remove();
            known += 1;
            if let (Some(frame), Some(recipients), false) = (waiting.frame, waiting.recipients, waiting.skipped) {
                due.push(Due { frame, recipients });
            }
        }
        entry.known = Some(known);
        due
    }

    /// Whether places wait to go out.
    pub fn has_places(&self, conversation: ConversationId) -> bool {
        let entry = self.entries.get(&conversation);
        entry.is_some_and(|entry| entry.waiting.values().any(|place| !place.skipped))
    }

    /// Whether something has been heard of that could not be delivered yet.
    pub fn is_waiting(&self, conversation: ConversationId) -> bool {
        let entry = self.entries.get(&conversation);
        entry.is_some_and(|entry| entry.known.is_none_or(|known| known < entry.wanted))
    }

    /// What has to be asked to go on, if anything; asked once until it is answered.
    pub fn question(&mut self, conversation: ConversationId) -> Option<Question> {
        let entry = self.entries.get_mut(&conversation)?;
        if entry.loading {
            return None;
        }
        let question = match entry.known {
            None => Question::Position,
            Some(known) if known < entry.wanted => Question::After(known),
            Some(_) => return None,
        };
        entry.loading = true;
        Some(question)
    }

    /// A poll begins; its number.
    pub fn poll(&mut self) -> u64 {
        self.polls += 1;
        self.polls
    }

    /// Forgets what a poll did not find, unless it is younger than the poll.
    pub fn keep(&mut self, poll: u64, found: impl Fn(ConversationId) -> bool) {
        self.entries
            .retain(|conversation, entry| entry.born >= poll || found(*conversation));
    }
}
