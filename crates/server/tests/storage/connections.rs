//! Every connection of the pools carries the settings of its database.

use std::sync::{Arc, Barrier};

use diesel::{
    QueryableByName, RunQueryDsl,
    sql_types::{BigInt, Text},
};
use store::{backend::Db, error::StoreResult};
use testkit::database::{TestDb, backend};

#[derive(QueryableByName)]
struct Number {
    #[diesel(sql_type = BigInt)]
    value: i64,
}

#[derive(QueryableByName)]
struct Word {
    #[diesel(sql_type = Text)]
    value: String,
}

fn number(db: &mut Db, pragma: &str) -> i64 {
    let Db::Sqlite(connection) = db else {
        panic!("a pragma is a thing of SQLite");
    };
    diesel::sql_query(format!("SELECT * FROM (SELECT {pragma} AS value FROM pragma_{pragma})"))
        .get_result::<Number>(connection)
        .unwrap()
        .value
}

fn check(db: &mut Db) -> StoreResult<()> {
    match db {
        Db::Sqlite(_) => {
            assert_eq!(number(db, "foreign_keys"), 1);
            assert_eq!(
                number(db, "synchronous"),
                2,
                "FULL: an acknowledged message survives a power cut"
            );
            assert_eq!(number(db, "secure_delete"), 1);
            assert_eq!(number(db, "trusted_schema"), 0);
            let Db::Sqlite(connection) = db else { unreachable!() };
            let timeout = diesel::sql_query("SELECT timeout AS value FROM pragma_busy_timeout")
                .get_result::<Number>(connection)
                .unwrap();
            assert_eq!(timeout.value, 5000);
            let mode = diesel::sql_query("SELECT journal_mode AS value FROM pragma_journal_mode")
                .get_result::<Word>(connection)
                .unwrap();
            assert_eq!(mode.value, "wal");
        }
        Db::Postgres(connection) => {
            for (setting, value) in [
                ("statement_timeout", "5s"),
                ("lock_timeout", "2s"),
                ("idle_in_transaction_session_timeout", "10s"),
                ("timezone", "UTC"),
                ("lc_messages", "C"),
            ] {
                let shown = diesel::sql_query(format!("SELECT current_setting('{setting}') AS value"))
                    .get_result::<Word>(connection)
                    .unwrap();
                assert_eq!(shown.value, value, "{setting}");
            }
        }
    }
    Ok(())
}

#[tokio::test]
async fn each_of_them_has_its_settings() {
    let db = TestDb::fresh();
    let store = db.store();
    // all at once, so that the pool has to make all of them
    let size = usize::try_from(db.options().pool_size).unwrap();
    let together = Arc::new(Barrier::new(size));
    let checks: Vec<_> = (0..size)
        .map(|_| {
            let (store, together) = (store.clone(), Arc::clone(&together));
            tokio::spawn(async move {
                store
                    .read(move |db| {
                        together.wait();
                        check(db)
                    })
                    .await
            })
        })
        .collect();
    for one in checks {
        one.await.unwrap().unwrap();
    }
    store.write(|tx| check(tx.db)).await.unwrap();
    assert_eq!(store.backend(), backend());
}

#[tokio::test]
async fn a_foreign_key_is_enforced() {
    use diesel::prelude::*;
    use domain::id::{ClassId, SchoolId};
    use store::{error::StoreError, schema::classes};

    let db = TestDb::fresh();
    let outcome = db
        .store()
        .write(|tx| {
            diesel::insert_into(classes::table)
                .values((
                    classes::id.eq(ClassId::fresh()),
                    classes::school_id.eq(SchoolId::fresh()),
                    classes::level.eq("P3"),
                    classes::section.eq(""),
                    classes::school_year.eq(2026),
                ))
                .execute(tx.db)?;
            Ok(())
        })
        .await;
    let Err(StoreError::Broken(cause)) = outcome else {
        panic!("a class without a school: {outcome:?}");
    };
    assert_eq!(cause.to_string(), "a foreign key was hit");
}
