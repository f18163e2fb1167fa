//! What arrives in any order, twice, or not at all, is shown once and in order.

use domain::id::{ConversationId, Id};
use proptest::prelude::*;

use super::*;
use crate::state::live::samples::{echo, message, page};

fn seqs(timeline: &Timeline) -> Vec<i64> {
    timeline.shown().map(|message| message.seq).collect()
}

struct Server {
    epoch: Epoch,
    log: Vec<MessageInfo>,
}

impl Server {
    fn with(count: i64, me: AccountId) -> Self {
        let (room, other): (ConversationId, AccountId) = (Id::fresh(), Id::fresh());
        let log = (1..=count)
            .map(|seq| message(room, seq, if seq % 3 == 0 { me } else { other }))
            .collect();
        Self {
            epoch: Id::fresh(),
            log,
        }
    }

    fn last(&self) -> i64 {
        i64::try_from(self.log.len()).unwrap()
    }

    fn newest(&self, limit: usize) -> History {
        let start = self.log.len().saturating_sub(limit);
        page(self.epoch, self.log[start..].to_vec(), start > 0, self.last())
    }

    fn after(&self, seq: i64, limit: usize) -> History {
        let rest: Vec<_> = self.log.iter().filter(|message| message.seq > seq).cloned().collect();
        let more = rest.len() > limit;
        page(self.epoch, rest.into_iter().take(limit).collect(), more, self.last())
    }

    fn before(&self, seq: i64, limit: usize) -> History {
        let older: Vec<_> = self.log.iter().filter(|message| message.seq < seq).cloned().collect();
        let start = older.len().saturating_sub(limit);
        page(self.epoch, older[start..].to_vec(), start > 0, self.last())
    }

    fn follow(&self, timeline: &mut Timeline, mut next: Next) {
        for _ in 0..=self.log.len() + 1 {
            next = match next {
                Next::Nothing => return,
                Next::Ask { after } => timeline.catch_up(after, self.after(after, 7)),
                Next::Reload => timeline.open(None, self.newest(7)),
            };
        }
        panic!("asks without end");
    }
}

#[test]
fn a_hole_is_not_shown_and_its_filling_is_asked_for() {
    let me = Id::fresh();
    let server = Server::with(5, me);
    let mut timeline = Timeline::new(me);
    assert_eq!(
        timeline.open(None, page(server.epoch, server.log[..2].to_vec(), false, 2)),
        Next::Nothing
    );
    assert_eq!(
        timeline.receive(server.epoch, server.log[4].clone()),
        Next::Ask { after: 2 }
    );
    assert_eq!(seqs(&timeline), [1, 2]);
    assert_eq!(timeline.catch_up(2, server.after(2, 50)), Next::Nothing);
    assert_eq!(seqs(&timeline), [1, 2, 3, 4, 5]);
}

#[test]
fn a_message_before_the_first_page_is_not_lost() {
    let me = Id::fresh();
    let server = Server::with(3, me);
    let mut timeline = Timeline::new(me);
    assert_eq!(timeline.receive(server.epoch, server.log[2].clone()), Next::Nothing);
    assert_eq!(
        timeline.open(None, page(server.epoch, server.log[..2].to_vec(), false, 2)),
        Next::Nothing
    );
    assert_eq!(seqs(&timeline), [1, 2, 3]);
}

#[test]
fn another_epoch_means_reading_everything_again_and_keeps_what_i_wrote() {
    let me = Id::fresh();
    let (old, new) = (Server::with(9, me), Server::with(4, me));
    let mut timeline = Timeline::new(me);
    old.follow(&mut timeline, Next::Reload);
    timeline.write(echo(Id::fresh()));
    assert_eq!(timeline.receive(new.epoch, new.log[3].clone()), Next::Reload);
    new.follow(&mut timeline, Next::Reload);
    assert_eq!(seqs(&timeline), [1, 2, 3, 4]);
    assert_eq!(timeline.echoes().len(), 1);
}

#[test]
fn an_answer_that_comes_after_another_life_has_begun_changes_nothing() {
    let me = Id::fresh();
    let server = Server::with(9, me);
    let mut timeline = Timeline::new(me);
    server.follow(&mut timeline, Next::Reload);
    timeline.forget();
    assert_eq!(timeline.catch_up(9, server.after(9, 7)), Next::Nothing);
    assert!(!timeline.is_loaded());
}

#[test]
fn my_message_stays_an_echo_until_the_hole_before_it_is_filled() {
    let me = Id::fresh();
    let server = Server::with(3, me);
    let mut timeline = Timeline::new(me);
    assert_eq!(
        timeline.open(None, page(server.epoch, server.log[..1].to_vec(), false, 1)),
        Next::Nothing
    );
    let mine = server.log[2].clone();
    timeline.write(echo(mine.client_msg_id));
    assert_eq!(timeline.taken(mine), Next::Ask { after: 1 });
    assert_eq!(timeline.echoes()[0].state, EchoState::Taken);
    assert!(timeline.next_to_send().is_none());
    server.follow(&mut timeline, Next::Ask { after: 1 });
    assert!(timeline.echoes().is_empty());
    assert_eq!(seqs(&timeline), [1, 2, 3]);
}

#[test]
fn the_same_number_of_somebody_else_is_another_message() {
    let me = Id::fresh();
    let server = Server::with(1, me);
    let mut timeline = Timeline::new(me);
    timeline.write(echo(server.log[0].client_msg_id));
    server.follow(&mut timeline, Next::Reload);
    assert_eq!(timeline.echoes().len(), 1);
}

#[test]
fn a_refused_message_waits_for_me_while_the_next_ones_go_on() {
    let mut timeline = Timeline::new(Id::fresh());
    let (first, second) = (Id::fresh(), Id::fresh());
    timeline.write(echo(first));
    timeline.write(echo(second));
    assert_eq!(timeline.next_to_send().unwrap().id, first);
    timeline.refused(first, Code::Forbidden);
    assert_eq!(timeline.next_to_send().unwrap().id, second);
    timeline.retry(first);
    let order: Vec<_> = timeline.echoes().iter().map(|echo| echo.id).collect();
    assert_eq!(order, [second, first]);
    timeline.discard(second);
    assert_eq!(timeline.next_to_send().unwrap().id, first);
}

#[derive(Debug, Clone)]
enum Step {
    Frame(usize),
    Ask(i64, usize),
    Older,
    Write(usize),
    Answer(usize),
    Forget,
}

fn step() -> impl Strategy<Value = Step> {
    prop_oneof![
        6 => (0..40_usize).prop_map(Step::Frame),
        2 => (0..40_i64, 1..9_usize).prop_map(|(after, limit)| Step::Ask(after, limit)),
        1 => Just(Step::Older),
        2 => (0..40_usize).prop_map(Step::Write),
        2 => (0..40_usize).prop_map(Step::Answer),
        1 => Just(Step::Forget),
    ]
}

proptest! {
    #[test]
    fn whatever_happens_each_message_is_shown_once_and_in_order(
        count in 1..40_i64, opened in 1..20_usize, steps in prop::collection::vec(step(), 0..60),
    ) {
        let me = Id::fresh();
        let server = Server::with(count, me);
        let mut timeline = Timeline::new(me);
        let mut written = Vec::new();
        for step in steps {
            match step {
                Step::Frame(place) => {
                    if let Some(message) = server.log.get(place) {
                        let _ = timeline.receive(server.epoch, message.clone());
                    }
                }
                Step::Ask(after, limit) => {
                    if timeline.is_loaded() {
                        let after = after.min(timeline.top());
                        let _ = timeline.catch_up(after, server.after(after, limit));
                    } else {
                        let _ = timeline.open(None, server.newest(opened));
                    }
                }
                Step::Older => {
                    if let Some(before) = timeline.older_before() {
                        timeline.go_back(before, server.before(before, 5));
                    }
                }
                Step::Write(place) => {
                    if let Some(message) = server.log.get(place).filter(|m| m.sender_id == Some(me)) {
                        let shown = timeline.shown().any(|known| known.client_msg_id == message.client_msg_id);
                        if !shown && !written.contains(&message.client_msg_id) {
                            timeline.write(echo(message.client_msg_id));
                            written.push(message.client_msg_id);
                        }
                    }
                }
                Step::Answer(place) => {
                    if let Some(message) = server.log.get(place).filter(|m| written.contains(&m.client_msg_id)) {
                        let _ = timeline.taken(message.clone());
                    }
                }
                Step::Forget => timeline.forget(),
            }
            let shown = seqs(&timeline);
            prop_assert!(shown.windows(2).all(|pair| pair[1] == pair[0] + 1), "{shown:?}");
            for id in &written {
                let copies = timeline.shown().filter(|m| m.client_msg_id == *id).count()
                    + timeline.echoes().iter().filter(|echo| echo.id == *id).count();
                prop_assert!(copies <= 1, "{copies} copies");
            }
        }
        if !timeline.is_loaded() {
            let next = timeline.open(None, server.newest(opened));
            server.follow(&mut timeline, next);
        }
        let after = timeline.top();
        server.follow(&mut timeline, Next::Ask { after });
        while let Some(before) = timeline.older_before() {
            timeline.go_back(before, server.before(before, 5));
        }
        prop_assert_eq!(seqs(&timeline), (1..=count).collect::<Vec<_>>());
        prop_assert!(timeline.echoes().is_empty());
    }

    #[test]
    fn opening_in_the_middle_reaches_the_newest(count in 1..80_i64, from in 0..80_i64) {
        let me = Id::fresh();
        let server = Server::with(count, me);
        let mut timeline = Timeline::new(me);
        let from = from.min(count);
        let next = timeline.open(Some(from), server.after(from, 7));
        server.follow(&mut timeline, next);
        prop_assert_eq!(seqs(&timeline), (from + 1..=count).collect::<Vec<_>>());
        prop_assert_eq!(timeline.older_before().is_some(), from > 0);
    }
}
