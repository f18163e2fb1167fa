//! What a database says is told apart once, the same for both.

use std::sync::mpsc;

use diesel::{RunQueryDsl, connection::SimpleConnection, prelude::*};
use domain::id::{ClassId, SchoolId};
use store::{
    backend::{Backend, Db, connect},
    error::{StoreError, is_unique_violation},
    schema::classes,
};
use testkit::database::{TestDb, backend};

use super::transactions::school;

fn run(db: &mut Db, sql: &str) -> Result<(), StoreError> {
    match db {
        Db::Postgres(connection) => connection.batch_execute(sql),
        Db::Sqlite(connection) => connection.batch_execute(sql),
    }
    .map_err(StoreError::from)
}

fn insert_class(db: &mut Db, school: SchoolId) -> QueryResult<usize> {
    diesel::insert_into(classes::table)
        .values((
            classes::id.eq(ClassId::fresh()),
            classes::school_id.eq(school),
            classes::level.eq("P3"),
            classes::section.eq("A"),
            classes::school_year.eq(2026),
        ))
        .execute(db)
}

#[tokio::test]
async fn a_second_one_of_what_is_unique() {
    let db = TestDb::fresh();
    let store = db.store();
    let school = school(&store).await;
    let (seen, told) = store
        .write(move |tx| {
            insert_class(tx.db, school)?;
            let error = insert_class(tx.db, school).unwrap_err();
            let seen = is_unique_violation(&error);
            Err::<(), _>(StoreError::broken(format!("{seen} {}", StoreError::from(error))))
        })
        .await
        .map_err(|error| error.to_string())
        .unwrap_err()
        .split_once(' ')
        .map(|(seen, told)| (seen.to_owned(), told.to_owned()))
        .unwrap();
    assert_eq!((seen.as_str(), told.as_str()), ("true", "a unique constraint was hit"));
}

#[test]
fn a_check_tells_nothing_of_the_row() {
    let db = TestDb::fresh();
    let mut connection = connect(db.url()).unwrap();
    let error = run(
        &mut connection,
        "INSERT INTO instance (id, epoch, created_at) SELECT 2, epoch, created_at FROM instance",
    )
    .unwrap_err();
    assert_eq!(error.to_string(), "a check constraint was hit");
}

#[test]
fn a_lock_that_does_not_come() {
    let db = TestDb::fresh();
    let mut holder = connect(db.url()).unwrap();
    let mut waiter = connect(db.url()).unwrap();
    match backend() {
        Backend::Sqlite => {
            run(&mut holder, "BEGIN IMMEDIATE").unwrap();
            run(&mut waiter, "PRAGMA busy_timeout = 20").unwrap();
            let error = run(&mut waiter, "BEGIN IMMEDIATE").unwrap_err();
            assert!(matches!(error, StoreError::Again), "{error:?}");
        }
        Backend::Postgres => {
            run(&mut holder, "BEGIN; UPDATE instance SET created_at = created_at").unwrap();
            run(&mut waiter, "SET lock_timeout = '20ms'").unwrap();
            let error = run(&mut waiter, "UPDATE instance SET created_at = created_at").unwrap_err();
            assert!(matches!(error, StoreError::Again), "{error:?}");
        }
    }
}

#[test]
fn a_reader_that_turns_writer_too_late() {
    if backend() != Backend::Sqlite {
        return;
    }
    // why every write transaction of ours is immediate: the time-out is 5 s, and this fails at once
    let db = TestDb::fresh();
    let mut first = connect(db.url()).unwrap();
    let mut second = connect(db.url()).unwrap();
    run(&mut first, "BEGIN; SELECT * FROM instance").unwrap();
    run(&mut second, "UPDATE instance SET created_at = '2026-11-20 08:00:00'").unwrap();
    let started = std::time::Instant::now();
    let error = run(&mut first, "UPDATE instance SET created_at = '2026-11-20 08:00:00'").unwrap_err();
    assert!(matches!(error, StoreError::Again), "{error:?}");
    assert!(started.elapsed().as_secs() < 1);
}

#[test]
fn a_deadlock_on_postgres() {
    if backend() != Backend::Postgres {
        return;
    }
    let db = TestDb::fresh();
    let mut setup = connect(db.url()).unwrap();
    run(
        &mut setup,
        "CREATE TABLE pair (id int PRIMARY KEY); INSERT INTO pair VALUES (1), (2)",
    )
    .unwrap();
    let lock = |id: i32| format!("SELECT 1 FROM pair WHERE id = {id} FOR UPDATE");
    let (holds, has_both) = mpsc::channel();
    let errors: Vec<StoreError> = std::thread::scope(|scope| {
        let url = db.url();
        let mut gates = Vec::new();
        let mut sides = Vec::new();
        for (mine, theirs) in [(1, 2), (2, 1)] {
            let (open, gate) = mpsc::channel::<()>();
            gates.push(open);
            let holds = holds.clone();
            sides.push(scope.spawn(move || {
                let mut connection = connect(url).unwrap();
                run(&mut connection, "SET deadlock_timeout = '20ms'; BEGIN").unwrap();
                run(&mut connection, &lock(mine)).unwrap();
                holds.send(()).unwrap();
                gate.recv().unwrap();
                run(&mut connection, &lock(theirs)).err()
            }));
        }
        for _ in &gates {
            has_both.recv().unwrap();
        }
        for gate in gates {
            gate.send(()).unwrap();
        }
        sides.into_iter().filter_map(|side| side.join().unwrap()).collect()
    });
    assert_eq!(errors.len(), 1, "one of the two is the victim: {errors:?}");
    assert!(matches!(errors[0], StoreError::Again), "{errors:?}");
}

#[test]
fn a_statement_that_takes_too_long_on_postgres() {
    if backend() != Backend::Postgres {
        return;
    }
    let db = TestDb::fresh();
    let mut connection = connect(db.url()).unwrap();
    run(&mut connection, "SET statement_timeout = '20ms'").unwrap();
    let error = run(&mut connection, "SELECT pg_sleep(5)").unwrap_err();
    assert!(matches!(error, StoreError::Busy), "{error:?}");
}

#[test]
fn a_server_that_shuts_the_connection_on_postgres() {
    if backend() != Backend::Postgres {
        return;
    }
    let db = TestDb::fresh();
    let mut connection = connect(db.url()).unwrap();
    let mut admin = connect(db.url()).unwrap();
    run(
        &mut admin,
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()",
    )
    .unwrap();
    let error = run(&mut connection, "SELECT 1").unwrap_err();
    assert!(matches!(error, StoreError::Busy), "{error:?}");
}
