//! The people of a configuration, and its nodes once they serve.

use std::{net::SocketAddr, path::Path};

use anyhow::{Context, Result};
use bench::{
    cluster::{Cluster, Shape},
    http::{Http, request},
    node::{Limits, Node},
    school::Member,
};
use domain::id::ConversationId;

use crate::limits;

/// Members of the small room: a class with its guardians.
pub const SMALL: usize = 25;
/// Members of the large one: a school that talks in one room.
pub const LARGE: usize = 300;

/// Two class rooms full of people.
pub struct Crowd {
    /// Everybody of the small room.
    pub small: Vec<Member>,
    /// Everybody of the large one.
    pub large: Vec<Member>,
    /// The small room and the large one.
    pub rooms: [ConversationId; 2],
}

impl Crowd {
    /// Two class rooms with a history, and for the small one's members some conversations more.
    pub async fn gather(cluster: &Cluster) -> Result<Self> {
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

    /// Somebody of the small room.
    pub fn someone(&self) -> Result<&Member> {
        self.small.first().context("somebody")
    }
}

/// Starts the nodes of a configuration on the core of the server.
pub async fn start_nodes(cluster: &mut Cluster, (shape, binary): (Shape, &Path), limits: Limits) -> Result<()> {
    let (server, _) = limits::sides();
    for _ in 0..shape.nodes {
        let mut setup = cluster.setup(binary, server.clone(), "info");
        setup.limits = limits;
        let node = Node::start(setup).await?;
        // pages of code are loaded, connections made, caches filled
        let mut http = Http::new(node.address());
        for _ in 0..50 {
            http.send(&request("GET", "/readyz", "", None)).await?;
        }
        cluster.nodes.push(node);
    }
    Ok(())
}

/// Where the nodes listen, and which processes they are.
pub fn places(cluster: &Cluster) -> (Vec<SocketAddr>, Vec<u32>) {
    let nodes = &cluster.nodes;
    (
        nodes.iter().map(Node::address).collect(),
        nodes.iter().map(Node::pid).collect(),
    )
}
