//! Who may do how much: calls and messages by counters in the memory of the node, and what an attacker would try by shares in the database.
//!
//! The general limit is per person, by account or else by network; it is there for programs that run wild, and no page of ours comes near it.
//! What costs us or somebody else something (guesses at passwords and codes, mails) is counted where a restart or a second node changes
//! nothing. A whole school may sit behind one address: what is counted by network is generous, and signing in counts only failures.

use std::collections::HashMap;

use actix_web::{
    HttpMessage, HttpRequest,
    http::header::{HeaderMap, HeaderName, HeaderValue, RETRY_AFTER},
};
use domain::{
    id::AccountId,
    limit::{self, Quota},
    moment::Moment,
    problem::Code,
};
use parking_lot::Mutex;
use store::{
    Store, clock,
    error::StoreResult,
    throttles::{self, Charge, Verdict},
    tx::Tx,
};

use crate::{State, failure::Failure, settings::Settings};

pub mod device;
mod limited;
mod memory;
pub mod visitor;

pub use device::Device;
pub use limited::Limited;
pub use visitor::Visitor;

use memory::{Left, Memory};

/// How many times more calls a network has than a person: a school behind one address before anybody has signed in.
const PEOPLE_OF_NETWORK: u32 = 4;
/// How long it is believed that a share is used up, in seconds, before the database is asked again.
const BELIEVED: i64 = 10;
/// How many used-up shares are remembered.
const KEPT: usize = 10_000;
/// Frames of one person on all their sockets: thirty a second, sixty at once. More than one socket may send, because each of five open windows
/// says what has reached it; far less than five floods.
const FRAMES: Quota = Quota::new(60, 30, 1);

/// Who a call is counted for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Caller {
    /// Somebody with a session.
    Account(AccountId),
    /// Anybody else there.
    Network(std::net::IpAddr),
}

/// The limits of one node.
pub struct Limits {
    is_on: bool,
    of_person: Quota,
    of_network: Quota,
    of_messages: Quota,
    calls: Memory<Caller>,
    messages: Memory<AccountId>,
    frames: Memory<AccountId>,
    // shares that were found to be used up: whoever goes on trying does not reach the database
    used_up: Mutex<HashMap<Vec<u8>, (Moment, Moment)>>,
}

/// What is left of the general limit after a call, for the headers of its answer.
#[derive(Debug, Clone, Copy)]
pub struct Spent {
    quota: Quota,
    left: Left,
}

impl Limits {
    /// The limits that the settings name.
    #[must_use]
    pub fn new(settings: &Settings) -> Self {
        let per_minute = |calls: u32, burst: u32| Quota::new(burst.max(1), calls, 60);
        let calls = settings.calls_per_minute;
        let messages = settings.messages_per_minute;
        Self {
            is_on: settings.has_limits,
            of_person: per_minute(calls, calls),
            of_network: per_minute(calls * PEOPLE_OF_NETWORK, calls * PEOPLE_OF_NETWORK),
            of_messages: per_minute(messages, messages / 2),
            calls: Memory::default(),
            messages: Memory::default(),
            frames: Memory::default(),
            used_up: Mutex::default(),
        }
    }

    /// Whether anything is limited at all; a bench measures the server and not its patience.
    #[must_use]
    pub const fn is_on(&self) -> bool {
        self.is_on
    }

    /// Counts a call. What is left goes into the headers of its answer, see [`Spent::write`].
    ///
    /// # Errors
    /// `too_many`.
    pub fn call(&self, request: &HttpRequest, caller: Caller) -> Result<(), Failure> {
        if !self.is_on {
            return Ok(());
        }
        let quota = match caller {
            Caller::Account(_) => self.of_person,
            Caller::Network(_) => self.of_network,
        };
        let left = self.calls.take(caller, quota, clock::now());
        request.extensions_mut().insert(Spent { quota, left });
        left.wait.map_or(Ok(()), |wait| Err(too_many(limit::seconds(wait))))
    }

    /// Counts a message, from wherever it comes.
    ///
    /// # Errors
    /// `too_many`.
    pub fn message(&self, account: AccountId) -> Result<(), Failure> {
        if !self.is_on {
            return Ok(());
        }
        let left = self.messages.take(account, self.of_messages, clock::now());
        left.wait.map_or(Ok(()), |wait| Err(too_many(limit::seconds(wait))))
    }

    /// Counts a frame of a socket of somebody; whether it is within their share.
    #[must_use]
    pub fn frame(&self, account: AccountId) -> bool {
        !self.is_on || self.frames.take(account, FRAMES, clock::now()).wait.is_none()
    }

    /// How long to wait for a share that was found to be used up a moment ago.
    fn known_wait(&self, charges: &[Charge], now: Moment) -> Option<i64> {
        let known = self.used_up.lock();
        let waits = charges.iter().filter_map(|charge| known.get(&charge.key));
        let waits = waits.filter(|(believed, _)| *believed > now);
        waits.map(|(_, until)| until.seconds_since(now).max(1)).max()
    }

    fn remember(&self, key: Vec<u8>, wait: i64, now: Moment) {
        let mut known = self.used_up.lock();
        if known.len() >= KEPT {
            known.retain(|_, (believed, _)| *believed > now);
        }
        if known.len() < KEPT {
            let believed = now.plus_seconds(wait.min(BELIEVED));
            known.insert(key, (believed, now.plus_seconds(wait)));
        }
    }
}

impl State {
    /// Takes one of every share that this asks for.
    ///
    /// # Errors
    /// `too_many`, with the seconds to wait.
    pub async fn charge(&self, visitor: &Visitor, what: Limited<'_>) -> Result<Taken, Failure> {
        if !self.limits.is_on {
            return Ok(Taken::default());
        }
        let shares = what.shares(&self.keys, visitor);
        let charges: Vec<Charge> = shares.iter().map(|share| share.charge.clone()).collect();
        let now = clock::now();
        if let Some(wait) = self.limits.known_wait(&charges, now) {
            return Err(too_many(wait));
        }
        match self.store.write(move |tx| throttles::take(tx, &charges)).await? {
            Verdict::Taken => Ok(Taken {
                returnable: shares
                    .into_iter()
                    .filter(|share| share.is_given_back)
                    .map(|share| share.charge)
                    .collect(),
            }),
            Verdict::Exhausted { key, wait } => {
                self.limits.remember(key, wait, now);
                Err(too_many(wait))
            }
        }
    }
}

/// What was taken for one try.
#[derive(Debug, Clone, Default)]
pub struct Taken {
    returnable: Vec<Charge>,
}

impl Taken {
    /// Gives back what only failures use up: it was none. In the transaction of what was tried, so that it costs no second one.
    ///
    /// # Errors
    /// When the database does not answer.
    pub fn give_back(&self, tx: &mut Tx<'_>) -> StoreResult<()> {
        throttles::give_back(tx, &self.returnable)
    }

    /// The same in a transaction of its own. When that one fails, the try has been counted for nothing.
    pub async fn return_to(self, store: &Store) {
        if !self.returnable.is_empty() {
            drop(store.write(move |tx| self.give_back(tx)).await);
        }
    }
}

impl Spent {
    /// Writes what is left into the headers of an answer: the two of the draft of the IETF, and the three that clients of older days know.
    pub fn write(self, headers: &mut HeaderMap) {
        let Left { calls, full_in, .. } = self.left;
        let (most, window) = (self.quota.burst(), self.quota.window());
        for (name, value) in [
            ("ratelimit-policy", format!("\"default\";q={most};w={window}")),
            ("ratelimit", format!("\"default\";r={calls};t={full_in}")),
            ("x-ratelimit-limit", most.to_string()),
            ("x-ratelimit-remaining", calls.to_string()),
            ("x-ratelimit-reset", full_in.to_string()),
        ] {
            if let Ok(value) = HeaderValue::from_str(&value) {
                headers.insert(HeaderName::from_static(name), value);
            }
        }
    }
}

fn too_many(wait: i64) -> Failure {
    Failure::from(Code::TooMany).with_header(RETRY_AFTER, &wait.max(1).to_string())
}
