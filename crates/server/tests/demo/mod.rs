//! The demo school: the same every time, complete, and gone without a trace.

use std::{
    collections::BTreeMap,
    time::{Duration, Instant},
};

use chrono::NaiveDate;
use diesel::prelude::*;
use domain::{
    families::types::LinkStatus,
    instance::Demo,
    moment::Moment,
    schools::types::{Level, MembershipStatus, Role},
};
use store::{
    Store, clock,
    demo::{Secrets, accounts, calendar::hour_in_brussels, load, reset, show},
    error::StoreError,
    schema,
};
use testkit::{app::TestApp, database::TestDb};

mod through_the_api;

const KEY: &[u8] = b"the key of the codes of these tests";

fn secrets(key: &[u8]) -> Secrets {
    Secrets {
        password_hash: "x".to_owned(),
        code_key: key.to_vec(),
    }
}

fn today() -> NaiveDate {
    clock::now().date()
}

async fn loaded(store: &Store, key: &'static [u8]) -> Demo {
    let fresh = store
        .write(move |tx| load::load(tx, &secrets(key), today()))
        .await
        .unwrap();
    assert!(fresh);
    store.read(move |db| show::show(db, key)).await.unwrap()
}

/// Every message as it is read: room, place, sender, moment, text.
type Said = Vec<(Option<String>, i64, String, Moment, String)>;

async fn everything_said(store: &Store) -> Said {
    store
        .read(|db| {
            use schema::{classes, conversations, messages};
            Ok(messages::table
                .inner_join(conversations::table)
                .left_join(classes::table.on(conversations::class_id.eq(classes::id.nullable())))
                .order((messages::created_at, messages::content))
                .select((
                    classes::level.nullable(),
                    messages::seq,
                    messages::sender_name,
                    messages::created_at,
                    messages::content,
                ))
                .load(db)?)
        })
        .await
        .unwrap()
}

#[tokio::test]
async fn it_is_loaded_in_less_than_five_seconds_and_only_once() {
    let db = TestDb::fresh();
    let store = db.store();
    let started = Instant::now();
    loaded(&store, KEY).await;
    assert!(started.elapsed() < Duration::from_secs(5), "{:?}", started.elapsed());
    let again = store.write(|tx| load::load(tx, &secrets(KEY), today())).await.unwrap();
    assert!(!again);
}

#[tokio::test]
async fn it_is_the_same_every_time() {
    let (one, other) = (TestDb::fresh(), TestDb::fresh());
    let (one, other) = (one.store(), other.store());
    let (first, second) = (loaded(&one, KEY).await, loaded(&other, KEY).await);
    assert_eq!(everything_said(&one).await, everything_said(&other).await);
    let codes = |demo: &Demo| -> Vec<String> { demo.child_codes.iter().map(|code| code.code.clone()).collect() };
    assert_eq!(codes(&first), codes(&second));
}

#[tokio::test]
async fn everybody_is_there() {
    let db = TestDb::fresh();
    let store = db.store();
    loaded(&store, KEY).await;
    let (roles, pending, confirmed) = store
        .read(|db| {
            use schema::{guardian_links, memberships};
            let roles: Vec<Role> = memberships::table
                .filter(memberships::status.eq(MembershipStatus::Active))
                .select(memberships::role)
                .load(db)?;
            let count = |status| guardian_links::table.filter(guardian_links::status.eq(status)).count();
            Ok((
                roles,
                count(LinkStatus::Pending).get_result::<i64>(db)?,
                count(LinkStatus::Confirmed).get_result::<i64>(db)?,
            ))
        })
        .await
        .unwrap();
    let mut counts = BTreeMap::new();
    for role in roles {
        *counts.entry(role).or_insert(0) += 1;
    }
    assert_eq!(
        (counts[&Role::Teacher], counts[&Role::Direction], counts[&Role::Admin]),
        (9, 1, 1)
    );
    assert!(counts[&Role::Parent] > 100, "{counts:?}");
    assert_eq!(pending, 4);
    assert!(confirmed > 200, "{confirmed}");
}

#[tokio::test]
async fn four_weeks_were_talked_through_by_day() {
    let db = TestDb::fresh();
    let store = db.store();
    loaded(&store, KEY).await;
    let said = everything_said(&store).await;
    assert!(said.len() > 300, "{}", said.len());
    let (first, last) = (said.first().unwrap().3, said.last().unwrap().3);
    assert!(clock::now().seconds_since(first) > 25 * 24 * 3600);
    assert!(last < clock::now(), "nobody speaks from the future");
    for (_, _, who, at, text) in &said {
        assert!((7..23).contains(&hour_in_brussels(*at)), "{who} at {at}: {text}");
    }
    // places follow the moments in every class room
    for level in Level::ALL {
        let places: Vec<i64> = said
            .iter()
            .filter(|row| row.0.as_deref() == Some(level.as_str()))
            .map(|row| row.1)
            .collect();
        assert!(places.len() >= 15, "{level}: {}", places.len());
        assert!(
            places.iter().copied().eq(1..=i64::try_from(places.len()).unwrap()),
            "{level}: {places:?}"
        );
    }
}

#[tokio::test]
async fn its_accounts_open_with_one_click_and_no_others() {
    let db = TestDb::fresh();
    let store = db.store();
    let demo = loaded(&store, KEY).await;
    let shown: Vec<(String, Role, Vec<String>)> = demo
        .accounts
        .iter()
        .map(|account| (account.name.clone(), account.role, account.classes.clone()))
        .collect();
    let person = |name: &str, role, classes: &[&str]| {
        (
            name.to_owned(),
            role,
            classes.iter().map(|class| (*class).to_owned()).collect(),
        )
    };
    assert_eq!(
        shown,
        [
            person("Marie Dupont", Role::Parent, &["M2", "P3"]),
            person("Jean Dubois", Role::Parent, &["P3"]),
            person("Fatima El Amrani", Role::Parent, &["M1", "P1", "P3"]),
            person("Koen Peeters", Role::Parent, &["P3", "P5"]),
            person("Agnieszka Kowalska", Role::Parent, &["P3"]),
            person("Anne Delcourt", Role::Teacher, &["P3"]),
            person("Martine Evrard", Role::Direction, &[]),
            person("Bruno Vasseur", Role::Admin, &[]),
        ]
    );
    let marie = demo.accounts[0].id;
    let school = store.read(move |db| accounts::opens(db, marie)).await.unwrap();
    assert_eq!(school, demo.school.id);
    let other = store
        .read(move |db| {
            let linh = schema::accounts::table
                .filter(schema::accounts::email_key.eq("linh.nguyen@demo.ecolehub.be"))
                .select(schema::accounts::id)
                .first(db)?;
            accounts::opens(db, linh)
        })
        .await;
    assert!(matches!(other, Err(StoreError::NotFound)), "{other:?}");
}

#[tokio::test]
async fn it_goes_without_a_trace_and_leaves_other_schools_alone() {
    let app = TestApp::start().await;
    let (marie, _) = app.parent_of("Marie", Level::P3).await;
    let rows = |store: Store| async move {
        store
            .read(|db| {
                use schema::{accounts, children, conversations, marks, memberships, messages, schools};
                Ok([
                    accounts::table.count().get_result::<i64>(db)?,
                    children::table.count().get_result::<i64>(db)?,
                    conversations::table.count().get_result::<i64>(db)?,
                    marks::table.count().get_result::<i64>(db)?,
                    memberships::table.count().get_result::<i64>(db)?,
                    messages::table.count().get_result::<i64>(db)?,
                    schools::table.count().get_result::<i64>(db)?,
                ])
            })
            .await
            .unwrap()
    };
    let before = rows(app.store().clone()).await;
    let first = loaded(app.store(), KEY).await;
    assert_ne!(rows(app.store().clone()).await, before);
    assert!(app.store().write(reset::reset).await.unwrap());
    assert_eq!(rows(app.store().clone()).await, before);
    assert!(!app.store().write(reset::reset).await.unwrap());
    assert!(matches!(
        app.store().read(|db| show::show(db, KEY)).await,
        Err(StoreError::NotFound)
    ));
    assert!(marie.find_class_room(Level::P3).await.is_some());

    let again = loaded(app.store(), KEY).await;
    assert_eq!(again.child_codes.len(), first.child_codes.len());
}
