//! How many messages a node carries at most: rooms of 25 and a room of 300, everybody on a socket of their own, as many messages under way
//! as get through; beside an actix-ws broadcast to as many sockets, in the same run. The server has the first core; the databases and the
//! load share the second.

mod course;
mod line;
mod run;

use std::path::Path;

use anyhow::{Context, Result};
use bench::{
    cluster::{Cluster, Shape},
    node::Limits,
    page::table,
    postgres::Postgres,
    process::Cores,
    redis::Redis,
    school::Member,
};
use domain::id::ConversationId;

use self::run::{Figures, Pace, Place, Processes, run};
use crate::{bare::Bare, crowd, limits, report::millis, times::Times};

/// So much of the rate of the bare broadcast ought to be reached in rooms of 25, and in one of 300.
const SHARES: [f64; 2] = [0.40, 0.70];
/// At half of the highest rate 99 of 100 deliveries come within so many milliseconds.
const LATENCY: f64 = 10.0;
/// Messages of each room from before. PostgreSQL plans for the tables that it knows: without any it would read the whole table for each
/// message, until it gathers statistics a minute later.
const BEFORE: usize = 400;
/// Rooms, and members of each.
const SHAPES: [(usize, usize); 2] = [(8, 25), (1, 300)];

/// Measures both shapes in this configuration.
pub async fn measure((shape, binary): (Shape, &Path), times: &Times) -> Result<(String, Vec<String>)> {
    let mut cluster = Cluster::found(shape, binary, &[]).await?;
    let places = places(&cluster).await?;
    let (server, load) = limits::sides();
    cluster.gather_statistics().await?;
    cluster.keep_databases_to(&load).await?;
    crowd::start_nodes(&mut cluster, (shape, binary), Limits::Off).await?;
    let node = cluster.nodes.first().context("a node")?;
    let (mut rows, mut faults) = (Vec::new(), Vec::new());
    for ((rooms, size), (places, share)) in SHAPES.into_iter().zip(places.into_iter().zip(SHARES)) {
        let name = if rooms == 1 {
            format!("a room of {size}")
        } else {
            format!("{rooms} rooms of {size}")
        };
        eprintln!("  {name}");
        let postgres = cluster.postgres.as_ref().map(Postgres::pid);
        let redis = cluster.redis.as_ref().map(Redis::pid);
        let ours = Processes {
            server: node.pid(),
            databases: postgres.into_iter().chain(redis).collect(),
        };
        let flat_out = run(&places, (node.address(), &ours), (Pace::FlatOut, times.fanout)).await?;
        let half = run(
            &places,
            (node.address(), &ours),
            (Pace::At((flat_out.rate / 2.0).max(1.0)), times.fanout),
        )
        .await?;
        let [bare, bare_half] = bare(&server, (rooms, size), times).await?;
        let reached = flat_out.rate / bare.rate.max(1.0);
        let broken = flat_out.lost + half.lost + flat_out.disorder + half.disorder + flat_out.closed + half.closed;
        if reached < share || half.millis[1] > LATENCY || broken > 0 {
            faults.push(format!(
                "{name}: {:.0} % of the bare broadcast (at least {:.0} %), p99 {} at half (at most {LATENCY} ms), {broken} lost or doubled",
                reached * 100.0,
                share * 100.0,
                millis(half.millis[1]),
            ));
        }
        rows.push(row(
            &name,
            (rooms * size, reached),
            [&flat_out, &half, &bare, &bare_half],
        ));
    }
    let head = [
        "rooms",
        "messages",
        "deliveries",
        "CPU each",
        "first core: server",
        "second core: databases + load",
        "bare broadcast",
        "its CPU each",
        "share",
        "p50 at half",
        "p99 at half",
        "p50 and p99 of the bare one at its half",
        "lost",
        "doubled or out of order",
        "closed",
    ];
    Ok((table(&head, &rows), faults))
}

fn row(name: &str, (sockets, reached): (usize, f64), [flat_out, half, bare, bare_half]: [&Figures; 4]) -> Vec<String> {
    let each = if name.starts_with('a') { sockets } else { 25 };
    vec![
        name.to_owned(),
        format!("{:.0}/s", flat_out.rate),
        format!("{:.0}/s", flat_out.rate * each as f64),
        format!("{:.2} µs", flat_out.cpu),
        format!("{:.0} %", flat_out.cores[0] * 100.0),
        format!("{:.0} + {:.0} %", flat_out.cores[1] * 100.0, flat_out.cores[2] * 100.0),
        format!("{:.0}/s", bare.rate),
        format!("{:.2} µs", bare.cpu),
        format!("{:.0} %", reached * 100.0),
        millis(half.millis[0]),
        millis(half.millis[1]),
        format!("{} and {}", millis(bare_half.millis[0]), millis(bare_half.millis[1])),
        (flat_out.lost + half.lost).to_string(),
        (flat_out.disorder + half.disorder).to_string(),
        (flat_out.closed + half.closed).to_string(),
    ]
}

/// Eight class rooms of 25, and one of 300.
async fn places(cluster: &Cluster) -> Result<[Vec<Place>; 2]> {
    let school = &cluster.school;
    let room = |index: usize| school.rooms.get(index).copied().context("a room");
    let place = |id: ConversationId, people: &[Member]| Place {
        id: Some(id),
        path: "/ws".to_owned(),
        cookies: people.iter().map(|member| member.cookie.clone()).collect(),
    };
    let [(rooms, size), (_, large)] = SHAPES;
    let mut small = Vec::new();
    for index in 0..rooms {
        let people = school.parents(size, &[index]).await?;
        school.talk(room(index)?, &people, BEFORE).await?;
        small.push(place(room(index)?, &people));
    }
    let people = school.parents(large, &[rooms]).await?;
    school.talk(room(rooms)?, &people, BEFORE).await?;
    Ok([small, vec![place(room(rooms)?, &people)]])
}

/// The bare broadcast, flat out and at half of that.
async fn bare(server: &Cores, (rooms, size): (usize, usize), times: &Times) -> Result<[Figures; 2]> {
    let bare = Bare::start(server).await?;
    let places: Vec<Place> = (0..rooms)
        .map(|room| Place {
            id: None,
            path: format!("/room/{room}"),
            cookies: vec![String::new(); size],
        })
        .collect();
    let processes = Processes {
        server: bare.pid(),
        databases: Vec::new(),
    };
    let flat_out = run(&places, (bare.address(), &processes), (Pace::FlatOut, times.fanout)).await?;
    let half = run(
        &places,
        (bare.address(), &processes),
        (Pace::At(flat_out.rate / 2.0), times.fanout),
    )
    .await?;
    Ok([flat_out, half])
}
