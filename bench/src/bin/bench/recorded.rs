//! The SQL of a call, as PostgreSQL has seen it: one call is made while the server writes down every statement, and what it wrote becomes
//! a script for `pgbench`. So it is always what the store asks today.

use std::{fmt::Write as _, path::Path, time::Duration};

use anyhow::{Context, Result, ensure};
use bench::{
    cluster::Cluster,
    http::{Http, request},
    school::Member,
};
use diesel::{Connection, PgConnection, connection::SimpleConnection};

/// What PostgreSQL is started with so that it can write statements down; it does not until it is told to.
pub const SETTINGS: [&str; 4] = [
    "logging_collector=on",
    "log_destination=jsonlog",
    "log_filename=statements",
    "log_min_messages=log",
];
/// Stands at the end of what was written down.
const END: &str = "SELECT 'the call is over'";
/// How long it may take until that is there.
const PATIENCE: Duration = Duration::from_secs(10);

/// What a GET of somebody asks of the database, as a script.
pub async fn script(cluster: &Cluster, member: &Member, path: &str) -> Result<String> {
    let postgres = cluster.postgres.as_ref().context("no PostgreSQL")?;
    let node = cluster.nodes.first().context("a node")?;
    let file = postgres.data().join("log/statements.json");
    let mut http = Http::new(node.address());
    let call = request("GET", path, &member.cookie, None);
    // statements are prepared and caches filled: what is written down is what each call costs
    for _ in 0..20 {
        ensure!(http.send(&call).await? == 200, "{path} is not answered");
    }
    let from = std::fs::read_to_string(&file).unwrap_or_default().len();
    let mut db = PgConnection::establish(&postgres.url("ecolehub"))?;
    db.batch_execute("ALTER SYSTEM SET log_statement = 'all'")?;
    db.batch_execute("SELECT pg_reload_conf()")?;
    wait_for(&file, from, &mut db).await?;
    let from = std::fs::read_to_string(&file)?.len();
    ensure!(http.send(&call).await? == 200, "{path} is not answered");
    let written = wait_for(&file, from, &mut db).await?;
    db.batch_execute("ALTER SYSTEM RESET log_statement")?;
    db.batch_execute("SELECT pg_reload_conf()")?;
    let statements: Vec<String> = written.lines().filter_map(statement).collect();
    ensure!(!statements.is_empty(), "{path} asks nothing of the database");
    Ok(statements.join(";\n") + ";\n")
}

/// Says that the call is over until that is written down too; what was written from this byte on.
async fn wait_for(file: &Path, from: usize, db: &mut PgConnection) -> Result<String> {
    let deadline = tokio::time::Instant::now() + PATIENCE;
    loop {
        db.batch_execute(END)?;
        // the log is written by a process of its own, which tells nobody when it is done
        tokio::time::sleep(Duration::from_millis(20)).await;
        let all = std::fs::read_to_string(file).unwrap_or_default();
        let written = all.get(from..).unwrap_or_default();
        if written.contains(END) && written.ends_with('\n') {
            return Ok(written.to_owned());
        }
        ensure!(tokio::time::Instant::now() < deadline, "PostgreSQL writes nothing down");
    }
}

/// A line of the log as a statement with its values in their places; nothing for what is not of the call.
fn statement(line: &str) -> Option<String> {
    let line: serde_json::Value = serde_json::from_str(line).ok()?;
    let message = line.get("message")?.as_str()?;
    let rest = message
        .strip_prefix("statement: ")
        .or_else(|| message.strip_prefix("execute ")?.split_once(": ").map(|(_, rest)| rest))?;
    // the queue of jobs is looked at all the time
    if rest == END || rest.contains("\"jobs\"") || rest.contains("pg_reload_conf") || rest.starts_with("ALTER SYSTEM") {
        return None;
    }
    let values = line.get("detail").and_then(|detail| detail.as_str());
    let values = values
        .and_then(|detail| detail.split_once(": "))
        .map(|(_, values)| parse(values));
    Some(filled(rest, &values.unwrap_or_default()))
}

/// `$1 = 'a', $2 = NULL` as values.
fn parse(mut text: &str) -> Vec<Option<String>> {
    let mut values = Vec::new();
    while let Some((_, rest)) = text.split_once(" = ") {
        if let Some(rest) = rest.strip_prefix("NULL") {
            values.push(None);
            text = rest;
            continue;
        }
        let (mut value, mut chars) = (String::new(), rest.char_indices().skip(1).peekable());
        let mut end = rest.len();
        while let Some((at, char)) = chars.next() {
            if char == '\'' && chars.next_if(|(_, next)| *next == '\'').is_none() {
                end = at + 1;
                break;
            }
            value.push(char);
        }
        values.push(Some(value));
        text = rest.get(end..).unwrap_or_default();
    }
    values
}

/// A statement with its values where `$1`, `$2`, ... stood.
fn filled(statement: &str, values: &[Option<String>]) -> String {
    let mut parts = statement.split('$');
    let mut whole = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let digits = part.bytes().take_while(u8::is_ascii_digit).count();
        let (number, rest) = part.split_at(digits);
        match number
            .parse::<usize>()
            .ok()
            .and_then(|number| values.get(number.checked_sub(1)?))
        {
            Some(Some(value)) => drop(write!(whole, "{}{rest}", literal(value))),
            Some(None) => drop(write!(whole, "NULL{rest}")),
            None => drop(write!(whole, "${part}")),
        }
    }
    whole
}

/// A value as a literal in which `pgbench` sees no variable.
fn literal(value: &str) -> String {
    let escaped = value
        .replace('\\', "\\\\")
        .replace('\'', "''")
        .replace(':', "\\x3a")
        .replace('\n', "\\n");
    format!("E'{escaped}'")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_of_the_log_becomes_a_statement_with_its_values() {
        let line = serde_json::json!({
            "message": "execute __diesel_stmt_4: SELECT a FROM t WHERE b = $1 AND c = ANY($2) AND d = $10 LIMIT $3",
            "detail": "parameters: $1 = 'l''été 10:00', $2 = '{1,2}', $3 = NULL",
        });
        assert_eq!(
            statement(&line.to_string()).unwrap(),
            "SELECT a FROM t WHERE b = E'l''été 10\\x3a00' AND c = ANY(E'{1,2}') AND d = $10 LIMIT NULL"
        );
        let plain = serde_json::json!({ "message": "statement: BEGIN" });
        assert_eq!(statement(&plain.to_string()).unwrap(), "BEGIN");
        let other = serde_json::json!({ "message": "checkpoint starting: time" });
        assert_eq!(statement(&other.to_string()), None);
    }
}
