//! M4: Redis is optional. While it is away nothing is refused or late, messages come from the database, and nobody claims to know who
//! is online; when it is back nothing comes twice.

use std::{
    collections::HashMap,
    time::{Duration, Instant},
};

use anyhow::{Context, Result};
use domain::{
    id::{ClientMessageId, ConversationId, MessageId},
    messaging::presence::{Presence, PresenceState},
};
use fastrand::Rng;

use crate::{
    client::Client,
    house::House,
    judge::{self, Stored, Told},
    m1::all_shown,
    m3::{CLASS, latencies},
    numbers::Numbers,
    tabs::Tab,
    verdict::{Verdict, percentile},
};

/// Messages for each second.
const RATE: f64 = 5.0;

/// Members with an open tab.
const MEMBERS: usize = 6;

/// After Redis has gone, so long may pass until that is known.
const NOTICED: Duration = Duration::from_secs(3);

#[derive(Default)]
struct Counted {
    sent: HashMap<MessageId, Instant>,
    answers: Vec<f64>,
    broken: u64,
    asked: u64,
    claims: u64,
}

/// What was counted while Redis was away.
struct Away {
    answers: usize,
    asked: u64,
    claims: u64,
    p95: f64,
}

/// Takes Redis away for a while; nothing where there is none, or where it comes and goes anyway.
pub async fn run(house: &House, numbers: &Numbers, random: &mut Rng) -> Result<Option<Verdict>> {
    if house.to_redis.is_none() || house.config.flapping {
        return Ok(None);
    }
    let room = *house.school.rooms.get(CLASS).context("a class room")?;
    let people = house.school.parents(MEMBERS, &[CLASS]).await?;
    let before = rows(house, room)?.iter().map(|row| row.seq).max().unwrap_or(0);
    let mut tabs = Vec::new();
    for (index, member) in people.iter().enumerate() {
        tabs.push(Tab::open(&house.addresses(), (member, index), random.fork()).await?);
    }
    let first = people.first().context("somebody")?;
    let mut client = Client::new(&house.addresses(), 0, &first.cookie);
    let mut counted = Counted::default();
    without_redis(house, counted.write(&mut client, room, numbers.away)).await?;
    let away = counted.so_far();
    counted.write(&mut client, room, Duration::from_secs(2)).await;
    let stored = rows(house, room)?;
    all_shown(&tabs, &stored, Duration::from_secs(10) * numbers.patience).await;
    Ok(Some(judged(
        (house, numbers),
        (&away, &counted),
        &tabs,
        (&stored, before),
    )))
}

/// What the database holds of a room.
fn rows(house: &House, room: ConversationId) -> Result<Vec<Stored>> {
    let (stored, _) = house.stored()?;
    Ok(stored.into_iter().filter(|row| row.conversation == room).collect())
}

/// Kills Redis, does something, and starts it again.
async fn without_redis(house: &House, work: impl Future<Output = ()>) -> Result<()> {
    let mut cluster = house.cluster.lock().await;
    cluster.redis.as_mut().context("a Redis")?.kill().await?;
    drop(cluster);
    work.await;
    let mut cluster = house.cluster.lock().await;
    cluster.redis.as_mut().context("a Redis")?.start_again().await
}

fn judged(
    (house, numbers): (&House, &Numbers),
    (away, counted): (&Away, &Counted),
    tabs: &[Tab],
    (stored, before): (&[Stored], i64),
) -> Verdict {
    let screens = tabs
        .iter()
        .flat_map(|tab| judge::screen(&tab.name, &tab.screen.borrow().shown, stored, before));
    let wire: u64 = tabs
        .iter()
        .map(|tab| tab.screen.borrow().doubled + tab.screen.borrow().disorder)
        .sum();
    let mut late = latencies(tabs, &counted.sent, |_| true);
    let slowest = percentile(&mut late, 1.0);
    let Away {
        answers,
        asked,
        claims,
        p95,
    } = *away;
    let counts = format!(
        "Redis away {} s: {answers} answers, {} × 5xx or none, 201 p95 {p95:.0} ms, slowest of {} deliveries {slowest:.0} ms, \
         presence asked {asked} times",
        numbers.away.as_secs(),
        counted.broken,
        late.len(),
    );
    let patience = f64::from(numbers.patience);
    Verdict::new("M4", house.config.name(), counts)
        .blame(screens.collect())
        .must(counted.broken == 0, || {
            format!("{} calls were not answered well", counted.broken)
        })
        .must(p95 <= 300.0 * patience, || format!("201 p95 is {p95:.0} ms"))
        .must(slowest <= 3000.0 * patience, || {
            format!("a delivery took {slowest:.0} ms")
        })
        .must(asked > 0 && claims == 0, || {
            format!("presence claimed to be known {claims} of {asked} times")
        })
        .must(wire == 0, || {
            format!("{wire} doubled or out of order on one connection")
        })
}

impl Counted {
    /// What there is up to now.
    fn so_far(&mut self) -> Away {
        Away {
            answers: self.answers.len(),
            asked: self.asked,
            claims: self.claims,
            p95: percentile(&mut self.answers, 0.95),
        }
    }

    /// Writes at the rate for a while, and asks now and then who is online.
    async fn write(&mut self, client: &mut Client, room: ConversationId, time: Duration) {
        let start = tokio::time::Instant::now();
        let count = (time.as_secs_f64() * RATE) as u32;
        for number in 0..count {
            tokio::time::sleep_until(start + Duration::from_secs_f64(f64::from(number) / RATE)).await;
            let at = Instant::now();
            let (told, _) = client
                .send(room, ClientMessageId::fresh(), &format!("message {number}"))
                .await;
            match told {
                Told::Ok(id, _) => {
                    self.answers.push(at.elapsed().as_secs_f64() * 1000.0);
                    self.sent.insert(id, at);
                }
                Told::Fail | Told::Unknown => self.broken += 1,
            }
            if start.elapsed() > NOTICED && number % 5 == 0 {
                self.ask(client, room).await;
            }
        }
    }

    async fn ask(&mut self, client: &mut Client, room: ConversationId) {
        let path = format!("/api/v1/conversations/{room}/presence");
        let answer = client.call("GET", &path, None).await;
        let presence = answer.ok().filter(|(status, _)| *status == 200);
        let presence = presence.and_then(|(_, body)| serde_json::from_slice::<Presence>(&body).ok());
        self.asked += 1;
        match presence {
            Some(presence) => self.claims += u64::from(presence.state == PresenceState::Known),
            None => self.broken += 1,
        }
    }
}
