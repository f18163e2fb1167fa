//! My own data.

use domain::{
    accounts::{
        calls::{ChangeMe, ShowMe},
        types::{Locale, Profile},
    },
    page::NoQuery,
    problem::Code,
    schools::types::{MembershipStatus, Role},
};
use testkit::{
    app::{TestApp, address},
    client::send,
};

fn profile() -> Profile {
    Profile {
        first_name: "Marie".to_owned(),
        last_name: "Dupont".to_owned(),
        phone: None,
        locale: Locale::Fr,
    }
}

#[tokio::test]
async fn i_see_who_i_am_and_where() {
    let app = TestApp::start().await;
    let marie = app.register_and_verify("Marie").await;
    let me = marie.ask(&ShowMe {}, &NoQuery {}).await.unwrap();
    assert_eq!((me.id, me.email.as_str()), (marie.id, address("Marie").as_str()));
    assert_eq!((me.first_name.as_str(), me.last_name.as_str()), ("Marie", "Dupont"));
    assert_eq!(me.phone, None);
    assert_eq!(me.membership.school_id, app.school);
    assert_eq!(me.membership.school_name, "École des Tests");
    assert_eq!(
        (me.membership.role, me.membership.status),
        (Role::Parent, MembershipStatus::Active)
    );
}

#[tokio::test]
async fn what_i_type_is_cleaned_and_replaces_what_was() {
    let app = TestApp::start().await;
    let marie = app.register_and_verify("Marie").await;
    let new = Profile {
        first_name: "  Ze\u{301}lie \u{202e}".to_owned(),
        last_name: "D’Haese   Martin".to_owned(),
        phone: Some(" +32 470 12 34 56 ".trim().to_owned()),
        locale: Locale::Nl,
    };
    let me = marie.call(&ChangeMe {}, &new).await.unwrap();
    assert_eq!(
        (me.first_name.as_str(), me.last_name.as_str()),
        ("Zélie", "D’Haese Martin")
    );
    assert_eq!((me.phone.as_deref(), me.locale), (Some("+32 470 12 34 56"), Locale::Nl));
    assert_eq!(marie.ask(&ShowMe {}, &NoQuery {}).await.unwrap(), me);
    // the whole is replaced: a phone number that is not sent is gone
    assert_eq!(marie.call(&ChangeMe {}, &profile()).await.unwrap().phone, None);
}

#[tokio::test]
async fn a_field_that_is_not_valid_is_named() {
    let app = TestApp::start().await;
    let marie = app.register_and_verify("Marie").await;
    let too_long = Profile {
        first_name: "x".repeat(101),
        phone: Some("call me".to_owned()),
        ..profile()
    };
    let problem = marie.call(&ChangeMe {}, &too_long).await.unwrap_err();
    assert_eq!(problem.code, Code::Invalid);
    let pointers: Vec<&str> = problem.errors.iter().map(|error| error.pointer.as_str()).collect();
    assert_eq!(pointers, ["/first_name", "/phone"]);
}

#[tokio::test]
async fn i_cannot_change_what_is_not_mine_to_change() {
    let app = TestApp::start().await;
    let marie = app.register_and_verify("Marie").await;
    for name in ["id", "email", "role", "is_active", "membership", "created_at"] {
        let mut body = serde_json::to_value(profile()).unwrap();
        body[name] = "x".into();
        let request = marie.request(reqwest::Method::PUT, "/api/v1/me").json(&body);
        let answer = send(request.header("if-match", "*")).await;
        assert_eq!(answer.problem().code, Code::Invalid, "{name}");
    }
}

#[tokio::test]
async fn nobody_is_nobody() {
    let app = TestApp::start().await;
    let problem = app.guest().ask(&ShowMe {}, &NoQuery {}).await.unwrap_err();
    assert_eq!(problem.code, Code::Unauthenticated);
}
