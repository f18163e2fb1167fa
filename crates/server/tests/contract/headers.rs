//! The headers on every answer.

use rstest::rstest;
use testkit::{
    app::TestApp,
    client::{Answer, send},
    node::Wiring,
};

fn assert_safe(answer: &Answer, at: &str) {
    for (name, words) in [
        ("content-security-policy", "frame-ancestors 'none'"),
        ("x-content-type-options", "nosniff"),
        ("referrer-policy", "no-referrer"),
        ("permissions-policy", "geolocation=()"),
        ("x-frame-options", "DENY"),
        ("x-request-id", ""),
        ("cache-control", "no-"),
    ] {
        let value = answer.header(name).unwrap_or_else(|| panic!("{at}: no {name}"));
        assert!(value.contains(words), "{at}: {name}: {value}");
    }
    let policy = answer.header("content-security-policy").unwrap();
    assert!(
        !policy.contains("unsafe-eval'") || policy.contains("'wasm-unsafe-eval'"),
        "{at}: {policy}"
    );
    assert!(
        answer.header("access-control-allow-origin").is_none(),
        "{at}: no other site may read us"
    );
}

#[rstest]
#[case("GET", "/health", 200)]
#[case("GET", "/api/v1/server", 200)]
#[case("OPTIONS", "/api/v1/me", 204)]
#[case("GET", "/api/openapi.json", 200)]
#[case("GET", "/api/docs/", 200)]
#[case("GET", "/api/docs", 302)]
#[case("GET", "/api/v1/me", 401)]
#[case("GET", "/api/v1/nothing", 404)]
#[case("DELETE", "/api/v1/login", 405)]
#[case("POST", "/api/v1/login", 415)]
#[case("GET", "/missing.js", 404)]
#[case("GET", "/", 404)]
#[case("GET", "/ws", 400)]
#[tokio::test]
async fn every_answer_is_safe(#[case] method: &str, #[case] path: &str, #[case] status: u16) {
    let app = TestApp::start().await;
    let answer = app.guest().raw(method, path, "").await;
    assert_eq!(answer.status, status, "{method} {path} {}", answer.body);
    assert_safe(&answer, path);
    if path.starts_with("/api/") {
        assert_eq!(answer.header("cache-control"), Some("no-store"), "{path}");
    }
    assert_eq!(
        answer.header("strict-transport-security"),
        None,
        "nobody promised TLS here"
    );
}

#[tokio::test]
async fn an_id_that_the_client_sends_is_given_back_and_a_strange_one_is_replaced() {
    let app = TestApp::start().await;
    let ask = |id: &'static str| {
        let request = app.guest().request(reqwest::Method::GET, "/api/v1/nothing");
        send(request.header("x-request-id", id))
    };
    let answer = ask("abc-123.X_y").await;
    assert_eq!(answer.header("x-request-id"), Some("abc-123.X_y"));
    assert_eq!(answer.problem().instance.as_deref(), Some("abc-123.X_y"));
    for strange in [
        "",
        "<script>",
        "a b",
        "0123456789012345678901234567890123456789012345678901234567890123456789",
    ] {
        let answer = ask(strange).await;
        let made = answer.header("x-request-id").unwrap();
        assert_ne!(made, strange);
        assert_eq!(made.len(), 36, "{made}");
    }
}

#[tokio::test]
async fn long_answers_are_compressed_for_those_who_can_read_it() {
    let app = TestApp::start().await;
    for (accepted, expected) in [("br", Some("br")), ("gzip", Some("gzip")), ("identity", None)] {
        let request = app.guest().request(reqwest::Method::GET, "/api/openapi.json");
        let response = request.header("accept-encoding", accepted).send().await.unwrap();
        let encoding = response
            .headers()
            .get("content-encoding")
            .map(|value| value.to_str().unwrap().to_owned());
        assert_eq!(encoding.as_deref(), expected);
        let length = response.bytes().await.unwrap().len();
        assert_eq!(length < 150_000, expected.is_some(), "{accepted}: {length}");
    }
}

#[tokio::test]
async fn a_name_of_the_settings_reaches_nobody() {
    // whatever host the request names, nothing of it comes back
    let app = TestApp::start_with(Wiring::default()).await;
    let request = app.guest().request(reqwest::Method::GET, "/api/docs");
    let answer = send(
        request
            .header("host", "evil.example")
            .header("x-forwarded-host", "evil.example"),
    )
    .await;
    assert_eq!(answer.header("location"), Some("/api/docs/"));
    assert!(!answer.body.contains("evil"));
}
