//! The real server, as a process.

use std::{
    fs::{File, OpenOptions},
    net::SocketAddr,
    path::PathBuf,
    process::Stdio,
    time::Duration,
};

use anyhow::{Context, Result, bail};
use tokio::io::{AsyncBufReadExt, BufReader};

use crate::process::{Cores, Process, User, command, free_port};

/// The secret key of every school that we build.
pub const SECRET: &str = "a secret key that only the bench knows, 7391";

/// How a node is started.
#[derive(Debug, Clone)]
pub struct Setup {
    /// The release binary.
    pub binary: PathBuf,
    /// Its database.
    pub database_url: String,
    /// Its Redis, if any.
    pub redis_url: Option<String>,
    /// Its cores.
    pub cores: Cores,
    /// Where it works and logs.
    pub folder: PathBuf,
    /// What it logs.
    pub log: &'static str,
    /// What it limits.
    pub limits: Limits,
}

/// What a node limits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Limits {
    /// Nothing: the server is what is measured, and not its patience.
    Off,
    /// As in production, behind a proxy on this machine: `X-Forwarded-For` says where a request comes from.
    On,
}

impl Limits {
    const fn setting(self) -> &'static str {
        match self {
            Self::Off => "off",
            Self::On => "on",
        }
    }
}

/// A node.
#[derive(Debug)]
pub struct Node {
    setup: Setup,
    port: u16,
    process: Option<Process>,
}

impl Node {
    /// Starts one, and waits until it serves.
    ///
    /// # Errors
    /// When it does not.
    pub async fn start(setup: Setup) -> Result<Self> {
        let mut node = Self {
            setup,
            port: free_port()?,
            process: None,
        };
        node.start_again().await?;
        Ok(node)
    }

    /// Starts it again at the same address.
    ///
    /// # Errors
    /// When it does not serve within half a minute.
    pub async fn start_again(&mut self) -> Result<()> {
        let deadline = tokio::time::Instant::now() + Duration::from_secs(30);
        loop {
            match self.attempt().await {
                Ok(process) => {
                    self.process = Some(process);
                    return Ok(());
                }
                // its database may be away just now
                Err(error) if tokio::time::Instant::now() > deadline => return Err(error),
                Err(_) => tokio::time::sleep(Duration::from_millis(100)).await,
            }
        }
    }

    async fn attempt(&self) -> Result<Process> {
        let setup = &self.setup;
        let mut server = command(&setup.binary, &setup.cores, User::Same);
        server
            .arg("serve")
            .env("DATABASE_URL", &setup.database_url)
            .env("REDIS_URL", setup.redis_url.clone().unwrap_or_default())
            .env("HOST", "127.0.0.1")
            .env("PORT", self.port.to_string())
            .env("PUBLIC_URL", format!("http://127.0.0.1:{}", self.port))
            .env("SECRET_KEY", SECRET)
            .env("MAX_CONNECTIONS_PER_USER", "100")
            .env("RATE_LIMITS", setup.limits.setting())
            .env("TRUSTED_PROXIES", "127.0.0.1/32")
            .env("LOG", setup.log)
            .current_dir(&setup.folder)
            .stdout(Stdio::piped())
            .stderr(self.log_file()?);
        let mut process = Process::start(server)?;
        let stdout = process.child().stdout.take().context("a pipe")?;
        let mut lines = BufReader::new(stdout).lines();
        // the first line is the greeting: from then on it answers
        let greeting = tokio::time::timeout(Duration::from_secs(20), lines.next_line()).await;
        match greeting {
            Ok(Ok(Some(_))) => {
                tokio::spawn(async move { while let Ok(Some(_)) = lines.next_line().await {} });
                Ok(process)
            }
            _ => bail!("the server does not start: see {}", self.log_path().display()),
        }
    }

    fn log_path(&self) -> PathBuf {
        self.setup.folder.join(format!("node-{}.log", self.port))
    }

    fn log_file(&self) -> Result<File> {
        Ok(OpenOptions::new().create(true).append(true).open(self.log_path())?)
    }

    /// Kills it, as a crash does.
    ///
    /// # Errors
    /// When it cannot be waited for.
    pub async fn kill(&mut self) -> Result<()> {
        match self.process.take() {
            Some(mut process) => process.kill().await,
            None => Ok(()),
        }
    }

    /// Sends it a signal.
    ///
    /// # Errors
    /// When `kill` cannot be run.
    pub async fn signal(&self, name: &str) -> Result<()> {
        match &self.process {
            Some(process) => process.signal(name).await,
            None => Ok(()),
        }
    }

    /// Its process id; 0 when it does not run.
    #[must_use]
    pub fn pid(&self) -> u32 {
        self.process.as_ref().map_or(0, Process::pid)
    }

    /// Where it listens.
    #[must_use]
    pub fn address(&self) -> SocketAddr {
        SocketAddr::from(([127, 0, 0, 1], self.port))
    }
}
