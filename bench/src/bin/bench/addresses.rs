//! Whether the time of an answer tells who has an account (A3): the same question about an address that is known and one that is not, in
//! turns, the first of each round drawn by lot.

use std::{
    path::Path,
    time::{Duration, Instant},
};

use anyhow::{Context, Result, ensure};
use bench::{
    cluster::{Cluster, Shape},
    http::Http,
    node::Limits,
    page::table,
};

use crate::{
    crowd,
    questions::{People, QUESTIONS, Question},
    report::millis,
    times::Times,
};

/// How far apart the medians may be, in milliseconds.
const APART: f64 = 5.0;
/// How well one may be able to tell the two kinds by their times: 0.5 is not at all, 1 is always.
const AREA: f64 = 0.60;
/// After each answer its job runs, on the same core: whoever wants to know waits until it is done.
const PAUSE: Duration = Duration::from_millis(25);

/// What was found about a question.
struct Told {
    name: &'static str,
    /// Medians of known and unknown addresses, in milliseconds.
    medians: [f64; 2],
    /// The area under the curve of whoever guesses by the time.
    area: f64,
}

/// Measures all questions.
pub async fn measure((shape, binary): (Shape, &Path), times: &Times) -> Result<(String, Vec<String>)> {
    let mut cluster = Cluster::found(shape, binary, &[]).await?;
    let people = People::gather(&cluster.school, times.rounds).await?;
    crowd::start_nodes(&mut cluster, (shape, binary), Limits::Off).await?;
    let (targets, _) = crowd::places(&cluster);
    let mut http = Http::new(*targets.first().context("a node")?);
    let mut told = Vec::new();
    for question in QUESTIONS {
        eprintln!("  {}", question.name);
        told.push(ask(&mut http, &people, &question).await?);
    }
    let faults = told.iter().filter(|told| told.apart() >= APART || told.area >= AREA);
    let faults = faults.map(|told| format!("{} tells who is known", told.name)).collect();
    let rows: Vec<Vec<String>> = told.iter().map(Told::row).collect();
    let head = [
        "question",
        "rounds",
        "median, known",
        "median, unknown",
        &format!("apart (limit < {APART:.0} ms)"),
        &format!("ROC-AUC (limit < {AREA:.2})"),
    ];
    let rows: Vec<Vec<String>> = rows.into_iter().map(|row| with_rounds(row, times.rounds)).collect();
    Ok((table(&head, &rows), faults))
}

fn with_rounds(mut row: Vec<String>, rounds: usize) -> Vec<String> {
    row.insert(1, rounds.to_string());
    row
}

async fn ask(http: &mut Http, people: &People, question: &Question) -> Result<Told> {
    let (known, unknown) = (question.addresses)(people);
    let (mut of_known, mut of_unknown) = (Vec::new(), Vec::new());
    for (round, (known, unknown)) in known.into_iter().zip(unknown).enumerate() {
        let mut turns = [(known, &mut of_known), (unknown, &mut of_unknown)];
        if fastrand::bool() {
            turns.reverse();
        }
        for (email, times) in turns {
            let bytes = (question.bytes)(people, email, round);
            let begun = Instant::now();
            let status = http.send(&bytes).await?;
            times.push(begun.elapsed().as_secs_f64() * 1000.0);
            ensure!(
                status == question.status,
                "{} is answered {status}: {}",
                question.name,
                String::from_utf8_lossy(http.body())
            );
            tokio::time::sleep(PAUSE).await;
        }
    }
    of_known.sort_by(f64::total_cmp);
    of_unknown.sort_by(f64::total_cmp);
    Ok(Told {
        name: question.name,
        medians: [median(&of_known), median(&of_unknown)],
        area: area(&of_known, &of_unknown),
    })
}

impl Told {
    fn apart(&self) -> f64 {
        (self.medians[0] - self.medians[1]).abs()
    }

    fn row(&self) -> Vec<String> {
        let marked = |text: String, is_broken: bool| if is_broken { format!("**{text}**") } else { text };
        vec![
            self.name.to_owned(),
            millis(self.medians[0]),
            millis(self.medians[1]),
            marked(millis(self.apart()), self.apart() >= APART),
            marked(format!("{:.3}", self.area), self.area >= AREA),
        ]
    }
}

fn median(sorted: &[f64]) -> f64 {
    sorted.get(sorted.len() / 2).copied().unwrap_or_default()
}

/// How often the one kind takes longer than the other, whichever does so more often; a tie is half a time.
fn area(known: &[f64], unknown: &[f64]) -> f64 {
    let longer = known.iter().map(|time| {
        let less = unknown.partition_point(|other| other < time);
        let most = unknown.partition_point(|other| other <= time);
        (less + most) as f64 / 2.0
    });
    let area = longer.sum::<f64>() / (known.len() * unknown.len()).max(1) as f64;
    area.max(1.0 - area)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_area_says_how_well_two_kinds_can_be_told() {
        let same = [1.0, 2.0, 3.0];
        assert!((area(&same, &same) - 0.5).abs() < 1e-9);
        for (one, other) in [([1.0, 2.0], [3.0, 4.0]), ([3.0, 4.0], [1.0, 2.0])] {
            assert!((area(&one, &other) - 1.0).abs() < 1e-9, "{one:?} {other:?}");
        }
        assert!((area(&[1.0, 4.0], &[2.0, 3.0]) - 0.5).abs() < 1e-9);
        assert!((area(&[1.0, 3.0], &[0.0, 2.0]) - 0.75).abs() < 1e-9);
    }
}
