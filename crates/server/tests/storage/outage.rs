//! D5: a database that goes away gives fast answers, and the store heals by itself when it is back.

use std::time::{Duration, Instant};

use domain::{accounts::calls::ShowMe, page::NoBody, problem::Code};
use store::{Options, Store, backend::Backend, error::StoreError, instance};
use testkit::{
    app::TestApp,
    database::{TestDb, backend},
    node::Wiring,
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

#[tokio::test]
async fn the_api_answers_503_fast_stays_alive_and_heals() {
    if backend() != Backend::Postgres {
        return;
    }
    let app = TestApp::start().await;
    let marie = app.register_and_verify("Marie").await;
    let proxy = Proxy::before(&app.db().server()).await;
    let node = app.node_with(Wiring {
        database_url: Some(app.db().url_through(proxy.port())),
        patience: Some(Duration::from_secs(1)),
        ..Wiring::default()
    });
    let marie = marie.on(&node);
    marie.call(&ShowMe {}, &NoBody {}).await.unwrap();
    assert_eq!(marie.get("/readyz").await.status, 200);

    proxy.down();
    let left = Instant::now();
    // what was known a moment ago is believed for a second
    while marie.call(&ShowMe {}, &NoBody {}).await.is_ok() {
        assert!(left.elapsed() < Duration::from_secs(3));
    }
    let started = Instant::now();
    let answer = marie.get("/api/v1/me").await;
    assert!(started.elapsed() < Duration::from_secs(2), "{:?}", started.elapsed());
    assert_eq!(answer.problem().code, Code::Unavailable);
    assert!(answer.header("retry-after").is_some());
    let started = Instant::now();
    assert_eq!(marie.get("/readyz").await.status, 503);
    assert!(started.elapsed() < Duration::from_secs(2), "{:?}", started.elapsed());
    assert_eq!(
        marie.get("/livez").await.status,
        200,
        "no reason to restart the process"
    );

    proxy.pass();
    let back = Instant::now();
    while marie.get("/readyz").await.status != 200 || marie.call(&ShowMe {}, &NoBody {}).await.is_err() {
        assert!(back.elapsed() < Duration::from_secs(5), "it does not heal");
    }
}
