//! A Redis server of our own, which can be killed and emptied.

use std::{path::Path, process::Stdio, time::Duration};

use anyhow::{Result, ensure};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
};

use crate::process::{Cores, Process, User, command, free_port};

/// A server that keeps nothing on disk.
#[derive(Debug)]
pub struct Redis {
    port: u16,
    process: Option<Process>,
    folder: std::path::PathBuf,
}

impl Redis {
    /// Starts one.
    ///
    /// # Errors
    /// When Redis is not installed or does not start.
    pub async fn start(folder: &Path) -> Result<Self> {
        let mut server = Self {
            port: free_port()?,
            process: None,
            folder: folder.to_owned(),
        };
        server.start_again().await?;
        Ok(server)
    }

    /// Starts it again on the same port, empty.
    ///
    /// # Errors
    /// When it does not answer.
    pub async fn start_again(&mut self) -> Result<()> {
        let mut server = command("redis-server", &Cores::all(), User::Same);
        server.args([
            "--port",
            &self.port.to_string(),
            "--bind",
            "127.0.0.1",
            "--save",
            "",
            "--appendonly",
            "no",
        ]);
        server
            .arg("--dir")
            .arg(&self.folder)
            .stdout(Stdio::null())
            .stderr(Stdio::null());
        self.process = Some(Process::start(server)?);
        let deadline = tokio::time::Instant::now() + Duration::from_secs(10);
        while self.say("PING\r\n").await.is_err() {
            ensure!(tokio::time::Instant::now() < deadline, "Redis does not start");
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        Ok(())
    }

    /// Kills it.
    ///
    /// # Errors
    /// When it cannot be waited for.
    pub async fn kill(&mut self) -> Result<()> {
        match self.process.take() {
            Some(mut process) => process.kill().await,
            None => Ok(()),
        }
    }

    /// Makes it forget everything.
    ///
    /// # Errors
    /// When it does not answer.
    pub async fn flush(&self) -> Result<()> {
        self.say("FLUSHALL\r\n").await
    }

    async fn say(&self, command: &str) -> Result<()> {
        let mut stream = TcpStream::connect(self.address()).await?;
        stream.write_all(command.as_bytes()).await?;
        let mut answer = [0; 64];
        let length = stream.read(&mut answer).await?;
        ensure!(answer.first() == Some(&b'+') && length > 0, "Redis refuses {command}");
        Ok(())
    }

    /// Its process id; 0 when it does not run.
    #[must_use]
    pub fn pid(&self) -> u32 {
        self.process.as_ref().map_or(0, Process::pid)
    }

    /// Where it listens.
    #[must_use]
    pub fn address(&self) -> String {
        format!("127.0.0.1:{}", self.port)
    }
}
