//! The following page as an address: `Link`.

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
