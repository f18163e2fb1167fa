//! Nobody learns who has an account (A3): status, headers and body are the same for an address that is known and for one that is not.
//! Times say something on a quiet machine only, and are measured when they are asked for: `TIMING_ROUNDS=500 cargo nextest run -p server the_times`.

use std::time::{Duration, Instant};

use serde_json::{Value, json};
use testkit::{
    app::{PASSWORD, REGISTRATION_CODE, TestApp, address},
    node::Wiring,
};

use super::seen;

/// A call that anybody may make about an address.
struct Question {
    path: &'static str,
    body: fn(&str) -> Value,
}

const QUESTIONS: [Question; 4] = [
    Question {
        path: "/api/v1/register",
        body: |email| {
            json!({
                "email": email, "password": PASSWORD, "first_name": "Marie", "last_name": "Dupont", "code": REGISTRATION_CODE,
            })
        },
    },
    Question {
        path: "/api/v1/login",
        body: |email| json!({ "email": email, "password": "six moutons verts" }),
    },
    Question {
        path: "/api/v1/password/forgot",
        body: |email| json!({ "email": email }),
    },
    Question {
        path: "/api/v1/verify-email/resend",
        body: |email| json!({ "email": email }),
    },
];

#[tokio::test]
async fn the_answers_are_the_same() {
    let app = TestApp::start().await;
    app.register_and_verify("Marie").await;
    app.guest()
        .call(&domain::accounts::calls::Register {}, &app.registration("Jean"))
        .await
        .unwrap();
    for question in QUESTIONS {
        let mut answers = Vec::new();
        // with an account, with a registration that waits, and with nothing
        for first_name in ["Marie", "Jean", "Nobody"] {
            let body = (question.body)(&address(first_name)).to_string();
            answers.push(seen(&app.guest().raw("POST", question.path, body).await));
        }
        assert!(
            answers.iter().all(|answer| *answer == answers[0]),
            "{}: {answers:?}",
            question.path
        );
    }
}

/// How many times each question is asked about each kind of address, when times are to be measured.
fn rounds() -> Option<usize> {
    let set = std::env::vars().find(|(name, _)| name == "TIMING_ROUNDS")?;
    set.1.parse().ok()
}

#[tokio::test]
async fn the_times_are_the_same() {
    let Some(rounds) = rounds() else { return };
    let mut wiring = Wiring::default();
    wiring.settings.has_limits = false;
    let app = TestApp::start_with(wiring).await;
    app.register_and_verify("Marie").await;
    let mut faults = Vec::new();
    for question in QUESTIONS {
        let (mut known, mut unknown) = (Vec::new(), Vec::new());
        // in turns, so that whatever else happens on the machine happens to both
        for round in 0..rounds {
            let stranger = format!("nobody{round}@example.be");
            known.push(time(&app, &question, &address("Marie")).await);
            unknown.push(time(&app, &question, &stranger).await);
        }
        let (apart, area) = compare(&mut known, &mut unknown);
        println!(
            "{}: medians {:?} and {:?}, apart {apart:?}, AUC {area:.3}",
            question.path,
            known[rounds / 2],
            unknown[rounds / 2]
        );
        if apart > Duration::from_millis(5) || area > 0.60 {
            faults.push(question.path);
        }
    }
    assert!(faults.is_empty(), "{faults:?}");
}

async fn time(app: &TestApp, question: &Question, email: &str) -> Duration {
    let body = (question.body)(email).to_string();
    let begun = Instant::now();
    app.guest().raw("POST", question.path, body).await;
    begun.elapsed()
}

/// How far the medians are apart, and how well one could tell the two kinds by their times: 0.5 is not at all.
fn compare(known: &mut [Duration], unknown: &mut [Duration]) -> (Duration, f64) {
    known.sort();
    unknown.sort();
    let apart = known[known.len() / 2].abs_diff(unknown[unknown.len() / 2]);
    let slower: usize = known
        .iter()
        .map(|time| unknown.partition_point(|other| other < time))
        .sum();
    let pairs = known.len() * unknown.len();
    #[expect(clippy::cast_precision_loss, reason = "a quarter of a million is exact")]
    let area = slower as f64 / pairs as f64;
    (apart, area.max(1.0 - area))
}
