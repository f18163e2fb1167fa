//! How far each conversation has been delivered on this node: places go out once, in order, without holes. Pure, no clock.

use std::collections::{BTreeMap, HashMap};

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

    /// What the database had after a place, with those who may see it.
    pub fn loaded(&mut self, conversation: ConversationId, frames: Vec<(i64, ByteString)>, members: &[AccountId]) {
        self.load_ended(conversation);
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

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn frame(seq: i64) -> ByteString {
        seq.to_string().into()
    }

    fn due(ledger: &mut Ledger, room: ConversationId) -> Vec<String> {
        let due = ledger.take_due(room);
        due.into_iter().map(|due| due.frame.to_string()).collect()
    }

    #[test]
    fn a_message_waits_for_the_one_before() {
        let (mut ledger, room, me) = (Ledger::default(), ConversationId::fresh(), AccountId::fresh());
        ledger.begin(room, 4, 4);
        ledger.offer(room, 6, vec![me], Some(frame(6)));
        assert!(due(&mut ledger, room).is_empty());
        assert_eq!(ledger.question(room), Some(Question::After(4)));
        assert_eq!(ledger.question(room), None, "asked once");
        ledger.offer(room, 5, vec![me], Some(frame(5)));
        assert_eq!(due(&mut ledger, room), ["5", "6"]);
        ledger.loaded(room, vec![(5, frame(5)), (6, frame(6))], &[me]);
        assert!(due(&mut ledger, room).is_empty(), "never twice");
    }

    #[test]
    fn the_recipients_of_the_sender_win_over_those_of_a_load() {
        let (mut ledger, room) = (Ledger::default(), ConversationId::fresh());
        let (stays, leaves) = (AccountId::fresh(), AccountId::fresh());
        ledger.begin(room, 0, 0);
        ledger.offer(room, 1, vec![stays, leaves], None);
        ledger.loaded(room, vec![(1, frame(1)), (2, frame(2))], &[stays]);
        let due = ledger.take_due(room);
        assert_eq!(due[0].recipients, [stays, leaves]);
        assert_eq!(due[1].recipients, [stays]);
    }

    #[test]
    fn what_came_before_the_place_was_known_is_not_lost() {
        let (mut ledger, room, me) = (Ledger::default(), ConversationId::fresh(), AccountId::fresh());
        ledger.offer(room, 7, vec![me], Some(frame(7)));
        assert_eq!(ledger.question(room), Some(Question::Position));
        ledger.offer(room, 6, vec![me], Some(frame(6)));
        ledger.stands(room, 7);
        assert_eq!(due(&mut ledger, room), ["6", "7"]);
    }

    #[test]
    fn a_place_that_concerns_nobody_here_is_passed_over() {
        let (mut ledger, room, me) = (Ledger::default(), ConversationId::fresh(), AccountId::fresh());
        ledger.begin(room, 0, 0);
        ledger.skip(room, 1);
        ledger.offer(room, 2, vec![me], Some(frame(2)));
        assert_eq!(due(&mut ledger, room), ["2"]);
    }

    proptest! {
        #[test]
        fn every_place_goes_out_once_and_in_order(
            order in Just((1..=20_i64).collect::<Vec<_>>()).prop_shuffle(),
            twice in proptest::collection::vec(1..=20_i64, 0..20),
        ) {
            let (mut ledger, room, me) = (Ledger::default(), ConversationId::fresh(), AccountId::fresh());
            ledger.begin(room, 0, 0);
            let mut seen = Vec::new();
            for seq in order.into_iter().chain(twice) {
                ledger.offer(room, seq, vec![me], Some(frame(seq)));
                seen.extend(due(&mut ledger, room));
            }
            let expected: Vec<String> = (1..=20).map(|seq: i64| seq.to_string()).collect();
            prop_assert_eq!(seen, expected);
        }
    }
}
