//! What cannot be undone asks who I am once more, when I have not shown it for an hour (A10).

use diesel::prelude::*;
use domain::{
    accounts::{
        calls::{
            BeginSecondFactor, ChangeEmail, ChangePassword, Prove, RemoveSecondFactor, RenewRecoveryCodes, ShowMe,
        },
        security::{EmailChange, PasswordChange, Proof},
    },
    page::{NoBody, NoQuery},
    problem::Code,
    session::PROOF_SECONDS,
};
use rstest::rstest;
use store::schema::sessions;
use testkit::{
    app::{PASSWORD, TestApp},
    person::Person,
};

use super::second_factor::set_up;

/// As if the sessions had been opened or proved so long ago; seen by a node that has not asked about them yet.
async fn proved_ago(app: &mut TestApp, seconds: i64) {
    app.store()
        .write(move |tx| {
            diesel::update(sessions::table)
                .set(sessions::proved_at.eq(tx.now.plus_seconds(-seconds)))
                .execute(tx.db)?;
            Ok(())
        })
        .await
        .unwrap();
    app.restart().await;
}

fn proof(password: Option<&str>, code: Option<&str>) -> Proof {
    Proof {
        password: password.map(str::to_owned),
        code: code.map(str::to_owned),
    }
}

async fn renew(person: &Person) -> Option<Code> {
    let answer = person.call(&RenewRecoveryCodes {}, &NoBody {}).await;
    answer.err().map(|problem| problem.code)
}

#[tokio::test]
async fn every_sensitive_call_about_my_account_asks() {
    let mut app = TestApp::start().await;
    let marie = app.register_and_verify("Marie").await;
    proved_ago(&mut app, PROOF_SECONDS).await;
    let marie = marie.on(&app.node);
    let email = EmailChange {
        email: "other@example.be".to_owned(),
        password: PASSWORD.to_owned(),
    };
    let refused = [
        marie.call(&ChangeEmail {}, &email).await.map(drop),
        marie.call(&BeginSecondFactor {}, &NoBody {}).await.map(drop),
        marie.call(&RemoveSecondFactor {}, &NoBody {}).await.map(drop),
        marie.call(&RenewRecoveryCodes {}, &NoBody {}).await.map(drop),
    ];
    for answer in refused {
        assert_eq!(answer.unwrap_err().code, Code::Reauth);
    }
    // everything else does not, and the one that asks for the password itself is a proof
    marie.ask(&ShowMe {}, &NoQuery {}).await.unwrap();
    let change = PasswordChange {
        current_password: PASSWORD.to_owned(),
        new_password: "cinq moutons bleus".to_owned(),
    };
    marie.call(&ChangePassword {}, &change).await.unwrap();
    marie.call(&BeginSecondFactor {}, &NoBody {}).await.unwrap();
}

#[tokio::test]
async fn the_hour_is_an_hour() {
    let mut app = TestApp::start().await;
    let marie = app.register_and_verify("Marie").await;
    set_up(&marie).await;
    proved_ago(&mut app, PROOF_SECONDS - 60).await;
    assert_eq!(renew(&marie.on(&app.node)).await, None);
    proved_ago(&mut app, PROOF_SECONDS + 1).await;
    assert_eq!(renew(&marie.on(&app.node)).await, Some(Code::Reauth));
}

#[tokio::test]
async fn the_password_or_a_code_is_a_proof_for_this_session_on_every_node() {
    let mut app = TestApp::start().await;
    let marie = app.register_and_verify("Marie").await;
    let laptop = app.sign_in("Marie").await;
    let (phone, codes) = set_up(&marie).await;
    for shown in [
        proof(Some(PASSWORD), None),
        proof(None, Some(&phone.code(1))),
        proof(None, Some(&codes[0])),
    ] {
        proved_ago(&mut app, PROOF_SECONDS).await;
        let elsewhere = app.node2();
        let marie = marie.on(&app.node);
        assert_eq!(
            renew_codes_of_another_node(&marie.on(&elsewhere)).await,
            Some(Code::Reauth)
        );
        marie.call(&Prove {}, &shown).await.unwrap();
        // the other node has just read that there was none, and may not believe it any longer
        assert_eq!(renew_codes_of_another_node(&marie.on(&elsewhere)).await, None);
        let other = laptop.on(&app.node);
        assert_eq!(renew_codes_of_another_node(&other).await, Some(Code::Reauth));
    }
}

/// Something sensitive that leaves the recovery codes as they are.
async fn renew_codes_of_another_node(person: &Person) -> Option<Code> {
    let answer = person.call(&BeginSecondFactor {}, &NoBody {}).await;
    // there is a second factor already: whoever gets so far has passed
    answer
        .err()
        .map(|problem| problem.code)
        .filter(|code| *code != Code::Conflict)
}

#[rstest]
#[case(proof(Some("six moutons verts"), None), Code::WrongPassword)]
#[case(proof(None, Some("123456")), Code::WrongCode)]
#[case(proof(None, None), Code::Invalid)]
#[case(proof(Some(PASSWORD), Some("123456")), Code::Invalid)]
#[tokio::test]
async fn anything_else_is_none(#[case] shown: Proof, #[case] code: Code) {
    let mut app = TestApp::start().await;
    let marie = app.register_and_verify("Marie").await;
    proved_ago(&mut app, PROOF_SECONDS).await;
    let marie = marie.on(&app.node);
    let problem = marie.call(&Prove {}, &shown).await.unwrap_err();
    assert_eq!(problem.code, code);
    assert_eq!(renew(&marie).await, Some(Code::Reauth));
}

#[tokio::test]
async fn a_code_proves_once() {
    let app = TestApp::start().await;
    let marie = app.register_and_verify("Marie").await;
    let (phone, _) = set_up(&marie).await;
    let shown = proof(None, Some(&phone.code(1)));
    marie.call(&Prove {}, &shown).await.unwrap();
    let problem = marie.call(&Prove {}, &shown).await.unwrap_err();
    assert_eq!(problem.code, Code::WrongCode);
}
