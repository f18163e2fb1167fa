//! What a client has already is not sent again: `If-None-Match`.

use testkit::{app::TestApp, client::send};

#[tokio::test]
async fn what_is_still_the_same_is_not_sent_again() {
    let app = TestApp::start().await;
    let marie = app.register_and_verify("Marie").await;
    for path in [
        "/api/v1/me",
        "/api/v1/children",
        "/api/v1/conversations",
        "/api/v1/server",
    ] {
        let first = marie.get(path).await;
        let tag = first
            .header("etag")
            .unwrap_or_else(|| panic!("{path} has no tag"))
            .to_owned();
        for method in [reqwest::Method::GET, reqwest::Method::HEAD] {
            let ask = |known: String| send(marie.request(method.clone(), path).header("if-none-match", known));
            for known in [tag.clone(), format!("\"x\", W/{tag}"), "*".to_owned()] {
                let again = ask(known.clone()).await;
                assert_eq!(again.status, 304, "{method} {path} {known}");
                assert_eq!(again.header("etag"), Some(tag.as_str()));
                assert_eq!(again.body, "");
            }
            let other = ask("\"x\"".to_owned()).await;
            assert_eq!(other.status, 200, "{method} {path}");
            assert_eq!(other.header("etag"), Some(tag.as_str()));
        }
    }
}

#[tokio::test]
async fn what_somebody_else_sees_has_another_tag() {
    let app = TestApp::start().await;
    let (marie, jean) = (
        app.register_and_verify("Marie").await,
        app.register_and_verify("Jean").await,
    );
    let tag = marie.get("/api/v1/me").await.header("etag").unwrap().to_owned();
    let asked = send(
        jean.request(reqwest::Method::GET, "/api/v1/me")
            .header("if-none-match", tag),
    )
    .await;
    assert_eq!(asked.status, 200);
}

#[tokio::test]
async fn a_refusal_has_no_tag() {
    let app = TestApp::start().await;
    let refused = send(
        app.guest()
            .request(reqwest::Method::GET, "/api/v1/me")
            .header("if-none-match", "*"),
    )
    .await;
    assert_eq!(refused.status, 401);
    assert_eq!(refused.header("etag"), None);
}
