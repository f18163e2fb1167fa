//! The general limit and the one for messages: who may do how much in a minute.

use api::settings::Settings;
use domain::{
    id::Id,
    messaging::{calls::SendMessage, new_message::NewMessage},
    problem::Code,
    schools::types::Level,
    socket::{ClientFrame, ServerFrame},
};
use rstest::rstest;
use testkit::{
    app::TestApp,
    client::{Answer, Client, send},
    node::Wiring,
};

async fn few_calls(trusted: &[&str]) -> TestApp {
    let settings = Settings {
        trusted_proxies: trusted.iter().map(|network| network.parse().unwrap()).collect(),
        ..Settings::default()
    };
    TestApp::start_with(Wiring {
        settings,
        calls_per_minute: Some(10),
        ..Wiring::default()
    })
    .await
}

/// `r` of the header `RateLimit`.
fn left(answer: &Answer) -> i64 {
    let header = answer
        .header("ratelimit")
        .unwrap_or_else(|| panic!("no RateLimit in {answer:?}"));
    let (before, _) = header.split_once(";t=").unwrap();
    let left = before.strip_prefix("\"default\";r=").unwrap().parse().unwrap();
    assert_eq!(answer.header("x-ratelimit-remaining"), Some(format!("{left}").as_str()));
    left
}

#[tokio::test]
async fn every_answer_says_how_many_calls_are_left() {
    let app = TestApp::start().await;
    let marie = app.register_and_verify("Marie").await;
    let guest = app.guest();
    for (client, method, path, status) in [
        (&*marie, "GET", "/api/v1/me", 200),
        (&*marie, "HEAD", "/api/v1/me", 200),
        (&*marie, "PUT", "/api/v1/me", 428),
        (&*marie, "GET", "/api/v1/me?x=1", 400),
        (&*marie, "DELETE", "/api/v1/me", 405),
        (&*marie, "OPTIONS", "/api/v1/me", 204),
        (&*marie, "GET", "/api/v1/nothing", 404),
        (&guest, "GET", "/api/v1/me", 401),
        (&guest, "GET", "/api/v1/server", 200),
        (&guest, "POST", "/api/v1/login", 415),
    ] {
        let answer = client.raw(method, path, "").await;
        assert_eq!(answer.status, status, "{method} {path}");
        let most: i64 = answer.header("x-ratelimit-limit").unwrap().parse().unwrap();
        assert_eq!(
            answer.header("ratelimit-policy"),
            Some(format!("\"default\";q={most};w=60").as_str())
        );
        assert!(left(&answer) < most, "{method} {path}");
        assert!(answer.header("x-ratelimit-reset").is_some());
    }
}

#[tokio::test]
async fn whoever_calls_too_often_waits_and_nobody_else_does() {
    let app = few_calls(&[]).await;
    let marie = app.register_and_verify("Marie").await;
    let jean = app.register_and_verify("Jean").await;
    let mut before = 10;
    let refused = loop {
        let answer = marie.get("/api/v1/me").await;
        if answer.status != 200 {
            break answer;
        }
        assert!(left(&answer) < before, "{before}");
        before = left(&answer);
    };
    assert_eq!(refused.problem().code, Code::TooMany);
    assert_eq!(left(&refused), 0);
    let wait: i64 = refused.header("retry-after").unwrap().parse().unwrap();
    assert!((1..=6).contains(&wait), "{wait}");
    // the same person elsewhere, and somebody else here
    assert_eq!(jean.get("/api/v1/me").await.status, 200);
    assert_eq!(app.guest().get("/api/v1/server").await.status, 200);
}

/// Calls until it is refused, naming these addresses in turn, and gives how many were taken.
async fn taken_from(guest: &Client, addresses: &[&str]) -> usize {
    for number in 0..200 {
        let address = addresses[number % addresses.len()];
        let request = guest.request(reqwest::Method::GET, "/api/v1/server");
        let answer = send(request.header("x-forwarded-for", address)).await;
        if answer.status == 429 {
            return number;
        }
    }
    200
}

#[rstest]
// nobody is trusted: whoever invents addresses stays one
#[case(&[], &["1.1.1.1", "2.2.2.2", "3.3.3.3", "4.4.4.4", "5.5.5.5"], 40..60)]
// a proxy of ours names who called it
#[case(&["127.0.0.1/32"], &["1.1.1.1", "2.2.2.2", "3.3.3.3", "4.4.4.4", "5.5.5.5"], 200..201)]
// what the caller wrote before it does not count
#[case(&["127.0.0.1/32"], &["1.1.1.1, 9.9.9.9", "2.2.2.2, 9.9.9.9", "3.3.3.3, 9.9.9.9"], 40..60)]
// a network of IPv6 is one caller
#[case(&["127.0.0.1/32"], &["2001:db8::1", "2001:db8::2", "2001:db8:0:0:ffff::3"], 40..60)]
#[tokio::test]
async fn the_address_that_is_counted_cannot_be_moved(
    #[case] trusted: &[&str],
    #[case] addresses: &[&str],
    #[case] expected: std::ops::Range<usize>,
) {
    let app = few_calls(trusted).await;
    let taken = taken_from(&app.guest(), addresses).await;
    assert!(expected.contains(&taken), "{taken}");
}

#[tokio::test]
async fn messages_are_counted_together_from_wherever_they_come() {
    let app = TestApp::start_with(Wiring {
        messages_per_minute: Some(12),
        ..Wiring::default()
    })
    .await;
    let (marie, _) = app.parent_of("Marie", Level::P3).await;
    let room = marie.class_room(Level::P3).await;
    let (mut one, mut other) = (marie.socket().await, marie.socket().await);
    let frame = |content: &str| ClientFrame::Message {
        conversation_id: room,
        content: content.to_owned(),
        client_msg_id: Id::fresh(),
        reply_to: None,
        message_type: None,
    };
    // six at once: two here, two there, two by calls
    for content in ["a", "b"] {
        one.say(&frame(content)).await;
        other.say(&frame(content)).await;
    }
    one.settle().await;
    other.settle().await;
    let call = SendMessage { conversation: room };
    let mut refused = None;
    for _ in 0..4 {
        let new = NewMessage::text("c", Id::fresh());
        refused = refused.or(marie.call(&call, &new).await.err());
    }
    assert_eq!(refused.unwrap().code, Code::TooMany);
    one.say(&frame("d")).await;
    let answer = one.wait_for(|frame| matches!(frame, ServerFrame::Error { .. })).await;
    assert!(
        matches!(
            answer,
            ServerFrame::Error {
                code: Code::TooMany,
                client_msg_id: Some(_),
                ..
            }
        ),
        "{answer:?}"
    );
    // who may not write may still read
    assert_eq!(marie.get("/api/v1/conversations").await.status, 200);
}

#[tokio::test]
async fn where_limits_are_off_there_are_none() {
    let settings = Settings {
        has_limits: false,
        ..Settings::default()
    };
    let app = TestApp::start_with(Wiring {
        settings,
        calls_per_minute: Some(10),
        ..Wiring::default()
    })
    .await;
    for _ in 0..50 {
        let answer = app.guest().get("/api/v1/server").await;
        assert_eq!((answer.status.as_u16(), answer.header("ratelimit")), (200, None));
    }
}
