//! The judge of answers: what it lets pass, and that it does not let everything pass.

use reqwest::header::{HeaderMap, HeaderName, HeaderValue};
use rstest::rstest;
use testkit::{
    app::TestApp,
    contract::{Exchange, judge, judge_frame},
};

const HEALTHY: &str = r#"{"status":"healthy","stage":0}"#;
const PROBLEM: &str =
    r#"{"type":"/api/problems/not_found","title":"There is nothing here.","status":404,"code":"not_found"}"#;

/// An answer as `METHOD path status type body`, to a request with this body.
fn judged(
    said: (&str, &str, u16, &str, &str),
    sent: Option<&str>,
    more: &[(&'static str, &'static str)],
) -> Result<(), String> {
    let (method, path, status, kind, body) = said;
    let mut headers = HeaderMap::new();
    headers.insert("x-request-id", HeaderValue::from_static("abc"));
    if status == 200 {
        headers.insert("etag", HeaderValue::from_static("\"abc\""));
    }
    if !kind.is_empty() {
        headers.insert("content-type", HeaderValue::from_str(kind).unwrap());
    }
    for (name, value) in more {
        headers.insert(HeaderName::from_static(name), HeaderValue::from_static(value));
    }
    let (path, query) = path.split_once('?').unwrap_or((path, ""));
    let query: Vec<String> = query
        .split('=')
        .take(1)
        .filter(|name| !name.is_empty())
        .map(str::to_owned)
        .collect();
    judge(&Exchange {
        method,
        path,
        query: &query,
        sent: sent.map(str::as_bytes),
        status,
        headers: &headers,
        body,
    })
}

#[rstest]
#[case(("GET", "/api/v1/health", 200, "application/json", HEALTHY))]
#[case(("HEAD", "/api/v1/health", 200, "application/json", ""))]
#[case(("OPTIONS", "/api/v1/health", 204, "", ""))]
#[case(("GET", "/api/v1/nothing", 404, "application/problem+json", PROBLEM))]
#[case(("GET", "/somewhere/else", 200, "text/plain", "anything"))]
fn what_is_documented_passes(#[case] said: (&str, &str, u16, &str, &str)) {
    assert_eq!(judged(said, None, &[]), Ok(()));
}

#[rstest]
#[case::a_status(("GET", "/api/v1/health", 202, "application/json", HEALTHY), "show_health")]
#[case::a_type(("GET", "/api/v1/health", 200, "text/html", HEALTHY), "the content type is `text/html`")]
#[case::no_type(("GET", "/api/v1/health", 200, "", HEALTHY), "the content type is ``")]
#[case::a_field_more(("GET", "/api/v1/health", 200, "application/json", r#"{"status":"healthy","stage":0,"secret":1}"#), "secret")]
#[case::a_field_less(("GET", "/api/v1/health", 200, "application/json", r#"{"status":"healthy"}"#), "stage")]
#[case::a_field_of_another_type(("GET", "/api/v1/health", 200, "application/json", r#"{"status":"healthy","stage":"0"}"#), "/stage")]
#[case::no_json(("GET", "/api/v1/health", 200, "application/json", "{"), "EOF")]
#[case::no_problem(("GET", "/api/v1/nothing", 404, "application/json", PROBLEM), "instead of a problem")]
#[case::another_problem(("GET", "/api/v1/nothing", 404, "application/problem+json", HEALTHY), "the problem is none")]
#[case::a_path(("GET", "/api/v1/nothing", 200, "application/json", HEALTHY), "no operation is documented")]
#[case::a_method(("DELETE", "/api/v1/health", 204, "", ""), "no operation is documented")]
#[case::a_body(("POST", "/api/v1/logout", 204, "application/json", "{}"), "no body is documented")]
#[case::a_code(("GET", "/api/v1/demo", 404, "application/problem+json", r#"{"type":"x","title":"x","status":404,"code":"invalid"}"#), "the code `invalid`")]
#[case::a_query(("GET", "/api/v1/health?secret=1", 200, "application/json", HEALTHY), "the query parameter `secret`")]
fn what_is_not_documented_does_not(#[case] said: (&str, &str, u16, &str, &str), #[case] why: &str) {
    let refused = judged(said, None, &[]).unwrap_err();
    assert!(refused.contains(why), "{refused}");
}

#[test]
fn headers_are_judged() {
    let said = ("GET", "/api/v1/health", 200, "application/json", HEALTHY);
    let refused = judged(said, None, &[("sunset", "Sat, 01 May 2027 00:00:00 GMT")]).unwrap_err();
    assert!(refused.contains("does not document the header `sunset`"), "{refused}");
    let problem = r#"{"type":"x","title":"x","status":503,"code":"unavailable"}"#;
    let away = ("GET", "/api/v1/health", 503, "application/problem+json", problem);
    assert!(
        judged(away, None, &[])
            .unwrap_err()
            .contains("`Retry-After` is missing")
    );
    assert!(
        judged(away, None, &[("retry-after", "soon")])
            .unwrap_err()
            .contains("no number")
    );
    assert_eq!(judged(away, None, &[("retry-after", "1")]), Ok(()));
}

#[test]
fn what_was_accepted_is_judged() {
    let said = ("POST", "/api/v1/logout", 204, "", "");
    assert_eq!(judged(said, Some("{}"), &[]), Ok(()));
    let refused = judged(said, Some(r#"{"all":true}"#), &[]).unwrap_err();
    assert!(refused.contains("`logout` accepted a body"), "{refused}");
}

#[rstest]
#[case(r#"{"type":"resync"}"#, None)]
#[case(r#"{"type":"resync","secret":1}"#, Some("secret"))]
#[case(r#"{"type":"pong"}"#, Some("server_time"))]
#[case(r#"{"type":"gossip"}"#, Some("knows no frame `gossip`"))]
#[case("gossip", Some("expected value"))]
fn frames_are_judged(#[case] text: &str, #[case] why: Option<&str>) {
    match (judge_frame(text), why) {
        (Ok(()), None) => {}
        (Err(refused), Some(why)) => assert!(refused.contains(why), "{refused}"),
        (judged, _) => panic!("{text}: {judged:?}"),
    }
}

#[tokio::test]
async fn the_clients_of_the_tests_ask_the_judge() {
    let app = TestApp::start().await;
    let guest = app.guest();
    assert_eq!(guest.get("/api/v1/health").await.status, 200);
    // compressed, the body is nothing that this client can read
    let caught = tokio::spawn(async move {
        let request = guest.request(reqwest::Method::GET, "/api/v1/server");
        testkit::client::send(request.header("accept-encoding", "br")).await
    });
    assert!(caught.await.is_err(), "an unreadable body passes");
}
