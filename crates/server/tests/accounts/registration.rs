//! Registering: what a school asks for, and what nobody learns from it.

use domain::{
    accounts::calls::{Register, ShowMe},
    families::calls::ListMyChildren,
    page::{NoBody, NoQuery},
    problem::Code,
    schools::{
        calls::{ApproveMembership, ListMemberships},
        types::{GuardianMode, MembershipQuery, MembershipStatus, RegistrationMode, Role},
    },
};
use rstest::rstest;
use store::schools::school::{self, NewSchool};
use testkit::{
    app::{TestApp, address},
    client::Answer,
};

use super::seen;

async fn register(app: &TestApp, first_name: &str) -> Answer {
    let body = serde_json::to_string(&app.registration(first_name)).unwrap();
    app.guest().raw("POST", "/api/v1/register", body).await
}

#[tokio::test]
async fn the_answer_does_not_tell_whether_an_address_is_known() {
    let app = TestApp::start().await;
    app.register_and_verify("Marie").await;
    let known = register(&app, "Marie").await;
    let unknown = register(&app, "Jean").await;
    assert_eq!(known.status, 202);
    assert_eq!(seen(&known), seen(&unknown));
    // the owner of the mailbox may know
    let told = app.mails().nth_to(&address("Marie"), 2).await;
    assert!(!told.body.contains("token="), "{}", told.body);
    let link = app.mails().last_to(&address("Jean")).await;
    assert!(link.body.contains("token="), "{}", link.body);
}

#[tokio::test]
async fn a_known_address_is_recognized_in_every_spelling() {
    let app = TestApp::start().await;
    app.register_and_verify("Marie").await;
    let mut shouted = app.registration("Marie");
    shouted.email = " MARIE@Example.BE ".to_owned();
    app.guest().call(&Register {}, &shouted).await.unwrap();
    let told = app.mails().nth_to(&address("Marie"), 2).await;
    assert!(!told.body.contains("token="), "{}", told.body);
}

#[rstest]
#[case(None)]
#[case(Some("EVERE-2025"))]
#[case(Some("-"))]
#[tokio::test]
async fn a_school_with_a_code_asks_for_it(#[case] code: Option<&str>) {
    let app = TestApp::start().await;
    let mut new = app.registration("Marie");
    new.code = code.map(str::to_owned);
    let problem = app.guest().call(&Register {}, &new).await.unwrap_err();
    assert_eq!(problem.code, Code::WrongCode);
    assert_eq!(problem.errors[0].pointer, "/code");
}

#[tokio::test]
async fn the_code_is_recognized_as_people_type_it() {
    let app = TestApp::start().await;
    let mut new = app.registration("Marie");
    new.code = Some("evere 2026".to_owned());
    app.guest().call(&Register {}, &new).await.unwrap();
}

#[tokio::test]
async fn an_open_school_asks_for_no_code() {
    let app = TestApp::start().await;
    app.set_modes(RegistrationMode::Open, GuardianMode::Code).await;
    let mut new = app.registration("Marie");
    new.code = None;
    app.guest().call(&Register {}, &new).await.unwrap();
    app.mails().last_to(&address("Marie")).await;
}

#[tokio::test]
async fn a_school_that_approves_lets_nobody_in_before() {
    let app = TestApp::start().await;
    let office = app.office().await;
    app.set_modes(RegistrationMode::Approval, GuardianMode::Code).await;
    let marie = app.register_and_verify("Marie").await;
    let me = marie.ask(&ShowMe {}, &NoQuery {}).await.unwrap();
    assert_eq!(me.membership.status, MembershipStatus::Pending);
    let shut = marie.call(&ListMyChildren {}, &NoBody {}).await.unwrap_err();
    assert_eq!(shut.code, Code::MembershipPending);

    let waiting = MembershipQuery {
        status: Some(MembershipStatus::Pending),
        ..MembershipQuery::default()
    };
    let list = office.ask(&ListMemberships {}, &waiting).await.unwrap();
    assert_eq!(list.items.len(), 1);
    assert_eq!(list.items[0].email, address("Marie"));
    let membership = list.items[0].id;
    let mut socket = marie.socket().await;
    office
        .call(&ApproveMembership { membership }, &NoBody {})
        .await
        .unwrap();
    socket
        .wait_for(|frame| matches!(frame, domain::socket::ServerFrame::FamilyChanged {}))
        .await;
    marie.call(&ListMyChildren {}, &NoBody {}).await.unwrap();
}

#[tokio::test]
async fn with_several_schools_one_must_be_named() {
    let app = TestApp::start().await;
    let other = app
        .store()
        .write(|tx| {
            school::add(
                tx,
                &NewSchool {
                    name: "École des Autres".to_owned(),
                    locality: "Haren".to_owned(),
                    registration_mode: RegistrationMode::Open,
                    guardian_mode: GuardianMode::Code,
                    registration_code: None,
                    demo: false,
                },
            )
        })
        .await
        .unwrap();
    let guest = app.guest();
    let mut new = app.registration("Marie");
    let problem = guest.call(&Register {}, &new).await.unwrap_err();
    assert_eq!(problem.code, Code::Invalid);
    assert_eq!(problem.errors[0].pointer, "/school_id");
    new.school_id = Some(domain::id::SchoolId::fresh());
    assert_eq!(guest.call(&Register {}, &new).await.unwrap_err().code, Code::Invalid);
    // the code of one school is not asked for by another
    new.school_id = Some(other.id);
    guest.call(&Register {}, &new).await.unwrap();
}

#[tokio::test]
async fn nobody_registers_as_staff() {
    let app = TestApp::start().await;
    let body = serde_json::to_value(app.registration("Marie")).unwrap();
    for (name, value) in [("role", "admin"), ("status", "active"), ("is_active", "true")] {
        let mut forged = body.clone();
        forged[name] = value.into();
        let answer = app.guest().raw("POST", "/api/v1/register", forged.to_string()).await;
        assert_eq!(answer.problem().code, Code::Invalid, "{name}");
    }
    let marie = app.register_and_verify("Marie").await;
    let me = marie.ask(&ShowMe {}, &NoQuery {}).await.unwrap();
    assert_eq!(me.membership.role, Role::Parent);
}

#[tokio::test]
async fn an_address_gets_three_mails_an_hour_whoever_asks() {
    let app = TestApp::start().await;
    app.register_and_verify("Jean").await;
    for _ in 0..3 {
        assert_eq!(register(&app, "Marie").await.status, 202);
    }
    // the same whether or not the address is known: Jean has had one already
    for _ in 0..2 {
        assert_eq!(register(&app, "Jean").await.status, 202);
    }
    for first_name in ["Marie", "Jean"] {
        let answer = register(&app, first_name).await;
        assert_eq!(answer.problem().code, Code::TooMany);
        assert_eq!(
            app.mails().nth_to(&address(first_name), 3).await.to,
            address(first_name)
        );
    }
}
