//! A look at a place far back.

use domain::{messaging::history::HistoryQuery, schools::types::Level};
use testkit::app::TestApp;

use super::edit;
use crate::messaging::{history, send};

fn around(seq: i64, limit: u32) -> HistoryQuery {
    HistoryQuery {
        around_seq: Some(seq),
        limit: Some(limit),
        ..HistoryQuery::default()
    }
}

#[tokio::test]
async fn it_shows_what_stands_around_and_says_what_it_covers() {
    let app = TestApp::start().await;
    let (marie, _) = app.parent_of("Marie", Level::P3).await;
    let room = marie.class_room(Level::P3).await;
    let empty = history(&marie, room, around(5, 10)).await;
    assert_eq!(
        (empty.items.len(), empty.from_seq, empty.to_seq, empty.more),
        (0, 1, 0, false)
    );
    let mut last = None;
    for number in 1..=30 {
        last = Some(send(&marie, room, &format!("{number}")).await);
    }
    edit(&marie, (room, last.unwrap().id), "trente").await.unwrap();
    let seqs = |seq, limit| {
        let (marie, query) = (marie.clone(), around(seq, limit));
        async move {
            let page = history(&marie, room, query).await;
            let seqs: Vec<i64> = page.items.iter().map(|message| message.seq).collect();
            (seqs, (page.from_seq, page.to_seq), page.more)
        }
    };
    assert_eq!(seqs(15, 6).await, (vec![13, 14, 15, 16, 17, 18], (13, 18), true));
    assert_eq!(seqs(2, 8).await, (vec![1, 2, 3, 4, 5, 6], (1, 6), false));
    assert_eq!(seqs(29, 6).await, (vec![27, 28, 29, 30], (27, 31), true));
    assert_eq!(seqs(31, 4).await, (vec![29, 30], (29, 31), true));
    assert_eq!(seqs(500, 4).await, (vec![29, 30], (29, 31), true));
}
