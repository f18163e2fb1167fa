//! The verdicts as tables of Markdown: one of the configurations with one node, one of those with two.

use anyhow::{Result, ensure};
use bench::{
    machine,
    page::{Run, table},
};
use store::clock;

use crate::{
    house::{Config, MATRIX},
    verdict::Verdict,
};

/// A table of the page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Table {
    nodes: usize,
}

/// The tables that these configurations are in.
pub fn tables(configs: &[Config]) -> Vec<Table> {
    let all = [1, 2].into_iter().map(|nodes| Table { nodes });
    all.filter(|table| configs.iter().any(|config| table.has(*config)))
        .collect()
}

/// Refuses to write a table that lacks configurations: those of an earlier run would be lost.
pub fn check(tables: &[Table], configs: &[Config]) -> Result<()> {
    for table in tables {
        let is_whole = MATRIX
            .iter()
            .all(|config| !table.has(*config) || configs.contains(config));
        ensure!(is_whole, "to write: --only \"{}\", or everything", table.name());
    }
    Ok(())
}

impl Table {
    fn has(self, config: Config) -> bool {
        config.shape.nodes == self.nodes
    }

    /// What `--only` takes for it.
    const fn name(self) -> &'static str {
        if self.nodes == 1 { "1 node" } else { "2 nodes" }
    }

    /// The name of its block on the page.
    pub fn block(self) -> String {
        format!("chaos:{}", self.name())
    }

    /// The command that makes it, and its rows.
    pub fn text(self, verdicts: &[Verdict], (run, seed): (Run, u64)) -> String {
        let of_ours = verdicts.iter().filter(|verdict| verdict.config.contains(self.name()));
        let mut rows: Vec<Vec<String>> = of_ours.map(row).collect();
        rows.sort_by(|one, other| one.first().cmp(&other.first()));
        format!(
            "`just chaos{} --seed {seed} --write --only \"{}\"`, {}; {} cores of {}, load average {}.\n\n{}",
            run.option(),
            self.name(),
            clock::now().date(),
            machine::cores(),
            machine::processor(),
            machine::load(),
            table(&["promise", "configuration", "what happened", "faults"], &rows).trim_end(),
        )
    }
}

/// The block of what is about many at once.
pub const MANY: &str = "chaos:many";

/// Whether M6 and M8 are judged in a configuration: the smallest and the largest one.
pub const fn is_of_many(config: Config) -> bool {
    let shape = config.shape;
    !config.flapping && (shape.nodes == 2 || !(shape.postgres || shape.redis))
}

/// The table of what is about many at once, with the command that makes it.
pub fn many(verdicts: &[Verdict], (run, seed): (Run, u64)) -> String {
    let rows: Vec<Vec<String>> = verdicts.iter().map(row).collect();
    format!(
        "`just chaos{} --many --seed {seed} --write`, {}; {} cores of {}, load average {}.\n\n{}",
        run.option(),
        clock::now().date(),
        machine::cores(),
        machine::processor(),
        machine::load(),
        table(&["promise", "configuration", "what happened", "faults"], &rows).trim_end(),
    )
}

fn row(verdict: &Verdict) -> Vec<String> {
    let faults = match verdict.faults.len() {
        0 => "0".to_owned(),
        count => format!("**{count}**"),
    };
    vec![
        verdict.promise.to_owned(),
        verdict.config.clone(),
        verdict.counts.clone(),
        faults,
    ]
}
