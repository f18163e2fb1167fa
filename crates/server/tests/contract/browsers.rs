//! A browser's cookie works from our own pages only.

use domain::problem::Code;
use reqwest::{Method, RequestBuilder, header};
use rstest::rstest;
use testkit::{
    app::{PASSWORD, TestApp, address},
    client::{Answer, send},
    node::Wiring,
};

/// Marie's cookie, as `name=value`, and the whole header it came in.
async fn cookie(app: &TestApp) -> (String, String) {
    app.register_and_verify("Marie").await;
    let body = serde_json::json!({ "email": address("Marie"), "password": PASSWORD, "session": "cookie" });
    let answer = app.guest().raw("POST", "/api/v1/login", body.to_string()).await;
    assert_eq!(answer.status, 200, "{}", answer.body);
    assert!(
        answer.json().get("access_token").is_none(),
        "a browser gets no token that a script could read"
    );
    let set = answer.header("set-cookie").unwrap().to_owned();
    (set.split(';').next().unwrap().to_owned(), set)
}

fn logout(app: &TestApp, cookie: &str) -> RequestBuilder {
    app.guest()
        .request(Method::POST, "/api/v1/logout")
        .header(header::COOKIE, cookie)
}

fn refused(answer: &Answer) {
    assert_eq!(answer.problem().code, Code::ForeignOrigin, "{}", answer.body);
}

#[tokio::test]
async fn the_cookie_is_out_of_reach_of_scripts_and_other_sites() {
    let app = TestApp::start().await;
    let (_, set) = cookie(&app).await;
    for attribute in ["HttpOnly", "SameSite=Lax", "Path=/", "Max-Age="] {
        assert!(set.contains(attribute), "{set}");
    }
    assert!(
        set.starts_with("ecolehub_session=") && !set.contains("Secure") && !set.contains("Domain"),
        "{set}"
    );
}

#[tokio::test]
async fn our_own_pages_may_change_things() {
    let app = TestApp::start().await;
    let (cookie, _) = cookie(&app).await;
    let own = logout(&app, &cookie)
        .header("x-ecolehub-client", "web")
        .header(header::ORIGIN, app.node.base());
    let answer = send(own).await;
    assert_eq!(answer.status, 204, "{}", answer.body);
    let forgotten = answer.header("set-cookie").unwrap();
    assert!(forgotten.contains("Max-Age=0"), "{forgotten}");
    let after = app
        .guest()
        .request(Method::GET, "/api/v1/me")
        .header(header::COOKIE, &cookie);
    assert_eq!(send(after).await.problem().code, Code::Unauthenticated);
}

#[rstest]
#[case("null")]
#[case("http://evil.example")]
#[case("https://localhost")]
#[case("http://127.0.0.1")]
#[case("http://127.0.0.1:1")]
#[case("http://127.0.0.1.evil.example")]
#[case("file://")]
#[tokio::test]
async fn another_site_may_not(#[case] origin: &str) {
    let app = TestApp::start().await;
    let (cookie, _) = cookie(&app).await;
    let foreign = logout(&app, &cookie)
        .header("x-ecolehub-client", "web")
        .header(header::ORIGIN, origin);
    refused(&send(foreign).await);
    let me = app
        .guest()
        .request(Method::GET, "/api/v1/me")
        .header(header::COOKIE, &cookie);
    assert_eq!(send(me).await.status, 200, "the session still stands");
}

#[tokio::test]
async fn a_cookie_without_our_header_may_not() {
    let app = TestApp::start().await;
    let (cookie, _) = cookie(&app).await;
    refused(&send(logout(&app, &cookie)).await);
    refused(&send(logout(&app, &cookie).header(header::ORIGIN, app.node.base())).await);
}

#[tokio::test]
async fn another_site_cannot_even_sign_somebody_in() {
    let app = TestApp::start().await;
    let login = app
        .guest()
        .request(Method::POST, "/api/v1/login")
        .header(header::ORIGIN, "http://evil.example");
    refused(&send(login.header("content-type", "application/json").body("{}")).await);
}

#[tokio::test]
async fn an_access_token_needs_neither() {
    let app = TestApp::start().await;
    let marie = app.register_and_verify("Marie").await;
    let answer = send(
        marie
            .request(Method::POST, "/api/v1/logout")
            .header(header::ORIGIN, "http://other.example"),
    )
    .await;
    assert_eq!(answer.status, 204, "{}", answer.body);
}

#[tokio::test]
async fn over_tls_the_cookie_is_bound_to_the_host_and_the_answer_to_tls() {
    let app = TestApp::start_with(Wiring {
        public_url: Some("https://ecole.example.be".to_owned()),
        ..Wiring::default()
    })
    .await;
    let (_, set) = cookie(&app).await;
    assert!(
        set.starts_with("__Host-ecolehub_session=") && set.contains("Secure") && set.contains("Path=/"),
        "{set}"
    );
    let answer = app.guest().get("/health").await;
    assert!(
        answer
            .header("strict-transport-security")
            .unwrap()
            .contains("max-age=31536000")
    );
}
