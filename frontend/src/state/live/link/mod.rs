//! Keeps the connection: opens it, feels its pulse, comes back after a pause. While it cannot be had, [`mod@line`] asks for the same frames, and
//! where even that is refused it polls.

mod line;

use domain::socket::{ClientFrame, close};
use gloo_timers::future::TimeoutFuture;
use leptos::{prelude::*, task::spawn_local};

use self::line::Line;
use super::{Live, pause::Pause};
use crate::client::{Heard, Socket};

/// How often a message may arrive late while polling, in milliseconds.
const POLL: f64 = 3_000.0;
/// Between two pings.
const PING: f64 = 20_000.0;
/// How long an answer to a ping may take.
const PULSE: f64 = 10_000.0;
/// And when there is a reason to doubt.
const DOUBTED_PULSE: f64 = 3_000.0;
/// How long the connection may take to open.
const OPENING: f64 = 8_000.0;
/// After so long without it, its frames are asked for.
const SLOW_OPENING: f64 = 3_000.0;
/// Between two looks at the places of all conversations.
const CHECK: f64 = 30_000.0;
/// After too many connections of one account.
const CROWDED: f64 = 30_000.0;

/// How messages arrive.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Link {
    /// The first attempt is under way.
    Connecting,
    /// At once.
    Open,
    /// At once too, without a socket: by a question that waits for its answer.
    Listening,
    /// Every few seconds, by asking.
    Polling,
    /// Not at all: nothing answers.
    Unreachable,
    /// Not at all: the session is over.
    Expired,
}

/// The connection and its times, in milliseconds since 1970.
#[derive(Debug, Default)]
pub(super) struct Keeper {
    /// Counts the starts and ends, so that what belongs to an earlier one is told apart.
    turn: u32,
    /// Counts the connections, for the same reason.
    connection: u32,
    socket: Option<Socket>,
    authenticated: bool,
    opened_at: f64,
    heard_at: f64,
    pinged_at: f64,
    doubted: bool,
    /// Whether something may have happened that was not heard.
    missed: bool,
    checked_at: f64,
    attempt_at: f64,
    pause: Pause,
    line: Line,
    running: bool,
    /// Grows when waiting has become pointless: the network or the server is back.
    nudges: u32,
}

impl Live {
    /// Starts; the loop ends with [`Self::hang_up`].
    pub(super) fn run(self) {
        let turn = self.keeper.try_update_value(|keeper| {
            *keeper = Keeper {
                turn: keeper.turn.wrapping_add(1),
                running: true,
                nudges: keeper.nudges,
                connection: keeper.connection,
                checked_at: now(),
                ..Keeper::default()
            };
            keeper.turn
        });
        let Some(turn) = turn else { return };
        self.catch_up();
        self.connect();
        spawn_local(async move {
            while self.is_turn(turn) {
                let open = self.link.get_untracked() == Link::Open;
                TimeoutFuture::new(if open { 5_000 } else { 1_000 }).await;
                if self.is_turn(turn) {
                    self.tick();
                }
            }
        });
    }

    /// Ends the connection and all that waits for it.
    pub(super) fn hang_up(self) {
        self.keeper.update_value(|keeper| {
            *keeper = Keeper {
                turn: keeper.turn.wrapping_add(1),
                nudges: keeper.nudges.wrapping_add(1),
                connection: keeper.connection,
                ..Keeper::default()
            };
        });
    }

    /// Signed in again: goes on where the expired session stopped.
    pub(super) fn resume(self) {
        if self.link.get_untracked() == Link::Expired {
            self.link.set(Link::Connecting);
            self.run();
            self.keeper.update_value(|keeper| keeper.missed = true);
        }
    }

    /// A call or the socket said that the session is over.
    pub(super) fn expire(self) {
        self.link.set(Link::Expired);
        self.hang_up();
        self.session.has_expired();
    }

    /// The turn of now; see [`Self::is_turn`].
    pub(super) fn turn(self) -> u32 {
        self.keeper.with_value(|keeper| keeper.turn)
    }

    /// Whether a task that began in a turn still matters.
    pub(super) fn is_turn(self, turn: u32) -> bool {
        self.keeper.with_value(|keeper| keeper.turn == turn && keeper.running)
    }

    /// Says something over the socket; `false` when there is none.
    pub(super) fn say(self, frame: &ClientFrame) -> bool {
        self.keeper
            .with_value(|keeper| keeper.authenticated && keeper.socket.as_ref().is_some_and(|socket| socket.say(frame)))
    }

    /// Waits, but not longer than until the network or the server is back.
    pub(super) async fn rest(self, milliseconds: u32) {
        let nudges = self.keeper.with_value(|keeper| keeper.nudges);
        let until = now() + f64::from(milliseconds);
        while now() < until && self.keeper.with_value(|keeper| keeper.nudges == nudges) {
            TimeoutFuture::new(200).await;
        }
    }

    /// What a call to the server says about the link, as long as there is no socket.
    pub(super) fn calls_get_through(self, through: bool) {
        let (open, running) = self.keeper.with_value(|keeper| (keeper.authenticated, keeper.running));
        if open && !through {
            self.doubt();
        }
        if open || !running {
            return;
        }
        let without = self.keeper.with_value(|keeper| {
            let slow = keeper.socket.is_some() && now() - keeper.opened_at > SLOW_OPENING;
            slow || keeper.pause.failed() > 1
        });
        match (through, without) {
            (false, _) => self.arrives_by(Link::Unreachable),
            (true, true) => self.listen(),
            (true, false) => return,
        }
        if through {
            self.keeper
                .update_value(|keeper| keeper.nudges = keeper.nudges.wrapping_add(1));
        }
    }

    /// The server has opened the connection.
    pub(super) fn authenticated(self) {
        let missed = self.keeper.try_update_value(|keeper| {
            keeper.authenticated = true;
            keeper.line.end();
            keeper.pause.reset();
            keeper.nudges = keeper.nudges.wrapping_add(1);
            keeper.checked_at = now();
            std::mem::take(&mut keeper.missed)
        });
        self.link.set(Link::Open);
        self.told.update_value(|told| told.delivered.clear());
        self.catch_up();
        if missed == Some(true) {
            self.regain();
        } else {
            self.announced.ask();
        }
    }

    /// Waiting has become pointless; `false` when nothing runs.
    pub(super) fn nudge(self) -> bool {
        self.keeper.try_update_value(|keeper| {
            keeper.attempt_at = 0.0;
            keeper.nudges = keeper.nudges.wrapping_add(1);
            keeper.running
        }) == Some(true)
    }

    /// Feels the pulse now, and gives it less time.
    pub(super) fn doubt(self) {
        let doubted = self.keeper.with_value(|keeper| keeper.doubted || !keeper.authenticated);
        if doubted {
            return;
        }
        let turn = self.turn();
        self.keeper.update_value(|keeper| keeper.doubted = true);
        self.ping();
        spawn_local(async move {
            TimeoutFuture::new(3_200).await;
            if self.is_turn(turn) {
                self.tick();
            }
        });
    }

    fn ping(self) {
        self.keeper.update_value(|keeper| keeper.pinged_at = now());
        if !self.say(&ClientFrame::Ping { timestamp: None }) {
            self.lose(1006);
        }
    }

    fn connect(self) {
        let turn = self.turn();
        let connection = self.keeper.try_update_value(|keeper| {
            keeper.connection = keeper.connection.wrapping_add(1);
            keeper.opened_at = now();
            keeper.authenticated = false;
            keeper.socket = None;
            keeper.heard_at = now();
            keeper.pinged_at = now();
            keeper.doubted = false;
            keeper.connection
        });
        let current =
            move || self.is_turn(turn) && self.keeper.with_value(|keeper| Some(keeper.connection) == connection);
        let hear = move |heard: Heard| {
            if !current() {
                return;
            }
            match heard {
                Heard::Frame(frame) => {
                    self.keeper.update_value(|keeper| {
                        keeper.heard_at = now();
                        keeper.doubted = false;
                    });
                    self.hear(*frame);
                }
                // Later, because the socket is not to be dropped by its own call.
                Heard::Closed(code) => spawn_local(async move {
                    if current() {
                        self.lose(code);
                    }
                }),
            }
        };
        let socket = Socket::open(hear);
        let refused = socket.is_none();
        self.keeper.update_value(|keeper| keeper.socket = socket);
        if refused {
            self.lose(1006);
        }
    }

    fn lose(self, code: u16) {
        if code == close::UNAUTHENTICATED {
            self.expire();
            return;
        }
        self.keeper.update_value(|keeper| {
            keeper.socket = None;
            keeper.authenticated = false;
            keeper.missed = true;
            let pause = f64::from(keeper.pause.next(js_sys::Math::random()));
            keeper.attempt_at = now() + if code == close::TOO_MANY { CROWDED } else { pause };
            if !keeper.line.is_open() {
                // The next tick asks at once what was missed.
                keeper.checked_at = 0.0;
            }
        });
        if self.link.get_untracked() == Link::Open {
            self.link.set(Link::Connecting);
        }
        self.typists.set(Vec::new());
    }

    fn arrives_by(self, link: Link) {
        let before = self.link.get_untracked();
        if before != link {
            self.link.set(link);
        }
        // The other ways tell by themselves that they begin.
        if (before, link) == (Link::Unreachable, Link::Polling) {
            self.regain();
        }
    }

    /// Looks at the clock: is the connection alive, is it time to try again, to ask, to poll?
    pub(super) fn tick(self) {
        let now = now();
        let keeper = self.keeper;
        if keeper.with_value(|keeper| !keeper.running) {
            return;
        }
        let (has_socket, open, silent, stuck, pinged_at) = keeper.with_value(|keeper| {
            let pulse = if keeper.doubted { DOUBTED_PULSE } else { PULSE };
            let silent = keeper.authenticated && keeper.heard_at < keeper.pinged_at && now - keeper.pinged_at > pulse;
            let stuck = keeper.socket.is_some() && !keeper.authenticated && now - keeper.opened_at > OPENING;
            (
                keeper.socket.is_some(),
                keeper.authenticated,
                silent,
                stuck,
                keeper.pinged_at,
            )
        });
        if silent || stuck {
            self.lose(1006);
        } else if open && now - pinged_at >= PING {
            self.ping();
        } else if !has_socket && now >= keeper.with_value(|keeper| keeper.attempt_at) {
            self.connect();
        }
        let patience = if keeper.with_value(|keeper| keeper.authenticated || keeper.line.is_open()) {
            CHECK
        } else {
            POLL - 500.0
        };
        let due = now - keeper.with_value(|keeper| keeper.checked_at) >= patience;
        if due && !document().hidden() {
            keeper.update_value(|keeper| keeper.checked_at = now);
            self.catch_up();
        }
    }
}

fn now() -> f64 {
    js_sys::Date::now()
}
