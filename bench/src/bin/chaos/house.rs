//! One configuration with proxies wherever the network may fail: between clients and nodes, between nodes and databases.

use std::{net::SocketAddr, path::Path};

use anyhow::Result;
use bench::{
    cluster::{Cluster, Shape},
    machine,
    node::Node,
    process::Cores,
    school::School,
};
use diesel::{QueryDsl, RunQueryDsl};
use domain::id::{AccountId, ClientMessageId, ConversationId, MessageId};
use store::schema::{conversations, messages};
use tokio::sync::Mutex;

use crate::{judge::Stored, proxy::Proxy};

/// A configuration of the matrix.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Config {
    /// Databases and nodes.
    pub shape: Shape,
    /// Whether Redis comes and goes all the time.
    pub flapping: bool,
}

/// The matrix.
pub const MATRIX: [Config; 6] = [
    config((false, false, 1), false),
    config((false, true, 1), false),
    config((true, false, 1), false),
    config((true, true, 1), false),
    config((true, true, 2), false),
    config((true, true, 2), true),
];

const fn config((postgres, redis, nodes): (bool, bool, usize), flapping: bool) -> Config {
    Config {
        shape: Shape { postgres, redis, nodes },
        flapping,
    }
}

impl Config {
    /// In words.
    pub fn name(self) -> String {
        let flapping = if self.flapping { ", Redis flapping" } else { "" };
        format!("{}{flapping}", self.shape.name())
    }
}

/// How PostgreSQL runs here: what it has acknowledged is with the kernel, which lives on when a process is killed. The disk of the machine
/// is not what is tested.
pub const POSTGRES: [&str; 1] = ["fsync=off"];

/// Each conversation with the place of its last message.
pub type Counters = Vec<(ConversationId, i64)>;

/// A running configuration.
pub struct House {
    /// Which.
    pub config: Config,
    /// Its school, for what no call can do.
    pub school: School,
    /// Before each node, what clients connect to.
    pub doors: Vec<Proxy>,
    /// Before PostgreSQL.
    pub to_postgres: Option<Proxy>,
    /// Before Redis.
    pub to_redis: Option<Proxy>,
    /// What can be killed.
    pub cluster: Mutex<Cluster>,
    /// Where clients write their histories.
    pub folder: std::path::PathBuf,
    database_url: String,
}

impl House {
    /// Starts it.
    pub async fn build(config: Config, binary: &Path, postgres_settings: &[&str]) -> Result<Self> {
        let mut cluster = Cluster::found(config.shape, binary, postgres_settings).await?;
        let to_postgres = match &cluster.postgres {
            Some(postgres) => Some(Proxy::before(&postgres.address()).await),
            None => None,
        };
        let to_redis = match &cluster.redis {
            Some(redis) => Some(Proxy::before(&redis.address()).await),
            None => None,
        };
        let mut setup = cluster.setup(binary, Cores::default(), "warn");
        if let (Some(proxy), Some(postgres)) = (&to_postgres, &cluster.postgres) {
            setup.database_url = postgres.url_through(proxy.port(), "ecolehub");
        }
        if let Some(proxy) = &to_redis {
            setup.redis_url = Some(format!("redis://127.0.0.1:{}", proxy.port()));
        }
        let mut doors = Vec::new();
        for _ in 0..config.shape.nodes {
            let node = Node::start(setup.clone()).await?;
            doors.push(Proxy::before(&node.address().to_string()).await);
            cluster.nodes.push(node);
        }
        Ok(Self {
            config,
            school: cluster.school.clone(),
            doors,
            to_postgres,
            to_redis,
            folder: cluster.folder.path().to_owned(),
            database_url: cluster.database_url.clone(),
            cluster: Mutex::new(cluster),
        })
    }

    /// What clients connect to.
    pub fn addresses(&self) -> Vec<SocketAddr> {
        self.doors
            .iter()
            .map(|door| SocketAddr::from(([127, 0, 0, 1], door.port())))
            .collect()
    }

    /// Resident memory of all nodes, in KiB.
    pub async fn resident(&self) -> u64 {
        let cluster = self.cluster.lock().await;
        let nodes = cluster.nodes.iter();
        nodes.map(|node| machine::resident_kib(node.pid())).sum()
    }

    /// Every message that is there, and the counter of every conversation; asked past every proxy.
    pub fn stored(&self) -> Result<(Vec<Stored>, Counters)> {
        type Row = (ConversationId, i64, MessageId, Option<AccountId>, ClientMessageId);
        let mut db = store::backend::connect(&self.database_url)?;
        let rows: Vec<Row> = messages::table
            .select((
                messages::conversation_id,
                messages::seq,
                messages::id,
                messages::sender_id,
                messages::client_msg_id,
            ))
            .order((messages::conversation_id, messages::seq))
            .load(&mut db)?;
        let counters = conversations::table
            .select((conversations::id, conversations::last_seq))
            .load(&mut db)?;
        let stored = rows.into_iter().filter_map(|(conversation, seq, id, sender, number)| {
            Some(Stored {
                conversation,
                seq,
                id,
                sender: sender?,
                number,
            })
        });
        Ok((stored.collect(), counters))
    }
}
