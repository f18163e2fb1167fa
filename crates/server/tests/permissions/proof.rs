//! Whatever asks for a fresh proof asks for it, and does nothing before it has one (A10): every such call of the OpenAPI document, so a new
//! one is among them by itself.

use std::collections::BTreeMap;

use diesel::{QueryableByName, prelude::*, sql_types::Text};
use domain::{
    problem::{Code, Problem},
    session::PROOF_SECONDS,
};
use serde_json::json;
use store::{
    backend::{Db, connect},
    schema::sessions,
};
use testkit::{
    app::PASSWORD,
    client::{Answer, send},
};

use super::{
    building,
    identity::{Identity, Target},
    rows::{self, Row},
    walk,
    world::{Played, World},
};
use crate::storage::schema::tables;

/// Whoever asks: the guardian's and the office's calls have somebody among them who may make them.
const PEOPLE: [Identity; 4] = [
    Identity::Admin,
    Identity::Direction,
    Identity::Teacher,
    Identity::Parent,
];

/// What a refused call may not do, as it is neither the person's nor the school's: jobs run by themselves, old counts are swept, and a session
/// is noted as used.
const MOVES_BY_ITSELF: [&str; 3] = ["jobs", "throttles", "last_seen_at"];

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn whatever_asks_for_a_proof_does_nothing_without_one() {
    let world = building::build().await;
    let (fresh, late) = (world.play(), world.play());
    proved_an_hour_ago(&late);
    let before = everything(&late);
    let mut asked = 0;
    for row in sensitive() {
        for who in PEOPLE {
            let allowed = probe(&world, &fresh, &row, who).await;
            let without = walk::real(&world, &late, &row, Target::Own, who).await;
            if allowed.status == 400 {
                assert_eq!(
                    refusal(&without),
                    (401, Code::Reauth),
                    "{} as the {}",
                    row.name,
                    who.title()
                );
                asked += 1;
            } else {
                // who may not at all is told so, and not asked for a password in vain
                assert_eq!(
                    refusal(&without),
                    refusal(&allowed),
                    "{} as the {}",
                    row.name,
                    who.title()
                );
            }
        }
    }
    assert!(asked >= 2 * sensitive().len(), "only {asked} were asked");
    for (table, lines) in everything(&late) {
        assert_eq!(lines, before[&table], "something was done to {table}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn with_a_proof_whoever_may_is_let_in() {
    let world = building::build().await;
    let late = world.play();
    proved_an_hour_ago(&late);
    let rows = sensitive();
    let first = rows.first().unwrap();
    assert_eq!(
        refusal(&probe(&world, &late, first, Identity::Admin).await).1,
        Code::Reauth
    );
    let admin = world.client(&late, Identity::Admin, first);
    let proof = json!({ "password": PASSWORD }).to_string();
    assert_eq!(admin.raw("POST", "/api/v1/me/proof", proof).await.status, 204);
    for row in rows {
        let answer = probe(&world, &late, &row, Identity::Admin).await;
        assert_eq!(refusal(&answer), (400, Code::BadQuery), "{}", row.name);
    }
}

/// No scope opens what needs a proof: a program has none to show, and is told at once.
#[test]
fn what_asks_for_a_proof_is_for_no_token() {
    for row in sensitive() {
        assert_eq!(
            row.scope, "",
            "{} asks for a proof, so its scope is `Session`",
            row.name
        );
    }
}

/// What a thief of an open session must not be able to do; a new one of its kind belongs to it.
#[test]
fn what_would_let_a_thief_stay_or_cannot_be_undone_asks_for_a_proof() {
    let names: Vec<String> = sensitive().into_iter().map(|row| row.name).collect();
    for name in [
        "begin_second_factor",
        "change_email",
        "change_membership",
        "change_school",
        "end_guardian_link",
        "end_membership",
        "export_audit",
        "export_children",
        "export_memberships",
        "invite_people",
        "lift_restriction",
        "make_token",
        "merge_children",
        "merge_memberships",
        "readmit_membership",
        "remove_second_factor",
        "renew_recovery_codes",
        "renew_registration_code",
        "restrict_guardian",
        "set_guardian_rights",
        "set_household",
        "suspend_membership",
    ] {
        assert!(names.iter().any(|known| known == name), "{name} asks for no proof");
    }
    for row in rows::all().iter().filter(|row| row.path.ends_with("/export")) {
        assert!(
            names.contains(&row.name),
            "{} takes data away without a proof",
            row.name
        );
    }
}

fn sensitive() -> Vec<Row> {
    rows::all().into_iter().filter(|row| row.needs_proof).collect()
}

/// Refused after the policy and before anything is done: what comes is what the policy says, or 400.
async fn probe(world: &World, played: &Played, row: &Row, who: Identity) -> Answer {
    let path = format!("{}?zq=1", row.path_to(world, Target::Own, who));
    let client = world.client(played, who, row);
    let request = client.request(row.method.parse().unwrap(), &path);
    send(request.header("connection", "close")).await
}

fn refusal(answer: &Answer) -> (u16, Code) {
    let problem: Problem = serde_json::from_str(&answer.body).unwrap_or_else(|_| panic!("no refusal: {}", answer.body));
    (answer.status.as_u16(), problem.code)
}

/// Before its server has asked about any session.
fn proved_an_hour_ago(played: &Played) {
    let hour_ago = store::clock::now().plus_seconds(-PROOF_SECONDS);
    diesel::update(sessions::table)
        .set(sessions::proved_at.eq(hour_ago))
        .execute(&mut connect(played.url()).unwrap())
        .unwrap();
}

#[derive(QueryableByName)]
struct Line {
    #[diesel(sql_type = Text)]
    line: String,
}

/// Every row of every table, in words.
fn everything(played: &Played) -> BTreeMap<String, Vec<String>> {
    let mut db = connect(played.url()).unwrap();
    let tables = tables(&mut db).into_iter();
    tables
        .filter(|(table, _)| !MOVES_BY_ITSELF.contains(&table.as_str()))
        .map(|(table, columns)| {
            let columns: Vec<String> = columns
                .into_keys()
                .filter(|column| !MOVES_BY_ITSELF.contains(&column.as_str()))
                .collect();
            let lines = lines(&mut db, &table, &columns);
            (table, lines)
        })
        .collect()
}

fn lines(db: &mut Db, table: &str, columns: &[String]) -> Vec<String> {
    let words = |word: &dyn Fn(&String) -> String| columns.iter().map(word).collect::<Vec<_>>().join(" || '|' || ");
    let lines: Vec<Line> = match db {
        Db::Sqlite(connection) => {
            let line = words(&|column| format!("quote(\"{column}\")"));
            diesel::sql_query(format!("SELECT {line} AS line FROM \"{table}\" ORDER BY 1")).load(connection)
        }
        Db::Postgres(connection) => {
            let line = words(&|column| format!("coalesce(\"{column}\"::text, 'NULL')"));
            diesel::sql_query(format!("SELECT {line} AS line FROM \"{table}\" ORDER BY 1")).load(connection)
        }
    }
    .unwrap();
    lines.into_iter().map(|line| line.line).collect()
}
