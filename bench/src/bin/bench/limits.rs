//! What this machine can do at most, measured in the same run: bare answers, a bare broadcast, and the same SQL without us.

use std::{path::Path, rc::Rc, time::Instant};

use anyhow::{Context, Result};
use bench::{
    cluster::Cluster,
    http::request,
    machine,
    process::{Cores, Process, User, command},
    school::{Member, words},
};
use domain::id::ConversationId;
use rusqlite::{Connection, params};

use crate::{
    bare::Bare,
    load::Load,
    recorded,
    rest::Figures,
    sql::{POSTGRES_SEND, SQLITE_HISTORY, SQLITE_SEND},
    times::Times,
};

/// What the machine does with nothing behind a call.
pub struct Limit {
    /// Which calls it is the limit of.
    pub name: &'static str,
    /// Bare answers for each second when nobody waits.
    pub bare: f64,
    /// Processor time for each of them, in microseconds.
    pub cpu: f64,
}

/// Bare answers of the same size as those that were measured.
pub async fn answers(bare: &Bare, figures: &[Figures], times: &Times) -> Vec<Limit> {
    let mut limits = Vec::new();
    for figure in figures.iter().filter(|figure| figure.name != "login") {
        let is_send = figure.name == "send";
        let (method, status) = if is_send { ("POST", 201) } else { ("GET", 200) };
        let body = is_send.then(|| format!("{{\"content\":\"{}\"}}", words(0)));
        let asked = request(method, &format!("/bare/{}", figure.bytes), "", body.as_deref());
        let load = Load {
            targets: vec![bare.address()],
            requests: Rc::new(move |_| asked.clone()),
            status,
            connections: 32,
        };
        let before = machine::cpu_micros(bare.pid());
        let outcome = load.flat_out(times.flat_out).await;
        let cpu = machine::cpu_micros(bare.pid()) - before;
        limits.push(Limit {
            name: figure.name,
            bare: outcome.rate(),
            cpu: cpu as f64 / (outcome.answered as f64).max(1.0),
        });
    }
    limits
}

/// How often the database alone does what a call asks of it, for each second.
pub struct Sql {
    /// The list of conversations; not measured on SQLite.
    pub list: Option<f64>,
    /// The history of 50.
    pub history: f64,
    /// A message.
    pub send: f64,
}

/// What calls that read ask of PostgreSQL.
pub struct Scripts {
    list: String,
    history: String,
}

/// Writes down what calls ask of PostgreSQL while a node still runs; nothing on SQLite.
pub async fn scripts(cluster: &Cluster, member: &Member, room: ConversationId) -> Result<Option<Scripts>> {
    if cluster.postgres.is_none() {
        return Ok(None);
    }
    let history = format!("/api/v1/conversations/{room}/messages?limit=50");
    Ok(Some(Scripts {
        list: recorded::script(cluster, member, "/api/v1/conversations").await?,
        history: recorded::script(cluster, member, &history).await?,
    }))
}

/// The same SQL without us, while no node runs.
pub async fn sql(
    cluster: &Cluster,
    (member, room): (&Member, ConversationId),
    scripts: Option<Scripts>,
    times: &Times,
) -> Result<Sql> {
    let Some(scripts) = scripts else {
        return sqlite(&cluster.file(), member, room, times);
    };
    let send = POSTGRES_SEND
        .replace(":room", &format!("'{room}'"))
        .replace(":account", &format!("'{}'", member.account))
        .replace(":session", &format!("'{}'", member.session))
        .replace(":content", &format!("'{}'", words(0).replace('\'', "''")));
    Ok(Sql {
        list: Some(pgbench(cluster, scripts.list, times).await?),
        history: pgbench(cluster, scripts.history, times).await?,
        send: pgbench(cluster, send, times).await?,
    })
}

fn sqlite(file: &Path, member: &Member, room: ConversationId, times: &Times) -> Result<Sql> {
    let db = Connection::open(file)?;
    db.execute_batch(
        "PRAGMA busy_timeout = 5000; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON; \
         PRAGMA secure_delete = ON; PRAGMA temp_store = MEMORY; PRAGMA trusted_schema = OFF;",
    )?;
    let (account, room) = (member.account.as_uuid().as_bytes(), room.as_uuid().as_bytes());
    let (mut histories, start) = (0_u32, Instant::now());
    while start.elapsed() < times.sql {
        for statement in SQLITE_HISTORY {
            let mut statement = db.prepare_cached(statement)?;
            let mut rows = match statement.parameter_count() {
                0 => statement.query([])?,
                1 => statement.query([room.as_slice()])?,
                _ => statement.query([room.as_slice(), account.as_slice()])?,
            };
            while rows.next()?.is_some() {}
        }
        histories += 1;
    }
    let history = f64::from(histories) / start.elapsed().as_secs_f64();
    // a virtual processor that sleeps while the disk works wakes slowly; the server's other calls keep it awake, so something does here
    let mut awake = command("nice", &sides().1, User::Same);
    awake.args(["-n", "19", "sh", "-c", "while :; do :; done"]);
    let _awake = Process::start(awake)?;
    let (mut sends, start) = (0_u32, Instant::now());
    while start.elapsed() < times.sql {
        let id = uuid::Uuid::now_v7();
        db.execute_batch("BEGIN IMMEDIATE")?;
        for statement in SQLITE_SEND {
            let mut statement = db.prepare_cached(statement)?;
            // every statement names its parameters by the same numbers: room, account, id, text
            let values = params![room.as_slice(), account.as_slice(), id.as_bytes().as_slice(), words(0)];
            for (index, value) in values.iter().enumerate().take(statement.parameter_count()) {
                statement.raw_bind_parameter(index + 1, *value)?;
            }
            let mut rows = statement.raw_query();
            while rows.next()?.is_some() {}
        }
        db.execute_batch("COMMIT")?;
        sends += 1;
    }
    Ok(Sql {
        list: None,
        history,
        send: f64::from(sends) / start.elapsed().as_secs_f64(),
    })
}

/// As many clients as a node has connections.
async fn pgbench(cluster: &Cluster, script: String, times: &Times) -> Result<f64> {
    let postgres = cluster.postgres.as_ref().context("no PostgreSQL")?;
    let file = cluster.folder.path().join("script.sql");
    std::fs::write(&file, script)?;
    let mut bench = postgres.program("pgbench")?;
    // as the store sets it for its own connections
    bench.env("PGOPTIONS", "-c jit=off");
    bench.args([
        "-n",
        "-M",
        "prepared",
        "-c",
        "8",
        "-j",
        "1",
        "-T",
        &times.sql.as_secs().to_string(),
        "-f",
    ]);
    let output = bench.arg(&file).arg("ecolehub").output().await?;
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    let tps = text
        .lines()
        .find_map(|line| line.strip_prefix("tps = ")?.split(' ').next()?.parse().ok());
    tps.with_context(|| format!("pgbench: {text}{}", String::from_utf8_lossy(&output.stderr)))
}

/// The cores of the two sides.
pub fn sides() -> (Cores, Cores) {
    if machine::cores() == 1 {
        return (Cores::one(0), Cores::one(0));
    }
    (Cores::one(0), Cores::one(1))
}
