//! Migrations go up, down and up again, on both databases.

use domain::id::Epoch;
use store::backend::{Backend, Db, connect};
use testkit::database::{TestDb, backend};

use super::schema::tables;

fn empty() -> TestDb {
    match backend() {
        Backend::Sqlite => TestDb::empty_sqlite(),
        Backend::Postgres => TestDb::empty_postgres(),
    }
}

fn open(db: &TestDb) -> Db {
    connect(db.url()).unwrap()
}

#[test]
fn they_go_up_down_and_up_again() {
    let db = empty();
    let first = store::migrate::up(db.url()).unwrap();
    assert!(!first.is_empty());
    let made = tables(&mut open(&db));

    store::migrate::down(db.url()).unwrap();
    let left: Vec<String> = tables(&mut open(&db)).into_keys().collect();
    assert!(left.is_empty(), "down.sql leaves {left:?}");

    let again = store::migrate::up(db.url()).unwrap();
    assert_eq!(again, first);
    assert_eq!(tables(&mut open(&db)), made);
}

#[test]
fn running_them_twice_changes_nothing() {
    let db = empty();
    store::migrate::up(db.url()).unwrap();
    let epoch: Epoch = store::instance::epoch(&mut open(&db)).unwrap();
    assert!(store::migrate::up(db.url()).unwrap().is_empty());
    assert_eq!(store::instance::epoch(&mut open(&db)).unwrap(), epoch);
}

#[test]
fn two_nodes_may_start_together() {
    let db = empty();
    let url = db.url();
    let counts: Vec<usize> = std::thread::scope(|scope| {
        let nodes: Vec<_> = (0..2)
            .map(|_| scope.spawn(|| store::migrate::up(url).unwrap().len()))
            .collect();
        nodes.into_iter().map(|node| node.join().unwrap()).collect()
    });
    assert!(counts.contains(&0), "one of them finds the work done: {counts:?}");
    store::instance::epoch(&mut open(&db)).unwrap();
}
