//! Names that look like those of the staff (T11), and addresses in every spelling.

use domain::{
    accounts::{
        calls::{Login, Register, ShowMe, VerifyEmail},
        types::{Credentials, Locale, NewAccount, Profile, SessionKind, Verification},
    },
    page::NoQuery,
    problem::Code,
    schools::types::MembershipStatus,
};
use rstest::rstest;
use testkit::{
    app::{PASSWORD, TestApp, address},
    mailbox::token_of,
};

/// The direction of the tests is Martine Evrard.
fn named(app: &TestApp, first: &str, last: &str) -> NewAccount {
    NewAccount {
        email: address("Marie"),
        first_name: first.to_owned(),
        last_name: last.to_owned(),
        ..app.registration("Marie")
    }
}

#[rstest]
#[case("M\u{430}rtine", "Evrard")]
#[case("Martine", "\u{415}vrard")]
#[case("Ｍａｒｔｉｎｅ", "Evr\u{430}rd")]
#[case("\u{415}vrard", "Martine")]
#[tokio::test]
async fn nobody_passes_for_the_direction(#[case] first: &str, #[case] last: &str) {
    let app = TestApp::start().await;
    app.office().await;
    let problem = app
        .guest()
        .call(&Register {}, &named(&app, first, last))
        .await
        .unwrap_err();
    assert_eq!(problem.code, Code::Invalid);
    assert_eq!(problem.errors[0].code, "looks_like_staff");
}

#[tokio::test]
async fn a_true_namesake_is_looked_at_first() {
    let app = TestApp::start().await;
    app.office().await;
    let guest = app.guest();
    guest
        .call(&Register {}, &named(&app, "Martine", "Évrard"))
        .await
        .unwrap();
    let verification = Verification {
        token: token_of(&app.mails().last_to(&address("Marie")).await),
        password: PASSWORD.to_owned(),
        session: SessionKind::Bearer,
    };
    let signed_in = guest.call(&VerifyEmail {}, &verification).await.unwrap();
    let me = super::client(&app, signed_in)
        .ask(&ShowMe {}, &NoQuery {})
        .await
        .unwrap();
    assert_eq!(me.membership.status, MembershipStatus::Pending);
}

#[rstest]
#[case("Martine", "Evrard", false)]
#[case("M\u{430}rtine", "Evrard", false)]
#[case("Marie", "Dupond", true)]
#[case("MARIE", "DUPONT", true)]
#[tokio::test]
async fn nobody_changes_their_name_to_that_of_the_staff(#[case] first: &str, #[case] last: &str, #[case] may: bool) {
    let app = TestApp::start().await;
    app.office().await;
    let marie = app.register_and_verify("Marie").await;
    let profile = Profile {
        first_name: first.to_owned(),
        last_name: last.to_owned(),
        phone: None,
        locale: Locale::Fr,
    };
    let before = marie.get("/api/v1/me").await;
    let request = marie
        .request(reqwest::Method::PUT, "/api/v1/me")
        .header("if-match", before.header("etag").unwrap())
        .json(&profile);
    let answer = testkit::client::send(request).await;
    if may {
        assert_eq!(answer.status, 200, "{}", answer.body);
    } else {
        let problem = answer.problem();
        assert_eq!(problem.errors[0].code, "looks_like_staff");
    }
}

#[tokio::test]
async fn staff_keep_their_own_name_in_every_spelling() {
    let app = TestApp::start().await;
    let office = app.office().await;
    let profile = Profile {
        first_name: "Martine".to_owned(),
        last_name: "Évrard".to_owned(),
        phone: None,
        locale: Locale::Fr,
    };
    let before = office.get("/api/v1/me").await;
    let request = office
        .request(reqwest::Method::PUT, "/api/v1/me")
        .header("if-match", before.header("etag").unwrap())
        .json(&profile);
    assert_eq!(testkit::client::send(request).await.status, 200);
}

#[rstest]
#[case("Marie@École.example.be")]
#[case("marie@xn--cole-9oa.example.be")]
#[case(" MARIE@E\u{301}COLE.EXAMPLE.BE ")]
#[tokio::test]
async fn a_domain_is_recognized_in_every_spelling(#[case] typed: &str) {
    let app = TestApp::start().await;
    let mut new = app.registration("Marie");
    new.email = "marie@école.example.be".to_owned();
    app.guest().call(&Register {}, &new).await.unwrap();
    let mail = app.mails().last_to("marie@école.example.be").await;
    let verification = Verification {
        token: token_of(&mail),
        password: PASSWORD.to_owned(),
        session: SessionKind::Bearer,
    };
    app.guest().call(&VerifyEmail {}, &verification).await.unwrap();
    let credentials = Credentials {
        email: typed.to_owned(),
        password: PASSWORD.to_owned(),
        code: None,
        session: SessionKind::Bearer,
        school_id: None,
    };
    let signed_in = app.guest().call(&Login {}, &credentials).await.unwrap();
    let me = super::client(&app, signed_in)
        .ask(&ShowMe {}, &NoQuery {})
        .await
        .unwrap();
    assert_eq!(me.email, "marie@école.example.be", "kept as it was typed");
}
