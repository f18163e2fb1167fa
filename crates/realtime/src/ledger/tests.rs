//! Places in all orders, with holes, and twice.

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
    ledger.loaded(room, vec![(5, frame(5)), (6, frame(6))], 6, &[me]);
    assert!(due(&mut ledger, room).is_empty(), "never twice");
}

#[test]
fn the_recipients_of_the_sender_win_over_those_of_a_load() {
    let (mut ledger, room) = (Ledger::default(), ConversationId::fresh());
    let (stays, leaves) = (AccountId::fresh(), AccountId::fresh());
    ledger.begin(room, 0, 0);
    ledger.offer(room, 1, vec![stays, leaves], None);
    ledger.loaded(room, vec![(1, frame(1)), (2, frame(2))], 2, &[stays]);
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
fn erased_places_are_passed_over() {
    let (mut ledger, room, me) = (Ledger::default(), ConversationId::fresh(), AccountId::fresh());
    ledger.begin(room, 0, 9);
    assert_eq!(ledger.question(room), Some(Question::After(0)));
    // 1 to 4, 6 and 8 are gone; 5 was at hand before it went
    ledger.offer(room, 5, vec![me], Some(frame(5)));
    ledger.loaded(room, vec![(7, frame(7))], 8, &[me]);
    assert_eq!(due(&mut ledger, room), ["5", "7"]);
    assert_eq!(
        ledger.question(room),
        Some(Question::After(8)),
        "9 is not known to be gone"
    );
    ledger.loaded(room, Vec::new(), 9, &[me]);
    assert!(due(&mut ledger, room).is_empty());
    assert_eq!(ledger.question(room), None, "nothing is waited for");
    ledger.offer(room, 10, vec![me], Some(frame(10)));
    assert_eq!(due(&mut ledger, room), ["10"]);
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
