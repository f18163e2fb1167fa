//! Guessing is slow, from wherever it is tried, and keeps nobody out (A7).

use api::settings::Settings;
use domain::{families::calls::AddChild, problem::Code, schools::types::Level};
use futures_util::{StreamExt, stream};
use serde_json::json;
use testkit::{
    app::{PASSWORD, TestApp, address},
    client::{Answer, Client, send},
    node::{Node, Wiring},
    school::with_code,
};

/// An application behind a proxy that is believed, so that a test can come from anywhere.
fn behind_a_proxy() -> Wiring {
    let settings = Settings {
        trusted_proxies: vec!["127.0.0.1/32".parse().unwrap()],
        ..Settings::default()
    };
    Wiring {
        settings,
        ..Wiring::default()
    }
}

/// Tries to sign in from this address of the network.
async fn sign_in(client: &Client, from: &str, (email, password): (&str, &str), device: Option<&str>) -> Answer {
    let body = json!({ "email": email, "password": password, "session": "cookie" });
    let request = client.request(reqwest::Method::POST, "/api/v1/login").json(&body);
    let request = request.header("x-forwarded-for", from);
    send(match device {
        Some(cookie) => request.header("cookie", cookie),
        None => request,
    })
    .await
}

/// The cookie by which a device is known.
fn device_of(answer: &Answer) -> String {
    let cookies = answer.headers.get_all("set-cookie").iter();
    let mut cookies = cookies.map(|cookie| cookie.to_str().unwrap());
    let device = cookies.rfind(|cookie| cookie.starts_with("ecolehub_device="));
    let device = device.unwrap_or_else(|| panic!("no device in {answer:?}"));
    for word in ["HttpOnly", "SameSite=Lax", "Path=/"] {
        assert!(device.contains(word), "{device}");
    }
    device.split(';').next().unwrap().to_owned()
}

#[tokio::test]
async fn a_thousand_guesses_from_fifty_networks_see_few_hashes_and_the_owner_still_gets_in() {
    let mut app = TestApp::start_with(behind_a_proxy()).await;
    app.register_and_verify("Marie").await;
    let marie = address("Marie");
    let mine = sign_in(&app.guest(), "192.0.2.7", (&marie, PASSWORD), None).await;
    assert_eq!(mine.status, 200, "{}", mine.body);
    let device = device_of(&mine);

    let guest = app.guest();
    let tries = stream::iter(0..1000).map(|number| {
        let (guest, marie) = (guest.clone(), marie.clone());
        async move {
            let from = format!("198.51.100.{}", number % 50);
            sign_in(&guest, &from, (&marie, &format!("wrong password {number}")), None).await
        }
    });
    let answers: Vec<Answer> = tries.buffer_unordered(20).collect().await;
    let mut looked_at = 0;
    for answer in &answers {
        match answer.status.as_u16() {
            401 => looked_at += 1,
            429 | 503 => {
                let wait: i64 = answer.header("retry-after").unwrap().parse().unwrap();
                assert!((1..=3600).contains(&wait), "{wait}");
            }
            other => panic!("{other} {}", answer.body),
        }
    }
    assert!((1..=20).contains(&looked_at), "{looked_at} guesses were looked at");

    assert_eq!(try_all(&app.node, &marie, &device).await, (429, 200));
    // a restart forgets nothing, and another node knows it too
    let node2 = app.node_with(behind_a_proxy());
    assert_eq!(try_all(&node2, &marie, &device).await, (429, 200));
    let fresh = app.node_with(behind_a_proxy());
    std::mem::replace(&mut app.node, fresh).stop().await;
    assert_eq!(try_all(&app.node, &marie, &device).await, (429, 200));
    // the device of one opens no door to another's tries
    app.register_and_verify("Jean").await;
    let jean = address("Jean");
    for number in 0..10 {
        let wrong = format!("wrong password {number}");
        sign_in(&app.guest(), "192.0.2.8", (&jean, &wrong), None).await;
    }
    let stranger = sign_in(&app.guest(), "192.0.2.8", (&jean, PASSWORD), Some(&device)).await;
    assert_eq!(stranger.problem().code, Code::TooMany);
}

/// The right password on a strange device, and on a known one.
async fn try_all(node: &Node, email: &str, device: &str) -> (u16, u16) {
    let guest = Client::new(node.base(), None);
    let strange = sign_in(&guest, "203.0.113.5", (email, PASSWORD), None).await;
    let known = sign_in(&guest, "203.0.113.5", (email, PASSWORD), Some(device)).await;
    (strange.status.as_u16(), known.status.as_u16())
}

#[tokio::test]
async fn a_stolen_device_has_few_tries_of_its_own() {
    let app = TestApp::start_with(behind_a_proxy()).await;
    app.register_and_verify("Marie").await;
    let marie = address("Marie");
    let mine = sign_in(&app.guest(), "192.0.2.7", (&marie, PASSWORD), None).await;
    let device = device_of(&mine);
    let mut statuses = Vec::new();
    for number in 0..15 {
        let wrong = format!("wrong password {number}");
        let answer = sign_in(&app.guest(), "192.0.2.7", (&marie, &wrong), Some(&device)).await;
        statuses.push(answer.status.as_u16());
    }
    assert_eq!(statuses, [[401; 10].as_slice(), &[429; 5]].concat());
    // elsewhere Marie gets in
    let elsewhere = sign_in(&app.guest(), "192.0.2.9", (&marie, PASSWORD), None).await;
    assert_eq!(elsewhere.status, 200);
}

#[tokio::test]
async fn an_address_that_nobody_has_is_limited_like_one_that_somebody_has() {
    let app = TestApp::start_with(behind_a_proxy()).await;
    app.register_and_verify("Marie").await;
    let mut seen = Vec::new();
    for (email, from) in [(address("Marie"), "192.0.2.1"), (address("Nobody"), "192.0.2.2")] {
        let mut answers = Vec::new();
        for number in 0..13 {
            let wrong = format!("wrong password {number}");
            let answer = sign_in(&app.guest(), from, (&email, &wrong), None).await;
            let mut names: Vec<String> = answer.headers.keys().map(ToString::to_string).collect();
            names.sort();
            answers.push((answer.status.as_u16(), answer.problem().code, names));
        }
        seen.push(answers);
    }
    assert_eq!(seen[0], seen[1]);
    assert_eq!(seen[0].last().unwrap().1, Code::TooMany);
}

#[tokio::test]
async fn a_school_behind_one_address_signs_in() {
    let app = TestApp::start_with(behind_a_proxy()).await;
    let names = ["Marie", "Jean", "Fatima", "Luc", "Ana", "Piet"];
    for name in names {
        app.register_and_verify(name).await;
    }
    // sixty families at half past three, and every fourth of them mistypes first
    let tries = stream::iter(0..60).map(|number| {
        let guest = app.guest();
        let email = address(names[number % names.len()]);
        async move {
            if number % 4 == 0 {
                let wrong = sign_in(&guest, "192.0.2.1", (&email, "quatre moutons vert"), None).await;
                assert_eq!(wrong.status, 401, "{}", wrong.body);
            }
            sign_in(&guest, "192.0.2.1", (&email, PASSWORD), None).await
        }
    });
    let answers: Vec<Answer> = tries.buffer_unordered(4).collect().await;
    let statuses: Vec<u16> = answers.iter().map(|answer| answer.status.as_u16()).collect();
    assert_eq!(statuses, [200; 60]);
}

#[tokio::test]
async fn codes_of_children_are_not_guessed() {
    let app = TestApp::start().await;
    let (marie, jean) = (
        app.register_and_verify("Marie").await,
        app.register_and_verify("Jean").await,
    );
    let mut statuses = Vec::new();
    for number in 0..12 {
        let guess = with_code(format!("AAAA-{:04}", 2222 + number));
        let refused = marie.call(&AddChild {}, &guess).await.unwrap_err();
        statuses.push(refused.code);
    }
    assert_eq!(
        statuses,
        [[Code::WrongCode; 10].as_slice(), &[Code::TooMany; 2]].concat()
    );
    // the right one comes too late for Marie, and in time for Jean
    let child = app.child(Level::P3, "Lou").await;
    let code = with_code(app.child_code(child).await);
    let refused = marie.call(&AddChild {}, &code).await.unwrap_err();
    assert_eq!(refused.code, Code::TooMany);
    jean.call(&AddChild {}, &code).await.unwrap();
}

#[tokio::test]
async fn right_codes_are_not_counted() {
    let app = TestApp::start().await;
    let marie = app.register_and_verify("Marie").await;
    for number in 0..12 {
        let child = app.child(Level::P3, &format!("Lou {number}")).await;
        let code = app.child_code(child).await;
        marie.call(&AddChild {}, &with_code(code)).await.unwrap();
    }
}

#[tokio::test]
async fn nobody_fills_a_mailbox() {
    let app = TestApp::start().await;
    app.register_and_verify("Marie").await;
    for path in ["/api/v1/password/forgot", "/api/v1/verify-email/resend"] {
        for email in [address("Marie"), address("Nobody")] {
            let mut statuses = Vec::new();
            for _ in 0..5 {
                let body = json!({ "email": email }).to_string();
                statuses.push(app.guest().raw("POST", path, body).await.status.as_u16());
            }
            assert_eq!(statuses, [202, 202, 202, 429, 429], "{path} {email}");
        }
    }
}

#[tokio::test]
async fn my_password_is_not_guessed_from_an_open_session() {
    let app = TestApp::start().await;
    let marie = app.register_and_verify("Marie").await;
    let mut codes = Vec::new();
    for number in 0..11 {
        let body = json!({ "password": format!("wrong password {number}") }).to_string();
        codes.push(marie.raw("POST", "/api/v1/me/proof", body).await.problem().code);
    }
    assert_eq!(codes, [[Code::WrongPassword; 10].as_slice(), &[Code::TooMany]].concat());
}
