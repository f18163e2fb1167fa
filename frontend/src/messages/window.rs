//! Which messages of a conversation are in the page: those near the reader, however many there are. Pure.

use crate::state::live::timeline::Timeline;

/// Most messages in the page.
pub const MOST: usize = 120;
/// So many come and go at a time.
const STEP: usize = 40;
/// While the reader stands at the end, the oldest are let go when there are so many more.
const SLACK: usize = 60;
/// So many stand above the place where a conversation is opened.
const ABOVE: usize = 30;

/// The messages in the page, by their places.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Window {
    /// From this place; from the first that is known when it is 0.
    pub from: i64,
    /// Up to this place; absent when it follows the newest.
    pub until: Option<i64>,
}

impl Window {
    /// Where a conversation is opened: at the newest, or above the first message that is not read.
    pub fn open(timeline: &Timeline, read: Option<i64>) -> Self {
        let Some(read) = read else {
            return Self::newest(timeline);
        };
        let from = place_before(timeline, read + 1, ABOVE);
        Self { from, until: None }.fitted(timeline, End::Last)
    }

    /// At the newest.
    pub fn newest(timeline: &Timeline) -> Self {
        Self {
            from: place_before(timeline, i64::MAX, MOST),
            until: None,
        }
    }

    /// Around a place.
    pub fn around(timeline: &Timeline, seq: i64) -> Self {
        Self {
            from: place_before(timeline, seq, MOST / 2),
            until: place_after(timeline, seq, MOST / 2),
        }
    }

    /// Whether a place is in the page.
    pub fn holds(self, seq: i64) -> bool {
        seq >= self.from && self.until.is_none_or(|until| seq <= until)
    }

    /// Goes back; `None` when all that is known is there.
    pub fn back(self, timeline: &Timeline) -> Option<Self> {
        let from = place_before(timeline, self.from, STEP);
        (from < self.from).then(|| Self { from, ..self }.fitted(timeline, End::Last))
    }

    /// Goes on; `None` when all that is known is there.
    pub fn on(self, timeline: &Timeline) -> Option<Self> {
        let until = place_after(timeline, self.until?, STEP);
        Some(Self { until, ..self }.fitted(timeline, End::First))
    }

    /// Lets the oldest go when the reader stands at the end and many have come.
    pub fn followed(self, timeline: &Timeline) -> Self {
        let many = self.until.is_none() && timeline.between(self.from, i64::MAX).nth(MOST + SLACK).is_some();
        if many { Self::newest(timeline) } else { self }
    }

    /// Lets go at one end what is too much.
    fn fitted(self, timeline: &Timeline, end: End) -> Self {
        let until = self.until.unwrap_or(i64::MAX);
        match end {
            End::Last => {
                let last = timeline
                    .between(self.from, until)
                    .take(MOST)
                    .last()
                    .map(|message| message.seq);
                let goes_on = last.is_some_and(|last| timeline.between(last + 1, i64::MAX).next().is_some());
                Self {
                    until: last.filter(|_| goes_on),
                    ..self
                }
            }
            End::First => {
                let first = timeline.between(self.from, until).rev().take(MOST).last();
                Self {
                    from: first.map_or(self.from, |message| message.seq),
                    ..self
                }
            }
        }
    }
}

#[derive(Clone, Copy)]
enum End {
    First,
    Last,
}

/// The place of the message so many before a place; the place itself when there is none before it.
fn place_before(timeline: &Timeline, seq: i64, count: usize) -> i64 {
    let before = timeline.between(0, seq.saturating_sub(1)).rev().take(count).last();
    before.map_or(if seq == i64::MAX { 0 } else { seq }, |message| message.seq)
}

/// The place of the message so many after a place; `None` when it is among the newest.
fn place_after(timeline: &Timeline, seq: i64, count: usize) -> Option<i64> {
    let mut after = timeline.between(seq.saturating_add(1), i64::MAX);
    let place = after.by_ref().take(count).last().map(|message| message.seq);
    place.filter(|_| after.next().is_some())
}

#[cfg(test)]
mod tests {
    use domain::id::{ConversationId, Id};

    use super::*;
    use crate::state::live::samples::{message, page};

    fn timeline(count: i64) -> Timeline {
        let (room, other): (ConversationId, _) = (Id::fresh(), Id::fresh());
        let messages = (1..=count).map(|seq| message(room, seq, other)).collect();
        let mut timeline = Timeline::new(Id::fresh());
        let _ = timeline.open(page(Id::fresh(), messages, false, count));
        timeline
    }

    fn count(timeline: &Timeline, window: Window) -> usize {
        timeline.between(window.from, window.until.unwrap_or(i64::MAX)).count()
    }

    #[test]
    fn few_messages_are_all_there() {
        let timeline = timeline(7);
        let window = Window::newest(&timeline);
        assert_eq!((count(&timeline, window), window.until), (7, None));
        assert_eq!((window.back(&timeline), window.on(&timeline)), (None, None));
        assert_eq!(
            count(&Timeline::new(Id::fresh()), Window::newest(&Timeline::new(Id::fresh()))),
            0
        );
    }

    #[test]
    fn of_five_thousand_only_some_are_there_wherever_the_reader_goes() {
        let timeline = timeline(5_000);
        let mut window = Window::newest(&timeline);
        assert_eq!((window.from, window.until), (4_881, None));
        let mut steps = 0;
        while let Some(further) = window.back(&timeline) {
            assert!(further.from < window.from && further.holds(window.from));
            assert!(count(&timeline, further) <= MOST);
            window = further;
            steps += 1;
        }
        assert_eq!((window.from, steps), (1, 122));
        while let Some(further) = window.on(&timeline) {
            assert!(count(&timeline, further) <= MOST);
            assert!(further.holds(window.until.unwrap()));
            window = further;
        }
        assert_eq!((window.from, window.until), (4_881, None));
    }

    #[test]
    fn it_opens_above_what_is_not_read() {
        let timeline = timeline(1_000);
        let window = Window::open(&timeline, Some(600));
        assert_eq!((window.from, window.until), (571, Some(690)));
        let near = Window::open(&timeline, Some(990));
        assert_eq!((near.from, near.until), (961, None));
        assert_eq!(Window::around(&timeline, 500).until, Some(560));
        assert_eq!(Window::around(&timeline, 1_000).until, None);
    }

    #[test]
    fn whoever_follows_the_newest_lets_the_oldest_go() {
        let few = timeline(170);
        let window = Window { from: 1, until: None };
        assert_eq!(window.followed(&few), window);
        let many = timeline(200);
        assert_eq!(window.followed(&many).from, 81);
    }
}
