//! Paths and methods: what is not there, what is there under another method, and what every path answers.

use domain::problem::Code;
use rstest::rstest;
use testkit::app::TestApp;

#[rstest]
#[case("GET", "/api/v1/nothing")]
#[case("POST", "/api/v1/nothing")]
#[case("GET", "/api/nothing")]
#[case("GET", "/api")]
#[case("GET", "/api/v2/me")]
#[case("GET", "/missing.js")]
#[case("GET", "/assets/missing")]
#[case("GET", "/%2e%2e/Cargo.toml")]
#[tokio::test]
async fn what_is_not_there_is_a_problem(#[case] method: &str, #[case] path: &str) {
    let app = TestApp::start().await;
    let problem = app.guest().raw(method, path, "").await.problem();
    assert_eq!(problem.code, Code::NotFound);
    assert!(problem.instance.is_some_and(|id| !id.is_empty()));
}

#[rstest]
#[case("DELETE", "/api/v1/login", "OPTIONS, POST")]
#[case("TRACE", "/api/v1/login", "OPTIONS, POST")]
#[case("POST", "/api/v1/me", "GET, HEAD, OPTIONS, PUT")]
#[case("PATCH", "/api/v1/children", "GET, HEAD, OPTIONS, POST")]
#[case("POST", "/health", "GET, HEAD, OPTIONS")]
#[case("POST", "/api/openapi.json", "GET, HEAD, OPTIONS")]
#[case("POST", "/connexion", "GET, HEAD, OPTIONS")]
#[tokio::test]
async fn a_wrong_method_is_told_the_right_ones(#[case] method: &str, #[case] path: &str, #[case] allow: &str) {
    let app = TestApp::start().await;
    let answer = app.guest().raw(method, path, "").await;
    assert_eq!(answer.problem().code, Code::MethodNotAllowed);
    assert_eq!(answer.header("allow"), Some(allow));
}

#[tokio::test]
async fn options_answers_the_methods_and_head_answers_like_get_without_a_body() {
    let app = TestApp::start().await;
    let guest = app.guest();
    let options = guest.raw("OPTIONS", "/api/v1/me", "").await;
    assert_eq!(
        (options.status.as_u16(), options.header("allow")),
        (204, Some("GET, HEAD, OPTIONS, PUT"))
    );
    for path in ["/health", "/api/v1/health", "/api/v1/server"] {
        let head = guest.raw("HEAD", path, "").await;
        assert_eq!((head.status.as_u16(), head.body.as_str()), (200, ""), "{path}");
    }
    assert_eq!(guest.raw("HEAD", "/api/v1/me", "").await.status, 401);
}

#[tokio::test]
async fn an_id_that_is_none_is_not_found() {
    let app = TestApp::start().await;
    let marie = app.register_and_verify("Marie").await;
    for path in [
        "/api/v1/conversations/not-a-uuid",
        "/api/v1/conversations/direct",
        "/api/v1/conversations/%FF",
    ] {
        let answer = marie.get(path).await;
        let code = answer.problem().code;
        assert!(
            matches!(code, Code::NotFound | Code::MethodNotAllowed),
            "{path}: {code:?}"
        );
    }
}

#[tokio::test]
async fn the_state_of_the_server_is_told() {
    let app = TestApp::start().await;
    let guest = app.guest();
    assert_eq!(
        guest.get("/health").await.json(),
        serde_json::json!({ "status": "healthy", "stage": 4 })
    );
    assert_eq!(
        guest.get("/info").await.json(),
        guest.get("/api/v1/server").await.json()
    );
    assert_eq!(guest.get("/livez").await.status, 200);
    assert_eq!(guest.get("/readyz").await.status, 200);
    app.node
        .state()
        .is_stopping
        .store(true, std::sync::atomic::Ordering::Relaxed);
    let stopping = guest.get("/readyz").await;
    assert_eq!(stopping.problem().code, Code::Unavailable);
    assert_eq!(stopping.header("retry-after"), Some("1"));
}
