//! M8: clients that never read harm nobody, are let go soon, and lose nothing.

use std::{
    cell::{Cell, RefCell},
    collections::HashMap,
    net::SocketAddr,
    time::{Duration, Instant},
};

use anyhow::{Context, Result, ensure};
use bench::school::Member;
use domain::id::{ConversationId, MessageId};
use fastrand::Rng;
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{TcpSocket, TcpStream},
};

use crate::{
    client::Client,
    house::House,
    m3::{insist, latencies},
    m6::windows,
    numbers::Numbers,
    tabs::Tab,
    verdict::{Verdict, percentile},
};

/// The class of M8.
const CLASS: usize = 5;

/// Windows of one person.
const WINDOWS: usize = 5;

/// Messages for each second.
const RATE: f64 = 20.0;

/// How long it is measured without those that do not read, as part of the time with them.
const CALM: u32 = 3;

/// Until the kernel has let go a connection that is not read: its buffers fill, a frame is waited for, and the goodbye is not taken either.
const GONE: f64 = 20.0;

/// Faster than this is as good as at once, in milliseconds: below it a ratio says nothing.
const AT_ONCE: f64 = 25.0;

/// How much the server may grow for each of them, and for everybody else's traffic, in KiB.
const GROWTH: (u64, u64) = (1024, 10 * 1024);

/// Somebody writes at a steady pace to everybody; some of them never read.
pub async fn run(house: &House, numbers: &Numbers, random: &mut Rng) -> Result<Verdict> {
    let (sockets, stalled, time) = numbers.stalled;
    let room = *house.school.rooms.get(CLASS).context("a class room")?;
    let people = house.school.parents(sockets.div_ceil(WINDOWS), &[CLASS]).await?;
    let deaf = house.school.parents(stalled, &[CLASS]).await?;
    let tabs = windows(house, (&people, sockets - stalled), random).await?;
    let first = people.first().context("somebody")?;
    let mut writer = Client::new(&house.addresses(), 0, &first.cookie);
    let calm = phase(house, (&mut writer, room), (time / CALM, &[]), &tabs).await?;
    let node = house.cluster.lock().await.nodes.first().context("a node")?.address();
    let mut stuck = Vec::new();
    for member in &deaf {
        stuck.push(Stuck::open(node, member).await?);
    }
    let with = phase(house, (&mut writer, room), (time, &stuck), &tabs).await?;
    let lost = lost(house, &deaf, room).await?;
    let grown = with.resident.saturating_sub(calm.resident);
    let gone = with.gone.map_or(f64::INFINITY, |gone| gone.as_secs_f64());
    let counts = format!(
        "{} sockets, {stalled} more that never read, {} messages of 2 KB: p99 {:.0} ms, before them {:.0} ms; the last of them gone after \
         {gone:.1} s; the server grew by {:.1} MB",
        tabs.len(),
        with.sent,
        with.p99,
        calm.p99,
        grown as f64 / 1024.0,
    );
    let patience = f64::from(numbers.patience);
    let most = (2.0 * calm.p99).max(AT_ONCE) * patience;
    Ok(Verdict::new("M8", house.config.name(), counts)
        .must(with.p99 <= most, || {
            format!("p99 {:.0} ms instead of {:.0} ms", with.p99, calm.p99)
        })
        .must(gone <= GONE * patience, || format!("gone after {gone:.1} s"))
        .must(grown <= GROWTH.0 * stalled as u64 + GROWTH.1, || {
            format!("the server grew by {grown} KiB")
        })
        .must(lost == 0, || format!("{lost} messages are lost to who did not read")))
}

/// What was seen for a while.
struct Phase {
    sent: usize,
    p99: f64,
    resident: u64,
    gone: Option<Duration>,
}

async fn phase(
    house: &House,
    (writer, room): (&mut Client, ConversationId),
    (time, stuck): (Duration, &[Stuck]),
    tabs: &[Tab],
) -> Result<Phase> {
    let is_over = Cell::new(false);
    let sent: RefCell<HashMap<MessageId, Instant>> = RefCell::default();
    let writing = async {
        let start = tokio::time::Instant::now();
        let content = "é".repeat(1_000);
        for number in 0..(time.as_secs_f64() * RATE) as u32 {
            tokio::time::sleep_until(start + Duration::from_secs_f64(f64::from(number) / RATE)).await;
            let at = Instant::now();
            if let Some(id) = insist(writer, room, &content).await {
                sent.borrow_mut().insert(id, at);
            }
        }
        // what was sent last is on its way
        tokio::time::sleep(Duration::from_secs(1)).await;
        is_over.set(true);
    };
    let watching = async {
        let (mut resident, mut gone, start) = (0, None, Instant::now());
        while !is_over.get() {
            resident = resident.max(house.resident().await);
            if gone.is_none() && !stuck.is_empty() && !stuck.iter().any(Stuck::is_there) {
                gone = Some(start.elapsed());
            }
            // often enough for the figures that are told
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
        (resident, gone)
    };
    let ((), (resident, gone)) = tokio::join!(writing, watching);
    let sent = sent.into_inner();
    let mut times = latencies(tabs, &sent, |_| true);
    ensure!(
        times.len() >= sent.len() * tabs.len() * 9 / 10,
        "messages do not arrive"
    );
    Ok(Phase {
        sent: sent.len(),
        p99: percentile(&mut times, 0.99),
        resident,
        gone,
    })
}

/// Those who did not read come back and read by pages; how many messages they do not find.
async fn lost(house: &House, deaf: &[Member], room: ConversationId) -> Result<usize> {
    let stored = house.stored()?.0.iter().filter(|row| row.conversation == room).count();
    let mut lost = 0;
    for member in deaf {
        let mut client = Client::new(&house.addresses(), 0, &member.cookie);
        let (mut at, mut found) = (0, 0);
        loop {
            let page = client.after(room, at).await.context("a page")?;
            found += page.items.len();
            at = page.to_seq;
            if !page.more {
                break;
            }
        }
        lost += stored.saturating_sub(found);
    }
    Ok(lost)
}

/// A socket that shakes hands and reads nothing more.
struct Stuck {
    _stream: TcpStream,
    here: SocketAddr,
    there: SocketAddr,
}

impl Stuck {
    async fn open(node: SocketAddr, member: &Member) -> Result<Self> {
        let socket = TcpSocket::new_v4()?;
        // small, so that it is noticed soon
        socket.set_recv_buffer_size(4 * 1024)?;
        let mut stream = socket.connect(node).await?;
        let request = format!(
            "GET /ws HTTP/1.1\r\nhost: {node}\r\nupgrade: websocket\r\nconnection: upgrade\r\nsec-websocket-version: 13\r\n\
             sec-websocket-key: dGhlIHNhbXBsZSBub25jZQ==\r\n{}\r\n\r\n",
            member.cookie
        );
        stream.write_all(request.as_bytes()).await?;
        let mut head = Vec::new();
        while !head.ends_with(b"\r\n\r\n") {
            head.push(stream.read_u8().await?);
        }
        ensure!(head.starts_with(b"HTTP/1.1 101"), "{}", String::from_utf8_lossy(&head));
        Ok(Self {
            here: stream.local_addr()?,
            there: node,
            _stream: stream,
        })
    }

    /// Whether the kernel still holds the server's end of it open, as `ss` shows it.
    fn is_there(&self) -> bool {
        let table = std::fs::read_to_string("/proc/net/tcp").unwrap_or_default();
        let port = |address: Option<&str>| {
            let (_, port) = address?.split_once(':')?;
            u16::from_str_radix(port, 16).ok()
        };
        table.lines().skip(1).any(|line| {
            let mut fields = line.split_whitespace().skip(1);
            let (local, remote, state) = (port(fields.next()), port(fields.next()), fields.next());
            local == Some(self.there.port()) && remote == Some(self.here.port()) && state == Some(ESTABLISHED)
        })
    }
}

const ESTABLISHED: &str = "01";
