//! M6: what was missed comes in pages, and all of it comes.

mod thousands;

use domain::{messaging::history::HistoryQuery, schools::types::Level};
use futures_util::{StreamExt, stream};
use testkit::app::TestApp;

use super::{everything, history, send};

#[tokio::test]
async fn what_was_missed_comes_in_pages_of_two_hundred_at_most() {
    const COUNT: i64 = 230;
    let app = TestApp::start().await;
    let teacher = app.teacher("Sophie", &[Level::P3]).await;
    let (marie, _) = app.parent_of("Marie", Level::P3).await;
    let room = marie.class_room(Level::P3).await;
    stream::iter(0..COUNT)
        .for_each_concurrent(8, |number| {
            let teacher = teacher.clone();
            async move { drop(send(&teacher, room, &format!("{number}")).await) }
        })
        .await;
    let query = |after_seq, before_seq, limit| HistoryQuery {
        after_seq,
        before_seq,
        limit,
        ..HistoryQuery::default()
    };
    let first = history(&marie, room, query(Some(0), None, Some(200))).await;
    assert_eq!((first.items.len(), first.more, first.last_seq), (200, true, COUNT));
    let rest = history(&marie, room, query(Some(200), None, Some(200))).await;
    assert_eq!((rest.items.len(), rest.more), (30, false));
    let all: Vec<i64> = everything(&marie, room)
        .await
        .iter()
        .map(|message| message.seq)
        .collect();
    assert_eq!(all, (1..=COUNT).collect::<Vec<_>>());

    let newest = history(&marie, room, query(None, None, None)).await;
    let places: Vec<i64> = newest.items.iter().map(|message| message.seq).collect();
    assert_eq!((places, newest.more), ((181..=230).collect(), true));
    let before = history(&marie, room, query(None, Some(181), Some(3))).await;
    let places: Vec<i64> = before.items.iter().map(|message| message.seq).collect();
    assert_eq!((places, before.more), (vec![178, 179, 180], true));
    let start = history(&marie, room, query(None, Some(3), Some(3))).await;
    assert_eq!((start.items.len(), start.more), (2, false));
    let nothing = history(&marie, room, query(Some(COUNT), None, None)).await;
    assert_eq!((nothing.items.len(), nothing.more), (0, false));
}
