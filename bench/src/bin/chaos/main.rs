//! `just chaos`: everything that the server stands on fails, again and again, while people write and read; then the judge compares what
//! they were told with what is there.
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
use fastrand::Rng;
use futures_util::future::try_join_all;
use tokio::task::LocalSet;

mod client;
mod history;
mod house;
mod judge;
mod m1;
mod m3;
mod m4;
mod m5;
mod m6;
mod m8;
mod nemesis;
mod numbers;
// the very file of the tests: depending on their crate would build the whole server once more
#[path = "../../../../crates/testkit/src/proxy.rs"]
#[expect(clippy::expect_used, reason = "as in testkit: without a port nothing can go on")]
mod proxy;
mod report;
mod tabs;
mod verdict;
mod writers;

use crate::{
    house::{Config, House, MATRIX, POSTGRES},
    numbers::Numbers,
    verdict::Verdict,
};

/// Breaks what the release binary stands on, and judges M1 to M5 in six configurations; with `--many` M6 and M8 in two.
#[derive(Debug, Parser)]
#[command(name = "chaos")]
struct Arguments {
    /// The same seed gives the same faults.
    #[arg(long)]
    seed: Option<u64>,
    /// Small numbers: less than a minute for everything.
    #[arg(long)]
    quick: bool,
    /// Only the configurations whose names contain this.
    #[arg(long)]
    only: Option<String>,
    /// Write the tables into docs/chaos.md: of one node, of two nodes, each as a whole; a quick run replaces none of a full one.
    #[arg(long)]
    write: bool,
    /// Only what is about many at once, M6 and M8, without faults: SQLite with one node, PostgreSQL and Redis with two.
    #[arg(long)]
    many: bool,
    /// Let PostgreSQL forget what it has acknowledged; then the judge has to find something.
    #[arg(long)]
    broken: bool,
    /// The binary to break.
    #[arg(long, env = "ECOLEHUB")]
    binary: PathBuf,
}

const PAGE: &str = "docs/chaos.md";

impl Arguments {
    fn configs(&self) -> Vec<Config> {
        let wanted = |config: &&Config| self.only.as_ref().is_none_or(|part| config.name().contains(part));
        MATRIX.iter().filter(wanted).copied().collect()
    }
}

fn main() -> Result<()> {
    let arguments = Arguments::parse();
    // one thread: the processes that we start live as long as the thread that started them
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    LocalSet::new().block_on(&runtime, async {
        tokio::select! {
            done = run(&arguments) => done,
            stopped = bench::process::told_to_stop() => stopped,
        }
    })
}

async fn run(arguments: &Arguments) -> Result<()> {
    let binary = arguments
        .binary
        .canonicalize()
        .context("the binary is missing: just build")?;
    let seed = arguments.seed.unwrap_or_else(|| fastrand::u64(..1_000_000));
    println!("seed {seed}");
    let run = if arguments.quick { Run::Quick } else { Run::Full };
    let numbers = if arguments.quick { Numbers::QUICK } else { Numbers::FULL };
    if arguments.broken {
        return broken(&binary, &numbers, seed).await;
    }
    let configs = arguments.configs();
    ensure!(!configs.is_empty(), "no configuration has such a name");
    if arguments.many {
        return many(arguments, &binary, (run, &numbers, seed)).await;
    }
    let tables = report::tables(&configs);
    if arguments.write {
        report::check(&tables, &configs)?;
        let names: Vec<String> = tables.iter().map(|table| table.block()).collect();
        page::check(Path::new(PAGE), &names, run)?;
    }
    let verdicts = if arguments.quick {
        let each = configs.iter().map(|config| async {
            let house = House::build(*config, &binary, &POSTGRES).await?;
            let mut verdicts = under_load(&house, &numbers, seed).await?;
            verdicts.extend(m4::run(&house, &numbers, &mut Rng::with_seed(seed)).await?);
            anyhow::Ok(verdicts)
        });
        try_join_all(each).await?.into_iter().flatten().collect()
    } else {
        one_after_the_other(&configs, &binary, (&numbers, seed)).await?
    };
    for table in tables {
        let text = table.text(&verdicts, (run, seed));
        println!("{text}\n");
        if arguments.write {
            page::write(Path::new(PAGE), &table.block(), &text)?;
        }
    }
    blame(&verdicts, seed)
}

/// M6 and M8, one configuration after the other.
async fn many(arguments: &Arguments, binary: &Path, (run, numbers, seed): (Run, &Numbers, u64)) -> Result<()> {
    let name = report::MANY.to_owned();
    if arguments.write {
        page::check(Path::new(PAGE), std::slice::from_ref(&name), run)?;
    }
    let mut verdicts = Vec::new();
    for config in MATRIX.iter().filter(|config| report::is_of_many(**config)) {
        let house = House::build(*config, binary, &POSTGRES).await?;
        let mut random = Rng::with_seed(seed);
        verdicts.extend(m6::run(&house, numbers, &mut random).await?);
        verdicts.push(m8::run(&house, numbers, &mut random).await?);
    }
    let text = report::many(&verdicts, (run, seed));
    println!("{text}\n");
    if arguments.write {
        page::write(Path::new(PAGE), &name, &text)?;
    }
    blame(&verdicts, seed)
}

/// Says what is wrong, if anything is.
fn blame(verdicts: &[Verdict], seed: u64) -> Result<()> {
    let faults: Vec<_> = verdicts.iter().filter(|verdict| !verdict.faults.is_empty()).collect();
    for verdict in &faults {
        eprintln!(
            "{} {}: {} faults",
            verdict.promise,
            verdict.config,
            verdict.faults.len()
        );
        verdict.faults.iter().take(10).for_each(|fault| eprintln!("  {fault}"));
    }
    ensure!(faults.is_empty(), "a promise was broken; seed {seed}");
    Ok(())
}

/// Under load each configuration has the machine for itself; what only waits is waited for together.
async fn one_after_the_other(
    configs: &[Config],
    binary: &Path,
    (numbers, seed): (&Numbers, u64),
) -> Result<Vec<Verdict>> {
    let (mut verdicts, mut houses) = (Vec::new(), Vec::new());
    for config in configs {
        eprintln!("{}", config.name());
        let house = House::build(*config, binary, &POSTGRES).await?;
        for verdict in under_load(&house, numbers, seed).await? {
            eprintln!(
                "  {}: {}, {} faults",
                verdict.promise,
                verdict.counts,
                verdict.faults.len()
            );
            verdicts.push(verdict);
        }
        houses.push(house);
    }
    eprintln!("Redis away, everywhere");
    let waiting = houses
        .iter()
        .map(|house| async move { m4::run(house, numbers, &mut Rng::with_seed(seed)).await });
    verdicts.extend(try_join_all(waiting).await?.into_iter().flatten());
    Ok(verdicts)
}

async fn under_load(house: &House, numbers: &Numbers, seed: u64) -> Result<Vec<Verdict>> {
    let mut random = Rng::with_seed(seed);
    let flapping = random.fork();
    let work = async {
        let mut verdicts = m1::run(house, numbers, &mut random).await?;
        verdicts.push(m3::run(house, numbers, &mut random).await?);
        verdicts.push(m5::run(house, numbers).await?);
        anyhow::Ok(verdicts)
    };
    if !house.config.flapping {
        return work.await;
    }
    tokio::select! {
        verdicts = work => verdicts,
        () = nemesis::flap(house, flapping) => anyhow::bail!("Redis does not flap for ever"),
    }
}

/// A database that answers before it has written, and is crashed: what a lost message looks like.
async fn broken(binary: &Path, numbers: &Numbers, seed: u64) -> Result<()> {
    let config = MATRIX
        .iter()
        .find(|config| config.shape.postgres)
        .context("a PostgreSQL")?;
    let settings = [
        "synchronous_commit=off",
        "wal_writer_delay=10s",
        "wal_writer_flush_after=0",
    ];
    let house = House::build(*config, binary, &settings).await?;
    let verdicts = m1::run(&house, numbers, &mut Rng::with_seed(seed)).await?;
    let found: usize = verdicts.iter().map(|verdict| verdict.faults.len()).sum();
    println!("with a database that forgets, the judge finds {found} faults, such as");
    verdicts
        .iter()
        .flat_map(|verdict| &verdict.faults)
        .take(3)
        .for_each(|fault| println!("  {fault}"));
    ensure!(found > 0, "the judge found nothing");
    Ok(())
}
