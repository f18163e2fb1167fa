//! Calls and rooms in one configuration, from an empty folder to their figures.

use std::{net::SocketAddr, path::Path};

use anyhow::{Context, Result};
use bench::{
    cluster::{Cluster, Shape},
    machine,
    node::Limits,
    socket::Socket,
};

use crate::{
    bare::Bare,
    crowd::{self, Crowd, LARGE, SMALL},
    limits::{self, Limit, Sql},
    recorded,
    rest::{self, Figures},
    rooms::{Delivery, Manner, Room},
    times::Times,
};

/// Messages for each second in the small room, in the large one, and in the large one with pages that answer.
const RATES: [(Manner, usize, f64); 4] = [
    (Manner::Silent, SMALL, 20.0),
    (Manner::Browser, SMALL, 5.0),
    (Manner::Silent, LARGE, 20.0),
    (Manner::Browser, LARGE, 1.0),
];

/// What was found about calls.
pub struct Calls {
    /// The calls.
    pub figures: Vec<Figures>,
    /// The machine's limits of them.
    pub limits: Vec<Limit>,
    /// The SQL alone.
    pub sql: Sql,
}

/// What was found about rooms.
pub struct Rooms {
    /// The rooms.
    pub deliveries: Vec<Delivery>,
    /// The machine's limits of them.
    pub broadcasts: Vec<Delivery>,
    /// Memory of an idle connection.
    pub idle: Idle,
}

/// What the memory of a process grows by for each open socket on which nothing happens, in KiB.
pub struct Idle {
    /// Of a node.
    pub node: f64,
    /// Of actix-ws with nothing behind it.
    pub bare: f64,
    /// How many sockets there were.
    pub count: usize,
}

/// Measures calls.
pub async fn calls((shape, binary): (Shape, &Path), times: &Times) -> Result<Calls> {
    let (mut cluster, crowd) = built((shape, binary)).await?;
    let (targets, pids) = crowd::places(&cluster);
    let mut figures = Vec::new();
    for kind in rest::kinds(&crowd.small, crowd.rooms[0]) {
        eprintln!("  {}", kind.name);
        figures.push(rest::measure(&kind, &targets, &pids, times).await?);
    }
    let scripts = limits::scripts(&cluster, crowd.someone()?, crowd.rooms[0]).await?;
    // what follows is measured without the server
    cluster.nodes.clear();
    eprintln!("  the machine's limits");
    let bare = Bare::start(&limits::sides().0).await?;
    let limits = limits::answers(&bare, &figures, times).await;
    let sql = limits::sql(&cluster, (crowd.someone()?, crowd.rooms[0]), scripts, times).await?;
    Ok(Calls { figures, limits, sql })
}

/// Measures rooms.
pub async fn rooms((shape, binary): (Shape, &Path), times: &Times) -> Result<Rooms> {
    let (mut cluster, crowd) = built((shape, binary)).await?;
    let (targets, pids) = crowd::places(&cluster);
    eprintln!("  idle sockets");
    let node = cluster.nodes.first().context("a node")?;
    let cookies: Vec<&str> = crowd.large.iter().map(|member| member.cookie.as_str()).collect();
    let idle_node = idle((node.address(), node.pid()), &cookies, times.idle).await?;
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
    let bare = Bare::start(&limits::sides().0).await?;
    let idle = Idle {
        node: idle_node,
        bare: idle((bare.address(), bare.pid()), &[""], times.idle).await?,
        count: times.idle,
    };
    let broadcasts = vec![
        Room::bare(&bare, SMALL).await?.measure(20.0, times.sockets / 2).await,
        Room::bare(&bare, LARGE).await?.measure(20.0, times.sockets / 2).await,
    ];
    Ok(Rooms {
        deliveries,
        broadcasts,
        idle,
    })
}

async fn built((shape, binary): (Shape, &Path)) -> Result<(Cluster, Crowd)> {
    let mut cluster = Cluster::found(shape, binary, &recorded::SETTINGS).await?;
    let crowd = Crowd::gather(&cluster).await?;
    cluster.gather_statistics().await?;
    crowd::start_nodes(&mut cluster, (shape, binary), Limits::Off).await?;
    Ok((cluster, crowd))
}

async fn idle((address, pid): (SocketAddr, u32), cookies: &[&str], count: usize) -> Result<f64> {
    let before = machine::resident_kib(pid);
    let mut sockets = Vec::new();
    for cookie in cookies.iter().cycle().take(count) {
        let mut socket = Socket::open(address, "/ws", cookie).await?;
        if !cookie.is_empty() {
            // who is known is greeted
            socket.next().await?;
        }
        sockets.push(socket);
    }
    let after = machine::resident_kib(pid);
    Ok((after.saturating_sub(before)) as f64 / count as f64)
}
