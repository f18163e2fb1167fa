//! An `Idempotency-Key` of somebody who is in two schools.

use domain::schools::types::Level;
use serde_json::json;
use testkit::{
    app::TestApp,
    client::{Answer, Client, send},
};

const KEY: &str = "5a4f0c1e-6b0e-4a51-9d3e-0a8f7c2b6d11";

async fn post(client: &Client, path: &str, key: &str, body: &serde_json::Value) -> Answer {
    let request = client.request(reqwest::Method::POST, path);
    send(request.header("idempotency-key", key).json(body)).await
}

fn is_replayed(answer: &Answer) -> bool {
    answer.header("idempotency-replayed") == Some("true")
}

/// Meant to fail when a key is of an account only: the second school got the answer of the first, and nothing was done there.
#[tokio::test]
async fn the_same_key_in_another_school_is_another_key() {
    let app = TestApp::start().await;
    let here = app.teacher("Sophie", &[Level::P3]).await;
    let anne = app.teacher_elsewhere("Anne", Level::P4).await;
    let there = app.also_beside(&here, &anne, Level::P4).await;
    let body = json!({ "kind": "group", "title": "Fancy-fair", "members": [] });
    let path = "/api/v1/conversations";
    let first = post(&here, path, KEY, &body).await;
    let second = post(&there, path, KEY, &body).await;
    for answer in [&first, &second] {
        assert_eq!(
            (answer.status.as_u16(), is_replayed(answer)),
            (201, false),
            "{}",
            answer.body
        );
    }
    assert_ne!(first.json()["id"], second.json()["id"]);
    for (by, first) in [(&here, &first), (&there, &second)] {
        let again = post(by, path, KEY, &body).await;
        assert!(is_replayed(&again) && again.body == first.body, "{}", again.body);
    }
}
