//! Read marks on their way out. The first of a room is told at once; while people write and read faster than anybody can look, those that
//! follow are told four times in a second, each with the last place only: in a busy room they would be as many frames as the messages.

use std::collections::{BTreeMap, HashMap};

use domain::{
    happening::Happening,
    id::{AccountId, ConversationId},
};

/// A read mark that has moved, and who is told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Mark {
    pub seq: i64,
    pub recipients: Vec<AccountId>,
}

/// The rooms in which a mark was told a moment ago, with those that wait.
#[derive(Debug, Default)]
pub(crate) struct Marks(HashMap<ConversationId, BTreeMap<AccountId, Mark>>);

/// When a mark is told.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Telling {
    /// Now; the room is looked at again after a while.
    Now(Mark),
    /// When the room is looked at.
    Later,
}

impl Marks {
    /// Somebody has read up to a place.
    pub fn moved(&mut self, conversation: ConversationId, account: AccountId, mark: Mark) -> Telling {
        let Some(waiting) = self.0.get_mut(&conversation) else {
            self.0.insert(conversation, BTreeMap::new());
            return Telling::Now(mark);
        };
        match waiting.get(&account) {
            // marks only grow; two of one person may arrive crosswise
            Some(known) if known.seq >= mark.seq => {}
            _ => drop(waiting.insert(account, mark)),
        }
        Telling::Later
    }

    /// Those of a room that have waited; when there are none the room is calm, and need not be looked at again.
    pub fn take(&mut self, conversation: ConversationId) -> Vec<Happening> {
        let waiting = self.0.get_mut(&conversation).map(std::mem::take).unwrap_or_default();
        if waiting.is_empty() {
            self.0.remove(&conversation);
        }
        let told = |(account, mark): (AccountId, Mark)| mark.of(conversation, account);
        waiting.into_iter().map(told).collect()
    }

    /// Somebody is not in a room any more: nothing that waits reaches them.
    pub fn left(&mut self, conversation: ConversationId, account: AccountId) {
        for mark in self.0.get_mut(&conversation).into_iter().flat_map(BTreeMap::values_mut) {
            mark.recipients.retain(|recipient| *recipient != account);
        }
    }
}

impl Mark {
    /// The same as it is told.
    pub fn of(self, conversation: ConversationId, account: AccountId) -> Happening {
        Happening::Read {
            conversation,
            account,
            last_read_seq: self.seq,
            recipients: self.recipients,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_mark_is_told_at_once_and_the_last_of_each_person_after_a_while() {
        let (room, reader, other) = (ConversationId::fresh(), AccountId::fresh(), AccountId::fresh());
        let mark = |seq| Mark {
            seq,
            recipients: vec![other],
        };
        let mut marks = Marks::default();
        assert_eq!(marks.moved(room, reader, mark(1)), Telling::Now(mark(1)));
        for seq in [2, 4, 3] {
            assert_eq!(marks.moved(room, reader, mark(seq)), Telling::Later);
        }
        assert_eq!(marks.take(room), [mark(4).of(room, reader)]);
        assert_eq!(
            marks.moved(room, reader, mark(5)),
            Telling::Later,
            "the room is still busy"
        );
        assert_eq!(marks.take(room), [mark(5).of(room, reader)]);
        assert!(marks.take(room).is_empty());
        assert_eq!(marks.moved(room, reader, mark(6)), Telling::Now(mark(6)), "it was calm");
    }

    #[test]
    fn whoever_has_left_is_not_told_what_waited() {
        let (room, reader, gone) = (ConversationId::fresh(), AccountId::fresh(), AccountId::fresh());
        let mark = |seq| Mark {
            seq,
            recipients: vec![reader, gone],
        };
        let mut marks = Marks::default();
        marks.moved(room, reader, mark(1));
        marks.moved(room, reader, mark(2));
        marks.left(room, gone);
        let told = marks.take(room);
        let alone = Mark {
            seq: 2,
            recipients: vec![reader],
        };
        assert_eq!(told, [alone.of(room, reader)]);
    }
}
