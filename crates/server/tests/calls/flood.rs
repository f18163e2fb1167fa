//! A flood of sign-ins does not stop the school (A2), in small.

use std::time::{Duration, Instant};

use api::settings::Settings;
use domain::{messaging::calls::ListConversations, schools::types::Level};
use serde_json::json;
use testkit::{app::TestApp, client::send, node::Wiring};

#[tokio::test]
async fn while_a_flood_of_sign_ins_comes_people_go_on_reading() {
    let settings = Settings {
        trusted_proxies: vec!["127.0.0.1/32".parse().unwrap()],
        ..Settings::default()
    };
    let wiring = Wiring {
        settings,
        ..Wiring::default()
    };
    let app = TestApp::start_with(wiring).await;
    let (marie, _) = app.parent_of("Marie", Level::P3).await;
    let guest = app.guest();
    // somebody else's address and network every time: nothing but the queue of the hasher stops them
    let floods = (0..200).map(|number| {
        let body = json!({ "email": format!("nobody{number}@example.be"), "password": "wrong password 1" });
        let request = guest.request(reqwest::Method::POST, "/api/v1/login").json(&body);
        let request = request.header("x-forwarded-for", format!("198.51.{number}.1"));
        async move {
            let began = Instant::now();
            (send(request).await, began.elapsed())
        }
    });
    let reading = async {
        for _ in 0..20 {
            marie.ask(&ListConversations {}, &Default::default()).await.unwrap();
        }
    };
    let (answers, ()) = tokio::join!(futures_util::future::join_all(floods), reading);
    let mut refused = 0;
    for (answer, took) in answers {
        match answer.status.as_u16() {
            401 => {}
            503 | 429 => {
                refused += 1;
                assert!(answer.header("retry-after").is_some());
                assert!(took < Duration::from_secs(2), "{took:?}");
            }
            other => panic!("{other} {}", answer.body),
        }
    }
    assert!(refused > 0, "everybody was served: the flood was too small");
}
