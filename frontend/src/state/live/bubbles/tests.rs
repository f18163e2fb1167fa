//! Days, the line above what is new, and groups.

use domain::id::{ConversationId, Epoch, Id};

use super::*;
use crate::state::live::samples::{at, echo, message, page};

const DAY: i64 = 86_400;

struct Scene {
    me: AccountId,
    other: AccountId,
    room: ConversationId,
    epoch: Epoch,
    messages: Vec<MessageInfo>,
}

impl Scene {
    fn new() -> Self {
        Self {
            me: Id::fresh(),
            other: Id::fresh(),
            room: Id::fresh(),
            epoch: Id::fresh(),
            messages: Vec::new(),
        }
    }

    fn says(mut self, sender: AccountId, seconds: i64) -> Self {
        let seq = i64::try_from(self.messages.len()).unwrap() + 1;
        let message = MessageInfo {
            created_at: at(seconds),
            ..message(self.room, seq, sender)
        };
        self.messages.push(message);
        self
    }

    fn timeline(&self) -> Timeline {
        let mut timeline = Timeline::new(self.me);
        let last = i64::try_from(self.messages.len()).unwrap();
        let _ = timeline.open(page(self.epoch, self.messages.clone(), false, last));
        timeline
    }
}

/// `d` day, `n` line, `(` and `)` first and last of a group, `.` in the middle, `o` alone.
fn drawn(timeline: &Timeline, line: Option<i64>) -> String {
    let line = line.map(|after| NewLine { after, until: None });
    lay_out(
        timeline,
        Part {
            line,
            ..Part::default()
        },
        |at| at.as_micros() / 1_000_000 / DAY,
    )
    .iter()
    .map(|item| match item {
        Item::Day(_) => 'd',
        Item::New(_) => 'n',
        Item::Bubble(Bubble {
            opens: true,
            closes: true,
            ..
        }) => 'o',
        Item::Bubble(Bubble { opens: true, .. }) => '(',
        Item::Bubble(Bubble { closes: true, .. }) => ')',
        Item::Bubble(_) => '.',
    })
    .collect()
}

#[test]
fn messages_of_one_sender_form_a_group_until_a_pause_or_another_day() {
    let scene = Scene::new();
    let (me, other) = (scene.me, scene.other);
    let scene = scene
        .says(other, 0)
        .says(other, 10)
        .says(other, 20)
        .says(me, 30)
        .says(me, 400)
        .says(me, DAY);
    assert_eq!(drawn(&scene.timeline(), None), "d(.)oodo");
}

#[test]
fn the_line_stands_above_the_first_new_message_of_somebody_else() {
    let scene = Scene::new();
    let (me, other) = (scene.me, scene.other);
    let scene = scene.says(other, 0).says(me, 10).says(other, 20).says(other, 30);
    assert_eq!(drawn(&scene.timeline(), Some(1)), "doon()");
    assert_eq!(drawn(&scene.timeline(), Some(4)), "doo()");
    let items = |until| {
        lay_out(
            &scene.timeline(),
            Part {
                line: Some(NewLine { after: 0, until }),
                ..Part::default()
            },
            |_| 0,
        )
    };
    assert_eq!(items(None)[1], Item::New(3));
    assert_eq!(items(Some(3))[1], Item::New(2));
}

#[test]
fn echoes_stand_last_and_each_refused_one_alone() {
    let scene = Scene::new();
    let me = scene.me;
    let scene = scene.says(me, 0);
    let mut timeline = scene.timeline();
    let ids: [ClientMessageId; 3] = std::array::from_fn(|_| Id::fresh());
    for id in ids {
        timeline.write(echo(id));
    }
    assert_eq!(drawn(&timeline, None), "do(.)");
    timeline.refused(ids[0], domain::problem::Code::Forbidden);
    let states: Vec<_> = lay_out(&timeline, Part::default(), |_| 0)
        .iter()
        .map(|item| item.key(me))
        .collect();
    assert_eq!(states.len(), 5);
    assert_eq!(
        drawn(&timeline, None)
            .chars()
            .filter(|c| *c == ')' || *c == 'o')
            .count(),
        3
    );
}

#[test]
fn a_key_changes_with_what_is_shown_and_with_nothing_else() {
    let scene = Scene::new();
    let (me, other) = (scene.me, scene.other);
    let mut scene = scene.says(other, 0);
    let before = lay_out(&scene.timeline(), Part::default(), |_| 0)[1].key(me);
    assert_eq!(lay_out(&scene.timeline(), Part::default(), |_| 0)[1].key(me), before);
    scene = scene.says(other, 5);
    assert_ne!(lay_out(&scene.timeline(), Part::default(), |_| 0)[1].key(me), before);
}

#[test]
fn a_tick_follows_the_marks_of_the_others() {
    assert_eq!(Tick::of(5, 4, 3), Tick::Sent);
    assert_eq!(Tick::of(4, 4, 3), Tick::Delivered);
    assert_eq!(Tick::of(3, 4, 3), Tick::Read);
}
