//! A look at a place far back: messages around it, apart from those that go on to the newest, until the two meet.

use domain::messaging::history::History;

use super::{Span, Timeline};

impl Timeline {
    /// Whether a place is among the messages shown.
    pub fn shows(&self, seq: i64) -> bool {
        let span = self.span();
        self.is_loaded() && (span.floor..=span.top).contains(&seq)
    }

    /// Whether what is shown does not go on to the newest.
    pub const fn is_away(&self) -> bool {
        self.away.is_some()
    }

    /// Shows the messages around a place: from those that go on to the newest when it is there, from this page when it is far away.
    pub fn look_around(&mut self, page: History) {
        if self.epoch != Some(page.epoch) {
            return;
        }
        let span = Span {
            floor: page.from_seq,
            top: page.to_seq,
        };
        self.keep(page);
        self.away = Some(span);
        self.join();
    }

    /// Shows the newest again.
    pub fn come_back(&mut self) {
        self.away = None;
    }

    /// From where newer messages are to be asked, `None` when what is shown goes on to the newest.
    pub fn newer_after(&self) -> Option<i64> {
        self.away.map(|away| away.top)
    }

    /// The answer to a question for newer messages.
    pub fn go_on(&mut self, after: i64, page: History) {
        let Some(away) = self.away.filter(|away| after == away.top) else {
            return;
        };
        if self.epoch != Some(page.epoch) {
            return;
        }
        self.away = Some(Span {
            top: page.to_seq.max(away.top),
            ..away
        });
        self.keep(page);
        self.join();
    }

    /// Makes one of the two when they touch.
    pub(super) fn join(&mut self) {
        let Some(away) = self.away else { return };
        if away.top + 1 >= self.live.floor {
            self.live.floor = self.live.floor.min(away.floor);
            self.away = None;
            self.drop_echoes();
        }
    }
}
