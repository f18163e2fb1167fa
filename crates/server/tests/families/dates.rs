//! From when until when a link counts: it begins and ends by itself.

use diesel::{connection::SimpleConnection, prelude::*};
use domain::{
    families::{
        calls::SetGuardianRights,
        households::RightsChange,
        rules::FULL_RIGHTS,
        types::{MyChild, Relationship},
    },
    id::GuardianLinkId,
    moment::Moment,
    problem::Code,
    schools::types::{GuardianMode, Level, Role},
    socket::ServerFrame,
};
use store::{
    accounts::standing::ActiveMember,
    backend::Db,
    families::{adding, rights},
    schema::guardian_links,
};
use testkit::app::TestApp;

use crate::families::{
    house::{House, KEY},
    link_of,
    restricting::{hears_the_end, sees_nothing},
};

async fn set_dates(app: &TestApp, link: GuardianLinkId, version: i64, dates: (Option<Moment>, Option<Moment>)) {
    let change = RightsChange {
        rights: FULL_RIGHTS,
        starts_at: dates.0,
        ends_at: dates.1,
    };
    let office = app.office().await;
    office
        .change(&SetGuardianRights { link }, version, &change)
        .await
        .unwrap();
}

/// The runner does it at its moment; nobody asks for anything.
#[tokio::test]
async fn a_link_begins_and_ends_by_itself() {
    let app = TestApp::start().await;
    let (marie, child) = app.parent_of("Marie", Level::P3).await;
    let room = marie.class_room(Level::P3).await;
    let mut window = marie.socket().await;
    let link = link_of(&app, child, &marie).await;
    let now = store::clock::now();
    let dates = (Some(now.plus_seconds(2)), Some(now.plus_seconds(4)));
    set_dates(&app, link.link_id, link.version, dates).await;
    hears_the_end(&mut window, room).await;
    window
        .wait_for(
            |frame| matches!(frame, ServerFrame::ConversationJoined { conversation_id } if *conversation_id == room),
        )
        .await;
    window
        .wait_for(
            |frame| matches!(frame, ServerFrame::ConversationLeft { conversation_id } if *conversation_id == room),
        )
        .await;
    sees_nothing(&marie, child, room).await;
}

#[tokio::test]
async fn what_is_over_before_it_begins_is_refused() {
    let app = TestApp::start().await;
    let (marie, child) = app.parent_of("Marie", Level::P3).await;
    let link = link_of(&app, child, &marie).await;
    let now = store::clock::now();
    let change = RightsChange {
        rights: FULL_RIGHTS,
        starts_at: Some(now),
        ends_at: Some(now),
    };
    let office = app.office().await;
    let call = SetGuardianRights { link: link.link_id };
    let problem = office.change(&call, link.version, &change).await.unwrap_err();
    assert_eq!(
        (problem.errors[0].pointer.as_str(), problem.errors[0].code.as_str()),
        ("/ends_at", "too_early")
    );
    let late = office
        .change(
            &call,
            link.version + 1,
            &RightsChange {
                ends_at: None,
                ..change
            },
        )
        .await;
    assert_eq!(late.unwrap_err().code, Code::Stale);
}

/// A parent with a child in the class.
async fn parent_with_child(house: &House) -> (ActiveMember, MyChild) {
    let anne = house.person("Anne", Role::Direction).await;
    let parent = house.person("Marie", Role::Parent).await;
    let child = house.child(&anne, "Louis").await;
    let (by, typed) = (parent.clone(), house.code(&anne, child).await);
    let mine = house
        .store
        .write(move |tx| adding::by_code(tx, &by, KEY, (&typed, Relationship::Parent)))
        .await
        .unwrap();
    house.moves();
    (parent, mine)
}

/// The job may be run twice, late, or for a link that is gone.
#[tokio::test]
async fn the_moment_of_a_link_comes_once() {
    let house = House::build(GuardianMode::Code).await;
    let (parent, mine) = parent_with_child(&house).await;
    let link = mine.link_id;
    house
        .store
        .write(move |tx| {
            diesel::update(guardian_links::table.find(link))
                .set(guardian_links::ends_at.eq(tx.now))
                .execute(tx.db)?;
            Ok(())
        })
        .await
        .unwrap();
    for link in [link, link, GuardianLinkId::fresh()] {
        house
            .store
            .write(move |tx| rights::apply_dates(tx, link))
            .await
            .unwrap();
    }
    assert_eq!(house.moves(), vec![('-', parent.account())]);
}

/// What the tests of rights hang on: without `in_force` in the view, a restricted guardian would stay in the room, and nobody would be told.
#[tokio::test]
async fn without_its_condition_the_view_would_keep_the_room_open() {
    let house = House::build(GuardianMode::Code).await;
    let office = house.person("Dir", Role::Direction).await.office().unwrap();
    let (parent, mine) = parent_with_child(&house).await;
    house
        .store
        .write(|tx| {
            let up = match tx.db {
                Db::Sqlite(_) => include_str!("../../../../migrations/sqlite/00000000000002_trust/up.sql"),
                Db::Postgres(_) => include_str!("../../../../migrations/postgres/00000000000002_trust/up.sql"),
            };
            let (_, view) = up.rsplit_once("CREATE VIEW room_members").unwrap();
            let (view, _) = view.split_once(';').unwrap();
            let broken = view.replace(" AND g.in_force", "");
            assert_ne!(view, broken);
            let sql = format!("DROP VIEW room_members; CREATE VIEW room_members{broken};");
            match tx.db {
                Db::Sqlite(connection) => connection.batch_execute(&sql)?,
                Db::Postgres(connection) => connection.batch_execute(&sql)?,
            }
            Ok(())
        })
        .await
        .unwrap();
    let link = mine.link_id;
    house
        .store
        .write(move |tx| rights::restrict(tx, &office, link, "Jugement"))
        .await
        .unwrap();
    assert_eq!(house.moves(), Vec::new());
    let account = parent.account();
    let inside = house
        .store
        .read(move |db| store::messaging::room::rooms_of(db, account))
        .await
        .unwrap();
    assert_eq!(inside.len(), 1);
}
