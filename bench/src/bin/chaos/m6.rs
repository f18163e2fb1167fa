//! M6: somebody comes back after ten thousand messages, and five hundred windows come back at the same moment.

use std::{
    cell::Cell,
    time::{Duration, Instant},
};

use anyhow::{Context, Result, ensure};
use bench::school::Member;
use domain::id::ConversationId;
use fastrand::Rng;

use crate::{
    client::Client,
    house::House,
    judge::{self, Stored},
    m1::all_shown,
    m3::insist,
    numbers::Numbers,
    tabs::Tab,
    verdict::{Verdict, percentile},
};

/// The class of who was away.
const AWAY: usize = 6;

/// The class of those who come back together.
const TOGETHER: usize = 7;

/// Windows of one person.
const WINDOWS: usize = 5;

/// Most messages of a page.
const PAGE: usize = 200;

/// The server may grow by so many KiB while somebody catches up.
const GROWTH: u64 = 50 * 1024;

/// Both parts.
pub async fn run(house: &House, numbers: &Numbers, random: &mut Rng) -> Result<Vec<Verdict>> {
    let one = comes_back(house, numbers).await?;
    let many = come_back_together(house, numbers, random).await?;
    Ok(vec![one, many])
}

/// Somebody has missed many messages of many conversations, and reads them all.
async fn comes_back(house: &House, numbers: &Numbers) -> Result<Verdict> {
    let (missed, rooms) = numbers.missed;
    let people = house.school.parents(rooms + 1, &[AWAY]).await?;
    let (reader, others) = people.split_first().context("somebody")?;
    for (number, other) in others.iter().enumerate() {
        let room = house.school.direct(other, reader).await?;
        let share = missed / rooms + usize::from(number < missed % rooms);
        house.school.talk(room, std::slice::from_ref(other), share).await?;
    }
    let mut client = Client::new(&house.addresses(), 0, &reader.cookie);
    let mut read = Read::default();
    let before = house.resident().await;
    let began = Instant::now();
    for room in client.conversations().await.context("the conversations")? {
        read.room(&mut client, room.id, room.last_seq).await?;
        read.most = read.most.max(house.resident().await);
    }
    let took = began.elapsed().as_secs_f64();
    let grown = read.most.saturating_sub(before);
    let counts = format!(
        "{missed} messages missed in {rooms} conversations: {} read in {} pages of at most {}, in {took:.2} s; the server grew by {:.1} MB",
        read.messages,
        read.pages,
        read.largest,
        grown as f64 / 1024.0,
    );
    Ok(Verdict::new("M6", house.config.name(), counts)
        .must(read.messages == missed && read.disorder == 0, || {
            format!(
                "{} of {missed} messages, {} not in their order",
                read.messages, read.disorder
            )
        })
        .must(read.largest <= PAGE, || format!("a page of {}", read.largest))
        .must(took <= 5.0 * f64::from(numbers.patience), || format!("{took:.1} s"))
        .must(grown <= GROWTH, || format!("the server grew by {grown} KiB")))
}

#[derive(Default)]
struct Read {
    messages: usize,
    pages: usize,
    largest: usize,
    disorder: usize,
    most: u64,
}

impl Read {
    /// Reads a conversation to its end.
    async fn room(&mut self, client: &mut Client, room: ConversationId, last: i64) -> Result<()> {
        let mut at = 0;
        while at < last {
            let page = client.after(room, at).await.context("a page")?;
            ensure!(page.to_seq > at, "a page that does not go on");
            self.pages += 1;
            self.largest = self.largest.max(page.items.len());
            self.messages += page.items.len();
            // nothing is changed or deleted here: each place is a message
            let expected = at + 1..;
            let wrong = page
                .items
                .iter()
                .zip(expected)
                .filter(|(message, seq)| message.seq != *seq);
            self.disorder += wrong.count();
            at = page.to_seq;
        }
        Ok(())
    }
}

/// Every connection is cut at the same moment, and everybody comes back.
async fn come_back_together(house: &House, numbers: &Numbers, random: &mut Rng) -> Result<Verdict> {
    let room = *house.school.rooms.get(TOGETHER).context("a class room")?;
    let people = house
        .school
        .parents(numbers.crowd.div_ceil(WINDOWS), &[TOGETHER])
        .await?;
    let tabs = windows(house, (&people, numbers.crowd), random).await?;
    let first = people.first().context("somebody")?;
    let mut writer = Client::new(&house.addresses(), 0, &first.cookie);
    let mut asker = Client::new(&house.addresses(), 0, &first.cookie);
    let is_over = Cell::new(false);
    let began = Instant::now();
    house.doors.iter().for_each(crate::proxy::Proxy::reset);
    let writing = async {
        for number in 0..10 {
            insist(&mut writer, room, &format!("message {number}")).await;
        }
        let stored: Vec<Stored> = house
            .stored()?
            .0
            .into_iter()
            .filter(|row| row.conversation == room)
            .collect();
        let shown = all_shown(&tabs, &stored, Duration::from_secs(60)).await;
        is_over.set(true);
        anyhow::Ok((stored, shown.map(|_| began.elapsed().as_secs_f64())))
    };
    let (done, mut times) = tokio::join!(writing, asks(&mut asker, &is_over));
    let (stored, took) = done?;
    let p99 = percentile(&mut times, 0.99);
    let connections: u64 = tabs.iter().map(|tab| tab.screen.borrow().connections).sum();
    let screens = tabs
        .iter()
        .flat_map(|tab| judge::screen(&tab.name, &tab.screen.borrow().shown, &stored, 0));
    let counts = format!(
        "{} windows cut at once, {connections} connections: complete after {}; meanwhile {} other calls, p99 {p99:.0} ms",
        tabs.len(),
        took.map_or_else(|| "never".to_owned(), |took| format!("{took:.1} s")),
        times.len(),
    );
    let patience = f64::from(numbers.patience);
    Ok(Verdict::new("M6", house.config.name(), counts)
        .blame(screens.collect())
        .must(took.is_some_and(|took| took <= 15.0 * patience), || {
            "they are not complete in time".to_owned()
        })
        .must(p99 <= 1000.0 * patience, || format!("other calls: p99 {p99:.0} ms")))
}

/// So many windows of these people, each with some of its own.
pub async fn windows(house: &House, (people, count): (&[Member], usize), random: &mut Rng) -> Result<Vec<Tab>> {
    let mut tabs = Vec::new();
    for (index, member) in people.iter().cycle().take(count).enumerate() {
        tabs.push(Tab::open(&house.addresses(), (member, index), random.fork()).await?);
    }
    Ok(tabs)
}

/// Asks for something else all the while; how long each answer took, in milliseconds.
async fn asks(client: &mut Client, is_over: &Cell<bool>) -> Vec<f64> {
    let mut times = Vec::new();
    while !is_over.get() {
        let began = Instant::now();
        if client.call("GET", "/api/v1/me", None).await.is_ok() {
            times.push(began.elapsed().as_secs_f64() * 1000.0);
        }
        // one person who looks at something, not a load of its own
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    times
}
