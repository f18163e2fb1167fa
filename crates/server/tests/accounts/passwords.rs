//! Passwords: argon2id, untruncated, the same from every keyboard, made anew when the stored hash is of older days (A1).

use argon2::{Algorithm, Argon2, Params, Version, password_hash::PasswordHasher};
use diesel::prelude::*;
use domain::{
    accounts::{
        calls::{Login, Register, VerifyEmail},
        types::{Credentials, SessionKind, Verification},
    },
    problem::Code,
};
use store::schema::accounts;
use testkit::{
    app::{PASSWORD, TestApp, address},
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

async fn opens(app: &TestApp, password: &str) -> bool {
    let credentials = Credentials {
        email: address("Marie"),
        password: password.to_owned(),
        code: None,
        session: SessionKind::Bearer,
        school_id: None,
    };
    match app.guest().call(&Login {}, &credentials).await {
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
    let long = "x".repeat(1024);
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
