//! M1 and M2: what was acknowledged is never lost, and each conversation has one order for everybody.

use std::{cell::Cell, rc::Rc, time::Duration};

use anyhow::{Context, Result};
use bench::school::Member;
use domain::id::ConversationId;
use fastrand::Rng;
use futures_util::future::try_join_all;

use crate::{
    house::House,
    judge::{self, Operation, Told},
    nemesis,
    numbers::Numbers,
    tabs::Tab,
    verdict::Verdict,
    writers::{Progress, Writer},
};

/// Class rooms among the conversations; the last class is for others.
const CLASSES: usize = 8;

/// Writers write, tabs listen, everything fails; then the judge compares.
pub async fn run(house: &House, numbers: &Numbers, random: &mut Rng) -> Result<Vec<Verdict>> {
    let (people, rooms) = settle(house, numbers).await?;
    let mut tabs = Vec::new();
    for (index, member) in people.iter().enumerate() {
        tabs.push(Tab::open(&house.addresses(), (member, index), random.fork()).await?);
    }
    let progress: Progress = Rc::new(Cell::new(0));
    let total = (numbers.writers.0 * numbers.writers.1) as u64;
    let mut writing = Vec::new();
    for (index, member) in people.iter().enumerate() {
        let of_mine = rooms.iter().filter(|(_, members)| members.contains(&index));
        let of_mine = of_mine.map(|(room, _)| *room).collect();
        let writer = Writer::new(house, (index, member), of_mine, (random.fork(), Rc::clone(&progress)))?;
        writing.push(writer.run(numbers.writers.1));
    }
    let faults = nemesis::plan(house, &numbers.doom, random);
    let striking = nemesis::strike(house, &faults, (progress, total), random);
    let (operations, _) = tokio::try_join!(try_join_all(writing), striking)?;
    let operations = operations.concat();
    verdicts(house, &operations, (&tabs, faults.len()), numbers).await
}

/// The people, and each conversation with the numbers of those who are in it.
type Rooms = Vec<(ConversationId, Vec<usize>)>;

async fn settle(house: &House, numbers: &Numbers) -> Result<(Vec<Member>, Rooms)> {
    let school = &house.school;
    let classes: Vec<usize> = (0..CLASSES.min(numbers.conversations / 2)).collect();
    let people = school.parents(numbers.writers.0, &classes).await?;
    let everybody: Vec<usize> = (0..people.len()).collect();
    let mut rooms: Rooms = Vec::new();
    for class in &classes {
        let room = school.rooms.get(*class).context("a class room")?;
        rooms.push((*room, everybody.clone()));
    }
    let pairs = everybody
        .iter()
        .flat_map(|one| everybody.iter().skip(one + 1).map(move |other| (*one, *other)));
    for (one, other) in pairs.step_by(2).take(numbers.conversations - rooms.len()) {
        if let (Some(first), Some(second)) = (people.get(one), people.get(other)) {
            rooms.push((school.direct(first, second).await?, vec![one, other]));
        }
    }
    Ok((people, rooms))
}

async fn verdicts(
    house: &House,
    operations: &[Operation],
    (tabs, faults): (&[Tab], usize),
    numbers: &Numbers,
) -> Result<Vec<Verdict>> {
    let (stored, counters) = house.stored()?;
    let count = |told: fn(&Told) -> bool| operations.iter().filter(|operation| told(&operation.told)).count();
    let counts = format!(
        "{} messages, {faults} faults: {} ok, {} fail, {} unknown; {} stored",
        operations.len(),
        count(|told| matches!(told, Told::Ok(..))),
        count(|told| *told == Told::Fail),
        count(|told| *told == Told::Unknown),
        stored.len(),
    );
    let m1 = Verdict::new("M1", house.config.name(), counts).blame(judge::messages(operations, &stored));
    let took = all_shown(tabs, &stored, Duration::from_secs(10) * numbers.patience).await;
    let screens = tabs
        .iter()
        .flat_map(|tab| judge::screen(&tab.name, &tab.screen.borrow().shown, &stored, 0));
    let counts = format!(
        "{} conversations, {} screens equal to the database {} after the end",
        counters.iter().filter(|(_, last)| *last > 0).count(),
        tabs.len(),
        took.map_or_else(|| "not".to_owned(), |took| format!("{:.1} s", took.as_secs_f64())),
    );
    let disorder: u64 = tabs.iter().map(|tab| tab.screen.borrow().disorder).sum();
    let doubled: u64 = tabs.iter().map(|tab| tab.screen.borrow().doubled).sum();
    let m2 = Verdict::new("M2", house.config.name(), counts)
        .blame(judge::places(&stored, &counters))
        .blame(screens.collect())
        .must(disorder + doubled == 0, || {
            format!("on one connection {disorder} out of order, {doubled} doubled")
        });
    Ok(vec![m1, m2])
}

/// Waits until every tab shows everything of its conversations; how long it took, unless it took too long.
pub async fn all_shown(tabs: &[Tab], stored: &[judge::Stored], most: Duration) -> Option<Duration> {
    let start = std::time::Instant::now();
    let is_shown = |tab: &Tab| {
        let screen = tab.screen.borrow();
        let expected = |room: &ConversationId| stored.iter().rfind(|row| row.conversation == *room).map(|row| row.seq);
        screen
            .shown
            .iter()
            .all(|(room, shown)| expected(room).is_none_or(|last| shown.last().is_some_and(|(seq, _)| *seq >= last)))
    };
    while start.elapsed() < most {
        if tabs.iter().all(is_shown) {
            return Some(start.elapsed());
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    None
}
