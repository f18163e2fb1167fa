//! What hangs on messages, at the same moment: a vote against the closing of its poll, one emoji put on and taken off by many devices, a letter
//! whose time comes on two nodes.

use std::{
    sync::{Mutex, mpsc},
    time::Duration,
};

use diesel::{dsl::sql, prelude::*, sql_types::BigInt};
use domain::{
    id::{MessageId, PollOptionId, SessionId},
    messaging::{
        change::ChangeKind,
        history::HistoryQuery,
        new_message::NewMessage,
        poll::{Ballot, NewPoll},
        rich_calls::{CancelScheduled, CastVote, ClosePoll, React, ScheduleMessage, TakeReactionBack},
        scheduled::NewScheduled,
    },
    page::NoBody,
    problem::Code,
    schools::types::Level,
};
use futures_util::future::{join, join_all};
use store::{
    accounts::standing,
    backend::{Backend, Db},
    messaging::{polls, room as doors, scheduled},
    schema::{accounts, scheduled_messages, sessions},
};
use testkit::{app::TestApp, person::Person};
use tokio::sync::oneshot;

use super::{message_of, room_of, try_send};
use crate::messaging::{everything, history, send, text, waits_for_a_lock};

async fn ask(by: &Person, room: domain::id::ConversationId) -> (MessageId, Vec<PollOptionId>) {
    let poll = NewPoll {
        options: vec!["Samedi".to_owned(), "Dimanche".to_owned()],
        several: false,
        anonymous: false,
        closes_at: None,
    };
    let question = NewMessage {
        poll: Some(poll),
        ..text("Quel jour pour la fancy-fair ?")
    };
    let sent = try_send(by, room, &question).await.unwrap();
    let options = sent.poll.unwrap().options;
    (sent.id, options.into_iter().map(|option| option.id).collect())
}

/// Step by step: the vote is on its way while the poll is being closed. Seen red on PostgreSQL when `Room::lock` only reads: the vote does not
/// wait, and is counted after the end.
#[tokio::test]
async fn a_vote_that_waits_for_the_closing_of_its_poll_is_too_late() {
    let app = TestApp::start().await;
    let (marie, _) = app.parent_of("Marie", Level::P3).await;
    let (jean, _) = app.parent_of("Jean", Level::P3).await;
    let conversation = marie.class_room(Level::P3).await;
    let (poll, options) = ask(&marie, conversation).await;
    let (holds, held) = oneshot::channel();
    let holds = Mutex::new(Some(holds));
    let (release, released) = mpsc::channel::<()>();
    let (store, author) = (app.store().clone(), marie.id);
    let closing = tokio::spawn(async move {
        let closing = store.write(move |tx| {
            let session: SessionId = sessions::table
                .filter(sessions::account_id.eq(author))
                .select(sessions::id)
                .first(tx.db)?;
            let by = standing::by_id(tx.db, session)?.member()?;
            let inside = doors::enter(tx.db, &by, conversation)?;
            polls::close(tx, &inside, poll)?;
            if let Some(holds) = holds.lock().unwrap().take() {
                holds.send(()).unwrap();
            }
            released.recv().unwrap();
            Ok(())
        });
        closing.await.unwrap();
    });
    held.await.unwrap();
    let ballot = Ballot {
        options: vec![options[0]],
    };
    let voting = tokio::spawn(async move { jean.call(&CastVote { conversation, poll }, &ballot).await });
    waits_for_a_lock(&app).await;
    release.send(()).unwrap();
    closing.await.unwrap();
    assert_eq!(voting.await.unwrap().unwrap_err().code, Code::TooLate);
    assert_eq!(message_of(&marie, conversation, poll).await.poll.unwrap().voters, 0);
}

/// Every vote that was answered well counts, no other one does, and none stands behind the end.
#[tokio::test]
async fn votes_and_the_end_of_their_poll_at_once_agree() {
    let app = TestApp::start().await;
    let mut people = Vec::new();
    for name in ["Marie", "Jean", "Nour", "Amina", "Piotr", "Lena"] {
        people.push(app.parent_of(name, Level::P3).await.0);
    }
    let conversation = people[0].class_room(Level::P3).await;
    let (poll, options) = ask(&people[0], conversation).await;
    let voting = people.iter().enumerate().map(|(number, person)| {
        let ballot = Ballot {
            options: vec![options[number % 2]],
        };
        async move {
            person
                .call(&CastVote { conversation, poll }, &ballot)
                .await
                .map_err(|problem| problem.code)
        }
    });
    let end = ClosePoll { conversation, poll };
    let (votes, closed) = join(join_all(voting), people[0].call(&end, &NoBody {})).await;
    closed.unwrap();
    assert!(votes.iter().all(|vote| matches!(vote, Ok(_) | Err(Code::TooLate))));
    let taken = votes.iter().filter(|vote| vote.is_ok()).count();
    let now = message_of(&people[0], conversation, poll).await.poll.unwrap();
    assert_eq!(usize::try_from(now.voters).unwrap(), taken);
    let query = HistoryQuery {
        after_seq: Some(1),
        ..HistoryQuery::default()
    };
    let changes = history(&people[0], conversation, query).await.changes;
    assert_eq!(changes.last().map(|change| change.change), Some(ChangeKind::Closed));
}

/// Seen red on PostgreSQL when `Room::lock` only reads: two devices insert the same row.
#[tokio::test]
async fn an_emoji_that_many_devices_put_on_and_take_off_is_there_once_or_not_at_all() {
    let app = TestApp::start().await;
    let (marie, _) = app.parent_of("Marie", Level::P3).await;
    let conversation = marie.class_room(Level::P3).await;
    let message = send(&marie, conversation, "Bonjour").await.id;
    let toggling = (0..24).map(|number| {
        let (marie, emoji) = (&marie, "👍".to_owned());
        async move {
            let answer = if number % 2 == 0 {
                let on = React {
                    conversation,
                    message,
                    emoji,
                };
                marie.call(&on, &NoBody {}).await
            } else {
                let off = TakeReactionBack {
                    conversation,
                    message,
                    emoji,
                };
                marie.call(&off, &NoBody {}).await
            };
            let there: Vec<i64> = answer.unwrap().reactions.iter().map(|one| one.count).collect();
            assert!(there.is_empty() || there == [1], "{there:?}");
        }
    });
    join_all(toggling).await;
    let now = message_of(&marie, conversation, message).await.reactions;
    let last = room_of(&marie, conversation).await.last_seq;
    // the first change puts it on, each one after it takes it off or puts it on again
    let is_on = last % 2 == 0;
    assert_eq!(now.len(), usize::from(is_on), "after {} changes", last - 1);
}

/// Both runners find the job: one that was thought dead goes on. Seen red on PostgreSQL when `send_due` reads the row before it has the room, and
/// sends it under a fresh number; its own number alone would save it, too.
#[tokio::test]
async fn a_letter_whose_time_comes_on_two_nodes_is_sent_once() {
    let app = TestApp::start().await;
    let other = app.node2();
    let (marie, _) = app.parent_of("Marie", Level::P3).await;
    let conversation = marie.class_room(Level::P3).await;
    let mut letters = Vec::new();
    for number in 0..5 {
        let new = NewScheduled {
            content: format!("demain {number}"),
            send_at: store::clock::now().plus_seconds(3600),
            reply_to: None,
            mentions: Vec::new(),
            mentions_everyone: false,
        };
        letters.push(marie.call(&ScheduleMessage { conversation }, &new).await.unwrap().id);
    }
    let due = app.store().write(|tx| {
        let past = tx.now.plus_seconds(-1);
        let all = diesel::update(scheduled_messages::table);
        all.set(scheduled_messages::send_at.eq(past)).execute(tx.db)?;
        Ok(())
    });
    due.await.unwrap();
    let stores = [app.store(), &other.state().store];
    let sending = (0..20).map(|number| {
        let (store, letter) = (stores[number % 2], letters[number / 2 % 5]);
        async move { store.write(move |tx| scheduled::send_due(tx, letter)).await.unwrap() }
    });
    join_all(sending).await;
    let mut sent: Vec<String> = everything(&marie, conversation)
        .await
        .into_iter()
        .map(|one| one.content)
        .collect();
    sent.sort();
    assert_eq!(sent, ["demain 0", "demain 1", "demain 2", "demain 3", "demain 4"]);
}

/// How many transactions wait for a row that another one holds; on PostgreSQL.
async fn waiters(app: &TestApp) -> i64 {
    let waiting =
        "(SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock')";
    let asked = app
        .store()
        .read(move |db| Ok(diesel::select(sql::<BigInt>(waiting)).get_result::<i64>(db)?));
    asked.await.unwrap()
}

/// Step by step: the letter is on its way when its author takes it back. Meant to fail on PostgreSQL when `scheduled::cancel` does not lock the
/// room: it was taken back, and went out.
#[tokio::test]
async fn a_letter_that_is_taken_back_while_it_is_sent_is_one_or_the_other() {
    let app = TestApp::start().await;
    let (marie, _) = app.parent_of("Marie", Level::P3).await;
    let conversation = marie.class_room(Level::P3).await;
    let new = NewScheduled {
        content: "Trop tôt".to_owned(),
        send_at: store::clock::now().plus_seconds(3600),
        reply_to: None,
        mentions: Vec::new(),
        mentions_everyone: false,
    };
    let waits = marie.call(&ScheduleMessage { conversation }, &new).await.unwrap().id;
    app.store()
        .write(move |tx| {
            diesel::update(scheduled_messages::table.find(waits))
                .set(scheduled_messages::send_at.eq(tx.now.plus_seconds(-1)))
                .execute(tx.db)?;
            Ok(())
        })
        .await
        .unwrap();
    let (holds, held) = oneshot::channel();
    let holds = Mutex::new(Some(holds));
    let (release, released) = mpsc::channel::<()>();
    let (store, author) = (app.store().clone(), marie.id);
    // a message refers to its author: it is not written while that row is held, and the letter has been read by then
    let holding = tokio::spawn(async move {
        let holding = store.write(move |tx| {
            if let Db::Postgres(connection) = tx.db {
                let author = accounts::table.find(author).select(accounts::id).for_update();
                author.execute(connection)?;
            }
            if let Some(holds) = holds.lock().unwrap().take() {
                holds.send(()).unwrap();
            }
            released.recv().unwrap();
            Ok(())
        });
        holding.await.unwrap();
    });
    held.await.unwrap();
    let store = app.store().clone();
    let sending = tokio::spawn(async move { store.write(move |tx| scheduled::send_due(tx, waits)).await });
    waits_for_a_lock(&app).await;
    let back = CancelScheduled {
        conversation,
        scheduled: waits,
    };
    let author = marie.clone();
    let cancelling = tokio::spawn(async move { author.call(&back, &NoBody {}).await });
    if app.db().backend() == Backend::Postgres {
        let both = async { while !cancelling.is_finished() && waiters(&app).await < 2 {} };
        tokio::time::timeout(Duration::from_secs(5), both)
            .await
            .expect("both wait");
    }
    release.send(()).unwrap();
    holding.await.unwrap();
    sending.await.unwrap().unwrap();
    let taken_back = cancelling.await.unwrap().is_ok();
    let sent = !everything(&marie, conversation).await.is_empty();
    assert_ne!(taken_back, sent);
}
