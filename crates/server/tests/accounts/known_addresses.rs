//! Nobody learns who has an account (A3): status, headers and body are the same for an address that is known and for one that is not.
//! Times say something on a quiet machine only: `just bench --part addresses` measures them.

use serde_json::{Value, json};
use testkit::app::{PASSWORD, REGISTRATION_CODE, TestApp, address};

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
