//! A flood of logins does not stop the school (A2): what everybody else notices of it, what it costs, and whether whoever it is aimed at
//! still gets in.

use std::{
    net::SocketAddr,
    path::Path,
    rc::Rc,
    time::{Duration, Instant},
};

use anyhow::{Context, Result, ensure};
use bench::{
    cluster::{Cluster, Shape},
    http::{Http, request},
    machine,
    node::Limits,
    page::table,
    school::{Member, PASSWORD},
};
use serde_json::json;

use crate::{
    crowd::{self, Crowd},
    load::{Load, Outcome},
    report::millis,
    rest,
    stream::{self, Answers, Source},
    times::Times,
};

/// How often everybody together looks at conversations, for each second: far from what anybody is limited to.
const LOOKS: f64 = 50.0;
/// During a flood a look may take so many times as long as before.
const TIMES: f64 = 2.0;
/// What takes no longer than so many milliseconds is not judged: twice nearly nothing is nothing.
const FLOOR: f64 = 10.0;
/// How much memory a flood may take, in KiB.
const MEMORY: u64 = 200 * 1024;
/// Within so many milliseconds 99 of 100 are turned away.
const REFUSAL: f64 = 100.0;
/// Within so many milliseconds somebody on a device of their own is signed in.
const SIGN_IN: f64 = 5000.0;
/// How long people wait between two sign-ins.
const BETWEEN: Duration = Duration::from_millis(1500);

/// What was found in one flood.
struct Found {
    before: f64,
    during: Outcome,
    memory: u64,
    answers: Answers,
    sign_ins: SignIns,
}

/// Sign-ins on a known device, in milliseconds.
struct SignIns {
    /// Those that succeeded while the flood lasted.
    taken: Vec<f64>,
    /// How long the last one had been trying when the flood ended, if it was not in by then: what came later says nothing.
    waiting: Option<f64>,
}

/// A line of the table.
struct Line {
    what: &'static str,
    limit: String,
    cells: [String; 2],
    holds: [bool; 2],
}

/// Measures a flood from one address and one from many, each on a node that has just started.
pub async fn measure((shape, binary): (Shape, &Path), times: &Times) -> Result<(String, Vec<String>)> {
    let mut cluster = Cluster::found(shape, binary, &[]).await?;
    let crowd = Crowd::gather(&cluster).await?;
    let mut found = Vec::new();
    for source in [Source::One, Source::Many] {
        eprintln!("  from {source:?}");
        cluster.nodes.clear();
        crowd::start_nodes(&mut cluster, (shape, binary), Limits::On).await?;
        found.push(one(&cluster, &crowd, source, times).await?);
    }
    let [from_one, from_many]: [Found; 2] = found.try_into().ok().context("two floods")?;
    let lines = lines(&[from_one, from_many]);
    let mut faults = Vec::new();
    for line in &lines {
        for (source, (cell, holds)) in ["one address", "many addresses"]
            .iter()
            .zip(line.cells.iter().zip(line.holds))
        {
            if !holds {
                faults.push(format!(
                    "flood from {source}: {}: {cell}, limit {}",
                    line.what, line.limit
                ));
            }
        }
    }
    let head = ["", "from one address", "from many addresses", "limit"];
    let rows: Vec<Vec<String>> = lines.into_iter().map(Line::row).collect();
    Ok((table(&head, &rows), faults))
}

async fn one(cluster: &Cluster, crowd: &Crowd, source: Source, times: &Times) -> Result<Found> {
    let node = cluster.nodes.first().context("a node")?;
    let (address, pid) = (node.address(), node.pid());
    // the last one is whoever signs in meanwhile: the flood knows that address too
    let family = crowd.small.last().context("a family")?;
    let device = device(address, family).await?;
    let kinds = rest::kinds(&crowd.small, crowd.rooms[0]);
    let looking = kinds.first().context("a kind of call")?;
    let looks = Load {
        targets: vec![address],
        requests: Rc::clone(&looking.requests),
        status: looking.status,
        connections: looking.connections,
    };
    let before = looks.at_rate(LOOKS, times.calm).await.millis(99.0);
    let resident = machine::resident_kib(pid);
    let emails: Rc<[String]> = crowd.small.iter().map(|member| member.email.clone()).collect();
    let (answers, during, sign_ins, peak) = tokio::join!(
        stream::flood((address, emails), source, times.flood),
        looks.at_rate(LOOKS, times.flood),
        sign_ins(address, (family, &device), times.flood),
        peak(pid, times.flood),
    );
    Ok(Found {
        before,
        during,
        memory: peak.saturating_sub(resident),
        answers,
        sign_ins: sign_ins?,
    })
}

/// The cookie of a device on which a member has signed in.
async fn device(address: SocketAddr, member: &Member) -> Result<String> {
    let mut http = Http::new(address);
    let body = json!({ "email": member.email, "password": PASSWORD, "session": "cookie" });
    let status = http.send(&login(&body, "")).await?;
    ensure!(status == 200, "login is answered {status}");
    let mut cookies = http.header("set-cookie").filter_map(|cookie| cookie.split(';').next());
    let device = cookies.find(|cookie| cookie.starts_with("ecolehub_device="));
    Ok(device.context("no cookie of a device")?.to_owned())
}

/// Signs in on a known device, again and again; who is turned away comes again when told to.
async fn sign_ins(address: SocketAddr, (member, device): (&Member, &str), time: Duration) -> Result<SignIns> {
    let body = json!({ "email": member.email, "password": PASSWORD, "session": "bearer" });
    let bytes = login(&body, &format!("\r\ncookie: {device}"));
    let (mut taken, start) = (Vec::new(), Instant::now());
    let mut http = Http::new(address);
    // the flood has to be there first
    tokio::time::sleep(BETWEEN).await;
    while start.elapsed() < time {
        let begun = Instant::now();
        loop {
            let status = http.send(&bytes).await?;
            if start.elapsed() > time {
                let waiting = time.saturating_sub(begun - start).as_secs_f64() * 1000.0;
                let waiting = Some(waiting);
                return Ok(SignIns { taken, waiting });
            }
            if status == 200 {
                break;
            }
            let hint = http.header("retry-after").next().and_then(|hint| hint.parse().ok());
            let hint: u64 = hint.with_context(|| format!("login is answered {status}"))?;
            // as a page does: what the server asked for
            tokio::time::sleep(Duration::from_secs(hint)).await;
        }
        taken.push(begun.elapsed().as_secs_f64() * 1000.0);
        // people sign in now and then: one after the other without a pause would be a flood of its own
        tokio::time::sleep(BETWEEN).await;
    }
    let waiting = None;
    Ok(SignIns { taken, waiting })
}

/// From an address at which nobody else is.
fn login(body: &serde_json::Value, more: &str) -> Vec<u8> {
    let head = format!("x-forwarded-for: 192.0.2.33{more}");
    request("POST", "/api/v1/login", &head, Some(&body.to_string()))
}

/// The most memory that a process has during this time, in KiB.
async fn peak(pid: u32, time: Duration) -> u64 {
    let (mut most, start) = (0, Instant::now());
    while start.elapsed() < time {
        most = most.max(machine::resident_kib(pid));
        // often enough to see a peak, and seldom enough not to be one
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    most
}

fn lines(found: &[Found; 2]) -> Vec<Line> {
    let line = |what, limit: &str, cell: fn(&Found) -> (String, bool)| {
        let [(one, one_holds), (many, many_holds)] = found.each_ref().map(cell);
        Line {
            what,
            limit: limit.to_owned(),
            cells: [one, many],
            holds: [one_holds, many_holds],
        }
    };
    vec![
        line("sign-ins whose password was looked at", "–", |found| {
            (found.answers.tried.to_string(), true)
        }),
        line("sign-ins turned away with 429 or 503", "–", |found| {
            (found.answers.turned_away.len().to_string(), true)
        }),
        line("of these, p99", &format!("≤ {REFUSAL:.0} ms"), |found| {
            let p99 = found.answers.turned_away.value_at_quantile(0.99) as f64 / 1000.0;
            (millis(p99), p99 <= REFUSAL)
        }),
        line("of these, without `Retry-After`", "0", |found| {
            none(found.answers.without_hint)
        }),
        line("sign-ins answered otherwise, or not", "0", |found| {
            none(found.answers.other)
        }),
        line("list conversations before, p99", "–", |found| {
            (millis(found.before), true)
        }),
        line(
            "list conversations meanwhile, p99",
            &format!("≤ {TIMES:.0} × before, or {FLOOR:.0} ms"),
            |found| {
                let p99 = found.during.millis(99.0);
                (millis(p99), p99 <= (TIMES * found.before).max(FLOOR))
            },
        ),
        line("list conversations without an answer", "0", |found| {
            none(found.during.failed)
        }),
        line("memory grows by", &format!("≤ {} MiB", MEMORY / 1024), |found| {
            (format!("{} MiB", found.memory / 1024), found.memory <= MEMORY)
        }),
        line(
            "sign-in on a known device, slowest",
            &format!("≤ {:.0} s", SIGN_IN / 1000.0),
            |found| found.sign_ins.judged(),
        ),
    ]
}

impl SignIns {
    fn judged(&self) -> (String, bool) {
        let slowest = self.taken.iter().copied().fold(0.0, f64::max);
        let waiting = self.waiting.unwrap_or_default();
        let holds = !self.taken.is_empty() && slowest <= SIGN_IN && waiting <= SIGN_IN;
        let mut words = match self.taken.len() {
            0 => "none".to_owned(),
            count => format!("{} of {count}", millis(slowest)),
        };
        if self.waiting.is_some() {
            words += &format!("; one more not in after {}", millis(waiting));
        }
        (words, holds)
    }
}

fn none(count: u64) -> (String, bool) {
    (count.to_string(), count == 0)
}

impl Line {
    fn row(self) -> Vec<String> {
        let [one, many] = self.cells;
        let marked = |cell: String, holds: bool| if holds { cell } else { format!("**{cell}**") };
        vec![
            self.what.to_owned(),
            marked(one, self.holds[0]),
            marked(many, self.holds[1]),
            self.limit,
        ]
    }
}
