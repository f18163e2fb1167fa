//! The link of the mail: single use, with the password of the form, for a day.

use diesel::prelude::*;
use domain::{
    accounts::{
        calls::{Login, Register, VerifyEmail},
        types::{Credentials, SessionKind, Verification},
    },
    problem::Code,
    schools::types::Role,
};
use store::schema::{accounts, email_tokens};
use testkit::{
    app::{PASSWORD, TestApp, address},
    mailbox::token_of,
};

async fn link(app: &TestApp, first_name: &str) -> Verification {
    app.guest()
        .call(&Register {}, &app.registration(first_name))
        .await
        .unwrap();
    newest_link(app, first_name, 1).await
}

async fn newest_link(app: &TestApp, first_name: &str, mails: usize) -> Verification {
    let mail = app.mails().nth_to(&address(first_name), mails).await;
    Verification {
        token: token_of(&mail),
        password: PASSWORD.to_owned(),
        session: SessionKind::Bearer,
    }
}

async fn code_of(app: &TestApp, verification: &Verification) -> Option<Code> {
    app.guest()
        .call(&VerifyEmail {}, verification)
        .await
        .err()
        .map(|problem| problem.code)
}

#[tokio::test]
async fn a_link_works_once() {
    let app = TestApp::start().await;
    let verification = link(&app, "Marie").await;
    assert_eq!(code_of(&app, &verification).await, None);
    assert_eq!(code_of(&app, &verification).await, Some(Code::LinkExpired));
}

#[tokio::test]
async fn of_fifty_uses_at_once_one_succeeds() {
    let app = TestApp::start().await;
    let verification = link(&app, "Marie").await;
    let guest = app.guest();
    let calls = (0..50).map(|_| {
        let (guest, verification) = (guest.clone(), verification.clone());
        tokio::spawn(async move { guest.call(&VerifyEmail {}, &verification).await })
    });
    let mut good = 0;
    for call in calls.collect::<Vec<_>>() {
        match call.await.unwrap() {
            Ok(_) => good += 1,
            Err(problem) => assert_eq!(problem.code, Code::LinkExpired),
        }
    }
    assert_eq!(good, 1);
    let people: i64 = app
        .store()
        .read(|db| Ok(accounts::table.count().get_result(db)?))
        .await
        .unwrap();
    assert_eq!(people, 1);
}

#[tokio::test]
async fn a_wrong_password_opens_nothing_and_ten_kill_the_link() {
    let app = TestApp::start().await;
    let right = link(&app, "Marie").await;
    let wrong = Verification {
        password: "cinq moutons verts".to_owned(),
        ..right.clone()
    };
    for _ in 0..10 {
        assert_eq!(code_of(&app, &wrong).await, Some(Code::WrongCredentials));
    }
    assert_eq!(code_of(&app, &wrong).await, Some(Code::LinkExpired));
    assert_eq!(code_of(&app, &right).await, Some(Code::LinkExpired));
}

#[tokio::test]
async fn tries_at_once_are_counted_one_by_one() {
    let app = TestApp::start().await;
    let wrong = Verification {
        password: "cinq moutons verts".to_owned(),
        ..link(&app, "Marie").await
    };
    let guest = app.guest();
    let calls = (0..30).map(|_| {
        let (guest, wrong) = (guest.clone(), wrong.clone());
        tokio::spawn(async move { guest.call(&VerifyEmail {}, &wrong).await.map(drop).unwrap_err().code })
    });
    let mut looked_at = 0;
    for call in calls.collect::<Vec<_>>() {
        if call.await.unwrap() == Code::WrongCredentials {
            looked_at += 1;
        }
    }
    assert_eq!(looked_at, 10);
}

#[tokio::test]
async fn a_second_registration_replaces_the_first() {
    let app = TestApp::start().await;
    let first = link(&app, "Marie").await;
    app.guest()
        .call(&Register {}, &app.registration("Marie"))
        .await
        .unwrap();
    let second = newest_link(&app, "Marie", 2).await;
    assert_eq!(code_of(&app, &first).await, Some(Code::LinkExpired));
    assert_eq!(code_of(&app, &second).await, None);
}

#[tokio::test]
async fn a_link_is_dead_when_the_address_has_an_account_meanwhile() {
    let app = TestApp::start().await;
    let verification = link(&app, "Marie").await;
    app.staff("Marie", Role::Teacher).await;
    assert_eq!(code_of(&app, &verification).await, Some(Code::LinkExpired));
}

#[tokio::test]
async fn a_link_lives_for_a_day() {
    let app = TestApp::start().await;
    let verification = link(&app, "Marie").await;
    let age = async |seconds: i64| {
        app.store()
            .write(move |tx| {
                let expires_at = tx.now.plus_seconds(domain::session::EMAIL_LINK_SECONDS - seconds);
                diesel::update(email_tokens::table)
                    .set(email_tokens::expires_at.eq(expires_at))
                    .execute(tx.db)?;
                Ok(())
            })
            .await
            .unwrap();
    };
    age(24 * 3600).await;
    assert_eq!(code_of(&app, &verification).await, Some(Code::LinkExpired));
    age(24 * 3600 - 60).await;
    assert_eq!(code_of(&app, &verification).await, None);
}

#[tokio::test]
async fn an_unknown_token_says_the_same_as_a_used_one() {
    let app = TestApp::start().await;
    for token in ["x", "' OR 1=1 --", &"A".repeat(200)] {
        let verification = Verification {
            token: token.to_owned(),
            password: PASSWORD.to_owned(),
            session: SessionKind::Bearer,
        };
        assert_eq!(code_of(&app, &verification).await, Some(Code::LinkExpired), "{token}");
    }
}

#[tokio::test]
async fn reading_the_link_uses_nothing_up() {
    let app = TestApp::start().await;
    let verification = link(&app, "Marie").await;
    // what a scanner of mails does
    for _ in 0..3 {
        let path = format!("/verification?token={}", verification.token);
        app.guest().get(&path).await;
        let path = format!("/api/v1/verify-email?token={}", verification.token);
        assert_eq!(app.guest().get(&path).await.status, 405);
    }
    assert_eq!(code_of(&app, &verification).await, None);
}

#[tokio::test]
async fn an_unconfirmed_address_cannot_sign_in() {
    let app = TestApp::start().await;
    link(&app, "Marie").await;
    let credentials = Credentials {
        email: address("Marie"),
        password: PASSWORD.to_owned(),
        code: None,
        session: SessionKind::Bearer,
        school_id: None,
    };
    let problem = app.guest().call(&Login {}, &credentials).await.map(drop).unwrap_err();
    assert_eq!(problem.code, Code::WrongCredentials);
}
