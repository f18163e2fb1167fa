//! The confirmation of an address, sent once more.

use domain::{
    accounts::{
        calls::{Register, ResendVerification, VerifyEmail},
        security::Address,
        types::{SessionKind, Verification},
    },
    problem::Code,
};
use testkit::{
    app::{PASSWORD, TestApp, address},
    mailbox::token_of,
};

use super::seen;

async fn resend(app: &TestApp, first_name: &str) {
    let email = address(first_name);
    let answer = app.guest().call(&ResendVerification {}, &Address { email }).await;
    assert_eq!(answer.unwrap().status, "check_mailbox");
}

async fn verify(app: &TestApp, token: String) -> Option<Code> {
    let verification = Verification {
        token,
        password: PASSWORD.to_owned(),
        session: SessionKind::Bearer,
    };
    let answer = app.guest().call(&VerifyEmail {}, &verification).await;
    answer.err().map(|problem| problem.code)
}

#[tokio::test]
async fn only_the_newest_link_works() {
    let app = TestApp::start().await;
    app.guest()
        .call(&Register {}, &app.registration("Marie"))
        .await
        .unwrap();
    let first = token_of(&app.mails().last_to(&address("Marie")).await);
    resend(&app, " Marie").await;
    let second = token_of(&app.mails().nth_to(&address("Marie"), 2).await);
    assert_ne!(first, second);
    assert_eq!(verify(&app, first).await, Some(Code::LinkExpired));
    assert_eq!(verify(&app, second).await, None);
}

#[tokio::test]
async fn nobody_learns_who_waits() {
    let app = TestApp::start().await;
    app.register_and_verify("Marie").await;
    app.guest().call(&Register {}, &app.registration("Jean")).await.unwrap();
    let mut answers = Vec::new();
    for first_name in ["Marie", "Jean", "Nobody"] {
        let body = serde_json::json!({ "email": address(first_name) });
        let guest = app.guest();
        let answer = guest.raw("POST", "/api/v1/verify-email/resend", body.to_string());
        answers.push(seen(&answer.await));
    }
    assert_eq!(answers[0].0, 202);
    assert!(answers.iter().all(|answer| *answer == answers[0]), "{answers:?}");
    app.mails().nth_to(&address("Jean"), 2).await;
    assert_eq!(
        app.mails().to(&address("Marie")).len(),
        1,
        "who has an account gets no link"
    );
    assert!(app.mails().to(&address("Nobody")).is_empty());
}

#[tokio::test]
async fn an_address_gets_five_mails_an_hour_however_they_are_asked_for() {
    let app = TestApp::start().await;
    app.guest()
        .call(&Register {}, &app.registration("Marie"))
        .await
        .unwrap();
    for _ in 0..6 {
        let email = address("Marie");
        drop(app.guest().call(&ResendVerification {}, &Address { email }).await);
    }
    app.guest().call(&Register {}, &app.registration("Jean")).await.unwrap();
    app.mails().last_to(&address("Jean")).await;
    assert!(app.mails().to(&address("Marie")).len() <= 5);
}
