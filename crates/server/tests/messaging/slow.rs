//! M8: a client that does not read harms nobody, is let go, and loses nothing.

use std::time::Duration;

use domain::{messaging::calls::ShowPresence, page::NoBody, schools::types::Level};
use testkit::app::TestApp;
use tokio::io::AsyncWriteExt;

use super::{everything, places, raw::Raw, send, wait_for_place};

#[tokio::test]
async fn a_client_that_does_not_read_harms_nobody_and_loses_nothing() {
    let app = TestApp::start().await;
    let teacher = app.teacher("Sophie", &[Level::P3]).await;
    let (marie, _) = app.parent_of("Marie", Level::P3).await;
    let (jean, _) = app.parent_of("Jean", Level::P3).await;
    let room = marie.class_room(Level::P3).await;
    teacher.shows_presence().await;
    marie.shows_presence().await;
    let mut stuck = Raw::open(&marie).await;
    let mut reads = jean.socket().await;
    let call = ShowPresence { conversation: room };
    let mut count = 0;
    // 8 KB each: buffers of kernel and library, then the mailbox
    let flooding = async {
        loop {
            count += 1;
            send(&teacher, room, &"🎒".repeat(2_000)).await;
            wait_for_place(&mut reads, room, count).await;
            let online = teacher.call(&call, &NoBody {}).await.unwrap().online;
            if !online.contains(&marie.id) {
                return;
            }
        }
    };
    tokio::time::timeout(Duration::from_secs(40), flooding)
        .await
        .expect("the one that does not read is let go");
    assert_eq!(places(reads.settle().await, room), (1..=count).collect::<Vec<i64>>());
    // the kernel lets the connection go, too; whose other end learns it when it writes
    let gone = async {
        let mut now_and_then = tokio::time::interval(Duration::from_millis(200));
        while stuck.stream.write_all(&[0]).await.is_ok() {
            now_and_then.tick().await;
        }
    };
    tokio::time::timeout(Duration::from_secs(20), gone)
        .await
        .expect("the connection is cut");
    // and she comes back and finds everything
    let mut back = marie.socket().await;
    let seen: Vec<i64> = everything(&marie, room)
        .await
        .iter()
        .map(|message| message.seq)
        .collect();
    assert_eq!(seen, (1..=count).collect::<Vec<i64>>());
    send(&teacher, room, "fini").await;
    wait_for_place(&mut back, room, count + 1).await;
}
