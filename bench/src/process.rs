//! Processes that die with us, on the cores that they are given.

use std::{
    ffi::OsStr,
    net::TcpListener,
    os::unix::fs::MetadataExt,
    path::Path,
    process::{ExitStatus, Stdio},
    time::Duration,
};

use anyhow::{Context, Result, bail, ensure};
use tokio::{
    process::{Child, Command},
    signal::unix::{SignalKind, signal},
};

/// The cores that a process may use, as `taskset` takes them; nothing for all of them.
#[derive(Debug, Clone, Default)]
pub struct Cores(pub Option<String>);

impl Cores {
    /// One core.
    #[must_use]
    pub fn one(core: usize) -> Self {
        Self(Some(core.to_string()))
    }

    /// Every core of the machine, also when we ourselves are kept to one.
    #[must_use]
    pub fn all() -> Self {
        Self(Some(format!("0-{}", crate::machine::cores().saturating_sub(1))))
    }
}

/// Who runs a process.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum User {
    /// Whoever runs us.
    Same,
    /// The user of PostgreSQL, which refuses to run as root.
    Postgres,
}

/// A program on these cores. When we end, however that comes, the kernel ends it too.
#[must_use]
pub fn command(program: impl AsRef<OsStr>, cores: &Cores, user: User) -> Command {
    let mut command = match &cores.0 {
        Some(list) => {
            let mut command = Command::new("taskset");
            command.args(["-c", list, "setpriv"]);
            command
        }
        None => Command::new("setpriv"),
    };
    if user == User::Postgres && is_root() {
        command.args(["--reuid", "postgres", "--regid", "postgres", "--clear-groups"]);
    }
    command.args(["--pdeathsig", "KILL", "--"]).arg(program);
    command.stdin(Stdio::null()).kill_on_drop(true);
    command
}

fn is_root() -> bool {
    std::fs::metadata("/proc/self").is_ok_and(|me| me.uid() == 0)
}

/// Gives a folder to the user of PostgreSQL.
///
/// # Errors
/// When there is no such user.
pub async fn hand_over(folder: &Path) -> Result<()> {
    if is_root() {
        let done = Command::new("chown")
            .arg("postgres:postgres")
            .arg(folder)
            .status()
            .await?;
        ensure!(
            done.success(),
            "there is no user \"postgres\": install the package postgresql"
        );
    }
    Ok(())
}

/// Keeps a process that runs, with all its threads, to these cores.
///
/// # Errors
/// When `taskset` refuses.
pub async fn keep_to(pid: u32, cores: &Cores) -> Result<()> {
    let Some(list) = &cores.0 else { return Ok(()) };
    let mut taskset = Command::new("taskset");
    taskset.args(["-acp", list, &pid.to_string()]).stdout(Stdio::null());
    ensure!(
        taskset.status().await?.success(),
        "process {pid} cannot be kept to the cores {list}"
    );
    Ok(())
}

/// A running process.
#[derive(Debug)]
pub struct Process {
    child: Child,
    pid: u32,
}

impl Process {
    /// Starts it.
    ///
    /// # Errors
    /// When it cannot be started.
    pub fn start(mut command: Command) -> Result<Self> {
        let child = command.spawn().with_context(|| format!("{command:?}"))?;
        let pid = child.id().context("a process without an id")?;
        Ok(Self { child, pid })
    }

    /// Its id.
    #[must_use]
    pub const fn pid(&self) -> u32 {
        self.pid
    }

    /// The child, for its pipes.
    pub const fn child(&mut self) -> &mut Child {
        &mut self.child
    }

    /// Whether it has ended.
    pub fn has_ended(&mut self) -> bool {
        !matches!(self.child.try_wait(), Ok(None))
    }

    /// Sends a signal: `KILL`, `STOP`, `CONT`, `QUIT`.
    ///
    /// # Errors
    /// When `kill` cannot be run; a process that has ended already is no error.
    pub async fn signal(&self, name: &str) -> Result<()> {
        let mut kill = Command::new("kill");
        kill.args([&format!("-{name}"), &self.pid.to_string()])
            .stderr(Stdio::null());
        kill.status().await?;
        Ok(())
    }

    /// Kills it, and waits for its end.
    ///
    /// # Errors
    /// When it cannot be waited for.
    pub async fn kill(&mut self) -> Result<()> {
        Ok(self.child.kill().await?)
    }

    /// Waits for its end after a signal; kills it when that takes too long.
    ///
    /// # Errors
    /// When it cannot be waited for.
    pub async fn ended(&mut self, within: Duration) -> Result<ExitStatus> {
        if let Ok(status) = tokio::time::timeout(within, self.child.wait()).await {
            return Ok(status?);
        }
        self.child.kill().await?;
        Ok(self.child.wait().await?)
    }
}

/// Waits until we are told to stop: whoever is dropped then takes away what it has started.
///
/// # Errors
/// When signals cannot be heard.
pub async fn told_to_stop() -> Result<()> {
    let mut terminate = signal(SignalKind::terminate())?;
    let mut interrupt = signal(SignalKind::interrupt())?;
    tokio::select! {
        _ = terminate.recv() => {}
        _ = interrupt.recv() => {}
    }
    bail!("stopped")
}

/// A port that is free at this moment.
///
/// # Errors
/// When there is none.
pub fn free_port() -> Result<u16> {
    Ok(TcpListener::bind("127.0.0.1:0")?.local_addr()?.port())
}
