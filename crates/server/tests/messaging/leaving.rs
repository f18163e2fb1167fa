//! M7: whoever leaves a room gets nothing that comes after, on no node, whatever is on its way.

use std::{sync::Arc, time::Duration};

use diesel::{dsl::sql, prelude::*, sql_types::Bool};
use domain::{
    families::calls::RemoveChild,
    messaging::calls::{ListMessages, SendMessage},
    page::NoBody,
    problem::Code,
    schools::types::Level,
    socket::ServerFrame,
};
use store::{backend::Backend, messaging::room, schools::staff};
use testkit::app::TestApp;
use tokio::sync::Semaphore;

use super::{places, second_node, send, text, wait_for_place};

#[tokio::test]
async fn whoever_leaves_gets_nothing_that_comes_after() {
    let app = TestApp::start().await;
    let node2 = second_node(&app);
    let teacher = app.teacher("Sophie", &[Level::P3]).await;
    let (stays, _) = app.parent_of("Jean", Level::P3).await;
    let (leaves, child) = app.parent_of("Marie", Level::P3).await;
    let room = leaves.class_room(Level::P3).await;
    let mut remaining = stays.socket().await;
    let mut sockets = vec![leaves.socket().await];
    if let Some(node) = &node2 {
        sockets.push(leaves.on(node).socket().await);
    }
    let sent = Arc::new(Semaphore::new(0));
    let traffic = tokio::spawn({
        let (teacher, sent) = (teacher.clone(), Arc::clone(&sent));
        let teacher = node2.as_ref().map_or_else(|| teacher.clone(), |node| teacher.on(node));
        async move {
            for number in 0..40 {
                send(&teacher, room, &format!("{number}")).await;
                sent.add_permits(1);
            }
        }
    });
    // in the middle of it, at the node that does not send
    sent.acquire_many(10).await.unwrap().forget();
    leaves.call(&RemoveChild { child }, &NoBody {}).await.unwrap();
    let point = send(&teacher, room, "sans elle").await.seq;
    traffic.await.unwrap();
    wait_for_place(&mut remaining, room, 41).await;
    let mut ends = Vec::new();
    for socket in &mut sockets {
        if !heard_left(socket.heard()) {
            socket
                .wait_at_most(Duration::from_secs(2), |frame| {
                    matches!(frame, ServerFrame::ConversationLeft { conversation_id } if *conversation_id == room)
                })
                .await;
        }
        let heard = places(socket.settle().await, room);
        let last = heard.last().copied().unwrap_or(0);
        assert_eq!(
            heard,
            (1..=last).collect::<Vec<i64>>(),
            "everything before, nothing after"
        );
        assert!((10..point).contains(&last), "{last} of a removal before {point}");
        ends.push(last);
    }
    ends.dedup();
    assert_eq!(ends.len(), 1, "the same last place on every node: {ends:?}");

    let history = leaves.call(&ListMessages { conversation: room }, &NoBody {}).await;
    assert_eq!(history.unwrap_err().code, Code::NotFound);
    let written = leaves
        .call(&SendMessage { conversation: room }, &text("encore là ?"))
        .await;
    assert_eq!(written.unwrap_err().code, Code::NotFound);
    assert!(leaves.find_class_room(Level::P3).await.is_none());
    assert_eq!(places(remaining.settle().await, room), (1..=41).collect::<Vec<i64>>());
}

fn heard_left(heard: &[ServerFrame]) -> bool {
    heard
        .iter()
        .any(|frame| matches!(frame, ServerFrame::ConversationLeft { .. }))
}

/// The race itself, step by step: the message is on its way to its place while the removal holds the room.
#[tokio::test]
async fn a_message_that_waits_for_a_removal_does_not_reach_the_removed() {
    let app = TestApp::start().await;
    let teacher = app.teacher("Sophie", &[Level::P3]).await;
    let leaves = app.teacher("Luc", &[Level::P3]).await;
    let (room, class) = (teacher.class_room(Level::P3).await, app.class(Level::P3).await);
    let mut socket = leaves.socket().await;
    let (holds, held) = tokio::sync::oneshot::channel();
    let holds = std::sync::Mutex::new(Some(holds));
    let (release, released) = std::sync::mpsc::channel::<()>();
    let (store, account) = (app.store().clone(), leaves.id);
    let removal = tokio::spawn(async move {
        let removing = store.write(move |tx| {
            room::lock_rooms_of_class(tx, &[class])?;
            if let Some(holds) = holds.lock().unwrap().take() {
                holds.send(()).unwrap();
            }
            released.recv().unwrap();
            staff::unassign(tx, account, class)
        });
        removing.await.unwrap();
    });
    held.await.unwrap();
    let sending = tokio::spawn(async move { send(&teacher, room, "sans lui").await });
    if app.db().backend() == Backend::Postgres {
        let is_waiting =
            "EXISTS (SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock')";
        let waits = async {
            while !app
                .store()
                .read(move |db| Ok(diesel::select(sql::<Bool>(is_waiting)).get_result::<bool>(db)?))
                .await
                .unwrap()
            {}
        };
        tokio::time::timeout(Duration::from_secs(2), waits)
            .await
            .expect("the message waits");
    }
    release.send(()).unwrap();
    removal.await.unwrap();
    assert_eq!(sending.await.unwrap().seq, 1);
    let heard = socket.settle().await;
    assert!(heard_left(heard));
    assert!(places(heard, room).is_empty());
}

#[tokio::test]
async fn whoever_comes_hears_what_is_said_from_then_on() {
    let app = TestApp::start().await;
    let node2 = second_node(&app);
    let teacher = app.teacher("Sophie", &[Level::P3]).await;
    let room = teacher.class_room(Level::P3).await;
    for number in 0..3 {
        send(&teacher, room, &format!("{number}")).await;
    }
    let marie = app.register_and_verify("Marie").await;
    let mut socket = match &node2 {
        Some(node) => marie.on(node).socket().await,
        None => marie.socket().await,
    };
    let child = app.child(Level::P3, "Louis").await;
    app.add_child(&marie, child).await;
    socket
        .wait_for(
            |frame| matches!(frame, ServerFrame::ConversationJoined { conversation_id } if *conversation_id == room),
        )
        .await;
    send(&teacher, room, "Bienvenue").await;
    wait_for_place(&mut socket, room, 4).await;
    assert_eq!(places(socket.settle().await, room), [4]);
}
