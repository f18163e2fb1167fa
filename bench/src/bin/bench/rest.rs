//! Calls: at a fixed rate for their latencies, and at growing rates for the highest that is sustained.

use std::{rc::Rc, time::Duration};

use anyhow::Result;
use bench::{
    http::{Http, request},
    machine,
    school::{Member, PASSWORD, new_message, words},
};
use domain::id::ConversationId;

use crate::{
    load::{Load, Outcome, Requests},
    times::Times,
};

/// A rate counts as sustained when 99 of 100 answers come within this many milliseconds.
pub const BOUND: f64 = 100.0;

/// A kind of call.
#[derive(Clone)]
pub struct Kind {
    /// What it is called.
    pub name: &'static str,
    /// The rate at which its latencies are compared, for each second.
    pub rate: f64,
    /// The status of its answer.
    pub status: u16,
    /// Connections.
    pub connections: usize,
    /// What is asked.
    pub requests: Requests,
}

/// What was found about a kind of call.
pub struct Figures {
    /// Its name.
    pub name: &'static str,
    /// The rate of the comparison.
    pub rate: f64,
    /// 50, 95 and 99 of 100 answers came within so many milliseconds at that rate.
    pub millis: [f64; 3],
    /// Requests without an answer in all runs.
    pub failed: u64,
    /// The highest rate sustained.
    pub sustained: f64,
    /// Processor time of the nodes for each answer, in microseconds.
    pub cpu: f64,
    /// Bytes of one answer.
    pub bytes: usize,
}

/// The kinds of calls, made by these people in this room.
pub fn kinds(people: &[Member], room: ConversationId) -> Vec<Kind> {
    let people: Rc<[Member]> = people.into();
    let kind = |name, (rate, status), requests| Kind {
        name,
        rate,
        status,
        connections: 32,
        requests,
    };
    let one = |people: &Rc<[Member]>, index: u64| {
        let place = index as usize % people.len().max(1);
        people.get(place).cloned()
    };
    let get = |path: String, more: &'static str| -> Requests {
        let people = Rc::clone(&people);
        Rc::new(move |index| {
            let session = one(&people, index).map(|member| member.cookie).unwrap_or_default();
            request("GET", &path, &format!("{session}{more}"), None)
        })
    };
    let history = format!("/api/v1/conversations/{room}/messages?limit=50");
    let signing = Rc::clone(&people);
    let sending = Rc::clone(&people);
    vec![
        kind(
            "list conversations",
            (100.0, 200),
            get("/api/v1/conversations".to_owned(), ""),
        ),
        kind("history of 50", (200.0, 200), get(history.clone(), "")),
        kind(
            "history of 50, compressed (br)",
            (200.0, 200),
            get(history, "\r\naccept-encoding: gzip, deflate, br"),
        ),
        kind(
            "send",
            (50.0, 201),
            Rc::new(move |index| {
                let session = one(&sending, index).map(|member| member.cookie).unwrap_or_default();
                let body = serde_json::to_string(&new_message(&words(index as usize))).unwrap_or_default();
                request(
                    "POST",
                    &format!("/api/v1/conversations/{room}/messages"),
                    &session,
                    Some(&body),
                )
            }),
        ),
        kind(
            "login",
            (5.0, 200),
            Rc::new(move |index| {
                let email = one(&signing, index).map(|member| member.email).unwrap_or_default();
                let body = serde_json::json!({ "email": email, "password": PASSWORD, "session": "bearer" });
                request("POST", "/api/v1/login", "", Some(&body.to_string()))
            }),
        ),
    ]
}

/// Measures a kind of call on these targets, whose processes are these.
pub async fn measure(kind: &Kind, targets: &[std::net::SocketAddr], pids: &[u32], times: &Times) -> Result<Figures> {
    let load = Load {
        targets: targets.to_vec(),
        requests: Rc::clone(&kind.requests),
        status: kind.status,
        connections: kind.connections,
    };
    let mut one = Http::new(*targets.first().ok_or_else(|| anyhow::anyhow!("nobody to ask"))?);
    let status = one.send(&(kind.requests)(0)).await?;
    anyhow::ensure!(
        status == kind.status,
        "{} is answered {status}: {}",
        kind.name,
        String::from_utf8_lossy(one.body())
    );
    let used = |pids: &[u32]| pids.iter().map(|pid| machine::cpu_micros(*pid)).sum::<u64>();
    let fixed = load.at_rate(kind.rate, times.fixed).await;
    let before = used(pids);
    let flat_out = load.flat_out(times.flat_out).await;
    let cpu = (used(pids) - before) as f64 / (flat_out.answered as f64).max(1.0);
    let (sustained, failed) = highest(&load, flat_out.rate(), times).await;
    Ok(Figures {
        name: kind.name,
        rate: kind.rate,
        millis: [fixed.millis(50.0), fixed.millis(95.0), fixed.millis(99.0)],
        failed: fixed.failed + failed,
        sustained,
        cpu,
        bytes: one.body().len(),
    })
}

/// The highest rate that is sustained, below the rate at which nobody waits; what failed at rates that were sustained.
async fn highest(load: &Load, most: f64, times: &Times) -> (f64, u64) {
    for share in [0.95, 0.85, 0.75, 0.6, 0.45, 0.3, 0.15] {
        let rate = most * share;
        let outcome = load.at_rate(rate, times.step).await;
        // the server empties its queue before the next, lower rate
        tokio::time::sleep(Duration::from_millis(200)).await;
        if is_sustained(&outcome, rate) {
            return (rate, outcome.failed);
        }
    }
    (0.0, 0)
}

fn is_sustained(outcome: &Outcome, rate: f64) -> bool {
    outcome.failed == 0 && outcome.rate() > rate * 0.97 && outcome.millis(99.0) <= BOUND
}
