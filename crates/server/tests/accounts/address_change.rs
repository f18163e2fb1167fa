//! Another e-mail address: confirmed from the new mailbox, told to the old one, and silent about whose it may be (A3, A6).

use diesel::prelude::*;
use domain::{
    accounts::{
        calls::{
            ChangeEmail, ChangePassword, ConfirmEmail, ForgetPassword, Login, Register, ResetPassword, ShowMe,
            VerifyEmail,
        },
        security::{Address, EmailChange, LinkToken, PasswordChange, PasswordReset},
        types::{Credentials, SessionKind, Verification},
    },
    page::NoQuery,
    problem::Code,
};
use store::schema::account_links;
use testkit::{
    app::{PASSWORD, TestApp, address},
    mailbox::token_of,
    person::Person,
};

use super::{seen, sign_in};

const NEW: &str = "marie.dupont@example.be";

async fn ask(person: &Person, email: &str) -> String {
    let body = EmailChange {
        email: email.to_owned(),
        password: PASSWORD.to_owned(),
    };
    person.call(&ChangeEmail {}, &body).await.unwrap().status
}

async fn confirm(app: &TestApp, token: &str) -> Option<Code> {
    let token = token.to_owned();
    let answer = app.guest().call(&ConfirmEmail {}, &LinkToken { token }).await;
    answer.err().map(|problem| problem.code)
}

#[tokio::test]
async fn the_new_mailbox_confirms_and_the_old_one_is_told() {
    let app = TestApp::start().await;
    let marie = app.register_and_verify("Marie").await;
    let laptop = app.sign_in("Marie").await;
    assert_eq!(ask(&marie, "Marie.Dupont@Example.be").await, "check_mailbox");
    let notice = app
        .mails()
        .saying(&address("Marie"), "Votre adresse e-mail va changer")
        .await;
    assert!(!notice.body.contains("token="), "{}", notice.body);
    let token = token_of(&app.mails().last_to(NEW).await);
    let before = marie.ask(&ShowMe {}, &NoQuery {}).await.unwrap();
    assert_eq!(before.email, address("Marie"), "nothing changes before");

    app.guest().get(&format!("/adresse?token={token}")).await;
    assert_eq!(confirm(&app, &token).await, None);
    let me = marie.ask(&ShowMe {}, &NoQuery {}).await.unwrap();
    assert_eq!(me.email, "Marie.Dupont@Example.be", "as it was typed");
    let ended = laptop.ask(&ShowMe {}, &NoQuery {}).await.unwrap_err();
    assert_eq!(ended.code, Code::Unauthenticated);
    assert!(sign_in(&app, "Marie", PASSWORD, None).await.is_err());
    let credentials = Credentials {
        email: NEW.to_owned(),
        password: PASSWORD.to_owned(),
        code: None,
        session: SessionKind::Bearer,
        school_id: None,
    };
    app.guest().call(&Login {}, &credentials).await.unwrap();
    assert_eq!(confirm(&app, &token).await, Some(Code::LinkExpired));
}

#[tokio::test]
async fn nobody_learns_whether_the_address_belongs_to_somebody() {
    let app = TestApp::start().await;
    let marie = app.register_and_verify("Marie").await;
    app.register_and_verify("Jean").await;
    let asked = async |email: &str| {
        let body = serde_json::json!({ "email": email, "password": PASSWORD });
        marie.raw("POST", "/api/v1/me/email", body.to_string()).await
    };
    let (taken, free) = (asked(&address("Jean")).await, asked(NEW).await);
    assert_eq!(taken.status, 202);
    assert_eq!(seen(&taken), seen(&free));
    let told = app
        .mails()
        .saying(&address("Jean"), "Cette adresse a déjà un compte")
        .await;
    assert!(
        !told.body.contains("Marie") && !told.body.contains("token="),
        "{}",
        told.body
    );
}

#[tokio::test]
async fn a_link_of_before_does_not_survive_the_change() {
    let app = TestApp::start().await;
    let marie = app.register_and_verify("Marie").await;
    let email = address("Marie");
    app.guest().call(&ForgetPassword {}, &Address { email }).await.unwrap();
    let reset = token_of(&app.mails().nth_to(&address("Marie"), 2).await);
    ask(&marie, NEW).await;
    let token = token_of(&app.mails().last_to(NEW).await);
    assert_eq!(confirm(&app, &token).await, None);
    let body = PasswordReset {
        token: reset,
        password: "cinq moutons bleus".to_owned(),
    };
    let problem = app.guest().call(&ResetPassword {}, &body).await.unwrap_err();
    assert_eq!(problem.code, Code::LinkExpired);
}

#[tokio::test]
async fn a_new_password_takes_the_request_back() {
    let app = TestApp::start().await;
    let marie = app.register_and_verify("Marie").await;
    ask(&marie, NEW).await;
    let token = token_of(&app.mails().last_to(NEW).await);
    let change = PasswordChange {
        current_password: PASSWORD.to_owned(),
        new_password: "cinq moutons bleus".to_owned(),
    };
    marie.call(&ChangePassword {}, &change).await.unwrap();
    assert_eq!(confirm(&app, &token).await, Some(Code::LinkExpired));
}

#[tokio::test]
async fn an_address_that_was_taken_in_between_is_not_taken_twice() {
    let app = TestApp::start().await;
    let marie = app.register_and_verify("Marie").await;
    ask(&marie, &address("Jean")).await;
    let token = token_of(&app.mails().last_to(&address("Jean")).await);
    app.guest().call(&Register {}, &app.registration("Jean")).await.unwrap();
    let verification = Verification {
        token: token_of(&app.mails().nth_to(&address("Jean"), 2).await),
        password: PASSWORD.to_owned(),
        session: SessionKind::Bearer,
    };
    app.guest().call(&VerifyEmail {}, &verification).await.unwrap();
    assert_eq!(confirm(&app, &token).await, Some(Code::LinkExpired));
    let me = marie.ask(&ShowMe {}, &NoQuery {}).await.unwrap();
    assert_eq!(me.email, address("Marie"));
}

#[tokio::test]
async fn of_fifty_uses_at_once_one_succeeds() {
    let app = TestApp::start().await;
    let marie = app.register_and_verify("Marie").await;
    ask(&marie, NEW).await;
    let token = token_of(&app.mails().last_to(NEW).await);
    let calls = (0..50).map(|_| {
        let (guest, token) = (app.guest(), token.clone());
        tokio::spawn(async move { guest.call(&ConfirmEmail {}, &LinkToken { token }).await })
    });
    let mut good = 0;
    for call in calls.collect::<Vec<_>>() {
        match call.await.unwrap() {
            Ok(_) => good += 1,
            Err(problem) => assert!(matches!(problem.code, Code::LinkExpired | Code::TooMany), "{problem:?}"),
        }
    }
    assert_eq!(good, 1);
}

#[tokio::test]
async fn a_wrong_password_sends_no_mail() {
    let app = TestApp::start().await;
    let marie = app.register_and_verify("Marie").await;
    let body = EmailChange {
        email: NEW.to_owned(),
        password: "six moutons verts".to_owned(),
    };
    let problem = marie.call(&ChangeEmail {}, &body).await.unwrap_err();
    assert_eq!(problem.code, Code::WrongPassword);
    let links: i64 = app
        .store()
        .read(|db| Ok(account_links::table.count().get_result(db)?))
        .await
        .unwrap();
    assert_eq!(links, 0);
}
