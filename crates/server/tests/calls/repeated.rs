//! A call that is sent again does its work once (L3): `Idempotency-Key`.

use std::{collections::BTreeSet, sync::mpsc, time::Duration};

use diesel::prelude::*;
use domain::{
    accounts::tokens::ListMyTokens,
    families::calls::ListMyChildren,
    id::{ConversationId, Id},
    page::{NoQuery, PageQuery},
    problem::Code,
    schools::types::Level,
};
use rstest::rstest;
use serde_json::{Value, json};
use store::{
    backend::Backend,
    error::StoreError,
    idempotency::{self, Attempt},
    schema::idempotency_keys,
    tx::Tx,
};
use testkit::{
    app::TestApp,
    client::{Answer, Client, send, try_send},
    node::Wiring,
    proxy::Proxy,
};

const KEY: &str = "5a4f0c1e-6b0e-4a51-9d3e-0a8f7c2b6d11";

async fn post(client: &Client, path: &str, key: &str, body: &Value) -> Answer {
    let request = client.request(reqwest::Method::POST, path);
    send(request.header("idempotency-key", key).json(body)).await
}

fn message(content: &str) -> Value {
    json!({ "content": content, "client_msg_id": Id::<()>::fresh() })
}

fn path_of(room: ConversationId) -> String {
    format!("/api/v1/conversations/{room}/messages")
}

fn is_replayed(answer: &Answer) -> bool {
    answer.header("idempotency-replayed") == Some("true")
}

/// A child declared by name: a second call makes a second link, or is refused.
async fn declaration(app: &TestApp) -> Value {
    let class = app.class(Level::P3).await;
    json!({ "first_name": "Lou", "last_name": "Dupont", "class_id": class })
}

async fn children_of(client: &Client) -> usize {
    let page = PageQuery::default();
    client.ask(&ListMyChildren {}, &page).await.unwrap().items.len()
}

#[tokio::test]
async fn the_second_time_the_first_answer_comes_again() {
    let app = TestApp::start().await;
    let marie = app.register_and_verify("Marie").await;
    let body = declaration(&app).await;
    let first = post(&marie, "/api/v1/children", KEY, &body).await;
    assert_eq!(
        (first.status.as_u16(), is_replayed(&first)),
        (201, false),
        "{}",
        first.body
    );
    for _ in 0..2 {
        let again = post(&marie, "/api/v1/children", KEY, &body).await;
        assert_eq!(
            (again.status.as_u16(), is_replayed(&again)),
            (201, true),
            "{}",
            again.body
        );
        assert_eq!(again.body, first.body);
    }
    assert_eq!(children_of(&marie).await, 1);
    // without a key it is another call
    let request = marie.request(reqwest::Method::POST, "/api/v1/children").json(&body);
    assert_eq!(send(request).await.problem().code, Code::AlreadyLinked);
}

#[tokio::test]
async fn fifty_at_once_are_one() {
    let app = TestApp::start().await;
    let marie = app.register_and_verify("Marie").await;
    let path = "/api/v1/me/tokens";
    let body = json!({ "name": "Un essai", "scopes": ["profile:read"] });
    let answers = futures_util::future::join_all((0..50).map(|_| post(&marie, path, KEY, &body))).await;
    let mut bodies = BTreeSet::new();
    let mut fresh = 0;
    for answer in answers {
        match answer.status.as_u16() {
            201 => {
                fresh += usize::from(!is_replayed(&answer));
                bodies.insert(answer.body);
            }
            409 => assert_eq!(answer.problem().code, Code::InProgress),
            503 => assert_eq!(answer.problem().code, Code::Unavailable),
            other => panic!("{other} {}", answer.body),
        }
    }
    assert_eq!((bodies.len(), fresh), (1, 1));
    assert_eq!(tokens_of(&marie).await, 1);
    // what the key has prevented: each of five without one makes a token of its own
    let text = body.to_string();
    let answers = futures_util::future::join_all((0..5).map(|_| marie.raw("POST", path, text.clone()))).await;
    assert!(answers.iter().all(|answer| answer.status == 201));
    assert_eq!(tokens_of(&marie).await, 6);
}

async fn tokens_of(client: &Client) -> usize {
    client.ask(&ListMyTokens {}, &NoQuery {}).await.unwrap().items.len()
}

#[tokio::test]
async fn a_key_is_for_one_call() {
    let app = TestApp::start().await;
    let (marie, _) = app.parent_of("Marie", Level::P3).await;
    let room = marie.class_room(Level::P3).await;
    let body = message("Bonjour");
    assert_eq!(post(&marie, &path_of(room), KEY, &body).await.status, 201);
    let other_body = post(&marie, &path_of(room), KEY, &message("Bonsoir")).await;
    assert_eq!(other_body.problem().code, Code::KeyReused);
    let other_path = post(&marie, "/api/v1/children", KEY, &declaration(&app).await).await;
    assert_eq!(other_path.problem().code, Code::KeyReused);
    // the same body elsewhere is another call as well
    let other_query = post(&marie, &format!("{}?x=1", path_of(room)), KEY, &body).await;
    assert!(other_query.status.is_client_error());
    assert_eq!(
        post(&marie, &path_of(room), "another", &message("Bonsoir"))
            .await
            .status,
        201
    );
}

#[tokio::test]
async fn a_key_is_for_one_person() {
    let app = TestApp::start().await;
    let (marie, jean) = (
        app.register_and_verify("Marie").await,
        app.register_and_verify("Jean").await,
    );
    let body = declaration(&app).await;
    let of_marie = post(&marie, "/api/v1/children", KEY, &body).await;
    let of_jean = post(&jean, "/api/v1/children", KEY, &body).await;
    assert_eq!((of_marie.status.as_u16(), of_jean.status.as_u16()), (201, 201));
    assert!(!is_replayed(&of_jean));
    assert_ne!(of_marie.json()["id"], of_jean.json()["id"]);
    // on another device it is still the same person
    let elsewhere = app.sign_in("Marie").await;
    assert!(is_replayed(&post(&elsewhere, "/api/v1/children", KEY, &body).await));
}

#[tokio::test]
async fn of_a_refused_call_nothing_is_kept() {
    let app = TestApp::start().await;
    let marie = app.register_and_verify("Marie").await;
    let wrong = json!({ "code": "AAAA-AAAA" });
    let refused = post(&marie, "/api/v1/children", KEY, &wrong).await;
    assert_eq!(refused.problem().code, Code::WrongCode);
    let right = declaration(&app).await;
    let taken = post(&marie, "/api/v1/children", KEY, &right).await;
    assert_eq!(
        (taken.status.as_u16(), is_replayed(&taken)),
        (201, false),
        "{}",
        taken.body
    );
}

#[rstest]
#[case("")]
#[case("a b")]
#[case("é")]
#[case(&"x".repeat(256))]
#[tokio::test]
async fn what_is_no_key_is_refused(#[case] key: &str) {
    let app = TestApp::start().await;
    let marie = app.register_and_verify("Marie").await;
    let answer = post(&marie, "/api/v1/children", key, &declaration(&app).await).await;
    assert_eq!(answer.problem().code, Code::BadRequest);
    assert_eq!(children_of(&marie).await, 0);
}

#[tokio::test]
async fn an_answer_that_got_lost_is_given_when_it_is_asked_for_again() {
    let app = TestApp::start().await;
    let marie = app.register_and_verify("Marie").await;
    let body = declaration(&app).await;
    // the server has committed and answers, and not a byte of it arrives
    let proxy = Proxy::before(marie.base().trim_start_matches("http://")).await;
    proxy.cut_answers_after(0);
    let through = marie.at(&format!("http://127.0.0.1:{}", proxy.port()));
    let request = through.request(reqwest::Method::POST, "/api/v1/children");
    try_send(request.header("idempotency-key", KEY).json(&body))
        .await
        .unwrap_err();
    drop(proxy);

    // and the node is gone with it
    let mut app = app;
    app.restart().await;
    let marie = marie.on(&app.node);
    let again = post(&marie, "/api/v1/children", KEY, &body).await;
    assert_eq!(
        (again.status.as_u16(), is_replayed(&again)),
        (201, true),
        "{}",
        again.body
    );
    assert_eq!(children_of(&marie).await, 1);
    assert_eq!(
        marie.get("/api/v1/children").await.json()["items"][0]["id"],
        again.json()["id"]
    );
}

#[tokio::test]
async fn an_answer_is_kept_for_a_day_and_nobody_can_read_it() {
    let app = TestApp::start().await;
    let marie = app.register_and_verify("Marie").await;
    let body = declaration(&app).await;
    post(&marie, "/api/v1/children", KEY, &body).await;
    let kept: Vec<(Vec<u8>, Vec<u8>)> = app
        .store()
        .read(|db| {
            let rows = idempotency_keys::table.select((idempotency_keys::key_hash, idempotency_keys::sealed_reply));
            Ok(rows.load(db)?)
        })
        .await
        .unwrap();
    let [(key, reply)] = kept.as_slice() else {
        panic!("one row")
    };
    let holds = |bytes: &[u8], word: &str| bytes.windows(word.len()).any(|window| window == word.as_bytes());
    assert!(!holds(key, KEY) && !holds(reply, "Dupont") && !holds(reply, "Lou"));

    age(&app, idempotency::KEPT_SECONDS - 60).await;
    assert!(is_replayed(&post(&marie, "/api/v1/children", KEY, &body).await));
    age(&app, 120).await;
    // the key is free again, and the work is refused for what it is
    let later = post(&marie, "/api/v1/children", KEY, &body).await;
    assert_eq!(later.problem().code, Code::AlreadyLinked);
    let forgotten = app.store().write(idempotency::forget_old).await.unwrap();
    assert_eq!(forgotten, 1);
}

/// Lets so many seconds pass for what is kept.
async fn age(app: &TestApp, seconds: i64) {
    let rows = move |tx: &mut Tx<'_>| {
        let at: domain::moment::Moment = idempotency_keys::table
            .select(idempotency_keys::created_at)
            .first(tx.db)?;
        diesel::update(idempotency_keys::table)
            .set(idempotency_keys::created_at.eq(at.plus_seconds(-seconds)))
            .execute(tx.db)?;
        Ok(())
    };
    app.store().write(rows).await.unwrap();
}

#[tokio::test]
async fn while_the_first_call_is_still_running_the_second_is_told() {
    let app = TestApp::start_with(Wiring {
        patience: Some(Duration::from_secs(1)),
        ..Wiring::default()
    })
    .await;
    let marie = app.register_and_verify("Marie").await;
    let body = declaration(&app).await;
    let attempt = Attempt {
        account: marie.id,
        key_hash: app.node.state().keys.of_repeated_call(&format!("{} {KEY}", app.school)),
        call: "AddChild",
        request_hash: Vec::new(),
    };
    let (begun, has_begun) = mpsc::channel();
    let (end, has_ended) = mpsc::channel::<()>();
    let store = app.db().store();
    let running = tokio::spawn(async move {
        let work = move |tx: &mut Tx<'_>| {
            idempotency::begin(tx, &attempt)?;
            begun.send(()).unwrap();
            has_ended.recv().unwrap();
            Err::<(), _>(StoreError::NotFound)
        };
        store.write(work).await
    });
    tokio::task::spawn_blocking(move || has_begun.recv().unwrap())
        .await
        .unwrap();
    let refused = post(&marie, "/api/v1/children", KEY, &body).await;
    // with one writer nobody can tell who is writing
    let expected = match app.db().backend() {
        Backend::Postgres => Code::InProgress,
        Backend::Sqlite => Code::Unavailable,
    };
    assert_eq!(refused.problem().code, expected);
    assert_eq!(refused.header("retry-after"), Some("1"));
    end.send(()).unwrap();
    running.await.unwrap().unwrap_err();
    // it came to nothing, so the second one does the work
    let again = post(&marie, "/api/v1/children", KEY, &body).await;
    assert_eq!(
        (again.status.as_u16(), is_replayed(&again)),
        (201, false),
        "{}",
        again.body
    );
}

#[tokio::test]
async fn another_node_gives_the_same_answer() {
    let app = TestApp::start().await;
    let marie = app.register_and_verify("Marie").await;
    let body = declaration(&app).await;
    let first = post(&marie, "/api/v1/children", KEY, &body).await;
    let node = app.node_with(Wiring::default());
    let again = post(&marie.on(&node), "/api/v1/children", KEY, &body).await;
    assert!(is_replayed(&again));
    assert_eq!(again.body, first.body);
}
