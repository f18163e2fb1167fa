//! A forgotten password: one link, once, for half an hour, and everything else ends (A6).

use std::time::Duration;

use diesel::prelude::*;
use domain::{
    accounts::{
        calls::{ChangePassword, ForgetPassword, ResetPassword, ShowMe},
        security::{Address, PasswordChange, PasswordReset},
    },
    page::NoQuery,
    problem::Code,
    session::RESET_LINK_SECONDS,
    socket::close,
};
use store::{
    accounts::passwords,
    schema::{account_links, jobs},
};
use testkit::{
    app::{PASSWORD, TestApp, address},
    mailbox::token_of,
};

use super::sign_in;

const NEW: &str = "cinq moutons bleus";

/// The token of the link that the newest mail holds, when so many mails have come.
async fn link(app: &TestApp, first_name: &str, mails: usize) -> String {
    let email = address(first_name);
    app.guest().call(&ForgetPassword {}, &Address { email }).await.unwrap();
    token_of(&app.mails().nth_to(&address(first_name), mails).await)
}

async fn reset(app: &TestApp, token: &str) -> Option<Code> {
    let body = PasswordReset {
        token: token.to_owned(),
        password: NEW.to_owned(),
    };
    let answer = app.guest().call(&ResetPassword {}, &body).await;
    answer.err().map(|problem| problem.code)
}

#[tokio::test]
async fn a_link_sets_a_new_password_and_ends_everything() {
    let app = TestApp::start().await;
    let elsewhere = app.node2();
    let marie = app.register_and_verify("Marie").await;
    let mut here = marie.socket().await;
    let mut there = marie.on(&elsewhere).socket().await;
    let token = link(&app, "Marie", 2).await;
    assert_eq!(reset(&app, &token).await, None);

    let problem = marie.ask(&ShowMe {}, &NoQuery {}).await.unwrap_err();
    assert_eq!(problem.code, Code::Unauthenticated);
    assert_eq!(here.closed(Duration::from_secs(2)).await, Some(close::UNAUTHENTICATED));
    assert_eq!(there.closed(Duration::from_secs(2)).await, Some(close::UNAUTHENTICATED));
    let old = sign_in(&app, "Marie", PASSWORD, None).await.map(drop).unwrap_err();
    assert_eq!(old.code, Code::WrongCredentials);
    sign_in(&app, "Marie", NEW, None).await.unwrap();
    let told = app
        .mails()
        .saying(&address("Marie"), "Votre mot de passe a changé")
        .await;
    assert!(!told.body.contains("token="), "{}", told.body);
    assert_eq!(reset(&app, &token).await, Some(Code::LinkExpired));
}

#[tokio::test]
async fn of_fifty_uses_at_once_one_succeeds() {
    let app = TestApp::start().await;
    app.register_and_verify("Marie").await;
    let token = link(&app, "Marie", 2).await;
    let guest = app.guest();
    let calls = (0..50).map(|number| {
        let (guest, token) = (guest.clone(), token.clone());
        let password = format!("{NEW} {number}");
        tokio::spawn(async move { guest.call(&ResetPassword {}, &PasswordReset { token, password }).await })
    });
    let mut good = 0;
    for call in calls.collect::<Vec<_>>() {
        match call.await.unwrap() {
            Ok(_) => good += 1,
            // the hasher takes so many at a time
            Err(problem) => assert!(
                matches!(problem.code, Code::LinkExpired | Code::Unavailable),
                "{problem:?}"
            ),
        }
    }
    assert_eq!(good, 1);
}

#[tokio::test]
async fn only_the_newest_link_works() {
    let app = TestApp::start().await;
    app.register_and_verify("Marie").await;
    let first = link(&app, "Marie", 2).await;
    let second = link(&app, "Marie", 3).await;
    assert_eq!(reset(&app, &first).await, Some(Code::LinkExpired));
    assert_eq!(reset(&app, &second).await, None);
}

#[tokio::test]
async fn of_many_requests_at_once_one_link_is_left() {
    let app = TestApp::start().await;
    let marie = app.register_and_verify("Marie").await;
    // what the jobs of eight requests do, all at once
    let account = marie.id;
    let links = (0..8).map(|_| {
        let store = app.store().clone();
        tokio::spawn(async move { store.write(move |tx| passwords::send_link(tx, account)).await })
    });
    for link in links.collect::<Vec<_>>() {
        link.await.unwrap().unwrap();
    }
    let (living, all): (i64, i64) = app
        .store()
        .read(|db| {
            let living = account_links::table.filter(account_links::used_at.is_null());
            Ok((
                living.count().get_result(db)?,
                account_links::table.count().get_result(db)?,
            ))
        })
        .await
        .unwrap();
    assert_eq!(living, 1);
    assert!(all <= 5, "{all} mails to one address in an hour");
}

#[tokio::test]
async fn a_link_is_dead_after_half_an_hour_and_when_the_password_was_changed() {
    let app = TestApp::start().await;
    let marie = app.register_and_verify("Marie").await;
    let token = link(&app, "Marie", 2).await;
    app.store()
        .write(|tx| {
            let over = account_links::created_at.eq(tx.now.plus_seconds(-RESET_LINK_SECONDS));
            diesel::update(account_links::table)
                .set((over, account_links::expires_at.eq(tx.now)))
                .execute(tx.db)?;
            Ok(())
        })
        .await
        .unwrap();
    assert_eq!(reset(&app, &token).await, Some(Code::LinkExpired));

    let token = link(&app, "Marie", 3).await;
    let change = PasswordChange {
        current_password: PASSWORD.to_owned(),
        new_password: "six moutons rouges".to_owned(),
    };
    marie.call(&ChangePassword {}, &change).await.unwrap();
    assert_eq!(reset(&app, &token).await, Some(Code::LinkExpired));
}

#[tokio::test]
async fn a_link_lives_for_half_an_hour_and_is_kept_as_a_hash() {
    let app = TestApp::start().await;
    app.register_and_verify("Marie").await;
    let token = link(&app, "Marie", 2).await;
    let bytes = token.len() * 3 / 4;
    assert!(bytes >= 32, "{bytes} bytes");
    let (hash, from, to): (Vec<u8>, domain::moment::Moment, domain::moment::Moment) = app
        .store()
        .read(|db| {
            Ok(account_links::table
                .select((
                    account_links::token_hash,
                    account_links::created_at,
                    account_links::expires_at,
                ))
                .first(db)?)
        })
        .await
        .unwrap();
    assert_eq!(to.seconds_since(from), RESET_LINK_SECONDS);
    assert_eq!(hash, store::secret::token_hash(&token));
    // once the mail has left, nobody holds the token but its reader
    let done = async {
        loop {
            let waiting: i64 = app
                .store()
                .read(|db| {
                    let open = jobs::table.filter(jobs::finished_at.is_null());
                    Ok(open.count().get_result(db)?)
                })
                .await
                .unwrap();
            if waiting == 0 {
                return;
            }
        }
    };
    tokio::time::timeout(Duration::from_secs(5), done).await.unwrap();
    let kept: Vec<store::sql_types::Json<serde_json::Value>> = app
        .store()
        .read(|db| Ok(jobs::table.select(jobs::payload).load(db)?))
        .await
        .unwrap();
    assert!(!format!("{kept:?}").contains(&token));
}

#[tokio::test]
async fn reading_a_link_does_not_use_it_up() {
    let app = TestApp::start().await;
    app.register_and_verify("Marie").await;
    let token = link(&app, "Marie", 2).await;
    // what a scanner of mails does with every address that it finds
    app.guest().get(&format!("/mot-de-passe?token={token}")).await;
    let refused = app.guest().get("/api/v1/password/reset").await;
    assert_eq!(refused.status, 405);
    assert_eq!(reset(&app, &token).await, None);
}

#[tokio::test]
async fn a_short_password_leaves_the_link_as_it_is() {
    let app = TestApp::start().await;
    app.register_and_verify("Marie").await;
    let token = link(&app, "Marie", 2).await;
    let body = PasswordReset {
        token: token.clone(),
        password: "court".to_owned(),
    };
    let problem = app.guest().call(&ResetPassword {}, &body).await.unwrap_err();
    assert_eq!(problem.code, Code::Invalid);
    assert_eq!(problem.errors[0].pointer, "/password");
    assert_eq!(reset(&app, &token).await, None);
}
