//! M13: presence heals, and nobody has more sockets than allowed, however they are opened.

use std::time::Duration;

use domain::{
    id::ConversationId,
    messaging::{
        calls::ShowPresence,
        presence::{Presence, PresenceState},
    },
    page::NoBody,
    schools::types::Level,
    socket::{ServerFrame, close},
};
use futures_util::future::join_all;
use testkit::{app::TestApp, database, node::Wiring, person::Person, proxy::Proxy, socket::Socket};

use super::second_node;

async fn presence(person: &Person, conversation: ConversationId) -> Presence {
    person.call(&ShowPresence { conversation }, &NoBody {}).await.unwrap()
}

/// Asks until the answer is right.
async fn until(person: &Person, room: ConversationId, deadline: Duration, is_right: impl Fn(&Presence) -> bool) {
    let asking = async { while !is_right(&presence(person, room).await) {} };
    tokio::time::timeout(deadline, asking).await.expect("presence in time");
}

#[tokio::test]
async fn closing_one_of_two_tabs_leaves_its_person_online() {
    let app = TestApp::start().await;
    let node2 = second_node(&app);
    let (marie, _) = app.parent_of("Marie", Level::P3).await;
    let (jean, _) = app.parent_of("Jean", Level::P3).await;
    let room = marie.class_room(Level::P3).await;
    if node2.is_some() {
        app.node.state().realtime.bus_becomes(|state| state.is_up()).await;
    }
    marie.shows_presence().await;
    jean.shows_presence().await;
    assert_eq!(presence(&jean, room).await.online, []);
    let one = marie.socket().await;
    let other = match &node2 {
        Some(node) => marie.on(node).socket().await,
        None => marie.socket().await,
    };
    assert_eq!(presence(&jean, room).await.online, [marie.id]);
    assert_eq!(presence(&marie, room).await.online, [], "without me");
    one.close().await;
    let mut again = marie.socket().await;
    again.settle().await;
    again.close().await;
    let seen = presence(&jean, room).await;
    assert_eq!((seen.state, seen.online), (PresenceState::Known, vec![marie.id]));
    other.close().await;
    until(&jean, room, Duration::from_secs(5), |seen| seen.online.is_empty()).await;
}

#[tokio::test]
async fn two_hundred_sockets_at_once_are_never_more_than_five() {
    let app = TestApp::start().await;
    let node2 = second_node(&app);
    let marie = app.register_and_verify("Marie").await;
    let elsewhere = node2.as_ref().map_or_else(|| marie.clone(), |node| marie.on(node));
    let openings = (0..200).map(|number| {
        let person = if number % 2 == 0 { &marie } else { &elsewhere };
        async move {
            let mut socket = Socket::try_open(person, &[]).await.unwrap();
            let first = socket.next().await;
            (socket, first)
        }
    });
    let opened = join_all(openings).await;
    let (accepted, refused): (Vec<_>, Vec<_>) = opened
        .into_iter()
        .partition(|(_, first)| matches!(first, Ok(ServerFrame::Authenticated { .. })));
    assert_eq!(accepted.len(), 5);
    for (_, first) in &refused {
        assert_eq!(first.as_ref().unwrap_err(), &Some(close::TOO_MANY));
    }
    // a place that is given back can be taken again
    let (socket, _) = accepted.into_iter().next().unwrap();
    socket.close().await;
    let again = async {
        loop {
            let mut socket = Socket::try_open(&marie, &[]).await.unwrap();
            if socket.next().await.is_ok() {
                return socket;
            }
        }
    };
    tokio::time::timeout(Duration::from_secs(5), again)
        .await
        .expect("a place");
}

#[tokio::test]
async fn the_presence_of_a_dead_node_ends_by_itself() {
    let Some(redis) = database::redis_url() else {
        return;
    };
    let wiring = || {
        let mut wiring = Wiring::default();
        wiring.realtime.presence_ttl = Duration::from_millis(1_500);
        wiring
    };
    let app = TestApp::start_with(wiring()).await;
    let proxy = Proxy::before(redis.trim_start_matches("redis://")).await;
    let mut dying = wiring();
    dying.realtime.redis_url = Some(format!("redis://127.0.0.1:{}", proxy.port()));
    let node2 = app.node_with(dying);
    let (marie, _) = app.parent_of("Marie", Level::P3).await;
    let (jean, _) = app.parent_of("Jean", Level::P3).await;
    let room = marie.class_room(Level::P3).await;
    app.node.state().realtime.bus_becomes(|state| state.is_up()).await;
    node2.state().realtime.bus_becomes(|state| state.is_up()).await;
    marie.shows_presence().await;
    jean.shows_presence().await;
    let _lives = jean.socket().await;
    let _dies = marie.on(&node2).socket().await;
    assert_eq!(presence(&jean, room).await.online, [marie.id]);
    // for the others a node that cannot say anything any more is dead
    proxy.down();
    until(&jean, room, Duration::from_secs(5), |seen| seen.online.is_empty()).await;
    assert_eq!(presence(&jean, room).await.state, PresenceState::Known);
    // one that lives is refreshed well beyond the time after which it would have ended
    assert_eq!(presence(&marie, room).await.online, [jean.id]);
}
