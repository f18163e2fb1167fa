//! The figures as tables of Markdown.

use bench::page::table;

use crate::{
    rest::{BOUND, Figures},
    rooms::Delivery,
    run::{Calls, Rooms},
};

/// Calls as a table.
pub fn calls(found: &Calls) -> String {
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
        "SQL alone (our share)",
    ];
    let rows: Vec<Vec<String>> = found.figures.iter().map(|figures| row(found, figures)).collect();
    table(&head, &rows)
}

/// Rooms as a table, and the memory of an idle connection.
pub fn rooms(found: &Rooms) -> String {
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
    format!(
        "{}\nAn idle connection takes {:.1} KiB of the server's memory, {:.1} KiB with actix-ws alone ({} of them).\n",
        table(&head, &rows),
        found.idle.node,
        found.idle.bare,
        found.idle.count
    )
}

/// What ought never to happen to a delivery.
pub fn faults(found: &Rooms) -> Vec<String> {
    let bad = found
        .deliveries
        .iter()
        .filter(|delivery| delivery.faults.iter().sum::<u64>() > 0);
    bad.map(|delivery| {
        let [lost, doubled, order, closed] = delivery.faults;
        format!(
            "{}: {lost} lost, {doubled} doubled, {order} out of order, {closed} closed",
            delivery.name
        )
    })
    .collect()
}

/// A time, with as many digits as mean something.
pub fn millis(value: f64) -> String {
    if value < 10.0 {
        format!("{value:.2} ms")
    } else {
        format!("{value:.0} ms")
    }
}

fn row(found: &Calls, figures: &Figures) -> Vec<String> {
    let limit = found.limits.iter().find(|limit| limit.name == figures.name);
    let none = || "–".to_owned();
    let sql = match figures.name {
        "list conversations" => found.sql.list,
        "history of 50" => Some(found.sql.history),
        "send" => Some(found.sql.send),
        _ => None,
    };
    let share = |sql: f64| format!("{sql:.0}/s ({:.0} %)", figures.sustained / sql.max(1.0) * 100.0);
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
        sql.map_or_else(none, share),
    ]
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
