//! M3: every member sees every message once and in order, on every tab and every node; and who may open a socket.

use std::time::Duration;

use domain::{
    accounts::{
        calls::{EndMySession, ListMySessions},
        types::SessionKind,
    },
    id::ClientMessageId,
    page::NoBody,
    problem::Code,
    schools::types::Level,
    socket::{ClientFrame, ServerFrame, close},
};
use futures_util::future::join_all;
use testkit::{app::TestApp, client::Client, socket::Socket};

use super::{places, second_node, send, wait_for_place};

#[tokio::test]
async fn every_tab_sees_each_message_once_and_in_order() {
    let app = TestApp::start().await;
    let node2 = second_node(&app);
    let mut people = Vec::new();
    for name in ["Marie", "Jean", "Amina"] {
        people.push(app.parent_of(name, Level::P3).await.0);
    }
    let room = people[0].class_room(Level::P3).await;
    let mut tabs = Vec::new();
    for person in &people {
        tabs.push(person.socket().await);
        tabs.push(match &node2 {
            Some(node) => person.on(node).socket().await,
            None => person.socket().await,
        });
    }
    let writing = people.iter().enumerate().map(|(index, person)| {
        let person = match &node2 {
            Some(node) if index > 0 => person.on(node),
            _ => person.clone(),
        };
        async move {
            for number in 0..8 {
                send(&person, room, &format!("{number}")).await;
            }
        }
    });
    join_all(writing).await;
    let expected: Vec<i64> = (1..=24).collect();
    for tab in &mut tabs {
        wait_for_place(tab, room, 24).await;
        let heard = tab.settle().await;
        assert_eq!(places(heard, room), expected);
    }
}

#[tokio::test]
async fn a_message_by_socket_is_the_same_as_by_call() {
    let app = TestApp::start().await;
    let teacher = app.teacher("Sophie", &[Level::P3]).await;
    let (marie, _) = app.parent_of("Marie", Level::P3).await;
    let room = marie.class_room(Level::P3).await;
    let (mut hers, mut theirs) = (marie.socket().await, teacher.socket().await);
    let frame = ClientFrame::Message {
        conversation_id: room,
        content: "Bonjour à tous".to_owned(),
        client_msg_id: ClientMessageId::fresh(),
        message_type: None,
        reply_to: None,
    };
    hers.say(&frame).await;
    wait_for_place(&mut hers, room, 1).await;
    wait_for_place(&mut theirs, room, 1).await;
    // said again: only the sender is answered, with the same message
    hers.say(&frame).await;
    hers.wait_for(|frame| matches!(frame, ServerFrame::Message { message, .. } if message.seq == 1))
        .await;
    assert_eq!(places(theirs.settle().await, room), [1]);
    hers.say(&ClientFrame::MessageTyping { conversation_id: room }).await;
    theirs
        .wait_for(|frame| matches!(frame, ServerFrame::MessageTyping { first_name, .. } if first_name == "Marie"))
        .await;
    let heard = hers.settle().await;
    assert!(
        !heard
            .iter()
            .any(|frame| matches!(frame, ServerFrame::MessageTyping { .. })),
        "nobody hears their own typing"
    );
}

#[tokio::test]
async fn a_frame_that_is_refused_says_why_and_which() {
    let app = TestApp::start().await;
    let (marie, _) = app.parent_of("Marie", Level::P3).await;
    let (nour, _) = app.parent_of("Nour", Level::M1).await;
    let room = marie.class_room(Level::P3).await;
    let mut socket = nour.socket().await;
    let number = ClientMessageId::fresh();
    socket
        .say(&ClientFrame::Message {
            conversation_id: room,
            content: "coucou".to_owned(),
            client_msg_id: number,
            message_type: None,
            reply_to: None,
        })
        .await;
    socket
        .wait_for(|frame| {
            matches!(frame, ServerFrame::Error { code: Code::NotFound, client_msg_id: Some(back), .. } if *back == number)
        })
        .await;
    socket.say_raw(r#"{"type":"dance"}"#).await;
    socket.say_raw(r#"{"type":"ping","extra":1}"#).await;
    for _ in 0..2 {
        socket
            .wait_for(|frame| {
                matches!(
                    frame,
                    ServerFrame::Error {
                        code: Code::Invalid,
                        ..
                    }
                )
            })
            .await;
    }
    socket.settle().await;
}

#[tokio::test]
async fn a_socket_is_opened_by_header_by_cookie_or_by_its_first_frame() {
    let app = TestApp::start().await;
    let (marie, _) = app.parent_of("Marie", Level::P3).await;
    let authenticated =
        |frame: &ServerFrame| matches!(frame, ServerFrame::Authenticated { account_id, .. } if *account_id == marie.id);
    let mut by_frame = Socket::try_open(&app.guest(), &[]).await.unwrap();
    let token = marie.token().unwrap().to_owned();
    by_frame.say(&ClientFrame::Authentication { token }).await;
    by_frame.wait_for(authenticated).await;

    let cookie = cookie_of(&app, "Marie").await;
    let own = app.node.base().to_owned();
    let headers = [("cookie", cookie.as_str()), ("origin", own.as_str())];
    let mut by_cookie = Socket::try_open(&app.guest(), &headers).await.unwrap();
    by_cookie.wait_for(authenticated).await;
}

#[tokio::test]
async fn a_socket_is_refused_to_other_sites_and_to_ended_sessions() {
    let app = TestApp::start().await;
    app.register_and_verify("Marie").await;
    let cookie = cookie_of(&app, "Marie").await;
    let headers = [("cookie", cookie.as_str()), ("origin", "https://evil.example")];
    assert_eq!(refused(&app.guest(), &headers).await, 403);
    assert_eq!(
        refused(&app.guest(), &[("authorization", "Bearer nonsense")]).await,
        401
    );
    assert_eq!(
        refused(&app.guest(), &[("cookie", "ecolehub_session=nonsense")]).await,
        401
    );
    let mut socket = Socket::try_open(&app.guest(), &[]).await.unwrap();
    let token = "nonsense".to_owned();
    socket.say(&ClientFrame::Authentication { token }).await;
    assert_eq!(
        socket.closed(Duration::from_secs(2)).await,
        Some(close::UNAUTHENTICATED)
    );
    let mut silent = Socket::try_open(&app.guest(), &[]).await.unwrap();
    assert_eq!(
        silent.closed(Duration::from_secs(7)).await,
        Some(close::NO_AUTHENTICATION)
    );
}

#[tokio::test]
async fn a_revoked_session_loses_its_sockets_on_every_node() {
    let app = TestApp::start().await;
    let node2 = second_node(&app);
    let marie = app.register_and_verify("Marie").await;
    let mut sockets = vec![marie.socket().await];
    if let Some(node) = &node2 {
        sockets.push(marie.on(node).socket().await);
    }
    let other = app.sign_in("Marie").await;
    let mut stays = other.socket().await;
    let sessions = other.call(&ListMySessions {}, &NoBody {}).await.unwrap().items;
    for session in sessions.iter().filter(|session| !session.current) {
        let revoke = EndMySession { session: session.id };
        other.call(&revoke, &NoBody {}).await.unwrap();
    }
    for socket in &mut sockets {
        assert_eq!(
            socket.closed(Duration::from_secs(2)).await,
            Some(close::UNAUTHENTICATED)
        );
    }
    stays.settle().await;
}

async fn refused(client: &Client, headers: &[(&'static str, &str)]) -> u16 {
    match Socket::try_open(client, headers)
        .await
        .map(drop)
        .map_err(|error| *error)
    {
        Err(tokio_tungstenite::tungstenite::Error::Http(response)) => response.status().as_u16(),
        other => panic!("not refused: {other:?}"),
    }
}

async fn cookie_of(app: &TestApp, first_name: &str) -> String {
    let body = serde_json::json!({
        "email": testkit::app::address(first_name),
        "password": testkit::app::PASSWORD,
        "session": SessionKind::Cookie,
    });
    let answer = app.guest().raw("POST", "/api/v1/login", body.to_string()).await;
    let set = answer.header("set-cookie").expect("a cookie");
    set.split(';').next().unwrap().to_owned()
}
