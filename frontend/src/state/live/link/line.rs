//! The frames of the socket for networks that refuse sockets: a question that waits for its answer, asked again and again. The socket is
//! tried all the while, and takes over as soon as it opens.

use domain::{problem::Code, socket::ServerFrame};
use leptos::{prelude::*, task::spawn_local};

use super::{Link, Live, now};
use crate::client::Failure;

/// After a refusal the line is not tried again for so long, in milliseconds; meanwhile messages are polled for.
const REFUSED: f64 = 15_000.0;

/// Where the questions have got to.
#[derive(Debug, Default)]
pub(super) struct Line {
    open: bool,
    /// Counts the beginnings and ends, so that an answer that comes too late is told apart.
    number: u32,
    /// What the last answer said to go on from.
    since: Option<String>,
    not_before: f64,
}

impl Line {
    pub(super) const fn is_open(&self) -> bool {
        self.open
    }

    /// The socket is there, and tells everything from now on.
    pub(super) fn end(&mut self) {
        *self = Self {
            number: self.number.wrapping_add(1),
            ..Self::default()
        };
    }

    /// The number under which the questions are asked; `None` while they may not be.
    fn begin(&mut self, now: f64) -> Option<u32> {
        if now < self.not_before {
            return None;
        }
        self.open = true;
        self.number = self.number.wrapping_add(1);
        Some(self.number)
    }

    /// What was heard stays known: the next question goes on from there, if it comes soon.
    const fn refused(&mut self, now: f64) {
        self.open = false;
        self.not_before = now + REFUSED;
    }
}

impl Live {
    /// Asks for what a socket would tell, until there is one.
    pub(super) fn listen(self) {
        if self.keeper.with_value(|keeper| keeper.line.open) {
            self.arrives_by(Link::Listening);
            return;
        }
        let number = self.keeper.try_update_value(|keeper| keeper.line.begin(now()));
        let Some(number) = number.flatten() else {
            self.arrives_by(Link::Polling);
            return;
        };
        self.arrives_by(Link::Listening);
        let turn = self.turn();
        let is_current = move || {
            let line = self.keeper.with_value(|keeper| (keeper.line.open, keeper.line.number));
            line == (true, number) && self.is_turn(turn)
        };
        spawn_local(async move {
            while is_current() {
                let since = self.keeper.with_value(|keeper| keeper.line.since.clone());
                let answer = self.client.listen(since).await;
                if !is_current() {
                    return;
                }
                match answer {
                    Ok(news) => {
                        self.keeper.update_value(|keeper| keeper.line.since = Some(news.next));
                        self.arrives_by(Link::Listening);
                        news.frames.into_iter().for_each(|frame| self.hear_asked(frame));
                    }
                    Err(failure) => self.line_refused(&failure),
                }
            }
        });
    }

    fn hear_asked(self, frame: ServerFrame) {
        self.hear(match frame {
            // A line that begins knows nothing of what was before it, and is no socket.
            ServerFrame::Authenticated { .. } => ServerFrame::Resync {},
            frame => frame,
        });
    }

    fn line_refused(self, failure: &Failure) {
        if failure.is(Code::Unauthenticated) {
            self.expire();
            return;
        }
        self.keeper.update_value(|keeper| {
            keeper.line.refused(now());
            // The next tick asks at once what was missed.
            keeper.checked_at = 0.0;
        });
        if self.link.get_untracked() == Link::Listening {
            self.link.set(Link::Polling);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_refused_line_waits_before_it_is_tried_again() {
        let mut line = Line::default();
        let first = line.begin(1_000.0);
        line.since = Some("here.7".to_owned());
        line.refused(2_000.0);
        assert!(!line.is_open());
        assert_eq!(line.begin(2_000.0 + REFUSED - 1.0), None);
        let second = line.begin(2_000.0 + REFUSED);
        assert!(second.is_some() && second != first);
        // and goes on where it was
        assert_eq!(line.since.as_deref(), Some("here.7"));
    }

    #[test]
    fn an_answer_that_comes_after_the_socket_belongs_to_nobody() {
        let mut line = Line::default();
        let before = line.begin(1_000.0);
        line.end();
        assert!(!line.is_open());
        let after = line.begin(1_001.0);
        assert_ne!(before, after);
        assert_eq!(line.since, None);
    }
}
