//! An end to old messages: places keep their order, unread counts stay right, and the school says how long.

use std::time::Duration;

use domain::{
    id::ConversationId,
    messaging::{
        calls::ShowConversation,
        calm::{calls::SetRetention, types::Retention},
        history::HistoryQuery,
    },
    page::NoBody,
    problem::Code,
    schools::types::Level,
};
use store::messaging::calm::retention;
use testkit::{app::TestApp, node::Wiring};

use super::calm;
use crate::messaging::{everything, history, send, wait_for_place};

/// Makes the messages up to a place so many days old.
async fn age(app: &TestApp, room: ConversationId, (up_to, days): (i64, i64)) {
    app.store()
        .write(move |tx| {
            use diesel::prelude::*;
            use store::schema::messages;
            let then = tx.now.plus_seconds(-days * 24 * 3600);
            let old = messages::table
                .filter(messages::conversation_id.eq(room))
                .filter(messages::seq.le(up_to));
            diesel::update(old).set(messages::created_at.eq(then)).execute(tx.db)?;
            Ok(())
        })
        .await
        .unwrap();
}

/// What the job does.
async fn erase(app: &TestApp) {
    let due = app
        .store()
        .read(|db| retention::due(db, store::clock::now()))
        .await
        .unwrap();
    for room in due {
        while app.store().write(move |tx| retention::erase(tx, room)).await.unwrap() > 0 {}
    }
    let left = app
        .store()
        .read(|db| retention::due(db, store::clock::now()))
        .await
        .unwrap();
    assert_eq!(left, [], "done twice it does nothing more");
}

#[tokio::test]
async fn what_is_old_goes_and_the_order_and_the_counts_stay() {
    let app = TestApp::start().await;
    let teacher = app.teacher("Sophie", &[Level::P3]).await;
    let (marie, _) = app.parent_of("Marie", Level::P3).await;
    let (jean, _) = app.parent_of("Jean", Level::P3).await;
    let room = marie.class_room(Level::P3).await;
    for number in 1..=8 {
        send(&teacher, room, &format!("message {number}")).await;
    }
    age(&app, room, (5, 366)).await;
    erase(&app).await;
    let left = everything(&marie, room).await;
    assert_eq!(left.iter().map(|message| message.seq).collect::<Vec<_>>(), [6, 7, 8]);
    let page = history(&marie, room, HistoryQuery::default()).await;
    assert_eq!((page.from_seq, page.to_seq, page.more), (1, 8, false));
    let show = ShowConversation { conversation: room };
    for parent in [&marie, &jean] {
        let seen = parent.call(&show, &NoBody {}).await.unwrap();
        assert_eq!((seen.unread_count, seen.last_read_seq, seen.last_seq), (3, 5, 8));
    }
    assert_eq!(send(&jean, room, "le suivant").await.seq, 9);
    assert_eq!(jean.call(&show, &NoBody {}).await.unwrap().unread_count, 0);
    let audit = app.office().await.get("/api/v1/audit?act=messages_erased").await.body;
    assert!(audit.contains("\"subject\":\"5 ("), "{audit}");
}

#[tokio::test]
async fn a_room_of_which_everything_is_old_is_empty_and_goes_on() {
    let app = TestApp::start().await;
    let teacher = app.teacher("Sophie", &[Level::P3]).await;
    let (marie, _) = app.parent_of("Marie", Level::P3).await;
    let room = marie.class_room(Level::P3).await;
    let question = send(&marie, room, "Qui vient ?").await.id;
    super::answer_to(&teacher, room, question, "Moi").await.unwrap();
    age(&app, room, (2, 400)).await;
    erase(&app).await;
    assert_eq!(everything(&marie, room).await, []);
    let show = ShowConversation { conversation: room };
    let seen = marie.call(&show, &NoBody {}).await.unwrap();
    assert_eq!((seen.unread_count, seen.last_seq, seen.last_message), (0, 2, None));
    assert_eq!(send(&teacher, room, "nouveau").await.seq, 3);
    assert_eq!(marie.call(&show, &NoBody {}).await.unwrap().unread_count, 1);
}

#[tokio::test]
async fn the_school_says_how_long_and_families_see_it() {
    let app = TestApp::start().await;
    let (marie, _) = app.parent_of("Marie", Level::P3).await;
    let room = marie.class_room(Level::P3).await;
    send(&marie, room, "bonjour").await;
    age(&app, room, (1, 60)).await;
    erase(&app).await;
    assert_eq!(everything(&marie, room).await.len(), 1, "a year by default");
    let days = |calm: domain::messaging::calm::types::RoomCalm| {
        calm.erased_at.seconds_since(store::clock::now()) / (24 * 3600)
    };
    assert!((364..=365).contains(&days(calm(&marie, room).await)));
    let month = Retention {
        chat_days: 30,
        announcement_years: 1,
    };
    let refused = marie.call(&SetRetention {}, &month).await.unwrap_err();
    assert_eq!(refused.code, Code::Forbidden);
    app.office().await.call(&SetRetention {}, &month).await.unwrap();
    assert!((29..=30).contains(&days(calm(&marie, room).await)));
    erase(&app).await;
    assert_eq!(everything(&marie, room).await, []);
    let week = Retention {
        chat_days: 7,
        announcement_years: 1,
    };
    let refused = app.office().await.call(&SetRetention {}, &week).await.unwrap_err();
    assert_eq!(refused.code, Code::Invalid);
}

/// A node that has heard of places asks for them, and they are not there any more. Meant to fail when `Ledger::loaded` does not pass over what is
/// missing: nothing of the room came any more.
#[tokio::test]
async fn places_that_were_erased_hold_no_window_up() {
    let mut wiring = Wiring::default();
    wiring.realtime.poll_calm = Duration::from_millis(300);
    let app = TestApp::start_with(wiring).await;
    let teacher = app.teacher("Sophie", &[Level::P3]).await;
    let (marie, _) = app.parent_of("Marie", Level::P3).await;
    let room = marie.class_room(Level::P3).await;
    send(&teacher, room, "un").await;
    let mut window = marie.socket().await;
    // three places that were taken elsewhere, and erased before anybody here asked
    app.store()
        .write(move |tx| {
            use diesel::prelude::*;
            use store::schema::conversations;
            diesel::update(conversations::table.find(room))
                .set(conversations::last_seq.eq(conversations::last_seq + 3))
                .execute(tx.db)?;
            Ok(())
        })
        .await
        .unwrap();
    let next = send(&teacher, room, "encore là ?").await;
    assert_eq!(next.seq, 5);
    wait_for_place(&mut window, room, 5).await;
    let after = send(&teacher, room, "oui").await;
    wait_for_place(&mut window, room, after.seq).await;
}
