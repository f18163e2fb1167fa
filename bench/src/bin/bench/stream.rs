//! A flood of sign-ins at a fixed rate, each on a connection that is free: those that wait hold up none of the others.

use std::{cell::RefCell, net::SocketAddr, rc::Rc, time::Duration};

use bench::{
    http::{Http, request},
    school::fresh_address,
};
use hdrhistogram::Histogram;
use serde_json::json;
use tokio::{task::JoinSet, time::Instant};

use crate::load::histogram;

/// How many sign-ins there are in a second.
pub const RATE: u64 = 200;
/// Of so many sign-ins one tries an address that has an account.
const OF_KNOWN: u64 = 4;

/// How long a connection may rest and be used again. The server lets go what has rested for five seconds; a sign-in that leaves at that moment
/// would be lost on the way, which says nothing about how it is answered.
const REST: Duration = Duration::from_secs(4);

/// Where a flood comes from, as the limits see it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Source {
    /// One address: its share is soon used up.
    One,
    /// Each sign-in from an address of its own: only the queue before the passwords stands in its way.
    Many,
}

/// How a flood was answered.
pub struct Answers {
    /// Passwords that were looked at, and found wrong.
    pub tried: u64,
    /// Sign-ins that were turned away with 429 or 503: their times from when they ought to have left, in microseconds.
    pub turned_away: Histogram<u64>,
    /// How many of those were not told when to come again.
    pub without_hint: u64,
    /// Other answers, or none.
    pub other: u64,
}

/// Tries wrong passwords for so long.
pub async fn flood((address, emails): (SocketAddr, Rc<[String]>), source: Source, time: Duration) -> Answers {
    let answers = Rc::new(RefCell::new(Answers {
        tried: 0,
        turned_away: histogram(),
        without_hint: 0,
        other: 0,
    }));
    let idle = Rc::new(RefCell::new(Vec::<(Http, Instant)>::new()));
    let mut ticks = tokio::time::interval(Duration::from_secs(1) / RATE as u32);
    let mut tries = JoinSet::new();
    for index in 0..RATE * time.as_secs() {
        let intended = ticks.tick().await;
        let bytes = sign_in(&emails, source, index);
        let (answers, idle) = (Rc::clone(&answers), Rc::clone(&idle));
        tries.spawn_local(async move {
            let free = idle.borrow_mut().pop().filter(|(_, since)| since.elapsed() < REST);
            let mut http = free.map_or_else(|| Http::new(address), |(http, _)| http);
            let answer = tokio::time::timeout(Duration::from_secs(30), http.send(&bytes)).await;
            let status = answer.ok().and_then(Result::ok);
            answers.borrow_mut().add(status, &http, intended);
            if status.is_some() {
                idle.borrow_mut().push((http, Instant::now()));
            }
        });
    }
    tries.join_all().await;
    Rc::try_unwrap(answers).map_or_else(|_| unreachable!(), RefCell::into_inner)
}

fn sign_in(emails: &[String], source: Source, index: u64) -> Vec<u8> {
    let known = emails.get((index / OF_KNOWN) as usize % emails.len().max(1));
    let email = known.filter(|_| index.is_multiple_of(OF_KNOWN)).cloned();
    let body = json!({ "email": email.unwrap_or_else(fresh_address), "password": "six moutons verts" });
    let from = match source {
        Source::One => "203.0.113.7".to_owned(),
        Source::Many => format!("198.18.{}.{}", index / 250 % 250, index % 250),
    };
    request(
        "POST",
        "/api/v1/login",
        &format!("x-forwarded-for: {from}"),
        Some(&body.to_string()),
    )
}

impl Answers {
    fn add(&mut self, status: Option<u16>, http: &Http, intended: Instant) {
        match status {
            Some(401) => self.tried += 1,
            Some(429 | 503) => {
                self.turned_away
                    .saturating_record(intended.elapsed().as_micros() as u64);
                if http.header("retry-after").next().is_none() {
                    self.without_hint += 1;
                }
            }
            _ => self.other += 1,
        }
    }
}
