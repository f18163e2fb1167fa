//! My own messages on their way: each is shown once, whatever happens.

use domain::{id::Id, messaging::poll::NewPoll};
use proptest::prelude::*;

use super::{seqs, server::Server};
use crate::state::live::{
    samples::echo,
    timeline::{Next, Timeline, echo::Echo},
};

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
                    if let Some(message) = server.said(place) {
                        let _ = timeline.receive(server.epoch, message);
                    }
                }
                Step::Ask(after, limit) => {
                    if timeline.is_loaded() {
                        let after = after.min(timeline.top());
                        let _ = timeline.catch_up(after, server.after(after, limit, count));
                    } else {
                        let _ = timeline.open(server.newest(opened, count));
                    }
                }
                Step::Older => {
                    if let Some(before) = timeline.older_before() {
                        timeline.go_back(before, server.before(before, 5, count));
                    }
                }
                Step::Write(place) => {
                    if let Some(message) = server.said(place).filter(|m| m.sender_id == Some(me)) {
                        let shown = timeline.shown().any(|known| known.client_msg_id == message.client_msg_id);
                        if !shown && !written.contains(&message.client_msg_id) {
                            timeline.write(echo(message.client_msg_id));
                            written.push(message.client_msg_id);
                        }
                    }
                }
                Step::Answer(place) => {
                    if let Some(message) = server.said(place).filter(|m| written.contains(&m.client_msg_id)) {
                        let _ = timeline.taken(message);
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
            let next = timeline.open(server.newest(opened, count));
            server.follow(&mut timeline, next);
        }
        let after = timeline.top();
        server.follow(&mut timeline, Next::Ask { after });
        while let Some(before) = timeline.older_before() {
            timeline.go_back(before, server.before(before, 5, count));
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
        let next = timeline.open(server.after(from, 7, count));
        server.follow(&mut timeline, next);
        prop_assert_eq!(seqs(&timeline), (from + 1..=count).collect::<Vec<_>>());
        prop_assert_eq!(timeline.older_before().is_some(), from > 0);
    }
}

#[test]
fn what_is_kept_on_the_device_is_read_as_it_was_written() {
    let mut kept = echo(Id::fresh());
    assert_eq!(read(&kept), kept);
    kept.written.reply_to = Some(Id::fresh());
    kept.written.mentions = vec![Id::fresh()];
    kept.written.mentions_everyone = true;
    kept.written.poll = Some(NewPoll {
        options: vec!["lundi".to_owned(), "mardi".to_owned()],
        several: true,
        anonymous: false,
        closes_at: None,
    });
    assert_eq!(read(&kept), kept);
}

/// As another visit would find it.
fn read(echo: &Echo) -> Echo {
    serde_json::from_str(&serde_json::to_string(echo).unwrap()).unwrap()
}
