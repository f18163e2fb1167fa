//! A pool that is exhausted says so within its patience, and is itself again at once.

use std::{
    sync::mpsc,
    time::{Duration, Instant},
};

use domain::problem::Code;
use store::{Options, Store, error::StoreError};
use testkit::{app::TestApp, database::TestDb, node::Wiring};

#[tokio::test]
async fn an_exhausted_pool_answers_within_its_patience() {
    let db = TestDb::fresh();
    let store = Store::open(&Options {
        pool_size: 2,
        patience: Duration::from_millis(500),
        ..db.options()
    })
    .unwrap();
    let (holds, held) = mpsc::channel();
    let mut holders = Vec::new();
    let mut gates = Vec::new();
    for _ in 0..2 {
        let (open, gate) = mpsc::channel::<()>();
        gates.push(open);
        let (store, holds) = (store.clone(), holds.clone());
        holders.push(tokio::spawn(async move {
            store
                .read(move |_| {
                    holds.send(()).unwrap();
                    gate.recv().unwrap();
                    Ok(())
                })
                .await
        }));
    }
    tokio::task::spawn_blocking(move || {
        held.recv().unwrap();
        held.recv().unwrap();
    })
    .await
    .unwrap();

    let started = Instant::now();
    let waiting: Vec<_> = (0..20)
        .map(|_| {
            let store = store.clone();
            tokio::spawn(async move { store.read(|_| Ok(())).await })
        })
        .collect();
    for one in waiting {
        assert!(matches!(one.await.unwrap(), Err(StoreError::Busy)));
    }
    assert!(started.elapsed() < Duration::from_secs(1), "{:?}", started.elapsed());

    for gate in gates {
        gate.send(()).unwrap();
    }
    for holder in holders {
        holder.await.unwrap().unwrap();
    }
    store.read(|_| Ok(())).await.unwrap();
}

#[tokio::test]
async fn a_caller_who_goes_away_does_not_free_a_connection_that_is_in_use() {
    let db = TestDb::fresh();
    let store = Store::open(&Options {
        pool_size: 1,
        patience: Duration::from_millis(200),
        ..db.options()
    })
    .unwrap();
    let (holds, held) = mpsc::channel();
    let (open, gate) = mpsc::channel::<()>();
    let slow = {
        let store = store.clone();
        tokio::spawn(async move {
            store
                .read(move |_| {
                    holds.send(()).unwrap();
                    gate.recv().unwrap();
                    Ok(())
                })
                .await
        })
    };
    tokio::task::spawn_blocking(move || held.recv().unwrap()).await.unwrap();
    slow.abort();
    assert!(matches!(store.read(|_| Ok(())).await, Err(StoreError::Busy)));
    open.send(()).unwrap();
    store.read(|_| Ok(())).await.unwrap();
}

#[tokio::test]
async fn an_exhausted_pool_is_a_503_within_a_second_and_over_at_once() {
    let app = TestApp::start_with(Wiring {
        patience: Some(Duration::from_millis(600)),
        ..Wiring::default()
    })
    .await;
    let marie = app.register_and_verify("Marie").await;
    let (holds, held) = mpsc::channel();
    let mut gates = Vec::new();
    let connections = app.db().options().pool_size;
    for _ in 0..connections {
        let (open, gate) = mpsc::channel::<()>();
        gates.push(open);
        let (store, holds) = (app.store().clone(), holds.clone());
        tokio::spawn(async move {
            store
                .read(move |_| {
                    holds.send(()).unwrap();
                    gate.recv().unwrap();
                    Ok(())
                })
                .await
        });
    }
    tokio::task::spawn_blocking(move || (0..connections).for_each(|_| held.recv().unwrap()))
        .await
        .unwrap();

    let started = Instant::now();
    let answer = marie.get("/api/v1/children").await;
    assert!(started.elapsed() < Duration::from_secs(2), "{:?}", started.elapsed());
    assert_eq!(answer.problem().code, Code::Unavailable);
    assert!(answer.header("retry-after").is_some());
    assert_eq!(marie.get("/livez").await.status, 200);

    for gate in gates {
        gate.send(()).unwrap();
    }
    assert_eq!(marie.get("/api/v1/children").await.status, 200);
}
