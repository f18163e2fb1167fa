//! M7 in rooms that people make: whoever is taken out while others write gets nothing that comes after, on no node.

use std::sync::Arc;

use diesel::prelude::*;
use domain::{
    messaging::rooms::calls::{JoinRoom, LeaveConversation, RemoveMember},
    messaging::rooms::types::{NewKind, RoomRole},
    page::NoBody,
    schools::types::Level,
    socket::ServerFrame,
};
use futures_util::future::join_all;
use store::{
    backend::Backend,
    messaging::{room as doors, rooms::members},
};
use testkit::app::TestApp;

use super::{group, make, parents, roles, room};
use crate::messaging::{places, second_node, send, wait_for_place, waits_for_a_lock};

#[tokio::test]
async fn ten_are_taken_out_while_messages_flow() {
    let app = TestApp::start().await;
    let node2 = second_node(&app);
    let teacher = app.teacher("Sophie", &[Level::P3]).await;
    let stays = app.teacher("Luc", &[]).await;
    let mut leaving = Vec::new();
    for number in 0..10 {
        leaving.push(app.teacher(&format!("Prof{number}"), &[]).await);
    }
    let mut people = vec![&teacher, &stays];
    people.extend(&leaving);
    let conversation = group(&people).await;
    let mut remaining = stays.socket().await;
    let mut sockets = Vec::new();
    for (number, person) in leaving.iter().enumerate() {
        sockets.push(match &node2 {
            Some(node) if number % 2 == 0 => person.on(node).socket().await,
            _ => person.socket().await,
        });
    }
    let sent = Arc::new(tokio::sync::Semaphore::new(0));
    let traffic = tokio::spawn({
        let (writer, sent) = (stays.clone(), Arc::clone(&sent));
        async move {
            for number in 0..60 {
                send(&writer, conversation, &format!("{number}")).await;
                sent.add_permits(1);
            }
        }
    });
    let mut points = Vec::new();
    for person in &leaving {
        sent.acquire_many(3).await.unwrap().forget();
        let call = RemoveMember {
            conversation,
            account: person.id,
        };
        teacher.call(&call, &NoBody {}).await.unwrap();
        points.push(send(&teacher, conversation, "un de moins").await.seq);
    }
    traffic.await.unwrap();
    // the note of the making, those of the removals, and what was written
    let all = 1 + 10 + 10 + 60;
    wait_for_place(&mut remaining, conversation, all).await;
    for (socket, point) in sockets.iter_mut().zip(points) {
        let heard = places(socket.settle().await, conversation);
        let last = heard.last().copied().unwrap_or(0);
        assert!(last < point, "{last} came after the removal before {point}");
        assert_eq!(
            heard,
            (heard[0]..=last).collect::<Vec<_>>(),
            "everything before, without a hole"
        );
        let told = |frame: &ServerFrame| matches!(frame, ServerFrame::ConversationLeft { .. });
        assert!(socket.heard().iter().any(told));
    }
}

/// The race itself, step by step: the message is on its way to its place while the removal holds the room.
#[tokio::test]
async fn a_message_that_waits_for_a_removal_does_not_reach_the_removed() {
    let app = TestApp::start().await;
    let [marie, jean, nour] = parents(&app).await;
    let conversation = group(&[&marie, &jean, &nour]).await;
    let mut socket = jean.socket().await;
    let (holds, held) = tokio::sync::oneshot::channel();
    let holds = std::sync::Mutex::new(Some(holds));
    let (release, released) = std::sync::mpsc::channel::<()>();
    let (store, owner, removed) = (app.store().clone(), marie.id, jean.id);
    let removal = tokio::spawn(async move {
        let removing = store.write(move |tx| {
            let session = store::schema::sessions::table
                .filter(store::schema::sessions::account_id.eq(owner))
                .select(store::schema::sessions::id)
                .first(tx.db)?;
            let standing = store::accounts::standing::by_id(tx.db, session)?;
            let inside = doors::enter(tx.db, &standing.member()?, conversation)?;
            members::remove(tx, &inside, removed)?;
            if let Some(holds) = holds.lock().unwrap().take() {
                holds.send(()).unwrap();
            }
            released.recv().unwrap();
            Ok(())
        });
        removing.await.unwrap();
    });
    held.await.unwrap();
    let sending = tokio::spawn(async move { send(&nour, conversation, "sans lui").await });
    waits_for_a_lock(&app).await;
    release.send(()).unwrap();
    removal.await.unwrap();
    assert_eq!(sending.await.unwrap().seq, 3);
    let heard = socket.settle().await;
    assert!(
        heard
            .iter()
            .any(|frame| matches!(frame, ServerFrame::ConversationLeft { .. }))
    );
    assert!(!places(heard, conversation).iter().any(|seq| *seq > 1));
}

/// What the lock is for: without it, on a database with many writers, a message that takes its place while the removal is under way reaches
/// the removed.
#[tokio::test]
async fn without_the_lock_of_the_room_the_removed_would_hear_it() {
    let app = TestApp::start().await;
    if app.db().backend() != Backend::Postgres {
        return;
    }
    let [marie, jean, nour] = parents(&app).await;
    let conversation = group(&[&marie, &jean, &nour]).await;
    let mut socket = jean.socket().await;
    let (holds, held) = tokio::sync::oneshot::channel();
    let holds = std::sync::Mutex::new(Some(holds));
    let (release, released) = std::sync::mpsc::channel::<()>();
    let (store, removed) = (app.store().clone(), jean.id);
    let removal = tokio::spawn(async move {
        let removing = store.write(move |tx| {
            diesel::delete(store::schema::participants::table.find((conversation, removed))).execute(tx.db)?;
            if let Some(holds) = holds.lock().unwrap().take() {
                holds.send(()).unwrap();
            }
            released.recv().unwrap();
            Ok(())
        });
        removing.await.unwrap();
    });
    held.await.unwrap();
    let heard = send(&nour, conversation, "sans lui").await.seq;
    release.send(()).unwrap();
    removal.await.unwrap();
    wait_for_place(&mut socket, conversation, heard).await;
}

#[tokio::test]
async fn a_room_has_one_owner_however_many_leave_at_once() {
    let app = TestApp::start().await;
    let office = app.office().await;
    let made = make(office, &room(NewKind::Public, "Cantine", &[])).await.unwrap();
    let mut people = Vec::new();
    for number in 0..6 {
        people.push(app.teacher(&format!("Prof{number}"), &[]).await);
    }
    let join = JoinRoom {
        slug: "cantine".parse().unwrap(),
    };
    let joined = join_all(people.iter().map(|person| person.call(&join, &NoBody {}))).await;
    assert!(joined.iter().all(Result::is_ok));
    let leave = LeaveConversation { conversation: made.id };
    let going = people.iter().take(5).map(|person| person.call(&leave, &NoBody {}));
    let (owner, others) = futures_util::join!(office.call(&leave, &NoBody {}), join_all(going));
    assert!(owner.is_ok() && others.iter().all(Result::is_ok));
    assert_eq!(
        roles(&people[5], made.id).await,
        [("Prof5".to_owned(), Some(RoomRole::Owner))]
    );
}
