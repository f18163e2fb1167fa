//! My sessions: seen, and ended at once everywhere (A5).

use std::time::Duration;

use diesel::prelude::*;
use domain::{
    accounts::{
        calls::{EndMySession, ListMySessions, Logout, ShowMe},
        types::SessionSummary,
    },
    page::{NoBody, NoQuery, PageQuery},
    problem::Code,
    socket::close,
};
use store::schema::sessions;
use testkit::{app::TestApp, person::Person};

async fn list(person: &Person) -> Vec<SessionSummary> {
    person
        .ask(&ListMySessions {}, &PageQuery::default())
        .await
        .unwrap()
        .items
}

#[tokio::test]
async fn signing_out_ends_the_session_on_every_node() {
    let app = TestApp::start().await;
    let elsewhere = app.node2();
    let marie = app.register_and_verify("Marie").await;
    let over_there = marie.on(&elsewhere);
    let mut here = marie.socket().await;
    let mut there = over_there.socket().await;
    over_there.ask(&ShowMe {}, &NoQuery {}).await.unwrap();

    marie.call(&Logout {}, &NoBody {}).await.unwrap();
    let problem = marie.ask(&ShowMe {}, &NoQuery {}).await.unwrap_err();
    assert_eq!(problem.code, Code::Unauthenticated);
    assert_eq!(here.closed(Duration::from_secs(2)).await, Some(close::UNAUTHENTICATED));
    assert_eq!(there.closed(Duration::from_secs(2)).await, Some(close::UNAUTHENTICATED));
    // what another node has read is believed for a second at most; its socket is closed by the same reading
    let asking = async { while over_there.ask(&ShowMe {}, &NoQuery {}).await.is_ok() {} };
    tokio::time::timeout(Duration::from_secs(1), asking).await.unwrap();
}

#[tokio::test]
async fn one_device_ends_another() {
    let app = TestApp::start().await;
    let phone = app.register_and_verify("Marie").await;
    let laptop = app.sign_in("Marie").await;
    let all = list(&phone).await;
    assert_eq!(all.len(), 2);
    assert_eq!(all.iter().filter(|session| session.current).count(), 1);
    let session = all.iter().find(|session| !session.current).unwrap().id;
    phone.call(&EndMySession { session }, &NoBody {}).await.unwrap();
    let problem = laptop.ask(&ShowMe {}, &NoQuery {}).await.unwrap_err();
    assert_eq!(problem.code, Code::Unauthenticated);
    assert_eq!(list(&phone).await.len(), 1);
    let again = phone.call(&EndMySession { session }, &NoBody {}).await.unwrap_err();
    assert_eq!(again.code, Code::NotFound);
}

#[tokio::test]
async fn nobody_ends_the_session_of_somebody_else() {
    let app = TestApp::start().await;
    let marie = app.register_and_verify("Marie").await;
    let jean = app.register_and_verify("Jean").await;
    let session = list(&marie).await[0].id;
    let problem = jean.call(&EndMySession { session }, &NoBody {}).await.unwrap_err();
    assert_eq!(problem.code, Code::NotFound);
    marie.ask(&ShowMe {}, &NoQuery {}).await.unwrap();
}

#[tokio::test]
async fn the_list_comes_in_pages_without_gaps() {
    let app = TestApp::start().await;
    let marie = app.register_and_verify("Marie").await;
    for _ in 0..4 {
        app.sign_in("Marie").await;
    }
    let mut seen = Vec::new();
    let mut cursor = None;
    loop {
        let query = PageQuery {
            limit: Some(2),
            cursor: cursor.clone(),
        };
        let page = marie.ask(&ListMySessions {}, &query).await.unwrap();
        assert!(page.items.len() <= 2);
        seen.extend(page.items.into_iter().map(|session| session.id));
        cursor = page.next;
        if cursor.is_none() {
            break;
        }
    }
    let all: Vec<_> = list(&marie).await.into_iter().map(|session| session.id).collect();
    assert_eq!(seen, all);
    assert_eq!(seen.len(), 5);
    let forged = PageQuery {
        limit: None,
        cursor: Some("e30".to_owned()),
    };
    let problem = marie.ask(&ListMySessions {}, &forged).await.unwrap_err();
    assert_eq!(problem.code, Code::BadQuery);
}

#[tokio::test]
async fn a_use_is_noted_once_a_minute_and_lengthens_the_session() {
    let app = TestApp::start().await;
    let marie = app.register_and_verify("Marie").await;
    let first = list(&marie).await[0].last_seen_at;
    assert_eq!(
        list(&marie).await[0].last_seen_at,
        first,
        "not noted again within the minute"
    );
    app.store()
        .write(|tx| {
            diesel::update(sessions::table)
                .set((
                    sessions::last_seen_at.eq(tx.now.plus_seconds(-3600)),
                    sessions::expires_at.eq(tx.now.plus_seconds(60)),
                ))
                .execute(tx.db)?;
            Ok(())
        })
        .await
        .unwrap();
    // a node that has not seen the session before
    let elsewhere = app.node2();
    let noting = async { while list(&marie.on(&elsewhere)).await[0].last_seen_at < first {} };
    tokio::time::timeout(Duration::from_secs(5), noting).await.unwrap();
    let left: domain::moment::Moment = app
        .store()
        .read(|db| Ok(sessions::table.select(sessions::expires_at).first(db)?))
        .await
        .unwrap();
    assert!(left.seconds_since(store::clock::now()) > 29 * 24 * 3600);
}

#[tokio::test]
async fn an_expired_session_does_not_stand() {
    let app = TestApp::start().await;
    let marie = app.register_and_verify("Marie").await;
    app.store()
        .write(|tx| {
            diesel::update(sessions::table)
                .set(sessions::expires_at.eq(tx.now))
                .execute(tx.db)?;
            Ok(())
        })
        .await
        .unwrap();
    let elsewhere = app.node2();
    let problem = marie.on(&elsewhere).ask(&ShowMe {}, &NoQuery {}).await.unwrap_err();
    assert_eq!(problem.code, Code::Unauthenticated);
}
