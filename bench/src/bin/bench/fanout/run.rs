//! One measurement: sockets are opened, messages leave at a pace, and what came of them is counted.

use std::{
    cell::{Cell, RefCell},
    net::SocketAddr,
    rc::Rc,
    time::{Duration, Instant},
};

use anyhow::Result;
use bench::{machine, school::words};
use domain::id::{ClientMessageId, ConversationId};
use tokio::task::JoinSet;

use super::{
    course::Course,
    line::{Line, Speaker},
};
use crate::{load::histogram, rooms::frame};

/// Messages of a room that are under way at once: fewer than what a mailbox holds, so that nobody counts as slow.
const UNDER_WAY: usize = 48;
/// What a run does before it counts.
const WARM_UP: Duration = Duration::from_secs(1);

/// A room with its sockets, not yet opened.
pub struct Place {
    /// Of the conversation; absent for the bare broadcast.
    pub id: Option<ConversationId>,
    /// Where its sockets are opened.
    pub path: String,
    /// Of its members.
    pub cookies: Vec<String>,
}

/// How fast messages leave.
#[derive(Debug, Clone, Copy)]
pub enum Pace {
    /// Each as soon as an earlier one has reached everybody.
    FlatOut,
    /// So many in a second, over all rooms.
    At(f64),
}

/// What came of one measurement.
pub struct Figures {
    /// Messages that reached everybody, in a second.
    pub rate: f64,
    /// 50 and 99 of 100 deliveries came within so many milliseconds.
    pub millis: [f64; 2],
    /// Deliveries that have not come.
    pub lost: u64,
    /// Deliveries that came twice, or before one that stands before them.
    pub disorder: u64,
    /// Sockets that were closed.
    pub closed: u64,
    /// Processor time of the server for each delivery, in microseconds.
    pub cpu: f64,
    /// How much of a core the server, the databases and the load took, 1 for all of it.
    pub cores: [f64; 3],
}

/// Whose processor time is measured.
pub struct Processes {
    /// The node.
    pub server: u32,
    /// PostgreSQL and Redis, if any.
    pub databases: Vec<u32>,
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

/// The rooms of a measurement.
struct Run {
    courses: Vec<RefCell<Course>>,
    speakers: Vec<Vec<Speaker>>,
    ids: Vec<Option<ConversationId>>,
    /// Whether the end of one message is the beginning of another.
    refills: Cell<bool>,
    closed: Cell<u64>,
}

/// Measures one pace.
pub async fn run(
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
