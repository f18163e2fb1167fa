//! Reading changes nothing (Z8), and a field that no call has is refused wherever it is sent (Z3).

use std::collections::BTreeMap;

use diesel::{QueryableByName, RunQueryDsl, sql_types::Text};
use domain::problem::Problem;
use serde_json::{Value, json};
use store::backend::{Db, connect};

use super::{
    building,
    identity::{Identity, Target},
    rows,
    world::{Played, World},
};

/// What a reading may leave behind: when a session was used, that staff opened a child's record, what was counted; and the mails that the
/// world had ordered before are sent meanwhile.
const NOTES: [&str; 4] = ["sessions", "audit_entries", "throttles", "jobs"];

#[derive(QueryableByName)]
struct Line {
    #[diesel(sql_type = Text)]
    line: String,
}

/// Every row of every table but the notes, in words.
fn contents(played: &Played) -> BTreeMap<String, Vec<String>> {
    let mut db = connect(played.url()).unwrap();
    let tables = match db {
        Db::Sqlite(_) => "SELECT name AS line FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'",
        Db::Postgres(_) => "SELECT tablename::text AS line FROM pg_tables WHERE schemaname = 'public'",
    };
    let tables: Vec<Line> = diesel::sql_query(tables).load(&mut db).unwrap();
    tables
        .into_iter()
        .map(|table| table.line)
        .filter(|table| !NOTES.contains(&table.as_str()))
        .map(|table| {
            let rows = rows_of(&mut db, &table);
            (table, rows)
        })
        .collect()
}

fn rows_of(db: &mut Db, table: &str) -> Vec<String> {
    let sql = match db {
        Db::Postgres(_) => format!("SELECT t::text AS line FROM {table} t ORDER BY 1"),
        Db::Sqlite(_) => {
            let columns: Vec<Line> =
                diesel::sql_query(format!("SELECT name AS line FROM pragma_table_info('{table}')"))
                    .load(db)
                    .unwrap();
            let columns: Vec<String> = columns
                .into_iter()
                .map(|column| format!("quote({})", column.line))
                .collect();
            format!("SELECT {} AS line FROM {table} ORDER BY 1", columns.join(" || ',' || "))
        }
    };
    let lines: Vec<Line> = diesel::sql_query(sql).load(db).unwrap();
    lines.into_iter().map(|line| line.line).collect()
}

async fn read_everything(world: &World, played: &Played) {
    for row in rows::all().iter().filter(|row| row.reads()) {
        for who in Identity::ALL {
            for target in Target::ALL {
                super::walk::real(world, played, row, target, who).await;
            }
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn reading_changes_nothing() {
    let world = building::build().await;
    let played = world.play();
    let before = contents(&played);
    read_everything(&world, &played).await;
    read_everything(&world, &played).await;
    for (table, rows) in contents(&played) {
        assert_eq!(before[&table], rows, "table {table}");
    }
}

/// What somebody might try to slip in (Z3).
const SLIPPED: [&str; 14] = [
    "id",
    "user_id",
    "sender_id",
    "account_id",
    "role",
    "is_admin",
    "is_verified",
    "balance",
    "status",
    "created_at",
    "seq",
    "message_type",
    "school_id",
    "price_cents",
];

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_field_that_a_call_does_not_have_is_refused() {
    let world = building::build().await;
    let played = world.play();
    let document = api::openapi::document();
    for row in rows::all() {
        let Some(body) = row.body_in(&world, Identity::Admin) else {
            continue;
        };
        let known = properties(&document, &row.path, &row.method);
        for field in SLIPPED.iter().filter(|field| !known.contains(&(**field).to_owned())) {
            let mut body = body.clone();
            body[*field] = json!("slipped");
            let client = world.client(&played, Identity::Admin, &row);
            let path = row.path_to(&world, Target::Own, Identity::Admin);
            let request = client
                .request(row.method.parse().unwrap(), &path)
                .header("if-match", "*")
                .json(&body);
            let answer = testkit::client::send(request).await;
            let told = format!(
                "{} {} with `{field}`: {} {}",
                row.method, row.path, answer.status, answer.body
            );
            if answer.status == 403 || answer.status == 404 || answer.status == 429 {
                continue;
            }
            assert_eq!(answer.status, 422, "{told}");
            let problem: Problem = serde_json::from_str(&answer.body).unwrap();
            assert!(
                problem.errors.iter().any(|error| error.code == "unknown_field"),
                "{told}"
            );
        }
    }
}

/// The names of the fields of a call's body.
fn properties(document: &Value, path: &str, method: &str) -> Vec<String> {
    let operation = &document["paths"][path][method.to_lowercase()];
    let reference = operation
        .pointer("/requestBody/content/application~1json/schema/$ref")
        .and_then(Value::as_str)
        .unwrap_or_default();
    let schema = document.pointer(reference.trim_start_matches('#'));
    let fields = schema.and_then(|schema| schema["properties"].as_object());
    fields.into_iter().flatten().map(|(name, _)| name.clone()).collect()
}
