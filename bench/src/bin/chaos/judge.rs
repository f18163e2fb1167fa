//! The judge: compares what clients were told with what the database holds at the end. Pure, so that it can be shown to find faults.

use std::collections::{BTreeMap, HashMap};

use domain::id::{AccountId, ClientMessageId, ConversationId, MessageId};

/// What a client was told about a message that it sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Told {
    /// It stands, under this id at this place.
    Ok(MessageId, i64),
    /// It was refused, or never left.
    Fail,
    /// Nothing that can be relied upon.
    Unknown,
}

/// One message that somebody sent, with the last that they were told about it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Operation {
    /// Who.
    pub sender: AccountId,
    /// Where.
    pub conversation: ConversationId,
    /// Under which number.
    pub number: ClientMessageId,
    /// What came of it.
    pub told: Told,
}

/// A row of the database.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stored {
    /// Where.
    pub conversation: ConversationId,
    /// At which place.
    pub seq: i64,
    /// Under which id.
    pub id: MessageId,
    /// By whom.
    pub sender: AccountId,
    /// Under which number.
    pub number: ClientMessageId,
}

/// What is wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fault {
    /// Acknowledged and not there (M1).
    Lost(Operation),
    /// There more than once (M1, M5).
    Doubled(Operation, usize),
    /// There under another id or place than was said (M1).
    Moved(Operation),
    /// Refused and there (M1).
    Ghost(Operation),
    /// There, and nobody sent it.
    Unasked(Stored),
    /// The places of a conversation are not 1, 2, 3, ... up to its counter (M2).
    Holes(ConversationId, Vec<i64>, i64),
    /// A client saw something else than the database holds, or in another order (M2, M3).
    Screen(String),
}

/// Judges the messages: every `ok` exactly once as it was told, no `fail`, each `unknown` at most once, and nothing else.
pub fn messages(operations: &[Operation], stored: &[Stored]) -> Vec<Fault> {
    let mut there: HashMap<(AccountId, ConversationId, ClientMessageId), Vec<&Stored>> = HashMap::new();
    for row in stored {
        there
            .entry((row.sender, row.conversation, row.number))
            .or_default()
            .push(row);
    }
    let mut faults = Vec::new();
    for operation in operations {
        let key = (operation.sender, operation.conversation, operation.number);
        let rows = there.remove(&key).unwrap_or_default();
        if rows.len() > 1 {
            faults.push(Fault::Doubled(operation.clone(), rows.len()));
        }
        match (operation.told, rows.first()) {
            (Told::Ok(..), None) => faults.push(Fault::Lost(operation.clone())),
            (Told::Ok(id, seq), Some(row)) if (row.id, row.seq) != (id, seq) => {
                faults.push(Fault::Moved(operation.clone()));
            }
            (Told::Fail, Some(_)) => faults.push(Fault::Ghost(operation.clone())),
            _ => {}
        }
    }
    faults.extend(there.into_values().flatten().cloned().map(Fault::Unasked));
    faults
}

/// Judges the places: 1, 2, 3, ... without holes up to the counter of each conversation.
pub fn places(stored: &[Stored], counters: &[(ConversationId, i64)]) -> Vec<Fault> {
    let mut places: BTreeMap<ConversationId, Vec<i64>> = BTreeMap::new();
    for row in stored {
        places.entry(row.conversation).or_default().push(row.seq);
    }
    let mut faults = Vec::new();
    for (conversation, last) in counters {
        let mut found = places.remove(conversation).unwrap_or_default();
        found.sort_unstable();
        if found != (1..=*last).collect::<Vec<i64>>() {
            faults.push(Fault::Holes(*conversation, found, *last));
        }
    }
    let without = places
        .into_iter()
        .map(|(conversation, found)| Fault::Holes(conversation, found, 0));
    faults.extend(without);
    faults
}

/// What a screen shows of one conversation, in the order in which it was shown.
pub type Shown = Vec<(i64, MessageId)>;

/// Judges a screen: every message of its conversations, each once, in the order of their places.
pub fn screen(name: &str, shown: &BTreeMap<ConversationId, Shown>, stored: &[Stored], after: i64) -> Vec<Fault> {
    let mut faults = Vec::new();
    for (conversation, shown) in shown {
        let mut expected: Shown = stored
            .iter()
            .filter(|row| row.conversation == *conversation && row.seq > after)
            .map(|row| (row.seq, row.id))
            .collect();
        expected.sort_unstable();
        if *shown != expected {
            let first = expected.iter().zip(shown).find(|(one, other)| one != other);
            faults.push(Fault::Screen(format!(
                "{name} shows {} of {} messages of {conversation}; first difference {first:?}",
                shown.len(),
                expected.len()
            )));
        }
    }
    faults
}

#[cfg(test)]
mod tests {
    use domain::id::Id;

    use super::*;

    struct Scene {
        operations: Vec<Operation>,
        stored: Vec<Stored>,
        room: ConversationId,
    }

    /// Three messages that were sent, told and stored as they ought to be.
    fn scene() -> Scene {
        let (sender, room) = (Id::fresh(), Id::fresh());
        let stored: Vec<Stored> = (1..=3)
            .map(|seq| Stored {
                conversation: room,
                seq,
                id: Id::fresh(),
                sender,
                number: Id::fresh(),
            })
            .collect();
        let operations = stored
            .iter()
            .map(|row| Operation {
                sender,
                conversation: room,
                number: row.number,
                told: Told::Ok(row.id, row.seq),
            })
            .collect();
        Scene {
            operations,
            stored,
            room,
        }
    }

    #[test]
    fn what_is_right_has_no_fault() {
        let Scene {
            mut operations,
            mut stored,
            room,
        } = scene();
        assert_eq!(messages(&operations, &stored), []);
        assert_eq!(places(&stored, &[(room, 3)]), []);
        operations[2].told = Told::Unknown;
        assert_eq!(messages(&operations, &stored), [], "an unknown one may be there");
        stored.pop();
        assert_eq!(messages(&operations, &stored), [], "or not");
        operations[2].told = Told::Fail;
        assert_eq!(messages(&operations, &stored), []);
    }

    #[test]
    fn a_lost_message_is_found() {
        let Scene {
            operations,
            mut stored,
            room,
        } = scene();
        stored.remove(1);
        assert_eq!(messages(&operations, &stored), [Fault::Lost(operations[1].clone())]);
        assert_eq!(places(&stored, &[(room, 3)]), [Fault::Holes(room, vec![1, 3], 3)]);
    }

    #[test]
    fn a_doubled_message_is_found_also_when_nobody_knew_of_it() {
        for told in [None, Some(Told::Unknown)] {
            let Scene {
                mut operations,
                mut stored,
                room,
            } = scene();
            operations[1].told = told.unwrap_or(operations[1].told);
            let twice = Stored {
                id: Id::fresh(),
                seq: 4,
                ..stored[1].clone()
            };
            stored.push(twice);
            assert_eq!(
                messages(&operations, &stored),
                [Fault::Doubled(operations[1].clone(), 2)]
            );
            assert_eq!(places(&stored, &[(room, 4)]), []);
        }
    }

    #[test]
    fn a_refused_message_that_is_there_is_found() {
        let Scene {
            mut operations, stored, ..
        } = scene();
        operations[0].told = Told::Fail;
        assert_eq!(messages(&operations, &stored), [Fault::Ghost(operations[0].clone())]);
        let sent = operations.split_off(1);
        assert_eq!(messages(&sent, &stored), [Fault::Unasked(stored[0].clone())]);
    }

    #[test]
    fn a_message_that_stands_elsewhere_than_was_said_is_found() {
        let Scene {
            operations, mut stored, ..
        } = scene();
        (stored[0].seq, stored[1].seq) = (2, 1);
        let moved = [Fault::Moved(operations[0].clone()), Fault::Moved(operations[1].clone())];
        assert_eq!(messages(&operations, &stored), moved);
    }

    #[test]
    fn a_place_taken_twice_is_found() {
        let Scene { mut stored, room, .. } = scene();
        stored[2].seq = 2;
        assert_eq!(places(&stored, &[(room, 3)]), [Fault::Holes(room, vec![1, 2, 2], 3)]);
    }

    #[test]
    fn a_screen_that_lacks_doubles_or_swaps_something_is_found() {
        let Scene { stored, room, .. } = scene();
        let shown: Shown = stored.iter().map(|row| (row.seq, row.id)).collect();
        let judge = |shown: &Shown| screen("a tab", &BTreeMap::from([(room, shown.clone())]), &stored, 0).len();
        assert_eq!(judge(&shown), 0);
        assert_eq!(judge(&shown[..2].to_vec()), 1);
        assert_eq!(judge(&[&shown[..], &shown[2..]].concat()), 1);
        assert_eq!(judge(&vec![shown[1], shown[0], shown[2]]), 1);
    }
}
