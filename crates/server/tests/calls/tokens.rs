//! Personal access tokens: what a program of mine may do, and no more.

use std::time::Duration;

use diesel::prelude::*;
use domain::{
    access::Scope,
    accounts::tokens::{ListMyTokens, MadeToken, MakeToken, NewToken, RevokeToken},
    messaging::calls::ListConversations,
    page::{NoBody, NoQuery},
    problem::Code,
    schools::types::Level,
    socket::{ClientFrame, ServerFrame, close},
};
use serde_json::json;
use store::{clock, schema::sessions};
use testkit::{
    app::TestApp,
    client::{Answer, Client, send},
    person::Person,
    socket::Socket,
};

fn new(scopes: &[Scope]) -> NewToken {
    NewToken {
        name: "Home Assistant".to_owned(),
        scopes: scopes.to_vec(),
        days: None,
    }
}

async fn token(person: &Person, scopes: &[Scope]) -> (MadeToken, Client) {
    let made = person.call(&MakeToken {}, &new(scopes)).await.unwrap();
    let client = Client::new(person.base(), Some(made.token.clone()));
    (made, client)
}

fn assert_needs(answer: &Answer, scope: &str) {
    assert_eq!(answer.problem().code, Code::InsufficientScope);
    assert_eq!(
        answer.header("www-authenticate"),
        Some(format!("Bearer error=\"insufficient_scope\", scope=\"{scope}\"").as_str())
    );
}

#[tokio::test]
async fn a_token_does_what_its_scopes_say() {
    let app = TestApp::start().await;
    let marie = app.register_and_verify("Marie").await;
    let (made, program) = token(&marie, &[Scope::MessagesRead, Scope::ProfileRead, Scope::MessagesRead]).await;
    assert_eq!(made.scopes, [Scope::ProfileRead, Scope::MessagesRead]);
    assert!(made.token.starts_with("ehp_") && made.token.len() == 53);
    assert_eq!(program.get("/api/v1/me").await.json()["first_name"], "Marie");
    program.ask(&ListConversations {}, &Default::default()).await.unwrap();
    assert_needs(&program.get("/api/v1/children").await, "children:read");
    let change = program.raw("PUT", "/api/v1/me", "{}").await;
    assert_needs(&change, "profile:write");
}

#[tokio::test]
async fn no_token_makes_tokens_or_shows_where_i_am_signed_in() {
    let app = TestApp::start().await;
    let marie = app.register_and_verify("Marie").await;
    let (_, program) = token(&marie, Scope::ALL).await;
    for (method, path) in [
        ("GET", "/api/v1/me/tokens"),
        ("POST", "/api/v1/me/tokens"),
        ("GET", "/api/v1/me/sessions"),
        ("POST", "/api/v1/me/proof"),
        ("PUT", "/api/v1/me/password"),
        ("POST", "/api/v1/logout"),
    ] {
        let answer = program.raw(method, path, "{}").await;
        assert_eq!(answer.problem().code, Code::InsufficientScope, "{method} {path}");
        assert_eq!(
            answer.header("www-authenticate"),
            Some("Bearer error=\"insufficient_scope\"")
        );
    }
}

#[tokio::test]
async fn a_token_proves_nothing_however_young_it_is() {
    let app = TestApp::start().await;
    let office = app.staff("Olga", domain::schools::types::Role::Direction).await;
    let (_, program) = token(&office, Scope::ALL).await;
    let answer = program.get("/api/v1/school/children/export").await;
    assert_eq!(answer.problem().code, Code::InsufficientScope);
    assert_eq!(office.get("/api/v1/school/children/export").await.status, 200);
}

#[tokio::test]
async fn a_token_is_shown_once_listed_and_revoked() {
    let app = TestApp::start().await;
    let marie = app.register_and_verify("Marie").await;
    let (made, program) = token(&marie, &[Scope::ProfileRead]).await;
    let listed = marie.get("/api/v1/me/tokens").await;
    assert!(!listed.body.contains(&made.token));
    let list = marie.ask(&ListMyTokens {}, &NoQuery {}).await.unwrap().items;
    assert_eq!((list.len(), list[0].id, list[0].last_used_at), (1, made.id, None));
    assert_eq!(list[0].expires_at.seconds_since(list[0].created_at), 90 * 24 * 3600);
    // a token is not a device
    assert_eq!(
        marie.get("/api/v1/me/sessions").await.json()["items"]
            .as_array()
            .unwrap()
            .len(),
        1
    );

    let revoke = RevokeToken { token: made.id };
    let jean = app.register_and_verify("Jean").await;
    assert_eq!(jean.call(&revoke, &NoBody {}).await.unwrap_err().code, Code::NotFound);
    assert_eq!(program.get("/api/v1/me").await.status, 200);
    marie.call(&revoke, &NoBody {}).await.unwrap();
    assert_eq!(program.get("/api/v1/me").await.problem().code, Code::Unauthenticated);
    assert_eq!(marie.call(&revoke, &NoBody {}).await.unwrap_err().code, Code::NotFound);
    assert_eq!(marie.ask(&ListMyTokens {}, &NoQuery {}).await.unwrap().items.len(), 0);
}

#[tokio::test]
async fn a_token_ends_at_its_date_whether_or_not_it_is_used() {
    let app = TestApp::start().await;
    let marie = app.register_and_verify("Marie").await;
    let (made, program) = token(&marie, &[Scope::ProfileRead]).await;
    let (id, ends) = (made.id, made.expires_at);
    // an hour later
    set_seen(&app, id, clock::now().plus_seconds(-3600)).await;
    assert_eq!(program.get("/api/v1/me").await.status, 200);
    let list = marie.ask(&ListMyTokens {}, &NoQuery {}).await.unwrap().items;
    assert!(
        list[0]
            .last_used_at
            .is_some_and(|at| clock::now().seconds_since(at) < 60)
    );
    assert_eq!(list[0].expires_at, ends);
    app.store()
        .write(move |tx| {
            diesel::update(sessions::table.find(id))
                .set(sessions::expires_at.eq(tx.now))
                .execute(tx.db)?;
            Ok(())
        })
        .await
        .unwrap();
    let elsewhere = app.node2();
    let answer = program.at(elsewhere.base()).get("/api/v1/me").await;
    assert_eq!(answer.problem().code, Code::Unauthenticated);
}

async fn set_seen(app: &TestApp, id: domain::id::SessionId, at: domain::moment::Moment) {
    app.store()
        .write(move |tx| {
            diesel::update(sessions::table.find(id))
                .set(sessions::last_seen_at.eq(at))
                .execute(tx.db)?;
            Ok(())
        })
        .await
        .unwrap();
}

#[tokio::test]
async fn what_looks_like_a_token_is_not_one() {
    let app = TestApp::start().await;
    let marie = app.register_and_verify("Marie").await;
    let (made, _) = token(&marie, Scope::ALL).await;
    let other = if made.token.ends_with('0') { "1" } else { "0" };
    let mistyped = format!("{}{other}", &made.token[..52]);
    for shown in [mistyped.as_str(), "ehp_", &made.token[..52], "ehp_é"] {
        let request = app.guest().request(reqwest::Method::GET, "/api/v1/me");
        let answer = send(request.header("authorization", format!("Bearer {shown}"))).await;
        assert_eq!(answer.problem().code, Code::Unauthenticated, "{shown}");
    }
    // a token in the cookie is nothing, and neither is the secret of a cookie as a token
    let request = app.guest().request(reqwest::Method::GET, "/api/v1/me");
    let answer = send(request.header("cookie", format!("ecolehub_session={}", made.token))).await;
    assert_eq!(answer.problem().code, Code::Unauthenticated);
}

#[tokio::test]
async fn nobody_has_more_than_twenty_even_when_asking_at_once() {
    let app = TestApp::start().await;
    let marie = app.register_and_verify("Marie").await;
    let (call, body) = (MakeToken {}, new(&[Scope::ProfileRead]));
    let answers = futures_util::future::join_all((0..25).map(|_| marie.call(&call, &body))).await;
    let refused = answers.iter().filter_map(|answer| answer.as_ref().err());
    assert!(
        refused.clone().all(|problem| problem.code == Code::Conflict),
        "{:?}",
        refused.collect::<Vec<_>>()
    );
    assert_eq!(marie.ask(&ListMyTokens {}, &NoQuery {}).await.unwrap().items.len(), 20);
}

#[tokio::test]
async fn what_a_token_must_be_is_said() {
    let app = TestApp::start().await;
    let marie = app.register_and_verify("Marie").await;
    for (field, value) in [
        ("scopes", json!([])),
        ("scopes", json!(["everything"])),
        ("days", json!(6)),
        ("days", json!(367)),
        ("name", json!(" ")),
    ] {
        let mut body = json!({ "name": "Un essai", "scopes": ["profile:read"] });
        body[field] = value;
        let answer = marie.raw("POST", "/api/v1/me/tokens", body.to_string()).await;
        assert_eq!(answer.problem().code, Code::Invalid, "{body}");
    }
}

#[tokio::test]
async fn on_the_socket_a_token_hears_and_says_what_its_scopes_say() {
    let app = TestApp::start().await;
    let (marie, _) = app.parent_of("Marie", Level::P3).await;
    let room = marie.class_room(Level::P3).await;
    let (_, reader) = token(&marie, &[Scope::MessagesRead]).await;
    let (_, writer) = token(&marie, &[Scope::MessagesRead, Scope::MessagesWrite]).await;
    let (_, stranger) = token(&marie, &[Scope::ProfileRead]).await;

    let mut refused = introduced(&stranger).await;
    assert_eq!(refused.closed(Duration::from_secs(2)).await, Some(close::FORBIDDEN));
    assert!(Socket::try_open(&stranger, &[]).await.is_err());

    let mut hearing = introduced(&reader).await;
    let mut saying = Socket::open(&writer).await;
    let frame = |content: &str| ClientFrame::Message {
        conversation_id: room,
        content: content.to_owned(),
        client_msg_id: domain::id::Id::fresh(),
        reply_to: None,
        message_type: None,
    };
    hearing.say(&frame("non")).await;
    let answer = hearing
        .wait_for(|frame| matches!(frame, ServerFrame::Error { .. }))
        .await;
    assert!(matches!(
        answer,
        ServerFrame::Error {
            code: Code::InsufficientScope,
            ..
        }
    ));
    saying.say(&frame("oui")).await;
    let heard = hearing
        .wait_for(|frame| matches!(frame, ServerFrame::Message { .. }))
        .await;
    assert!(matches!(heard, ServerFrame::Message { message, .. } if message.content == "oui"));
}

/// A socket that says who it is in its first frame.
async fn introduced(client: &Client) -> Socket {
    let mut socket = Socket::try_open(&Client::new(client.base(), None), &[]).await.unwrap();
    let token = client.token().unwrap().to_owned();
    socket.say(&ClientFrame::Authentication { token }).await;
    socket
}
