//! The following page as an address: `Link`; and cursors that nobody gave.

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use domain::schools::types::Level;
use testkit::{app::TestApp, client::Client};

/// The address in `Link`, when there is one.
async fn follow(client: &Client, path: &str) -> (Vec<String>, Option<String>) {
    let answer = client.get(path).await;
    assert_eq!(answer.status, 200, "{path} {}", answer.body);
    let page = answer.json();
    let ids = page["items"].as_array().unwrap().iter();
    let ids = ids.map(|item| item["id"].as_str().unwrap().to_owned()).collect();
    let next = answer.header("link").map(|link| {
        let (address, rest) = link.strip_prefix('<').unwrap().split_once('>').unwrap();
        assert_eq!(rest, "; rel=\"next\"");
        address.to_owned()
    });
    assert_eq!(next.is_some(), page["next"].is_string(), "{path}");
    if let (Some(next), Some(cursor)) = (&next, page["next"].as_str()) {
        assert!(next.ends_with(&format!("cursor={cursor}")), "{next}");
    }
    (ids, next)
}

#[tokio::test]
async fn following_the_links_reads_the_whole_list_once() {
    let app = TestApp::start().await;
    let marie = app.register_and_verify("Marie").await;
    for _ in 0..6 {
        app.sign_in("Marie").await;
    }
    let mut path = "/api/v1/me/sessions?limit=3".to_owned();
    let mut seen = Vec::new();
    for _ in 0..5 {
        let (ids, next) = follow(&marie, &path).await;
        seen.extend(ids);
        let Some(next) = next else { break };
        assert!(next.starts_with("/api/v1/me/sessions?limit=3&cursor="), "{next}");
        path = next;
    }
    assert_eq!(seen.len(), 7);
    seen.sort();
    seen.dedup();
    assert_eq!(seen.len(), 7);
}

#[tokio::test]
async fn what_is_no_list_has_no_link() {
    let app = TestApp::start().await;
    let marie = app.register_and_verify("Marie").await;
    for path in ["/api/v1/me", "/api/v1/me/sessions", "/api/v1/server"] {
        assert_eq!(marie.get(path).await.header("link"), None, "{path}");
    }
}

/// Every list whose address names nothing, from the committed document.
fn lists() -> Vec<String> {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../openapi/openapi.json");
    let document: serde_json::Value = serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap();
    let calls = document["paths"].as_object().unwrap().iter();
    let pages = calls.filter(|(path, call)| !path.contains('{') && call["get"].to_string().contains("\"cursor\""));
    pages.map(|(path, _)| format!("/api/v1{path}")).collect()
}

/// D10. Seen red on PostgreSQL before a NUL in a cursor was refused: `GET /school/children` answered 500.
#[tokio::test]
async fn a_cursor_that_somebody_made_up_is_no_fault_of_ours() {
    const ID: &str = "01932f6e-4b7a-7c1e-9a35-2d0f6c1b8e42";
    let app = TestApp::start().await;
    app.child(Level::P3, "Zoé").await;
    let office = app.office().await;
    let lists = lists();
    assert!(lists.len() > 10, "{lists:?}");
    let made_up = [
        "null".to_owned(),
        "{}".to_owned(),
        format!("[\"a\\u0000b\",\"{ID}\"]"),
        "[\"P3\",\"a\\u0000b\"]".to_owned(),
        format!("[\"9999-12-31T23:59:59.999999Z\",\"{ID}\"]"),
        format!("[\"0000-01-01T00:00:00+23:59\",\"{ID}\"]"),
        format!("[true,\"0000-01-01T00:00:00+23:59\",\"{ID}\"]"),
        "-9223372036854775808".to_owned(),
        "9223372036854775807".to_owned(),
        "1e400".to_owned(),
        format!("\"{ID}\""),
    ];
    for path in &lists {
        for key in &made_up {
            let cursor = URL_SAFE_NO_PAD.encode(key);
            let answer = office.get(&format!("{path}?cursor={cursor}&q=zoe")).await;
            let plain = office.get(&format!("{path}?cursor={cursor}")).await;
            for answer in [answer, plain] {
                let status = answer.status.as_u16();
                assert!((200..500).contains(&status), "{path} with {key}: {}", answer.body);
            }
        }
    }
}
