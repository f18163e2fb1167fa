//! Passwords: argon2id, untruncated, the same from every keyboard, made anew when the stored hash is of older days (A1).

use argon2::{Algorithm, Argon2, Params, Version, password_hash::PasswordHasher};
use diesel::prelude::*;
use domain::{
    accounts::{
        calls::{ChangePassword, ForgetPassword, Login, Register, ResetPassword, VerifyEmail},
        security::{Address, PasswordChange, PasswordReset},
        types::{Credentials, SessionKind, Verification},
    },
    problem::{Code, Problem},
};
use store::schema::accounts;
use testkit::{
    app::{PASSWORD, TestApp, address},
    client::Client,
    mailbox::token_of,
};

async fn account_with(app: &TestApp, password: &str) {
    let mut new = app.registration("Marie");
    password.clone_into(&mut new.password);
    app.guest().call(&Register {}, &new).await.unwrap();
    let token = token_of(&app.mails().last_to(&address("Marie")).await);
    let verification = Verification {
        token,
        password: password.to_owned(),
        session: SessionKind::Bearer,
    };
    app.guest().call(&VerifyEmail {}, &verification).await.unwrap();
}

fn credentials(password: &str) -> Credentials {
    Credentials {
        email: address("Marie"),
        password: password.to_owned(),
        code: None,
        session: SessionKind::Bearer,
        school_id: None,
    }
}

async fn opens(app: &TestApp, password: &str) -> bool {
    match app.guest().call(&Login {}, &credentials(password)).await {
        Ok(_) => true,
        Err(problem) => {
            assert_eq!(problem.code, Code::WrongCredentials);
            false
        }
    }
}

async fn stored(app: &TestApp) -> String {
    app.store()
        .read(|db| Ok(accounts::table.select(accounts::password_hash).first(db)?))
        .await
        .unwrap()
}

/// NIST SP 800-63B, 3.1.1.2: what is long enough and still tried first is refused, wherever a password is chosen.
#[tokio::test]
async fn a_password_that_everybody_tries_is_none() {
    let app = TestApp::start().await;
    let mut new = app.registration("Marie");
    new.password = "motdepasse2026".to_owned();
    too_common(app.guest().call(&Register {}, &new).await, "/password");
    assert!(app.mails().to(&address("Marie")).is_empty());

    account_with(&app, PASSWORD).await;
    let email = address("Marie");
    app.guest().call(&ForgetPassword {}, &Address { email }).await.unwrap();
    let token = token_of(&app.mails().nth_to(&address("Marie"), 2).await);
    let mut reset = PasswordReset {
        token,
        password: "azertyuiop123".to_owned(),
    };
    too_common(app.guest().call(&ResetPassword {}, &reset).await, "/password");
    // the link is not used up by it
    reset.password = "six moutons verts".to_owned();
    app.guest().call(&ResetPassword {}, &reset).await.unwrap();

    let marie = app
        .guest()
        .call(&Login {}, &credentials("six moutons verts"))
        .await
        .unwrap();
    let marie = Client::new(app.node.base(), marie.access_token);
    let change = PasswordChange {
        current_password: "six moutons verts".to_owned(),
        new_password: "123456789012".to_owned(),
    };
    too_common(marie.call(&ChangePassword {}, &change).await, "/new_password");
    assert!(opens(&app, "six moutons verts").await);
}

fn too_common<T: std::fmt::Debug>(answer: Result<T, Problem>, pointer: &str) {
    let problem = answer.unwrap_err();
    assert_eq!(problem.code, Code::Invalid);
    let errors: Vec<(&str, &str)> = problem
        .errors
        .iter()
        .map(|error| (error.pointer.as_str(), error.code.as_str()))
        .collect();
    assert_eq!(errors, [(pointer, "too_common")]);
}

#[tokio::test]
async fn a_password_is_kept_as_argon2id() {
    let app = TestApp::start().await;
    account_with(&app, PASSWORD).await;
    let hash = stored(&app).await;
    assert!(hash.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"), "{hash}");
}

#[tokio::test]
async fn every_letter_of_a_long_passphrase_counts() {
    let app = TestApp::start().await;
    let long = "seize moutons de Virton ".repeat(43)[..1024].to_owned();
    account_with(&app, &long).await;
    assert!(opens(&app, &long).await);
    assert!(!opens(&app, &long[..1023]).await);
}

#[tokio::test]
async fn an_accent_is_the_same_from_every_keyboard() {
    let app = TestApp::start().await;
    account_with(&app, "quatre pr\u{e9}s verts").await;
    assert!(opens(&app, "quatre pre\u{301}s verts").await);
    assert!(!opens(&app, "quatre pres verts").await);
}

#[tokio::test]
async fn an_old_hash_is_made_anew_at_the_next_sign_in() {
    let app = TestApp::start().await;
    account_with(&app, PASSWORD).await;
    let params = Params::new(8192, 1, 1, None).unwrap();
    let pepper = app.node.state().keys.pepper();
    let weak = Argon2::new_with_secret(pepper, Algorithm::Argon2id, Version::V0x13, params)
        .unwrap()
        .hash_password(PASSWORD.as_bytes())
        .unwrap()
        .to_string();
    let of_older_days = weak.clone();
    app.store()
        .write(move |tx| {
            diesel::update(accounts::table)
                .set(accounts::password_hash.eq(&of_older_days))
                .execute(tx.db)?;
            Ok(())
        })
        .await
        .unwrap();
    assert!(!opens(&app, "cinq moutons verts").await);
    assert_eq!(stored(&app).await, weak, "only the right password is hashed anew");
    assert!(opens(&app, PASSWORD).await);
    let hash = stored(&app).await;
    assert!(hash.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"), "{hash}");
    assert!(opens(&app, PASSWORD).await);
}
