//! `just bench`: what the release binary does on this machine, beside what the machine could do with nothing behind a call.
#![expect(
    clippy::cast_precision_loss,
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "counts and times become figures that people read"
)]

use std::path::PathBuf;

use anyhow::{Context, Result};
use bench::cluster::Shape;
use clap::{Parser, ValueEnum};
use tokio::task::LocalSet;

mod bare;
mod limits;
mod load;
mod report;
mod rest;
mod rooms;
mod run;
mod sql;
mod times;

use crate::times::Times;

/// Measures the release binary: calls and rooms, on each configuration that a school may run.
#[derive(Debug, Parser)]
#[command(name = "bench")]
struct Arguments {
    /// About a minute for each configuration, instead of four.
    #[arg(long)]
    quick: bool,
    /// Write the tables into docs/performance.md.
    #[arg(long)]
    write: bool,
    /// Only this configuration.
    #[arg(long, value_enum)]
    only: Option<Only>,
    /// The binary to measure.
    #[arg(long, env = "ECOLEHUB")]
    binary: Option<PathBuf>,
    /// Be the bare server on this port.
    #[arg(long, hide = true)]
    bare: Option<u16>,
}

/// A configuration.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Only {
    /// SQLite, one node.
    Sqlite,
    /// PostgreSQL and Redis, one node.
    Postgres,
    /// PostgreSQL and Redis, two nodes.
    Nodes,
}

impl Only {
    const fn shape(self) -> Shape {
        match self {
            Self::Sqlite => Shape {
                postgres: false,
                redis: false,
                nodes: 1,
            },
            Self::Postgres => Shape {
                postgres: true,
                redis: true,
                nodes: 1,
            },
            Self::Nodes => Shape {
                postgres: true,
                redis: true,
                nodes: 2,
            },
        }
    }
}

fn main() -> Result<()> {
    let arguments = Arguments::parse();
    if let Some(port) = arguments.bare {
        return bare::serve(port);
    }
    // one thread: it has one core, and the processes that we start live as long as the thread that started them
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    LocalSet::new().block_on(&runtime, async {
        tokio::select! {
            done = run(&arguments) => done,
            stopped = bench::process::told_to_stop() => stopped,
        }
    })
}

async fn run(arguments: &Arguments) -> Result<()> {
    let binary = arguments.binary.as_ref().and_then(|binary| binary.canonicalize().ok());
    let binary = binary.context("the binary is missing: just build")?;
    let times = if arguments.quick { Times::QUICK } else { Times::FULL };
    let mut found = Vec::new();
    for only in [Only::Sqlite, Only::Postgres, Only::Nodes] {
        if arguments.only.is_none_or(|wanted| wanted == only) {
            let shape = only.shape();
            eprintln!("{}", shape.name());
            found.push(run::measure(shape, &binary, &times).await?);
        }
    }
    let text = report::text(&found, arguments.quick);
    println!("{text}");
    if arguments.write {
        bench::page::write("docs/performance.md".as_ref(), "bench", &text)?;
    }
    let faults: u64 = found
        .iter()
        .flat_map(|found| &found.deliveries)
        .flat_map(|delivery| delivery.faults)
        .sum();
    anyhow::ensure!(
        faults == 0,
        "{faults} deliveries were lost, doubled or out of order, or sockets were closed"
    );
    Ok(())
}
