//! How many messages a node carries at most: rooms of 25 and a room of 300, everybody on a socket of their own, as many messages under way
//! as get through; beside an actix-ws broadcast to as many sockets, in the same run. The server has the first core; the databases and the
//! load share the second.

mod course;
mod line;

use std::{
    cell::{Cell, RefCell},
    net::SocketAddr,
    path::Path,
    rc::Rc,
    time::{Duration, Instant},
};

use anyhow::{Context, Result};
use bench::{
    cluster::{Cluster, Shape},
    machine,
    node::Limits,
    page::table,
    postgres::Postgres,
    process::Cores,
    redis::Redis,
    school::{Member, words},
};
use domain::id::{ClientMessageId, ConversationId};
use tokio::task::JoinSet;

use self::{
    course::Course,
    line::{Line, Speaker},
};
use crate::{bare::Bare, crowd, limits, load::histogram, report::millis, rooms::frame, times::Times};

/// Messages of a room that are under way at once: fewer than what a mailbox holds, so that nobody counts as slow.
const UNDER_WAY: usize = 48;
/// So much of the rate of the bare broadcast ought to be reached in rooms of 25, and in one of 300.
const SHARES: [f64; 2] = [0.40, 0.70];
/// At half of the highest rate 99 of 100 deliveries come within so many milliseconds.
const LATENCY: f64 = 10.0;
/// Messages of each room from before. PostgreSQL plans for the tables that it knows: without any it would read the whole table for each
/// message, until it gathers statistics a minute later.
const BEFORE: usize = 400;
/// What a run does before it counts.
const WARM_UP: Duration = Duration::from_secs(1);
/// Rooms, and members of each.
const SHAPES: [(usize, usize); 2] = [(8, 25), (1, 300)];

/// A room with its sockets, not yet opened.
struct Place {
    /// Of the conversation; absent for the bare broadcast.
    id: Option<ConversationId>,
    path: String,
    cookies: Vec<String>,
}

/// How fast messages leave.
#[derive(Debug, Clone, Copy)]
enum Pace {
    /// Each as soon as an earlier one has reached everybody.
    FlatOut,
    /// So many in a second, over all rooms.
    At(f64),
}

/// What came of one measurement.
struct Figures {
    /// Messages that reached everybody, in a second.
    rate: f64,
    /// 50 and 99 of 100 deliveries came within so many milliseconds.
    millis: [f64; 2],
    lost: u64,
    disorder: u64,
    closed: u64,
    /// Processor time of the server for each delivery, in microseconds.
    cpu: f64,
    /// How much of a core the server, the databases and the load took, 1 for all of it.
    cores: [f64; 3],
}

/// Whose processor time is measured.
struct Processes {
    server: u32,
    databases: Vec<u32>,
}

impl Processes {
    /// So far: the server, the databases, and the load, which is this process.
    fn micros(&self) -> [u64; 3] {
        let databases = self.databases.iter().copied().map(machine::cpu_micros_of_family).sum();
        [
            machine::cpu_micros(self.server),
            databases,
            machine::cpu_micros(std::process::id()),
        ]
    }
}

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

/// The rooms of a measurement.
struct Run {
    courses: Vec<RefCell<Course>>,
    speakers: Vec<Vec<Speaker>>,
    ids: Vec<Option<ConversationId>>,
    /// Whether the end of one message is the beginning of another.
    refills: Cell<bool>,
    closed: Cell<u64>,
}

async fn run(
    places: &[Place],
    (address, processes): (SocketAddr, &Processes),
    (pace, time): (Pace, Duration),
) -> Result<Figures> {
    let mut lines = Vec::new();
    for place in places {
        let mut of_room = Vec::new();
        for cookie in &place.cookies {
            of_room.push(Line::open(address, &place.path, cookie).await?);
        }
        lines.push(of_room);
    }
    let run = Rc::new(Run {
        courses: places
            .iter()
            .map(|place| RefCell::new(Course::new(place.cookies.len(), place.id.is_some())))
            .collect(),
        speakers: lines
            .iter()
            .map(|lines| lines.iter().map(Line::speaker).collect())
            .collect(),
        ids: places.iter().map(|place| place.id).collect(),
        refills: Cell::new(matches!(pace, Pace::FlatOut)),
        closed: Cell::new(0),
    });
    let mut listeners = JoinSet::new();
    for (room, of_room) in lines.into_iter().enumerate() {
        for (socket, line) in of_room.into_iter().enumerate() {
            listeners.spawn_local(Rc::clone(&run).listen(room, (socket, line)));
        }
    }
    let paced = match pace {
        Pace::FlatOut => {
            (0..run.courses.len() * UNDER_WAY).for_each(|index| run.send(index % run.courses.len(), Instant::now()));
            None
        }
        Pace::At(rate) => Some(tokio::task::spawn_local(Rc::clone(&run).at_rate(rate, WARM_UP + time))),
    };
    // a measurement is a stretch of time: these two are its beginning and its length
    tokio::time::sleep(WARM_UP).await;
    let (start, before, micros) = (Instant::now(), run.counts(), processes.micros());
    tokio::time::sleep(time).await;
    let (took, after, until) = (start.elapsed(), run.counts(), processes.micros());
    let used = |index: usize| {
        until
            .get(index)
            .zip(micros.get(index))
            .map_or(0, |(until, from)| until.saturating_sub(*from))
    };
    run.refills.set(false);
    if let Some(paced) = paced {
        paced.await?;
    }
    run.quiet().await;
    let figures = run.figures();
    listeners.abort_all();
    Ok(Figures {
        rate: (after.0 - before.0) as f64 / took.as_secs_f64(),
        cpu: used(0) as f64 / ((after.1 - before.1) as f64).max(1.0),
        cores: [0, 1, 2].map(|index| used(index) as f64 / took.as_micros() as f64),
        ..figures
    })
}

impl Run {
    /// Sends the next message of a room.
    fn send(&self, room: usize, intended: Instant) {
        let (Some(course), Some(speakers)) = (self.courses.get(room), self.speakers.get(room)) else {
            return;
        };
        let number = course.borrow_mut().next(intended);
        let text = match self.ids.get(room) {
            Some(Some(id)) => serde_json::json!({
                "type": "message", "conversation_id": id, "content": words(number), "client_msg_id": ClientMessageId::fresh(),
            })
            .to_string(),
            _ => frame(number as u64),
        };
        let speaker = speakers.get(number % speakers.len().max(1));
        if speaker.is_none_or(|speaker| speaker.say(&text).is_err()) {
            self.closed.set(self.closed.get() + 1);
        }
    }

    async fn listen(self: Rc<Self>, room: usize, (socket, mut line): (usize, Line)) {
        let Some(course) = self.courses.get(room) else { return };
        let heard = |heard| {
            let is_complete = course.borrow_mut().hear(socket, heard);
            if is_complete && self.refills.get() {
                self.send(room, Instant::now());
            }
        };
        while line.listen(heard).await.is_ok() {}
        self.closed.set(self.closed.get() + 1);
    }

    async fn at_rate(self: Rc<Self>, rate: f64, time: Duration) {
        let start = Instant::now();
        let mut sent = 0_u32;
        let mut tick = tokio::time::interval(Duration::from_millis(1));
        while start.elapsed() < time {
            tick.tick().await;
            loop {
                let intended = start + Duration::from_secs_f64(f64::from(sent) / rate);
                if intended > Instant::now() {
                    break;
                }
                self.send(sent as usize % self.courses.len(), intended);
                sent += 1;
            }
        }
    }

    /// Messages that everybody has, and deliveries.
    fn counts(&self) -> (u64, u64) {
        let courses = self.courses.iter().map(RefCell::borrow);
        courses.fold((0, 0), |(complete, delivered), course| {
            (complete + course.complete, delivered + course.delivered)
        })
    }

    /// Waits for what is under way, at most five seconds.
    async fn quiet(&self) {
        let deadline = Instant::now() + Duration::from_secs(5);
        while Instant::now() < deadline && self.courses.iter().any(|course| course.borrow().under_way() > 0) {
            // the listeners share this thread and have to be let in
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    }

    fn figures(&self) -> Figures {
        let mut latency = histogram();
        let (mut lost, mut disorder) = (0, 0);
        for course in &self.courses {
            let course = course.borrow();
            // the bounds of all histograms are the same
            latency.add(&course.latency).ok();
            lost += course.lost();
            disorder += course.disorder;
        }
        let quantile = |part: f64| latency.value_at_quantile(part) as f64 / 1000.0;
        Figures {
            rate: 0.0,
            millis: [quantile(0.5), quantile(0.99)],
            lost,
            disorder,
            closed: self.closed.get(),
            cpu: 0.0,
            cores: [0.0; 3],
        }
    }
}
