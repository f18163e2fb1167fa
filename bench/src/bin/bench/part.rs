//! The parts of a run: what can be measured by itself, and has a place of its own on the page for each configuration.

use std::path::Path;

use anyhow::Result;
use bench::{cluster::Shape, machine, page::Run};
use clap::ValueEnum;
use store::clock;

use crate::{addresses, fanout, flood, report, run, times::Times};

/// A part of a run.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Part {
    /// Calls: latencies, highest rates, and what the machine could do.
    Rest,
    /// Rooms: deliveries over sockets, and the memory of an idle connection.
    Rooms,
    /// The most messages that rooms carry, beside a bare broadcast; on one node with Redis.
    Fanout,
    /// Whether times tell who has an account (A3); on one node.
    Addresses,
    /// A flood of logins (A2); on one node.
    Flood,
}

/// A configuration.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Only {
    /// SQLite, one node.
    Sqlite,
    /// PostgreSQL and Redis, one node.
    Postgres,
    /// PostgreSQL and Redis, two nodes.
    Nodes,
}

/// What came of one part in one configuration.
pub struct Block {
    /// For the page.
    pub text: String,
    /// Promises that were broken, in words.
    pub faults: Vec<String>,
}

impl Only {
    /// What it runs.
    pub const fn shape(self) -> Shape {
        let (postgres, redis, nodes) = match self {
            Self::Sqlite => (false, false, 1),
            Self::Postgres => (true, true, 1),
            Self::Nodes => (true, true, 2),
        };
        Shape { postgres, redis, nodes }
    }
}

impl Part {
    /// All of them.
    pub const ALL: [Self; 5] = [Self::Rest, Self::Rooms, Self::Fanout, Self::Addresses, Self::Flood];

    /// Whether it says something in this configuration: at a door of one node, a second one changes nothing, and two nodes share one core.
    pub fn is_measured_in(self, only: Only) -> bool {
        matches!(self, Self::Rest | Self::Rooms) || only != Only::Nodes
    }

    /// The name of its block on the page.
    pub fn block(self, only: Only) -> String {
        format!("bench:{}:{}", word(self), word(only))
    }

    /// Whether a quick run is judged too: nothing may ever be lost, but times need many rounds and a quiet machine.
    pub const fn is_judged_when_quick(self) -> bool {
        matches!(self, Self::Rest | Self::Rooms)
    }

    /// Measures it.
    pub async fn measure(self, only: Only, (binary, run): (&Path, Run)) -> Result<Block> {
        let times = match run {
            Run::Quick => Times::QUICK,
            Run::Full => Times::FULL,
        };
        let (load, place) = (machine::load(), (only.shape(), binary));
        let (table, faults) = match self {
            Self::Rest => (report::calls(&run::calls(place, &times).await?), Vec::new()),
            Self::Rooms => {
                let found = run::rooms(place, &times).await?;
                (report::rooms(&found), report::faults(&found))
            }
            Self::Fanout => fanout::measure(place, &times).await?,
            Self::Addresses => addresses::measure(place, &times).await?,
            Self::Flood => flood::measure(place, &times).await?,
        };
        let text = format!(
            "`just bench{} --write --part {} --only {}`, {}; {} cores of {}, {} GiB; load average before: {load}.\n\n{}",
            run.option(),
            word(self),
            word(only),
            clock::now().date(),
            machine::cores(),
            machine::processor(),
            machine::memory_gib(),
            table.trim_end(),
        );
        Ok(Block { text, faults })
    }
}

/// The word for it on the command line.
fn word(value: impl ValueEnum) -> String {
    let word = value.to_possible_value();
    word.map(|word| word.get_name().to_owned()).unwrap_or_default()
}
