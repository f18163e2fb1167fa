//! What another site makes a browser send is refused, call by call, and no other site may read an answer (Z8).

use domain::problem::{Code, Problem};
use reqwest::header;
use testkit::{
    app::{PASSWORD, TestApp, address},
    client::send,
};

use super::{
    building,
    identity::{Identity, Target},
    rows,
};

/// What a form of another site can send without asking first.
const KINDS: [&str; 4] = [
    "text/plain",
    "application/x-www-form-urlencoded",
    "multipart/form-data; boundary=x",
    "application/json",
];

async fn cookie(app: &TestApp) -> String {
    app.register_and_verify("Marie").await;
    let body = serde_json::json!({ "email": address("Marie"), "password": PASSWORD, "session": "cookie" });
    let answer = app.guest().raw("POST", "/api/v1/login", body.to_string()).await;
    let set = answer.header("set-cookie").unwrap().to_owned();
    set.split(';').next().unwrap().to_owned()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn no_other_site_makes_a_browser_change_anything() {
    let app = TestApp::start().await;
    let cookie = cookie(&app).await;
    let world = building::build().await;
    for row in rows::all().iter().filter(|row| !row.reads()) {
        let path = row.path_to(&world, Target::Own, Identity::Parent);
        for kind in KINDS {
            let request = app
                .guest()
                .request(row.method.parse().unwrap(), &path)
                .header(header::COOKIE, &cookie)
                .header(header::ORIGIN, "https://evil.example")
                .header("x-ecolehub-client", "web")
                .header("if-match", "*")
                .header(header::CONTENT_TYPE, kind)
                .body("{}");
            let answer = send(request).await;
            let told = format!(
                "{} {} as {kind}: {} {}",
                row.method, row.path, answer.status, answer.body
            );
            assert_eq!(answer.status, 403, "{told}");
            let problem: Problem = serde_json::from_str(&answer.body).unwrap();
            assert_eq!(problem.code, Code::ForeignOrigin, "{told}");
        }
    }
}

/// Origins that have fooled others.
fn odd_origins(host: &str) -> Vec<String> {
    let mut origins: Vec<String> = [
        "null",
        "",
        "*",
        "file://",
        "http://",
        "https://",
        "http://evil.example",
        "https://evil.example",
        "http://localhost.evil.example",
        "http://evil.example#localhost",
        "http://127.0.0.1.evil.example",
        "chrome-extension://abc",
        "data:",
        "http://[::1]",
        "http://0.0.0.0",
        "http://localhost:1",
    ]
    .map(str::to_owned)
    .to_vec();
    origins.push(format!("http://{host}.evil.example"));
    origins.push(format!("http://evil.example/{host}"));
    origins.push(format!("http://{host}@evil.example"));
    origins.push(format!("ftp://{host}"));
    origins
}

#[tokio::test]
async fn no_other_site_may_read_an_answer() {
    let app = TestApp::start().await;
    let marie = app.register_and_verify("Marie").await;
    let host = app.node.base().trim_start_matches("http://");
    let origins = odd_origins(host);
    assert_eq!(origins.len(), 20);
    for origin in &origins {
        for method in ["GET", "OPTIONS"] {
            let request = marie
                .request(method.parse().unwrap(), "/api/v1/me")
                .header(header::ORIGIN, origin)
                .header("access-control-request-method", "GET");
            let answer = send(request).await;
            let echoed = answer
                .headers
                .keys()
                .find(|name| name.as_str().starts_with("access-control-"));
            assert_eq!(echoed, None, "{method} from {origin}");
        }
    }
}
