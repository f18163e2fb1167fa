//! The second factor: begun, confirmed, asked for, used once, lost and removed (A10).

use diesel::prelude::*;
use domain::{
    accounts::{
        calls::{
            BeginSecondFactor, ConfirmSecondFactor, Login, RemoveSecondFactor, RenewRecoveryCodes, ShowMe,
            ShowSecondFactor,
        },
        security::SecondFactorCode,
        types::{Credentials, SessionKind},
    },
    page::{NoBody, NoQuery},
    problem::Code,
};
use store::schema::{recovery_codes, second_factors};
use testkit::{
    app::{PASSWORD, TestApp, address},
    authenticator::Authenticator,
    client::Client,
    node::Wiring,
};

use super::sign_in;

/// Sets up a second factor; the app and the recovery codes.
pub(super) async fn set_up(person: &Client) -> (Authenticator, Vec<String>) {
    let setup = person.call(&BeginSecondFactor {}, &NoBody {}).await.unwrap();
    assert!(setup.uri.contains(&setup.secret));
    let app = Authenticator::scan(&setup.uri);
    let code = app.code(0);
    let codes = person
        .call(&ConfirmSecondFactor {}, &SecondFactorCode { code })
        .await
        .unwrap()
        .codes;
    (app, codes)
}

async fn refused(app: &TestApp, password: &str, code: Option<&str>) -> Code {
    let answer = sign_in(app, "Marie", password, code.map(str::to_owned)).await;
    answer.map(drop).unwrap_err().code
}

/// As if the app had shown other codes in between.
async fn let_pass(app: &TestApp) {
    app.store()
        .write(|tx| {
            diesel::update(second_factors::table)
                .set(second_factors::last_step.eq(0))
                .execute(tx.db)?;
            Ok(())
        })
        .await
        .unwrap();
}

#[tokio::test]
async fn signing_in_asks_for_the_code_once_the_password_is_right() {
    let app = TestApp::start().await;
    let marie = app.register_and_verify("Marie").await;
    let (phone, codes) = set_up(&marie).await;
    assert_eq!(codes.len(), 10);
    app.mails()
        .saying(&address("Marie"), "La connexion en deux étapes est activée")
        .await;
    let shown = marie.call(&ShowSecondFactor {}, &NoBody {}).await.unwrap();
    assert!(shown.enabled && shown.since.is_some() && !shown.required);
    assert_eq!(shown.recovery_codes, 10);
    assert!(marie.ask(&ShowMe {}, &NoQuery {}).await.unwrap().has_second_factor);

    assert_eq!(refused(&app, PASSWORD, None).await, Code::SecondFactorNeeded);
    // a wrong password says nothing about a second factor
    assert_eq!(refused(&app, "six moutons verts", None).await, Code::WrongCredentials);
    let code = phone.code(1);
    assert_eq!(
        refused(&app, "six moutons verts", Some(&code)).await,
        Code::WrongCredentials
    );
    assert_eq!(refused(&app, PASSWORD, Some("000 000")).await, Code::WrongCode);
    let spaced = format!("{} {}", &code[..3], &code[3..]);
    sign_in(&app, "Marie", PASSWORD, Some(spaced)).await.unwrap();
}

#[tokio::test]
async fn a_code_works_once_also_for_many_at_once() {
    let mut wiring = Wiring::default();
    // more wrong codes than anybody may try
    wiring.settings.has_limits = false;
    let app = TestApp::start_with(wiring).await;
    let marie = app.register_and_verify("Marie").await;
    let (phone, _) = set_up(&marie).await;
    // the code of the confirmation has been used too
    assert_eq!(refused(&app, PASSWORD, Some(&phone.code(0))).await, Code::WrongCode);
    let code = phone.code(1);
    assert_eq!(at_once(&app, &code).await, 1);
    assert_eq!(refused(&app, PASSWORD, Some(&code)).await, Code::WrongCode);
    let_pass(&app).await;
    // those further away in time are no codes at all
    for steps in [-3, 3] {
        assert_eq!(refused(&app, PASSWORD, Some(&phone.code(steps))).await, Code::WrongCode);
    }
}

/// How many of eight sign-ins at once with this code succeed.
async fn at_once(app: &TestApp, code: &str) -> usize {
    let calls = (0..8).map(|_| {
        let (guest, code) = (app.guest(), Some(code.to_owned()));
        let credentials = Credentials {
            email: address("Marie"),
            password: PASSWORD.to_owned(),
            code,
            session: SessionKind::Bearer,
            school_id: None,
        };
        tokio::spawn(async move { guest.call(&Login {}, &credentials).await })
    });
    let mut good = 0;
    for call in calls.collect::<Vec<_>>() {
        match call.await.unwrap() {
            Ok(_) => good += 1,
            Err(problem) => assert!(matches!(problem.code, Code::WrongCode | Code::TooMany), "{problem:?}"),
        }
    }
    good
}

#[tokio::test]
async fn a_recovery_code_stands_in_once_also_for_many_at_once() {
    let app = TestApp::start().await;
    let marie = app.register_and_verify("Marie").await;
    let (_, codes) = set_up(&marie).await;
    let typed = codes[0].to_lowercase().replace('-', " ");
    assert_eq!(at_once(&app, &typed).await, 1);
    assert_eq!(refused(&app, PASSWORD, Some(&codes[0])).await, Code::WrongCode);
    sign_in(&app, "Marie", PASSWORD, Some(codes[1].clone())).await.unwrap();
    let shown = marie.call(&ShowSecondFactor {}, &NoBody {}).await.unwrap();
    assert_eq!(shown.recovery_codes, 8);

    let renewed = marie.call(&RenewRecoveryCodes {}, &NoBody {}).await.unwrap().codes;
    assert_eq!(refused(&app, PASSWORD, Some(&codes[2])).await, Code::WrongCode);
    sign_in(&app, "Marie", PASSWORD, Some(renewed[0].clone()))
        .await
        .unwrap();
}

#[tokio::test]
async fn nothing_changes_before_a_code_is_confirmed() {
    let app = TestApp::start().await;
    let marie = app.register_and_verify("Marie").await;
    let first = marie.call(&BeginSecondFactor {}, &NoBody {}).await.unwrap();
    sign_in(&app, "Marie", PASSWORD, None).await.unwrap();
    let second = marie.call(&BeginSecondFactor {}, &NoBody {}).await.unwrap();
    assert_ne!(first.secret, second.secret);
    let confirm = async |uri: &str| {
        let code = Authenticator::scan(uri).code(0);
        let answer = marie.call(&ConfirmSecondFactor {}, &SecondFactorCode { code }).await;
        answer.map(drop).map_err(|problem| problem.code)
    };
    assert_eq!(confirm(&first.uri).await, Err(Code::WrongCode));
    assert_eq!(confirm(&second.uri).await, Ok(()));
    assert_eq!(confirm(&second.uri).await, Err(Code::Conflict));
    let again = marie.call(&BeginSecondFactor {}, &NoBody {}).await.map(drop);
    assert_eq!(again.unwrap_err().code, Code::Conflict);
}

#[tokio::test]
async fn it_is_removed_with_its_recovery_codes() {
    let app = TestApp::start().await;
    let marie = app.register_and_verify("Marie").await;
    let none = marie.call(&RemoveSecondFactor {}, &NoBody {}).await.map(drop);
    assert_eq!(none.unwrap_err().code, Code::NotFound);
    let renewed = marie.call(&RenewRecoveryCodes {}, &NoBody {}).await.map(drop);
    assert_eq!(renewed.unwrap_err().code, Code::NotFound);
    set_up(&marie).await;
    marie.call(&RemoveSecondFactor {}, &NoBody {}).await.unwrap();
    app.mails()
        .saying(&address("Marie"), "La connexion en deux étapes est désactivée")
        .await;
    sign_in(&app, "Marie", PASSWORD, None).await.unwrap();
    let left: i64 = app
        .store()
        .read(|db| Ok(recovery_codes::table.count().get_result(db)?))
        .await
        .unwrap();
    assert_eq!(left, 0);
}

#[tokio::test]
async fn whoever_has_the_database_has_neither_secret_nor_codes() {
    let app = TestApp::start().await;
    let marie = app.register_and_verify("Marie").await;
    let setup = marie.call(&BeginSecondFactor {}, &NoBody {}).await.unwrap();
    let code = Authenticator::scan(&setup.uri).code(0);
    let codes = marie
        .call(&ConfirmSecondFactor {}, &SecondFactorCode { code })
        .await
        .unwrap()
        .codes;
    let (sealed, hashes): (Vec<u8>, Vec<Vec<u8>>) = app
        .store()
        .read(|db| {
            Ok((
                second_factors::table.select(second_factors::sealed_secret).first(db)?,
                recovery_codes::table.select(recovery_codes::code_hash).load(db)?,
            ))
        })
        .await
        .unwrap();
    assert!(!String::from_utf8_lossy(&sealed).contains(&setup.secret));
    for code in codes {
        let plain = store::secret::token_hash(&domain::words::code_key(&code));
        assert!(!hashes.contains(&plain), "a hash without a key could be tried out");
    }
}
