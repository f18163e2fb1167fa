//! Changing my password: what I have now is asked for, and everything else ends.

use std::time::Duration;

use domain::{
    accounts::{
        calls::{ChangePassword, Login, ShowMe},
        security::PasswordChange,
        types::{Credentials, SessionKind},
    },
    page::NoQuery,
    problem::Code,
    socket::close,
};
use testkit::app::{PASSWORD, TestApp, address};

use super::sign_in;

fn change(from: &str, to: &str) -> PasswordChange {
    PasswordChange {
        current_password: from.to_owned(),
        new_password: to.to_owned(),
    }
}

#[tokio::test]
async fn the_other_devices_are_signed_out_and_the_owner_is_told() {
    let app = TestApp::start().await;
    let phone = app.register_and_verify("Marie").await;
    let laptop = app.sign_in("Marie").await;
    let mut over_there = laptop.socket().await;
    phone
        .call(&ChangePassword {}, &change(PASSWORD, "cinq moutons bleus"))
        .await
        .unwrap();
    phone.ask(&ShowMe {}, &NoQuery {}).await.unwrap();
    let problem = laptop.ask(&ShowMe {}, &NoQuery {}).await.unwrap_err();
    assert_eq!(problem.code, Code::Unauthenticated);
    assert_eq!(
        over_there.closed(Duration::from_secs(2)).await,
        Some(close::UNAUTHENTICATED)
    );
    app.mails()
        .saying(&address("Marie"), "Votre mot de passe a changé")
        .await;
    assert!(sign_in(&app, "Marie", PASSWORD, None).await.is_err());
    sign_in(&app, "Marie", "cinq moutons bleus", None).await.unwrap();
}

#[tokio::test]
async fn a_wrong_password_changes_nothing() {
    let app = TestApp::start().await;
    let marie = app.register_and_verify("Marie").await;
    let problem = marie
        .call(&ChangePassword {}, &change("six moutons verts", "cinq moutons bleus"))
        .await
        .unwrap_err();
    assert_eq!(problem.code, Code::WrongPassword);
    assert_eq!(problem.errors[0].pointer, "/current_password");
    let short = marie
        .call(&ChangePassword {}, &change(PASSWORD, "court"))
        .await
        .unwrap_err();
    assert_eq!(
        (short.code, short.errors[0].code.as_str()),
        (Code::Invalid, "too_short")
    );
    sign_in(&app, "Marie", PASSWORD, None).await.unwrap();
}

#[tokio::test]
async fn of_two_changes_at_once_one_counts() {
    let app = TestApp::start().await;
    let marie = app.register_and_verify("Marie").await;
    let new = ["cinq moutons bleus", "six moutons rouges"];
    let calls = new.map(|to| {
        let (marie, body) = (marie.clone(), change(PASSWORD, to));
        tokio::spawn(async move { marie.call(&ChangePassword {}, &body).await })
    });
    let mut good = Vec::new();
    for (call, to) in calls.into_iter().zip(new) {
        match call.await.unwrap() {
            Ok(_) => good.push(to),
            Err(problem) => assert!(
                matches!(problem.code, Code::Conflict | Code::WrongPassword),
                "{problem:?}"
            ),
        }
    }
    assert_eq!(good.len(), 1);
    sign_in(&app, "Marie", good[0], None).await.unwrap();
}

#[tokio::test]
async fn a_password_that_is_changed_while_somebody_signs_in_with_it_opens_nothing() {
    let app = TestApp::start().await;
    let marie = app.register_and_verify("Marie").await;
    let logins: Vec<_> = (0..6)
        .map(|_| {
            let (guest, email) = (app.guest(), address("Marie"));
            tokio::spawn(async move {
                let credentials = Credentials {
                    email,
                    password: PASSWORD.to_owned(),
                    code: None,
                    session: SessionKind::Bearer,
                    school_id: None,
                };
                guest.call(&Login {}, &credentials).await
            })
        })
        .collect();
    marie
        .call(&ChangePassword {}, &change(PASSWORD, "cinq moutons bleus"))
        .await
        .unwrap();
    let mut opened = Vec::new();
    for login in logins {
        if let Ok(signed_in) = login.await.unwrap() {
            opened.push(super::client(&app, signed_in));
        }
    }
    // whoever came before the change was ended by it, whoever came after was refused
    for client in opened {
        let problem = client.ask(&ShowMe {}, &NoQuery {}).await.unwrap_err();
        assert_eq!(problem.code, Code::Unauthenticated);
    }
}
