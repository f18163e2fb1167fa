//! The demo school as its visitors use it.

use domain::{
    accounts::{
        calls::{Login, Register, VerifyEmail},
        types::{Credentials, SessionKind, Verification},
    },
    instance::Demo,
};
use testkit::{
    app::{PASSWORD, TestApp, address},
    client::Client,
    mailbox::token_of,
};

/// Somebody of the demo school signs in with its one password.
pub async fn sign_in(app: &TestApp, email: &str) -> Client {
    let credentials = Credentials {
        email: email.to_owned(),
        password: store::demo::PASSWORD.to_owned(),
        session: SessionKind::Bearer,
        school_id: None,
    };
    let signed_in = app.guest().call(&Login {}, &credentials).await.unwrap();
    Client::new(app.node.base(), signed_in.access_token)
}

/// A visitor registers with the code that the demo shows.
pub async fn register(app: &TestApp, demo: &Demo, first_name: &str) -> Client {
    let mut registration = app.registration(first_name);
    registration.school_id = Some(demo.school.id);
    registration.code = Some(demo.registration_code.clone());
    app.guest().call(&Register {}, &registration).await.unwrap();
    let verification = Verification {
        token: token_of(&app.mails().last_to(&address(first_name)).await),
        password: PASSWORD.to_owned(),
        session: SessionKind::Bearer,
    };
    let signed_in = app.guest().call(&VerifyEmail {}, &verification).await.unwrap();
    Client::new(app.node.base(), signed_in.access_token)
}
