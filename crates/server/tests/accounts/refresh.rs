//! Refresh tokens: each works once, a lost answer does no harm, a stolen token ends the session (A4, A8).

use std::time::Duration;

use diesel::prelude::*;
use domain::{
    accounts::{
        calls::{Logout, Refresh, ShowMe},
        types::{Refreshing, SignedIn},
    },
    page::{NoBody, NoQuery},
    problem::{Code, Problem},
    session::REFRESH_GRACE_SECONDS,
    socket::close,
};
use store::schema::refresh_tokens;
use testkit::{app::TestApp, client::Client};

async fn refresh(app: &TestApp, token: &str) -> Result<SignedIn, Problem> {
    let body = Refreshing {
        refresh_token: token.to_owned(),
    };
    app.guest().call(&Refresh {}, &body).await
}

async fn refused(app: &TestApp, token: &str) -> Code {
    refresh(app, token).await.map(drop).unwrap_err().code
}

/// As if every replaced token had been replaced so many seconds earlier.
async fn let_pass(app: &TestApp, seconds: i64) {
    app.store()
        .write(move |tx| {
            diesel::update(refresh_tokens::table.filter(refresh_tokens::replaced_at.is_not_null()))
                .set(refresh_tokens::replaced_at.eq(tx.now.plus_seconds(-seconds)))
                .execute(tx.db)?;
            Ok(())
        })
        .await
        .unwrap();
}

#[tokio::test]
async fn a_refresh_token_is_traded_for_new_ones() {
    let app = TestApp::start().await;
    let marie = app.register_and_verify("Marie").await;
    let mut token = marie.refresh_token.clone().unwrap();
    for _ in 0..3 {
        let renewed = refresh(&app, &token).await.unwrap();
        assert_eq!(renewed.account_id, marie.id);
        let client = Client::new(app.node.base(), renewed.access_token);
        client.ask(&ShowMe {}, &NoQuery {}).await.unwrap();
        let next = renewed.refresh_token.unwrap();
        assert_ne!(next, token);
        token = next;
    }
}

#[tokio::test]
async fn an_answer_that_got_lost_is_given_again() {
    let app = TestApp::start().await;
    let first = app.register_and_verify("Marie").await.refresh_token.unwrap();
    let lost = refresh(&app, &first).await.unwrap().refresh_token;
    let_pass(&app, REFRESH_GRACE_SECONDS - 2).await;
    let again = refresh(&app, &first).await.unwrap().refresh_token;
    assert_eq!(lost, again);
    refresh(&app, &again.unwrap()).await.unwrap();
}

#[tokio::test]
async fn two_tabs_at_once_get_the_same_successor() {
    let app = TestApp::start().await;
    let first = app.register_and_verify("Marie").await.refresh_token.unwrap();
    let calls = (0..20).map(|_| {
        let (guest, token) = (app.guest(), first.clone());
        tokio::spawn(async move {
            let body = Refreshing { refresh_token: token };
            guest.call(&Refresh {}, &body).await.unwrap().refresh_token.unwrap()
        })
    });
    let mut successors = Vec::new();
    for call in calls.collect::<Vec<_>>() {
        successors.push(call.await.unwrap());
    }
    successors.dedup();
    assert_eq!(successors.len(), 1);
    refresh(&app, &successors[0]).await.unwrap();
}

#[tokio::test]
async fn a_token_in_two_hands_ends_the_session_everywhere() {
    let app = TestApp::start().await;
    let elsewhere = app.node2();
    let marie = app.register_and_verify("Marie").await;
    let other_device = app.sign_in("Marie").await;
    let first = marie.refresh_token.clone().unwrap();
    let second = refresh(&app, &first).await.unwrap().refresh_token.unwrap();
    let mut here = marie.socket().await;
    let mut there = marie.on(&elsewhere).socket().await;
    let_pass(&app, REFRESH_GRACE_SECONDS + 1).await;

    assert_eq!(refused(&app, &first).await, Code::Unauthenticated);
    assert_eq!(refused(&app, &second).await, Code::Unauthenticated);
    let problem = marie.ask(&ShowMe {}, &NoQuery {}).await.unwrap_err();
    assert_eq!(problem.code, Code::Unauthenticated);
    assert_eq!(here.closed(Duration::from_secs(2)).await, Some(close::UNAUTHENTICATED));
    assert_eq!(there.closed(Duration::from_secs(2)).await, Some(close::UNAUTHENTICATED));
    other_device.ask(&ShowMe {}, &NoQuery {}).await.unwrap();
}

#[tokio::test]
async fn a_session_that_ended_is_not_renewed() {
    let app = TestApp::start().await;
    let marie = app.register_and_verify("Marie").await;
    marie.call(&Logout {}, &NoBody {}).await.unwrap();
    assert_eq!(
        refused(&app, marie.refresh_token.as_deref().unwrap()).await,
        Code::Unauthenticated
    );
}

#[tokio::test]
async fn one_kind_of_token_is_not_taken_for_another() {
    let app = TestApp::start().await;
    let marie = app.register_and_verify("Marie").await;
    let access = marie.token().unwrap().to_owned();
    // longer than any token of ours
    let code = refused(&app, &access).await;
    assert!(matches!(code, Code::Unauthenticated | Code::Invalid), "{code:?}");
    assert_eq!(refused(&app, "never-seen").await, Code::Unauthenticated);
    let confused = Client::new(app.node.base(), marie.refresh_token.clone());
    let problem = confused.ask(&ShowMe {}, &NoQuery {}).await.unwrap_err();
    assert_eq!(problem.code, Code::Unauthenticated);
}
