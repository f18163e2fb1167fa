//! The figures as tables of Markdown.

use bench::{machine, page::table};
use store::clock;

use crate::{
    rest::{BOUND, Figures},
    rooms::Delivery,
    run::Findings,
};

/// Everything as text.
pub fn text(found: &[Findings], quick: bool) -> String {
    let command = if quick {
        "just bench --quick --write"
    } else {
        "just bench --write"
    };
    let mut text = format!(
        "`{command}`, {}; {} cores of {}, {} GiB; {}.\n",
        clock::now().date(),
        machine::cores(),
        machine::processor(),
        machine::memory_gib(),
        "the server on core 0, the load on core 1, PostgreSQL and Redis on all cores beside them",
    );
    for found in found {
        text += &format!("\n### {}\n\n", found.shape.name());
        text += &format!("Load average before: {}.\n\n", found.load);
        text += &calls(found);
        text += "\n";
        text += &rooms(found);
        text += &format!(
            "\nAn idle connection takes {:.1} KiB of the server's memory ({} of them).\n",
            found.idle.0, found.idle.1
        );
    }
    text.trim_end().to_owned()
}

fn calls(found: &Findings) -> String {
    let head = [
        "call",
        "at",
        "p50",
        "p95",
        "p99",
        &format!("sustained (p99 ≤ {BOUND:.0} ms)"),
        "failed",
        "CPU each",
        "bare actix-web",
        "its CPU each",
        "CPU, times bare",
        "SQL alone",
    ];
    let rows: Vec<Vec<String>> = found.figures.iter().map(|figures| row(found, figures)).collect();
    table(&head, &rows)
}

fn row(found: &Findings, figures: &Figures) -> Vec<String> {
    let limit = found.limits.iter().find(|limit| limit.name == figures.name);
    let none = || "–".to_owned();
    let sql = match figures.name {
        "send" => format!("{:.0}/s", found.sql.send),
        "history of 50" => format!("{:.0}/s", found.sql.history),
        _ => none(),
    };
    vec![
        figures.name.to_owned(),
        format!("{:.0}/s", figures.rate),
        millis(figures.millis[0]),
        millis(figures.millis[1]),
        millis(figures.millis[2]),
        format!("{:.0}/s", figures.sustained),
        figures.failed.to_string(),
        format!("{:.0} µs", figures.cpu),
        limit.map_or_else(none, |limit| format!("{:.0}/s", limit.bare)),
        limit.map_or_else(none, |limit| format!("{:.0} µs", limit.cpu)),
        limit.map_or_else(none, |limit| format!("{:.1}", figures.cpu / limit.cpu.max(0.1))),
        sql,
    ]
}

fn rooms(found: &Findings) -> String {
    let head = [
        "room",
        "messages",
        "deliveries",
        "p50",
        "p95",
        "p99",
        "lost",
        "doubled",
        "out of order",
        "closed",
        "CPU each",
    ];
    let all = found.deliveries.iter().chain(&found.broadcasts);
    let rows: Vec<Vec<String>> = all.map(delivery).collect();
    table(&head, &rows)
}

fn delivery(delivery: &Delivery) -> Vec<String> {
    let mut cells = vec![
        delivery.name.clone(),
        format!("{:.0}/s", delivery.rate),
        format!("{:.0}/s", delivery.deliveries),
    ];
    cells.extend(delivery.millis.iter().map(|value| millis(*value)));
    cells.extend(delivery.faults.iter().map(u64::to_string));
    cells.push(format!("{:.1} µs", delivery.cpu));
    cells
}

fn millis(value: f64) -> String {
    if value < 10.0 {
        format!("{value:.2} ms")
    } else {
        format!("{value:.0} ms")
    }
}
