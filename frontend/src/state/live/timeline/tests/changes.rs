//! Frames, questions and answers in any order, with losses: it ends as if everything had been read at once.

use domain::{
    id::Id,
    messaging::{history::History, types::MessageInfo},
};
use proptest::prelude::*;

use super::{
    seqs,
    server::{Deed, Server},
};
use crate::state::live::timeline::{Next, Timeline};

#[derive(Debug, Clone)]
enum Step {
    /// The server goes on by so many places.
    Grow(i64),
    /// The frame of a place arrives.
    Frame(i64),
    /// A question for what came after a place leaves, and its answer is on the way.
    Ask(i64, usize),
    /// One for older messages.
    Older(usize),
    /// One for what lies around a place.
    Around(i64),
    /// One for newer messages than those far back.
    Newer,
    /// The newest are looked at again.
    ComeBack,
    /// One of the answers on the way arrives.
    Answer(usize),
    /// Messages that must be read again are read.
    Unsure,
    Forget,
}

#[derive(Debug, Clone)]
enum Answer {
    Open(History),
    CatchUp(i64, History),
    Back(i64, History),
    Around(History),
    On(i64, History),
}

fn deeds() -> impl Strategy<Value = Vec<Deed>> {
    let deed = (0..6_u8, 0..60_i64, any::<bool>());
    prop::collection::vec(deed, 1..60).prop_map(|raw| {
        let mut deeds: Vec<Deed> = Vec::new();
        let mut said = Vec::new();
        for (kind, target, by_me) in raw {
            let target = said.get(usize::try_from(target).unwrap() % said.len().max(1)).copied();
            let deed = match (kind, target) {
                (0, Some(target)) => Deed::Edited(target),
                (1 | 2, Some(target)) => Deed::Reacted(target, by_me),
                _ => Deed::Said(by_me),
            };
            deeds.push(deed);
            if matches!(deed, Deed::Said(_)) {
                said.push(i64::try_from(deeds.len()).unwrap());
            }
        }
        deeds
    })
}

fn step() -> impl Strategy<Value = Step> {
    prop_oneof![
        4 => (1..9_i64).prop_map(Step::Grow),
        8 => (1..60_i64).prop_map(Step::Frame),
        3 => (0..60_i64, 1..9_usize).prop_map(|(after, limit)| Step::Ask(after, limit)),
        2 => (1..9_usize).prop_map(Step::Older),
        1 => (1..60_i64).prop_map(Step::Around),
        1 => Just(Step::Newer),
        1 => Just(Step::ComeBack),
        5 => (0..4_usize).prop_map(Step::Answer),
        1 => Just(Step::Unsure),
        1 => Just(Step::Forget),
    ]
}

fn ask(server: &Server, timeline: &Timeline, step: &Step, now: i64) -> Option<Answer> {
    match *step {
        Step::Ask(..) if !timeline.is_loaded() => Some(Answer::Open(server.newest(5, now))),
        Step::Ask(after, limit) => {
            let after = after.min(timeline.top()).min(now);
            Some(Answer::CatchUp(after, server.after(after, limit, now)))
        }
        Step::Older(limit) => {
            let before = timeline.older_before()?;
            (before <= now + 1).then(|| Answer::Back(before, server.before(before, limit, now)))
        }
        Step::Around(seq) => (timeline.is_loaded() && seq <= now).then(|| Answer::Around(server.around(seq, 2, now))),
        Step::Newer => {
            let after = timeline.newer_after()?;
            Some(Answer::On(after, server.after(after, 3, now)))
        }
        _ => None,
    }
}

fn answer(timeline: &mut Timeline, answer: Answer) {
    match answer {
        Answer::Open(page) if !timeline.is_loaded() => drop_next(timeline.open(page)),
        Answer::Open(_) => {}
        Answer::CatchUp(after, page) => drop_next(timeline.catch_up(after, page)),
        Answer::Back(before, page) => timeline.go_back(before, page),
        Answer::Around(page) => timeline.look_around(page),
        Answer::On(after, page) => timeline.go_on(after, page),
    }
}

/// The next question is another step.
fn drop_next(next: Next) {
    let _ = next;
}

fn read_unsure(server: &Server, timeline: &mut Timeline, now: i64) {
    for id in timeline.unsure() {
        let seq = server.blank.iter().find(|message| message.id == id).unwrap().seq;
        timeline.answered(server.read(seq, now));
    }
}

proptest! {
    #[test]
    fn whatever_happens_it_ends_as_if_everything_had_been_read_at_once(
        deeds in deeds(), steps in prop::collection::vec(step(), 0..80),
    ) {
        let me = Id::fresh();
        let server = Server::living(deeds, me);
        let mut timeline = Timeline::new(me);
        let (mut now, mut answers) = (1, Vec::new());
        for step in &steps {
            match step {
                Step::Grow(places) => now = server.last().min(now + places),
                Step::Frame(seq) if *seq <= now => drop_next(server.frame(&mut timeline, *seq)),
                Step::Answer(which) if !answers.is_empty() => {
                    let which = which % answers.len();
                    answer(&mut timeline, answers.remove(which));
                }
                Step::ComeBack => timeline.come_back(),
                Step::Unsure => read_unsure(&server, &mut timeline, now),
                Step::Forget => {
                    // with the answers on the way, as another turn of the connection does
                    answers.clear();
                    timeline.forget();
                }
                step => answers.extend(ask(&server, &timeline, step, now)),
            }
            let shown = seqs(&timeline);
            let said = |seq: i64| (1..=server.last()).contains(&seq) && server.is_said(seq);
            let (first, last) = (shown.first().copied().unwrap_or(1), shown.last().copied().unwrap_or(0));
            prop_assert_eq!(&shown, &(first..=last).filter(|seq| said(*seq)).collect::<Vec<_>>());
        }
        for late in answers {
            answer(&mut timeline, late);
        }
        let next = if timeline.is_loaded() { Next::Ask { after: timeline.top() } } else { Next::Reload };
        server.follow(&mut timeline, next);
        timeline.come_back();
        while let Some(before) = timeline.older_before() {
            timeline.go_back(before, server.before(before, 5, server.last()));
        }
        read_unsure(&server, &mut timeline, server.last());
        let shown: Vec<MessageInfo> = timeline.shown().map(|message| (**message).clone()).collect();
        prop_assert_eq!(shown, server.fresh());
        prop_assert!(timeline.unsure().is_empty());
    }
}
