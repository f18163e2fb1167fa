//! `just bench`: what the release binary does on this machine, beside what the machine could do with nothing behind a call; and whether
//! its doors hold.
#![expect(
    clippy::cast_precision_loss,
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "counts and times become figures that people read"
)]

use std::path::{Path, PathBuf};

use anyhow::{Context, Result, ensure};
use bench::page::{self, Run};
use clap::Parser;
use tokio::task::LocalSet;

mod addresses;
mod bare;
mod crowd;
mod fanout;
mod flood;
mod limits;
mod load;
mod part;
mod questions;
mod recorded;
mod report;
mod rest;
mod rooms;
mod run;
mod sql;
mod stream;
mod times;

use crate::part::{Only, Part};

const PAGE: &str = "docs/performance.md";

/// Measures the release binary: calls, rooms and doors, on each configuration that a school may run.
#[derive(Debug, Parser)]
#[command(name = "bench")]
struct Arguments {
    /// About two minutes for each configuration, instead of ten.
    #[arg(long)]
    quick: bool,
    /// Write each table into its place in docs/performance.md; a quick run replaces none of a full one.
    #[arg(long)]
    write: bool,
    /// Only this configuration.
    #[arg(long, value_enum)]
    only: Option<Only>,
    /// Only these parts.
    #[arg(long, value_enum)]
    part: Vec<Part>,
    /// The binary to measure.
    #[arg(long, env = "ECOLEHUB")]
    binary: Option<PathBuf>,
    /// Be the bare server on this port.
    #[arg(long, hide = true)]
    bare: Option<u16>,
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
    let run = if arguments.quick { Run::Quick } else { Run::Full };
    let wanted = arguments.wanted();
    ensure!(!wanted.is_empty(), "these parts are not measured in this configuration");
    if arguments.write {
        let names: Vec<String> = wanted.iter().map(|(only, part)| part.block(*only)).collect();
        page::check(Path::new(PAGE), &names, run)?;
    }
    let mut broken = 0;
    for (only, part) in wanted {
        eprintln!("{}: {part:?}", only.shape().name());
        let block = part.measure(only, (&binary, run)).await?;
        println!("### {}\n\n{}\n", only.shape().name(), block.text);
        if arguments.write {
            page::write(Path::new(PAGE), &part.block(only), &block.text)?;
        }
        block.faults.iter().for_each(|fault| eprintln!("  broken: {fault}"));
        if run == Run::Full || part.is_judged_when_quick() {
            broken += block.faults.len();
        }
    }
    ensure!(broken == 0, "{broken} limits were broken");
    Ok(())
}

impl Arguments {
    fn wanted(&self) -> Vec<(Only, Part)> {
        let onlys = [Only::Sqlite, Only::Postgres, Only::Nodes].into_iter();
        let onlys = onlys.filter(|only| self.only.is_none_or(|wanted| wanted == *only));
        onlys
            .flat_map(|only| Part::ALL.map(|part| (only, part)))
            .filter(|(only, part)| part.is_measured_in(*only))
            .filter(|(_, part)| self.part.is_empty() || self.part.contains(part))
            .collect()
    }
}
