//! A PostgreSQL server of our own, which can be crashed and started again.

use std::{
    path::{Path, PathBuf},
    process::Stdio,
    time::Duration,
};

use anyhow::{Context, Result, ensure};
use diesel::{Connection, PgConnection, connection::SimpleConnection};

use crate::process::{Cores, Process, User, command, free_port, hand_over};

/// How long a start or a stop may take.
const PATIENCE: Duration = Duration::from_secs(20);

/// A server on a folder of its own.
#[derive(Debug)]
pub struct Postgres {
    folder: PathBuf,
    port: u16,
    settings: Vec<String>,
    process: Option<Process>,
}

impl Postgres {
    /// Makes a cluster below this folder and starts its server, with more settings such as `synchronous_commit=off`.
    ///
    /// # Errors
    /// When PostgreSQL is not installed or does not start.
    pub async fn start(below: &Path, settings: &[&str]) -> Result<Self> {
        let port = free_port()?;
        let folder = below.join(format!("postgres-{port}"));
        std::fs::create_dir_all(&folder)?;
        hand_over(&folder).await?;
        let mut initdb = command(programs()?.join("initdb"), &Cores::all(), User::Postgres);
        initdb.arg("-D").arg(folder.join("data"));
        initdb.args([
            "-U",
            "postgres",
            "--auth",
            "trust",
            "--no-sync",
            "--encoding",
            "UTF8",
            "--locale",
            "C.UTF-8",
        ]);
        let made = initdb
            .current_dir("/")
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .status()
            .await?;
        ensure!(made.success(), "initdb failed");
        let mut server = Self {
            folder,
            port,
            settings: settings.iter().map(|setting| (*setting).to_owned()).collect(),
            process: None,
        };
        server.start_again().await?;
        Ok(server)
    }

    /// Starts it again, and waits until it answers.
    ///
    /// # Errors
    /// When it does not.
    pub async fn start_again(&mut self) -> Result<()> {
        let mut server = command(programs()?.join("postgres"), &Cores::all(), User::Postgres);
        server.arg("-D").arg(self.folder.join("data"));
        server
            .args(["-h", "127.0.0.1", "-p", &self.port.to_string(), "-k"])
            .arg(&self.folder);
        server.args([
            "-c",
            "max_connections=100",
            "-c",
            "shared_buffers=128MB",
            "-c",
            "log_min_messages=fatal",
        ]);
        for setting in &self.settings {
            server.args(["-c", setting]);
        }
        server.current_dir("/").stdout(Stdio::null()).stderr(Stdio::null());
        self.process = Some(Process::start(server)?);
        let deadline = tokio::time::Instant::now() + PATIENCE;
        while PgConnection::establish(&self.url("postgres")).is_err() {
            ensure!(tokio::time::Instant::now() < deadline, "PostgreSQL does not start");
            tokio::time::sleep(Duration::from_millis(30)).await;
        }
        Ok(())
    }

    /// Stops it without a check point and without a word, as `pg_ctl stop -m immediate` does.
    ///
    /// # Errors
    /// When it cannot be waited for.
    pub async fn crash(&mut self) -> Result<()> {
        if let Some(mut process) = self.process.take() {
            process.signal("QUIT").await?;
            process.ended(PATIENCE).await?;
        }
        Ok(())
    }

    /// A database with this name.
    ///
    /// # Errors
    /// When it cannot be made.
    pub fn database(&self, name: &str) -> Result<String> {
        PgConnection::establish(&self.url("postgres"))?.batch_execute(&format!("CREATE DATABASE {name}"))?;
        Ok(self.url(name))
    }

    /// Its process id; 0 when it does not run.
    #[must_use]
    pub fn pid(&self) -> u32 {
        self.process.as_ref().map_or(0, Process::pid)
    }

    /// The folder of its data.
    #[must_use]
    pub fn data(&self) -> PathBuf {
        self.folder.join("data")
    }

    /// Where it listens.
    #[must_use]
    pub fn address(&self) -> String {
        format!("127.0.0.1:{}", self.port)
    }

    /// The URL of one of its databases.
    #[must_use]
    pub fn url(&self, name: &str) -> String {
        self.url_through(self.port, name)
    }

    /// The same through another port.
    #[must_use]
    pub fn url_through(&self, port: u16, name: &str) -> String {
        format!("postgres://postgres@127.0.0.1:{port}/{name}")
    }

    /// A program of PostgreSQL that asks this server, such as `pgbench`.
    ///
    /// # Errors
    /// When PostgreSQL is not installed.
    pub fn program(&self, name: &str) -> Result<tokio::process::Command> {
        let mut program = command(programs()?.join(name), &Cores::all(), User::Same);
        program.args(["-h", "127.0.0.1", "-p", &self.port.to_string(), "-U", "postgres"]);
        Ok(program)
    }
}

impl Drop for Postgres {
    fn drop(&mut self) {
        // its own children notice that it is gone
        self.process.take();
    }
}

/// Debian keeps the programs out of PATH, by version: the newest.
fn programs() -> Result<PathBuf> {
    let mut found: Vec<(u32, PathBuf)> = std::fs::read_dir("/usr/lib/postgresql")
        .context("PostgreSQL is missing: ./justw setup installs it")?
        .filter_map(|entry| {
            let path = entry.ok()?.path();
            let version = path.file_name()?.to_str()?.parse().ok()?;
            Some((version, path.join("bin")))
        })
        .collect();
    found.sort();
    let newest = found
        .pop()
        .context("PostgreSQL is missing: ./justw setup installs it")?;
    Ok(newest.1)
}
