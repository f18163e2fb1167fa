//! A body that cannot be used is refused with a problem that says why.

use domain::{problem::Code, schools::types::Level};
use rstest::rstest;
use testkit::{app::TestApp, client::send};

const GOOD: &str = r#"{"email":"marie@example.be","password":"quatre moutons verts"}"#;

#[rstest]
#[case("", Code::UnsupportedMediaType)]
#[case("{", Code::BadRequest)]
#[case("not JSON", Code::BadRequest)]
#[case(r#"{"email":"a@b.be","password":"x"} trailing"#, Code::BadRequest)]
#[case("[]", Code::Invalid)]
#[case("null", Code::Invalid)]
#[tokio::test]
async fn a_body_that_cannot_be_read_is_refused(#[case] body: &str, #[case] code: Code) {
    let app = TestApp::start().await;
    let answer = app.guest().raw("POST", "/api/v1/login", body).await;
    assert_eq!(answer.problem().code, code, "{}", answer.body);
}

#[rstest]
#[case(
    r#"{"email":"marie@example.be","password":"x","role":"admin"}"#,
    "/role",
    "unknown_field"
)]
#[case(r#"{"email":"marie@example.be"}"#, "/password", "required")]
#[case(r#"{"email":"a","email":"b","password":"x"}"#, "/email", "duplicate_field")]
#[case(r#"{"email":7,"password":"x"}"#, "", "wrong_type")]
#[case(r#"["zoe@example.be","x"]"#, "", "wrong_type")]
#[case(r#"{"email":"","password":"x"}"#, "/email", "too_short")]
#[case(r#"{"email":"a@b.be","password":""}"#, "/password", "required")]
#[case(r#"{"email":"a\u0000@b.be","password":"x"}"#, "/email", "control_character")]
#[tokio::test]
async fn a_field_that_is_not_valid_is_named(#[case] body: &str, #[case] pointer: &str, #[case] word: &str) {
    let app = TestApp::start().await;
    let problem = app.guest().raw("POST", "/api/v1/login", body).await.problem();
    assert_eq!(problem.code, Code::Invalid);
    assert_eq!(
        (problem.errors[0].pointer.as_str(), problem.errors[0].code.as_str()),
        (pointer, word)
    );
}

#[tokio::test]
async fn every_field_that_is_not_valid_is_named_at_once() {
    let app = TestApp::start().await;
    let body = r#"{"email":"marie","password":"short","first_name":" ","last_name":"Dupont"}"#;
    let problem = app.guest().raw("POST", "/api/v1/register", body).await.problem();
    let mut named: Vec<_> = problem
        .errors
        .iter()
        .map(|error| (error.pointer.as_str(), error.code.as_str()))
        .collect();
    named.sort_unstable();
    let expected = [
        ("/email", "not_an_email"),
        ("/first_name", "required"),
        ("/password", "too_short"),
    ];
    assert_eq!(named, expected);
}

#[rstest]
#[case("text/plain")]
#[case("application/x-www-form-urlencoded")]
#[case("multipart/form-data")]
#[case("application/jsonp")]
#[tokio::test]
async fn another_media_type_is_refused(#[case] kind: &str) {
    let app = TestApp::start().await;
    let request = app.guest().request(reqwest::Method::POST, "/api/v1/login");
    let answer = send(request.header("content-type", kind).body(GOOD)).await;
    assert_eq!(answer.problem().code, Code::UnsupportedMediaType);
}

#[tokio::test]
async fn json_with_a_charset_is_json() {
    let app = TestApp::start().await;
    let request = app.guest().request(reqwest::Method::POST, "/api/v1/login");
    let answer = send(
        request
            .header("content-type", "application/json; charset=utf-8")
            .body(GOOD),
    )
    .await;
    assert_eq!(answer.problem().code, Code::WrongCredentials);
}

#[tokio::test]
async fn a_body_over_64_kib_is_refused_and_one_below_is_read() {
    let app = TestApp::start().await;
    let body = |bytes: usize| format!(r#"{{"email":"a@b.be","password":"x{}"}}"#, " ".repeat(bytes));
    let answer = app.guest().raw("POST", "/api/v1/login", body(64 * 1024)).await;
    assert_eq!(answer.problem().code, Code::TooLarge);
    let answer = app.guest().raw("POST", "/api/v1/login", body(60 * 1024)).await;
    assert_eq!(answer.problem().code, Code::Invalid);
}

#[tokio::test]
async fn who_may_not_is_told_so_before_the_body_is_read() {
    let app = TestApp::start().await;
    let answer = app.guest().raw("POST", "/api/v1/children", "{").await;
    assert_eq!(answer.problem().code, Code::Unauthenticated);
}

#[rstest]
#[case("/api/v1/server?unknown=1")]
#[case("/api/v1/health?q=%00")]
#[tokio::test]
async fn a_query_that_is_not_understood_is_refused(#[case] path: &str) {
    let app = TestApp::start().await;
    assert_eq!(app.guest().get(path).await.problem().code, Code::BadQuery);
}

#[rstest]
#[case("/children?limit=0")]
#[case("/children?limit=101")]
#[case("/children?limit=-1")]
#[case("/children?limit=1.5")]
#[case("/children?cursor=nothing")]
#[case("/conversations/{room}/messages?limit=201")]
#[case("/conversations/{room}/messages?after_seq=-1")]
#[case("/conversations/{room}/messages?before_seq=0")]
#[tokio::test]
async fn a_query_beyond_its_limits_is_refused(#[case] path: &str) {
    let app = TestApp::start().await;
    let (marie, _) = app.parent_of("Marie", Level::P3).await;
    let room = marie.class_room(Level::P3).await.to_string();
    let answer = marie.get(&format!("/api/v1{}", path.replace("{room}", &room))).await;
    assert_eq!(answer.problem().code, Code::BadQuery, "{path}");
}

#[tokio::test]
async fn a_query_is_measured_in_characters() {
    let app = TestApp::start().await;
    let office = app.office().await;
    let path = |letters: usize| format!("/api/v1/school/children?q={}", "%C3%A9".repeat(letters));
    assert_eq!(office.get(&path(100)).await.status, 200);
    assert_eq!(office.get(&path(101)).await.problem().code, Code::BadQuery);
}
