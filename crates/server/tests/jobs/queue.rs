//! The queue: each job once, tried again when it fails, parked when it fails too often.

use std::{
    collections::HashMap,
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
};

use diesel::prelude::*;
use jobs::runner::{Failure, Jobs, Runner};
use parking_lot::Mutex;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use store::{
    Store, clock,
    jobs::{MAX_ATTEMPTS, NewJob, claim, finish},
    schema::jobs as rows,
    sql_types::Json,
};
use testkit::database::TestDb;
use tokio::sync::Notify;
use tokio_util::sync::CancellationToken;

#[derive(Debug, Clone, Serialize, Deserialize)]
struct Ring {
    bell: u32,
}
impl NewJob for Ring {
    const KIND: &'static str = "test.ring";
}

async fn queue(store: &Store, bells: u32) {
    store
        .write(move |tx| (0..bells).try_for_each(|bell| tx.later(&Ring { bell })))
        .await
        .unwrap();
}

/// As if the back-off were over.
async fn let_time_pass(store: &Store) {
    store
        .write(|tx| {
            diesel::update(rows::table)
                .set((
                    rows::run_at.eq(tx.now),
                    rows::claimed_until.eq(None::<domain::moment::Moment>),
                ))
                .execute(tx.db)?;
            Ok(())
        })
        .await
        .unwrap();
}

async fn work_off(store: &Store, jobs: Jobs) {
    Runner::new(store.clone(), jobs)
        .work_off(&CancellationToken::new())
        .await
        .unwrap();
}

#[derive(Debug, PartialEq, Eq)]
struct State {
    attempts: i32,
    finished: bool,
    parked: bool,
    error: Option<String>,
    payload: Value,
}

async fn state(store: &Store) -> State {
    store
        .read(|db| {
            // a runner that tidies up plans work of its own
            let (attempts, finished, parked, error, Json(payload)) = rows::table
                .filter(rows::kind.eq(Ring::KIND))
                .select((
                    rows::attempts,
                    rows::finished_at.is_not_null(),
                    rows::failed_at.is_not_null(),
                    rows::last_error,
                    rows::payload,
                ))
                .first::<(i32, bool, bool, Option<String>, Json<Value>)>(db)?;
            Ok(State {
                attempts,
                finished,
                parked,
                error,
                payload,
            })
        })
        .await
        .unwrap()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn three_runners_do_each_job_once() {
    const BELLS: u32 = 60;
    let db = TestDb::fresh();
    queue(&db.store(), BELLS).await;
    let rung: Arc<Mutex<HashMap<u32, u32>>> = Arc::default();
    let all = Arc::new(Notify::new());
    let stop = CancellationToken::new();
    let runners: Vec<_> = (0..3)
        .map(|_| {
            let (rung, all) = (Arc::clone(&rung), Arc::clone(&all));
            let jobs = Jobs::default().on(move |ring: Ring| {
                let mut rung = rung.lock();
                *rung.entry(ring.bell).or_default() += 1;
                if rung.len() == BELLS as usize {
                    all.notify_one();
                }
                async { Ok(()) }
            });
            // a store of its own, like another process
            tokio::spawn(Runner::new(db.store(), jobs).run(stop.clone()))
        })
        .collect();
    all.notified().await;
    stop.cancel();
    for runner in runners {
        runner.await.unwrap();
    }
    assert!(rung.lock().values().all(|times| *times == 1), "{:?}", rung.lock());
}

#[tokio::test]
async fn a_job_that_fails_is_tried_again_later() {
    let db = TestDb::fresh();
    let store = db.store();
    queue(&store, 1).await;
    let tries = Arc::new(AtomicUsize::new(0));
    let jobs = || {
        let tries = Arc::clone(&tries);
        Jobs::default().on(move |_: Ring| {
            let first = tries.fetch_add(1, Ordering::SeqCst) == 0;
            async move {
                if first {
                    Err(Failure::because("no rope"))
                } else {
                    Ok(())
                }
            }
        })
    };
    work_off(&store, jobs()).await;
    assert_eq!(tries.load(Ordering::SeqCst), 1, "not again at once");
    let failed = state(&store).await;
    assert_eq!((failed.finished, failed.error.as_deref()), (false, Some("no rope")));

    let_time_pass(&store).await;
    work_off(&store, jobs()).await;
    let done = state(&store).await;
    assert!(done.finished && done.attempts == 2, "{done:?}");
}

#[tokio::test]
async fn a_job_that_fails_five_times_is_parked_and_lets_others_pass() {
    let db = TestDb::fresh();
    let store = db.store();
    queue(&store, 1).await;
    let jobs = || Jobs::default().on(|_: Ring| async { Err(Failure::because("no rope")) });
    for _ in 0..MAX_ATTEMPTS {
        work_off(&store, jobs()).await;
        let_time_pass(&store).await;
    }
    let parked = state(&store).await;
    assert!(parked.parked && parked.attempts == MAX_ATTEMPTS, "{parked:?}");
    work_off(&store, jobs()).await;
    assert_eq!(state(&store).await.attempts, MAX_ATTEMPTS, "nobody takes it any more");
}

#[tokio::test]
async fn a_panic_is_a_failure_like_any_other() {
    let db = TestDb::fresh();
    let store = db.store();
    queue(&store, 1).await;
    let jobs = Jobs::default().on(|ring: Ring| async move { panic!("bell {}", ring.bell) });
    work_off(&store, jobs).await;
    assert_eq!(state(&store).await.error.as_deref(), Some("it panicked"));
}

#[tokio::test]
async fn a_job_that_nobody_knows_waits_for_somebody_who_does() {
    let db = TestDb::fresh();
    let store = db.store();
    queue(&store, 1).await;
    work_off(&store, Jobs::default()).await;
    let waiting = state(&store).await;
    assert!(!waiting.finished && !waiting.parked, "{waiting:?}");
}

#[tokio::test]
async fn a_finished_job_keeps_nothing_of_what_it_needed() {
    let db = TestDb::fresh();
    let store = db.store();
    queue(&store, 1).await;
    work_off(&store, Jobs::default().on(|_: Ring| async { Ok(()) })).await;
    assert_eq!(state(&store).await.payload, Value::Null);
}

#[tokio::test]
async fn whoever_lost_the_claim_cannot_finish_the_job() {
    let db = TestDb::fresh();
    let store = db.store();
    queue(&store, 1).await;
    let first = store.write(claim).await.unwrap().unwrap();
    assert_eq!(store.write(claim).await.unwrap(), None, "the claim holds");
    let_time_pass(&store).await;
    let second = store.write(claim).await.unwrap().unwrap();
    assert!(!store.write(move |tx| finish(tx, &first)).await.unwrap());
    assert!(store.write(move |tx| finish(tx, &second)).await.unwrap());
}

#[tokio::test]
async fn the_job_in_hand_is_finished_before_the_runner_stops() {
    let db = TestDb::fresh();
    let store = db.store();
    let (started, go_on) = (Arc::new(Notify::new()), Arc::new(Notify::new()));
    let jobs = {
        let (started, go_on) = (Arc::clone(&started), Arc::clone(&go_on));
        Jobs::default().on(move |_: Ring| {
            let (started, go_on) = (Arc::clone(&started), Arc::clone(&go_on));
            async move {
                started.notify_one();
                go_on.notified().await;
                Ok(())
            }
        })
    };
    let stop = CancellationToken::new();
    let runner = tokio::spawn(Runner::new(store.clone(), jobs).run(stop.clone()));
    queue(&store, 1).await;
    started.notified().await;
    stop.cancel();
    go_on.notify_one();
    runner.await.unwrap();
    assert!(state(&store).await.finished);
}

#[tokio::test]
async fn old_jobs_are_forgotten_and_waiting_ones_are_not() {
    let db = TestDb::fresh();
    let store = db.store();
    queue(&store, 2).await;
    let job = store.write(claim).await.unwrap().unwrap();
    store.write(move |tx| finish(tx, &job)).await.unwrap();
    assert_eq!(store.write(|tx| store::jobs::forget(tx, 60)).await.unwrap(), 0);
    assert_eq!(store.write(|tx| store::jobs::forget(tx, -60)).await.unwrap(), 1);
    let left = store
        .read(|db| {
            Ok(rows::table
                .filter(rows::run_at.le(clock::now()))
                .count()
                .get_result::<i64>(db)?)
        })
        .await
        .unwrap();
    assert_eq!(left, 1);
}
