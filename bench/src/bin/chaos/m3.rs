//! M3: each online member sees each message once and in order, in every tab; soon when all is well, and soon after a fault ends.

use std::{
    cell::Cell,
    collections::HashMap,
    rc::Rc,
    time::{Duration, Instant},
};

use anyhow::{Context, Result};
use bench::school::Member;
use domain::id::{ClientMessageId, ConversationId, MessageId};
use fastrand::Rng;

use crate::{
    client::Client,
    house::House,
    judge::{self, Told},
    m1::all_shown,
    nemesis::{self, Fault},
    numbers::Numbers,
    tabs::Tab,
    verdict::{Verdict, percentile},
    writers::Progress,
};

/// The class of M3 and M4.
pub const CLASS: usize = 8;

/// After the end of a fault, tabs have so long to be complete again.
const HEALING: Duration = Duration::from_secs(10);

/// Messages sent so long before a fault, or later than so long after it, are to arrive at once.
const HEALTHY: [Duration; 2] = [Duration::from_secs(1), Duration::from_secs(4)];

/// Somebody writes at a steady pace, everybody has two tabs open, nodes are killed.
pub async fn run(house: &House, numbers: &Numbers, random: &mut Rng) -> Result<Verdict> {
    let room = *house.school.rooms.get(CLASS).context("a class room")?;
    let people = house.school.parents(numbers.members, &[CLASS]).await?;
    let mut tabs = Vec::new();
    for (index, member) in people.iter().chain(&people).enumerate() {
        tabs.push(Tab::open(&house.addresses(), (member, index), random.fork()).await?);
    }
    let progress: Progress = Rc::new(Cell::new(0));
    let writing = write(house, (&people, room), numbers.messages, &progress);
    let kills = vec![Fault::Kill; numbers.kills];
    let striking = nemesis::strike(house, &kills, (Rc::clone(&progress), numbers.messages.0 as u64), random);
    let (sent, windows) = tokio::join!(writing, striking);
    let windows = windows?;
    let (stored, _) = house.stored()?;
    let stored: Vec<_> = stored.into_iter().filter(|row| row.conversation == room).collect();
    let took = all_shown(&tabs, &stored, HEALING * numbers.patience).await;
    let screens = tabs
        .iter()
        .flat_map(|tab| judge::screen(&tab.name, &tab.screen.borrow().shown, &stored, 0));
    let healthy = |at: &Instant| {
        windows
            .iter()
            .all(|(began, ended)| *at + HEALTHY[0] < *began || *at > *ended + HEALTHY[1])
    };
    let mut latencies = latencies(&tabs, &sent, healthy);
    let p99 = percentile(&mut latencies, 0.99);
    let connections: u64 = tabs.iter().map(|tab| tab.screen.borrow().connections).sum();
    let wire: u64 = tabs
        .iter()
        .map(|tab| tab.screen.borrow().doubled + tab.screen.borrow().disorder)
        .sum();
    let counts = format!(
        "{} messages to {} tabs, {} kills, {connections} connections; healthy p99 {p99:.0} ms of {} deliveries; complete {} after the end",
        stored.len(),
        tabs.len(),
        kills.len(),
        latencies.len(),
        took.map_or_else(|| "not".to_owned(), |took| format!("{:.1} s", took.as_secs_f64())),
    );
    Ok(Verdict::new("M3", house.config.name(), counts)
        .blame(screens.collect())
        .must(wire == 0, || {
            format!("{wire} doubled or out of order on one connection")
        })
        .must(took.is_some(), || "the tabs are not complete in time".to_owned())
        .must(p99 <= 1000.0 * f64::from(numbers.patience), || {
            format!("p99 is {p99:.0} ms when all is well")
        }))
}

/// Messages at a steady pace, by everybody in turn; when each was sent.
async fn write(
    house: &House,
    (people, room): (&[Member], ConversationId),
    (count, rate): (usize, f64),
    progress: &Progress,
) -> HashMap<MessageId, Instant> {
    let start = tokio::time::Instant::now();
    let mut clients: Vec<Client> = people
        .iter()
        .enumerate()
        .map(|(index, member)| Client::new(&house.addresses(), index, &member.cookie))
        .collect();
    let mut sent = HashMap::new();
    for number in 0..count {
        tokio::time::sleep_until(start + Duration::from_secs_f64(number as f64 / rate)).await;
        let place = number % clients.len().max(1);
        if let Some(client) = clients.get_mut(place) {
            let at = Instant::now();
            if let Some(id) = insist(client, room, &format!("message {number}")).await {
                sent.insert(id, at);
            }
        }
        progress.set(progress.get() + 1);
    }
    sent
}

/// Sends until it is acknowledged; nothing when it is refused.
pub async fn insist(client: &mut Client, room: ConversationId, content: &str) -> Option<MessageId> {
    let number = ClientMessageId::fresh();
    for _ in 0..200 {
        match client.send(room, number, content).await.0 {
            Told::Ok(id, _) => return Some(id),
            Told::Fail | Told::Unknown => {
                client.moves_on();
                tokio::time::sleep(Duration::from_millis(50)).await;
            }
        }
    }
    None
}

/// How long messages took to each tab, in milliseconds: those that were sent when all was well.
pub fn latencies(tabs: &[Tab], sent: &HashMap<MessageId, Instant>, healthy: impl Fn(&Instant) -> bool) -> Vec<f64> {
    let mut latencies = Vec::new();
    for tab in tabs {
        let screen = tab.screen.borrow();
        for (id, at) in sent.iter().filter(|(_, at)| healthy(at)) {
            if let Some(shown) = screen.at.get(id) {
                latencies.push(shown.saturating_duration_since(*at).as_secs_f64() * 1000.0);
            }
        }
    }
    latencies
}
