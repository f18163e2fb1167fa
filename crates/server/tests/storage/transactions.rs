//! Write transactions: all or nothing, never an error under concurrency, and their effects only after commit.

use std::{
    sync::{Arc, Barrier},
    time::Duration,
};

use diesel::prelude::*;
use domain::{
    happening::Happening,
    id::{AccountId, SchoolId},
};
use parking_lot::Mutex;
use serde::Serialize;
use store::{
    Store,
    backend::{Backend, Db, connect},
    error::{StoreError, StoreResult},
    jobs::NewJob,
    schema::{jobs, schools},
};
use testkit::database::{TestDb, backend};

/// A school, for tests that need a row.
pub async fn school(store: &Store) -> SchoolId {
    store
        .write(|tx| {
            let id = SchoolId::fresh();
            diesel::insert_into(schools::table)
                .values((
                    schools::id.eq(id),
                    schools::name.eq("0"),
                    schools::locality.eq("Evere"),
                    schools::registration_mode.eq("code"),
                    schools::guardian_mode.eq("code"),
                    schools::registration_code.eq("EVERE-2026"),
                    schools::demo.eq(false),
                    schools::created_at.eq(tx.now),
                ))
                .execute(tx.db)?;
            Ok(id)
        })
        .await
        .unwrap()
}

// the name of the school serves as a counter
fn count(db: &mut Db, school: SchoolId) -> QueryResult<i64> {
    let name: String = schools::table.find(school).select(schools::name).first(db)?;
    Ok(name.parse().unwrap())
}

fn set(db: &mut Db, school: SchoolId, value: i64) -> QueryResult<usize> {
    diesel::update(schools::table.find(school))
        .set(schools::name.eq(value.to_string()))
        .execute(db)
}

const WRITERS: i64 = 8;
const EACH: i64 = 50;

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn eight_writers_that_read_and_write_never_fail() {
    let db = TestDb::fresh();
    let store = Store::open(&store::Options {
        patience: Duration::from_secs(60),
        ..db.options()
    })
    .unwrap();
    let school = school(&store).await;
    let writers: Vec<_> = (0..WRITERS)
        .map(|_| {
            let store = store.clone();
            tokio::spawn(async move {
                for _ in 0..EACH {
                    store
                        .write(move |tx| {
                            // the aggregate is locked first, by an UPDATE of it: then what is read stays true
                            diesel::update(schools::table.find(school))
                                .set(schools::demo.eq(false))
                                .execute(tx.db)?;
                            let value = count(tx.db, school)?;
                            set(tx.db, school, value + 1)?;
                            Ok(())
                        })
                        .await?;
                }
                Ok::<_, StoreError>(())
            })
        })
        .collect();
    for writer in writers {
        writer.await.unwrap().unwrap();
    }
    let value = store.read(move |db| Ok(count(db, school)?)).await.unwrap();
    assert_eq!(value, WRITERS * EACH);
}

/// The control of the test above: the same work in deferred transactions fails.
#[tokio::test]
async fn deferred_transactions_fail_on_sqlite() {
    if backend() != Backend::Sqlite {
        return;
    }
    let db = TestDb::fresh();
    let school = school(&db.store()).await;
    let url = db.url();
    let failures: i64 = std::thread::scope(|scope| {
        let both_have_read = Arc::new(Barrier::new(2));
        let writers: Vec<_> = (0..2)
            .map(|_| {
                let both_have_read = Arc::clone(&both_have_read);
                scope.spawn(move || {
                    let Db::Sqlite(mut connection) = connect(url).unwrap() else {
                        unreachable!()
                    };
                    let outcome = connection.transaction(|connection| {
                        let name: String = schools::table.find(school).select(schools::name).first(connection)?;
                        both_have_read.wait();
                        diesel::update(schools::table.find(school))
                            .set(schools::name.eq(format!("{name}1")))
                            .execute(connection)
                    });
                    i64::from(outcome.is_err())
                })
            })
            .collect();
        writers.into_iter().map(|writer| writer.join().unwrap()).sum()
    });
    assert_eq!(failures, 1, "whoever writes second fails, whatever the time-out");
}

#[derive(Serialize)]
struct Nothing {}
impl NewJob for Nothing {
    const KIND: &'static str = "nothing";
}

fn listening(store: &Store) -> Arc<Mutex<Vec<Happening>>> {
    let heard = Arc::new(Mutex::new(Vec::new()));
    let ears = Arc::clone(&heard);
    store.tell(Box::new(move |happenings| ears.lock().extend(happenings)));
    heard
}

#[tokio::test]
async fn what_happens_is_told_after_the_commit_only() {
    let db = TestDb::fresh();
    let store = db.store();
    let heard = listening(&store);
    let in_between = Arc::clone(&heard);
    let account = AccountId::fresh();
    store
        .write(move |tx| {
            tx.happens(Happening::FamilyChanged { account, school: None });
            assert!(in_between.lock().is_empty(), "not before the commit");
            Ok(())
        })
        .await
        .unwrap();
    assert_eq!(*heard.lock(), [Happening::FamilyChanged { account, school: None }]);
}

#[tokio::test]
async fn what_is_taken_back_has_not_happened() {
    let db = TestDb::fresh();
    let store = db.store();
    let heard = listening(&store);
    let school = school(&store).await;
    let outcome: StoreResult<()> = store
        .write(move |tx| {
            set(tx.db, school, 7)?;
            tx.later(&Nothing {})?;
            tx.happens(Happening::FamilyChanged {
                account: AccountId::fresh(),
                school: None,
            });
            Err(StoreError::NotFound)
        })
        .await;
    assert!(matches!(outcome, Err(StoreError::NotFound)));
    assert!(heard.lock().is_empty());
    let (value, queued) = store
        .read(move |db| Ok((count(db, school)?, jobs::table.count().get_result::<i64>(db)?)))
        .await
        .unwrap();
    assert_eq!((value, queued), (0, 0));
}

#[tokio::test]
async fn a_job_is_there_exactly_when_its_transaction_is() {
    let db = TestDb::fresh();
    let store = db.store();
    store.write(|tx| tx.later(&Nothing {})).await.unwrap();
    let queued = store
        .read(|db| Ok(jobs::table.count().get_result::<i64>(db)?))
        .await
        .unwrap();
    assert_eq!(queued, 1);
}

#[tokio::test]
async fn a_lost_race_is_run_again_and_five_are_told() {
    let db = TestDb::fresh();
    let store = db.store();
    let tries = Arc::new(Mutex::new(0));
    let counted = Arc::clone(&tries);
    store
        .write(move |_| {
            let mut tries = counted.lock();
            *tries += 1;
            if *tries < 3 { Err(StoreError::Again) } else { Ok(()) }
        })
        .await
        .unwrap();
    assert_eq!(*tries.lock(), 3);

    let outcome: StoreResult<()> = store.write(|_| Err(StoreError::Again)).await;
    assert!(matches!(outcome, Err(StoreError::Busy)));
}
