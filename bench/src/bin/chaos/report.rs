//! The verdicts as a table of Markdown.

use bench::{machine, page::table};
use store::clock;

use crate::verdict::Verdict;

/// Everything as text.
pub fn text(verdicts: &[Verdict], seed: u64, quick: bool) -> String {
    let command = if quick { "just chaos --quick" } else { "just chaos" };
    let mut rows: Vec<Vec<String>> = verdicts
        .iter()
        .map(|verdict| {
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
        })
        .collect();
    rows.sort_by(|one, other| one.first().cmp(&other.first()));
    format!(
        "`{command} --seed {seed}`, {}; {} cores of {}, load average {}.\n\n{}",
        clock::now().date(),
        machine::cores(),
        machine::processor(),
        machine::load(),
        table(&["promise", "configuration", "what happened", "faults"], &rows).trim_end(),
    )
}
