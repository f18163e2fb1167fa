//! One configuration, from an empty folder to its figures.

use std::path::Path;

use anyhow::{Context, Result};
use bench::{
    cluster::{Cluster, Shape},
    http::request,
    machine,
    node::Node,
    process::Cores,
    school::Member,
    socket::Socket,
};
use domain::id::ConversationId;

use crate::{
    bare::Bare,
    limits::{self, Limit, Sql},
    rest::{self, Figures},
    rooms::{Delivery, Manner, Room},
    times::Times,
};

/// Members of the two rooms.
const SMALL: usize = 25;
const LARGE: usize = 300;

/// Messages for each second in the small room, in the large one, and in the large one with pages that answer.
const RATES: [(Manner, usize, f64); 4] = [
    (Manner::Silent, SMALL, 20.0),
    (Manner::Browser, SMALL, 5.0),
    (Manner::Silent, LARGE, 20.0),
    (Manner::Browser, LARGE, 1.0),
];

/// Everything that was found in one configuration.
pub struct Findings {
    /// The configuration.
    pub shape: Shape,
    /// The calls.
    pub figures: Vec<Figures>,
    /// The rooms.
    pub deliveries: Vec<Delivery>,
    /// Memory of an idle connection, in KiB, and how many there were.
    pub idle: (f64, usize),
    /// The machine's limits of the calls.
    pub limits: Vec<Limit>,
    /// The machine's limits of the rooms.
    pub broadcasts: Vec<Delivery>,
    /// The SQL alone.
    pub sql: Sql,
    /// The load of the machine before.
    pub load: String,
}

struct Crowd {
    small: Vec<Member>,
    large: Vec<Member>,
    rooms: [ConversationId; 2],
}

impl Crowd {
    /// Two class rooms with a history, and for the small one's first member ten conversations more.
    async fn gather(cluster: &Cluster) -> Result<Self> {
        let school = &cluster.school;
        let small = school.parents(SMALL, &[0]).await?;
        let large = school.parents(LARGE, &[1]).await?;
        let room = |index: usize| school.rooms.get(index).copied().context("a room");
        let rooms = [room(0)?, room(1)?];
        school.talk(rooms[0], &small, 300).await?;
        school.talk(rooms[1], &large, 300).await?;
        for (index, one) in small.iter().enumerate() {
            for other in small.iter().skip(index + 1).take(4) {
                let direct = school.direct(one, other).await?;
                school.talk(direct, &[one.clone(), other.clone()], 4).await?;
            }
        }
        Ok(Self { small, large, rooms })
    }
}

/// Measures a configuration.
pub async fn measure(shape: Shape, binary: &Path, times: &Times) -> Result<Findings> {
    let load = machine::load();
    let (server, _) = limits::sides();
    let mut cluster = Cluster::found(shape, binary, &[]).await?;
    let crowd = Crowd::gather(&cluster).await?;
    let someone = crowd.small.first().context("somebody")?.clone();
    start_nodes(&mut cluster, (shape, binary), &server).await?;
    let targets: Vec<_> = cluster.nodes.iter().map(Node::address).collect();
    let pids: Vec<u32> = cluster.nodes.iter().map(Node::pid).collect();
    eprintln!("  idle sockets");
    let idle = (idle(&cluster, &crowd, times.idle).await?, times.idle);
    let mut figures = Vec::new();
    for kind in rest::kinds(&crowd.small, crowd.rooms[0]) {
        eprintln!("  {}", kind.name);
        figures.push(rest::measure(&kind, &targets, &pids, times).await?);
    }
    let mut deliveries = Vec::new();
    for (manner, size, rate) in RATES {
        let (people, conversation) = match size {
            SMALL => (&crowd.small, crowd.rooms[0]),
            _ => (&crowd.large, crowd.rooms[1]),
        };
        let name = match manner {
            Manner::Silent => format!("room of {size}"),
            Manner::Browser => format!("room of {size}, pages that say `message_delivered`"),
        };
        eprintln!("  {name}");
        let room = Room::of((name, conversation), people, (&targets, &pids), manner).await?;
        deliveries.push(room.measure(rate, times.sockets).await);
    }
    // what follows is measured without the server
    cluster.nodes.clear();
    eprintln!("  the machine's limits");
    let bare = Bare::start(&server).await?;
    let limits = limits::answers(&bare, &figures, times).await;
    let broadcasts = vec![
        Room::bare(&bare, SMALL).await?.measure(20.0, times.sockets / 2).await,
        Room::bare(&bare, LARGE).await?.measure(20.0, times.sockets / 2).await,
    ];
    let sql = limits::sql(&cluster, &someone, crowd.rooms[0], times).await?;
    Ok(Findings {
        shape,
        figures,
        deliveries,
        idle,
        limits,
        broadcasts,
        sql,
        load,
    })
}

async fn start_nodes(cluster: &mut Cluster, (shape, binary): (Shape, &Path), cores: &Cores) -> Result<()> {
    for _ in 0..shape.nodes {
        let node = Node::start(cluster.setup(binary, cores.clone(), "info")).await?;
        // pages of code are loaded, connections made, caches filled
        let mut http = bench::http::Http::new(node.address());
        for _ in 0..50 {
            http.send(&request("GET", "/readyz", "", None)).await?;
        }
        cluster.nodes.push(node);
    }
    Ok(())
}

/// What the first node's memory grows by for each open socket on which nothing happens.
async fn idle(cluster: &Cluster, crowd: &Crowd, count: usize) -> Result<f64> {
    let node = cluster.nodes.first().context("a node")?;
    let before = machine::resident_kib(node.pid());
    let mut sockets = Vec::new();
    for member in crowd.large.iter().cycle().take(count) {
        let mut socket = Socket::open(node.address(), "/ws", &member.cookie).await?;
        socket.next().await?;
        sockets.push(socket);
    }
    let after = machine::resident_kib(node.pid());
    Ok((after.saturating_sub(before)) as f64 / count as f64)
}
