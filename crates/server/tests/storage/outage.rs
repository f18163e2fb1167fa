//! D5: a database that goes away gives fast answers, and the store heals by itself when it is back.

use std::time::{Duration, Instant};

use store::{Options, Store, backend::Backend, error::StoreError, instance};
use testkit::{
    database::{TestDb, backend},
    proxy::Proxy,
};

async fn behind_a_proxy(db: &TestDb) -> (Proxy, Store) {
    let proxy = Proxy::before(&db.server()).await;
    let store = Store::open(&Options {
        url: db.url_through(proxy.port()),
        pool_size: 4,
        patience: Duration::from_secs(1),
    })
    .unwrap();
    (proxy, store)
}

async fn ask(store: &Store) -> (Result<(), StoreError>, Duration) {
    let started = Instant::now();
    let answer = store.read(|db| instance::epoch(db).map(drop)).await;
    (answer, started.elapsed())
}

#[tokio::test]
async fn a_database_that_is_down_is_told_fast_and_heals() {
    if backend() != Backend::Postgres {
        return;
    }
    let db = TestDb::fresh();
    let (proxy, store) = behind_a_proxy(&db).await;
    ask(&store).await.0.unwrap();

    proxy.down();
    for _ in 0..3 {
        let (answer, took) = ask(&store).await;
        assert!(matches!(answer, Err(StoreError::Busy)), "{answer:?}");
        assert!(took < Duration::from_secs(2), "{took:?}");
    }
    let written = store.write(|tx| instance::epoch(tx.db).map(drop)).await;
    assert!(matches!(written, Err(StoreError::Busy)), "{written:?}");

    proxy.pass();
    let back = Instant::now();
    while ask(&store).await.0.is_err() {
        assert!(back.elapsed() < Duration::from_secs(5), "it does not heal");
    }
    store.write(|tx| instance::epoch(tx.db).map(drop)).await.unwrap();
}

#[tokio::test]
async fn connections_that_were_cut_are_replaced() {
    if backend() != Backend::Postgres {
        return;
    }
    let db = TestDb::fresh();
    let (proxy, store) = behind_a_proxy(&db).await;
    ask(&store).await.0.unwrap();
    proxy.reset();
    // the pool looks at a connection before it hands it out, so nobody sees the cut
    let (answer, took) = ask(&store).await;
    answer.unwrap();
    assert!(took < Duration::from_secs(2), "{took:?}");
}

#[tokio::test]
async fn a_database_that_is_away_from_the_start_is_no_reason_not_to_start() {
    if backend() != Backend::Postgres {
        return;
    }
    let db = TestDb::fresh();
    let proxy = Proxy::before(&db.server()).await;
    proxy.down();
    let store = Store::open(&Options {
        url: db.url_through(proxy.port()),
        ..db.options()
    })
    .unwrap();
    proxy.pass();
    ask(&store).await.0.unwrap();
}
