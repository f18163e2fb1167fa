//! M10: marks only grow, and unread counts never lie.

use domain::{
    messaging::{
        calls::{MarkDelivered, MarkRead, ShowConversation},
        marks::{PersonMark, ReadUpTo},
    },
    page::NoBody,
    problem::Code,
    schools::types::Level,
    socket::{ClientFrame, ServerFrame},
};
use futures_util::{StreamExt, future::join_all, stream};
use testkit::app::TestApp;

use super::{second_node, send, wait_for_place};

#[tokio::test]
async fn marks_grow_whatever_order_they_come_in() {
    let app = TestApp::start().await;
    let node2 = second_node(&app);
    let teacher = app.teacher("Sophie", &[Level::P3]).await;
    let (marie, _) = app.parent_of("Marie", Level::P3).await;
    let room = marie.class_room(Level::P3).await;
    for number in 0..12 {
        send(&teacher, room, &format!("{number}")).await;
    }
    let elsewhere = node2.as_ref().map_or_else(|| marie.clone(), |node| marie.on(node));
    let call = MarkRead { conversation: room };
    // 7, 2, 9, 4, 11, 6, 1, 8, 3, 10, 5: out of order, from two devices
    let marking = (1..12).map(|step| {
        let seq = (step * 7) % 12;
        let device = if step % 2 == 0 {
            marie.clone()
        } else {
            elsewhere.clone()
        };
        let call = call.clone();
        async move { (seq, device.call(&call, &ReadUpTo { seq }).await.unwrap()) }
    });
    for (seq, state) in join_all(marking).await {
        assert!(state.last_read_seq >= seq, "a mark never goes back");
        assert_eq!(state.unread_count, 12 - state.last_read_seq);
    }
    let show = ShowConversation { conversation: room };
    let seen = marie.call(&show, &NoBody {}).await.unwrap();
    assert_eq!((seen.last_read_seq, seen.unread_count), (11, 1));
    // beyond the last message, and back
    let state = marie.call(&call, &ReadUpTo { seq: 1_000 }).await.unwrap();
    assert_eq!((state.last_read_seq, state.unread_count), (12, 0));
    let state = marie.call(&call, &ReadUpTo { seq: 0 }).await.unwrap();
    assert_eq!(state.last_read_seq, 12);
}

/// Seen red when a mark is written without asking whether it grows.
#[tokio::test]
async fn a_thousand_marks_from_two_devices_end_at_the_highest() {
    const MESSAGES: i64 = 40;
    let app = TestApp::start().await;
    let teacher = app.teacher("Sophie", &[Level::P3]).await;
    let (marie, _) = app.parent_of("Marie", Level::P3).await;
    let room = marie.class_room(Level::P3).await;
    for number in 0..MESSAGES {
        send(&teacher, room, &format!("{number}")).await;
    }
    let device = |offset: i64| {
        let (marie, call) = (&marie, MarkRead { conversation: room });
        stream::iter(0..500).for_each_concurrent(8, move |step: i64| {
            let call = call.clone();
            async move {
                // every place but the last one, in an order that jumps back and forth
                let seq = (step * 7_919 + offset) % (MESSAGES - 1) + 1;
                let state = marie.call(&call, &ReadUpTo { seq }).await.unwrap();
                assert!(state.last_read_seq >= seq, "a mark never goes back");
                assert_eq!(state.unread_count, MESSAGES - state.last_read_seq);
            }
        })
    };
    tokio::join!(device(0), device(17));
    let show = ShowConversation { conversation: room };
    let seen = marie.call(&show, &NoBody {}).await.unwrap();
    assert_eq!((seen.last_read_seq, seen.unread_count), (MESSAGES - 1, 1));
}

#[tokio::test]
async fn own_messages_are_not_unread_and_answering_is_reading() {
    let app = TestApp::start().await;
    let teacher = app.teacher("Sophie", &[Level::P3]).await;
    let (marie, _) = app.parent_of("Marie", Level::P3).await;
    let room = marie.class_room(Level::P3).await;
    send(&teacher, room, "Qui vient ?").await;
    let mut hers = teacher.socket().await;
    send(&marie, room, "Moi").await;
    hers.wait_for(|frame| {
        matches!(frame, ServerFrame::MessageRead { marks, .. } if marks.contains(&PersonMark { account_id: marie.id, seq: 2 }))
    })
    .await;
    let seen = marie
        .call(&ShowConversation { conversation: room }, &NoBody {})
        .await
        .unwrap();
    assert_eq!((seen.unread_count, seen.last_read_seq), (0, 2));
}

#[tokio::test]
async fn marks_by_socket_reach_the_others_and_the_own_other_devices() {
    let app = TestApp::start().await;
    let node2 = second_node(&app);
    let teacher = app.teacher("Sophie", &[Level::P3]).await;
    let (marie, _) = app.parent_of("Marie", Level::P3).await;
    let room = marie.class_room(Level::P3).await;
    let mut phone = marie.socket().await;
    let mut laptop = match &node2 {
        Some(node) => marie.on(node).socket().await,
        None => marie.socket().await,
    };
    let mut hers = teacher.socket().await;
    let sent = send(&teacher, room, "Sortie jeudi").await;
    wait_for_place(&mut phone, room, 1).await;
    phone
        .say(&ClientFrame::MessageDelivered {
            conversation_id: room,
            seq: 1,
        })
        .await;
    hers.wait_for(|frame| {
        matches!(frame, ServerFrame::MessageDelivered { marks, .. } if marks.contains(&PersonMark { account_id: marie.id, seq: 1 }))
    })
    .await;
    phone
        .say(&ClientFrame::MessageRead {
            conversation_id: room,
            seq: None,
            message_id: Some(sent.id),
        })
        .await;
    for socket in [&mut hers, &mut laptop] {
        socket
            .wait_for(|frame| {
                matches!(frame, ServerFrame::MessageRead { marks, .. } if marks.contains(&PersonMark { account_id: marie.id, seq: 1 }))
            })
            .await;
    }
}

#[tokio::test]
async fn without_a_socket_a_call_says_what_has_arrived() {
    let app = TestApp::start().await;
    let node2 = second_node(&app);
    let teacher = app.teacher("Sophie", &[Level::P3]).await;
    let (marie, _) = app.parent_of("Marie", Level::P3).await;
    let room = marie.class_room(Level::P3).await;
    let mut hers = teacher.socket().await;
    send(&teacher, room, "Sortie jeudi").await;
    let call = MarkDelivered { conversation: room };
    let elsewhere = node2.as_ref().map_or_else(|| marie.clone(), |node| marie.on(node));
    // beyond the last message means the last message
    elsewhere.call(&call, &ReadUpTo { seq: 40 }).await.unwrap();
    hers.wait_for(|frame| {
        matches!(frame, ServerFrame::MessageDelivered { marks, .. } if marks.contains(&PersonMark { account_id: marie.id, seq: 1 }))
    })
    .await;
    let seen = marie
        .call(&ShowConversation { conversation: room }, &NoBody {})
        .await
        .unwrap();
    assert_eq!((seen.unread_count, seen.last_read_seq), (1, 0), "arrived is not read");
    let stranger = app.teacher("Luc", &[Level::P4]).await;
    let refused = stranger.call(&call, &ReadUpTo { seq: 1 }).await.unwrap_err();
    assert_eq!(refused.code, Code::NotFound);
}
