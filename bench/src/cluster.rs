//! A database, perhaps a Redis, and nodes on them: what a school would run.

use std::{
    os::unix::fs::PermissionsExt,
    path::{Path, PathBuf},
};

use anyhow::{Result, ensure};
use tempfile::TempDir;

use crate::{
    node::{Limits, Node, Setup},
    postgres::Postgres,
    process::{Cores, keep_to},
    redis::Redis,
    school::School,
};

/// What a configuration has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Shape {
    /// PostgreSQL, or SQLite.
    pub postgres: bool,
    /// Redis.
    pub redis: bool,
    /// How many nodes.
    pub nodes: usize,
}

impl Shape {
    /// In words.
    #[must_use]
    pub fn name(self) -> String {
        let database = if self.postgres { "PostgreSQL" } else { "SQLite" };
        let redis = if self.redis { " + Redis" } else { "" };
        let nodes = if self.nodes == 1 { "1 node" } else { "2 nodes" };
        format!("{database}{redis}, {nodes}")
    }
}

/// Everything of one configuration. Dropped from the nodes down.
pub struct Cluster {
    /// The nodes.
    pub nodes: Vec<Node>,
    /// The school in the database.
    pub school: School,
    /// Redis, if any.
    pub redis: Option<Redis>,
    /// PostgreSQL, if any.
    pub postgres: Option<Postgres>,
    /// The URL of the database.
    pub database_url: String,
    /// The folder that goes with it.
    pub folder: TempDir,
}

impl Cluster {
    /// Starts the databases and founds the school; no nodes yet.
    ///
    /// # Errors
    /// When something does not start.
    pub async fn found(shape: Shape, binary: &Path, postgres_settings: &[&str]) -> Result<Self> {
        let folder = TempDir::with_prefix("ecolehub-bench-")?;
        // PostgreSQL runs as somebody else
        std::fs::set_permissions(folder.path(), PermissionsExt::from_mode(0o755))?;
        let redis = match shape.redis {
            true => Some(Redis::start(folder.path()).await?),
            false => None,
        };
        let postgres = match shape.postgres {
            true => Some(Postgres::start(folder.path(), postgres_settings).await?),
            false => None,
        };
        let database_url = match &postgres {
            Some(postgres) => postgres.database("ecolehub")?,
            None => format!("sqlite://{}", folder.path().join("ecolehub.db").display()),
        };
        let school = School::found(&database_url, binary).await?;
        Ok(Self {
            nodes: Vec::new(),
            school,
            redis,
            postgres,
            database_url,
            folder,
        })
    }

    /// How a node of this cluster is started, without proxies in between and without limits.
    #[must_use]
    pub fn setup(&self, binary: &Path, cores: Cores, log: &'static str) -> Setup {
        Setup {
            binary: binary.to_owned(),
            database_url: self.database_url.clone(),
            redis_url: self.redis.as_ref().map(|redis| format!("redis://{}", redis.address())),
            cores,
            folder: self.folder.path().to_owned(),
            log,
            limits: Limits::Off,
        }
    }

    /// Lets PostgreSQL see how much there is of what, as it does by itself within minutes of a school's life.
    ///
    /// # Errors
    /// When it does not answer.
    pub async fn gather_statistics(&self) -> Result<()> {
        let Some(postgres) = &self.postgres else { return Ok(()) };
        let mut analyze = postgres.program("vacuumdb")?;
        analyze.args(["--analyze", "--quiet", "ecolehub"]);
        ensure!(analyze.status().await?.success(), "PostgreSQL gathers no statistics");
        Ok(())
    }

    /// Keeps the databases to these cores: also the processes that PostgreSQL starts from now on.
    ///
    /// # Errors
    /// When that cannot be done.
    pub async fn keep_databases_to(&self, cores: &Cores) -> Result<()> {
        let servers = [
            self.postgres.as_ref().map(Postgres::pid),
            self.redis.as_ref().map(Redis::pid),
        ];
        for pid in servers.into_iter().flatten() {
            keep_to(pid, cores).await?;
        }
        Ok(())
    }

    /// The file of SQLite.
    #[must_use]
    pub fn file(&self) -> PathBuf {
        self.folder.path().join("ecolehub.db")
    }
}
