//! The settings of the school: by the office, with a fresh proof, and nobody writes over somebody else.

use domain::{
    accounts::calls::Register,
    instance::ShowServer,
    page::NoBody,
    problem::Code,
    schools::{
        audit::Act,
        calls::{ChangeSchool, RenewRegistrationCode, ShowSchool},
        settings::{SchoolForm, SchoolSettings},
        types::{GuardianMode, RegistrationMode, Role},
    },
    socket::ServerFrame,
};
use rstest::rstest;
use testkit::{app::TestApp, client::Client};

use super::{noted, prove_long_ago};

fn form(school: &SchoolSettings) -> SchoolForm {
    SchoolForm {
        name: school.name.clone(),
        locality: school.locality.clone(),
        registration_mode: school.registration_mode,
        guardian_mode: school.guardian_mode,
        staff_second_factor: school.staff_second_factor,
    }
}

async fn show(by: &Client) -> SchoolSettings {
    by.call(&ShowSchool {}, &NoBody {}).await.unwrap()
}

async fn change(by: &Client, version: i64, form: &SchoolForm) -> Result<SchoolSettings, Code> {
    let changed = by.change(&ChangeSchool {}, version, form).await;
    changed.map_err(|problem| problem.code)
}

#[tokio::test]
async fn what_is_changed_is_so_at_once_and_written_down() {
    let app = TestApp::start().await;
    let office = app.office().await;
    let before = show(office).await;
    let mut socket = office.socket().await;
    let wanted = SchoolForm {
        name: "  École   des Saules ".to_owned(),
        registration_mode: RegistrationMode::Approval,
        guardian_mode: GuardianMode::Open,
        ..form(&before)
    };
    let after = change(office, before.version, &wanted).await.unwrap();
    assert_eq!(after.name, "École des Saules");
    assert_eq!(after.version, before.version + 1);
    socket
        .wait_for(|frame| matches!(frame, ServerFrame::SchoolChanged {}))
        .await;
    let server = app.guest().call(&ShowServer {}, &NoBody {}).await.unwrap();
    assert_eq!(server.schools[0].name, "École des Saules");
    assert_eq!(server.schools[0].registration_mode, RegistrationMode::Approval);
    // the same again changes nothing
    assert_eq!(change(office, after.version, &wanted).await, Ok(after.clone()));
    let entries = noted(office, Act::SchoolChanged).await;
    assert_eq!(entries.len(), 1);
    assert_eq!(
        entries[0].subject,
        "name: École des Tests → École des Saules, registration_mode: code → approval, guardian_mode: code → open"
    );
    assert_eq!(change(office, before.version, &wanted).await, Err(Code::Stale));
}

#[tokio::test]
async fn of_two_who_change_the_same_version_one_is_told() {
    let app = TestApp::start().await;
    let office = app.office().await.clone();
    let before = show(&office).await;
    let calls: Vec<_> = (0..8)
        .map(|turn| {
            let (office, before) = (office.clone(), before.clone());
            tokio::spawn(async move {
                let wanted = SchoolForm {
                    locality: format!("Evere {turn}"),
                    ..form(&before)
                };
                change(&office, before.version, &wanted).await
            })
        })
        .collect();
    let mut won = 0;
    for call in calls {
        match call.await.unwrap() {
            Ok(_) => won += 1,
            Err(code) => assert_eq!(code, Code::Stale),
        }
    }
    assert_eq!(won, 1);
}

#[tokio::test]
async fn a_new_registration_code_kills_the_old_one() {
    let app = TestApp::start().await;
    let office = app.office().await;
    let before = show(office).await;
    let after = office.call(&RenewRegistrationCode {}, &NoBody {}).await.unwrap();
    assert_ne!(after.registration_code, before.registration_code);
    let mut new = app.registration("Marie");
    let refused = app.guest().call(&Register {}, &new).await;
    assert_eq!(refused.map(drop).unwrap_err().code, Code::WrongCode);
    new.code = Some(after.registration_code.to_lowercase());
    app.guest().call(&Register {}, &new).await.unwrap();
    let entries = noted(office, Act::SchoolChanged).await;
    assert_eq!(entries.len(), 1);
    assert!(!entries[0].subject.contains(&after.registration_code));
}

#[tokio::test]
async fn whoever_asks_the_staff_for_a_second_factor_has_one() {
    let app = TestApp::start().await;
    let office = app.office().await;
    let before = show(office).await;
    let wanted = SchoolForm {
        staff_second_factor: true,
        ..form(&before)
    };
    assert_eq!(
        change(office, before.version, &wanted).await,
        Err(Code::SecondFactorRequired)
    );
    assert!(!show(office).await.staff_second_factor);
}

#[rstest]
#[case(Role::Parent)]
#[case(Role::Teacher)]
#[tokio::test]
async fn only_the_office_and_with_a_fresh_proof(#[case] role: Role) {
    let app = TestApp::start().await;
    let office = app.office().await;
    let before = show(office).await;
    let other = app.staff("Anne", role).await;
    let seen = other.call(&ShowSchool {}, &NoBody {}).await;
    assert_eq!(seen.unwrap_err().code, Code::Forbidden);
    assert_eq!(
        change(&other, before.version, &form(&before)).await,
        Err(Code::Forbidden)
    );
    prove_long_ago(&app, office).await;
    assert_eq!(change(office, before.version, &form(&before)).await, Err(Code::Reauth));
    let renewed = office.call(&RenewRegistrationCode {}, &NoBody {}).await;
    assert_eq!(renewed.unwrap_err().code, Code::Reauth);
    assert_eq!(show(office).await, before, "reading needs none");
}

#[rstest]
#[case("", "Evere")]
#[case("École", "  ")]
#[case("École\u{7}", "Evere")]
#[tokio::test]
async fn a_school_has_a_name_and_a_town(#[case] name: &str, #[case] locality: &str) {
    let app = TestApp::start().await;
    let office = app.office().await;
    let before = show(office).await;
    let wanted = SchoolForm {
        name: name.to_owned(),
        locality: locality.to_owned(),
        ..form(&before)
    };
    assert_eq!(change(office, before.version, &wanted).await, Err(Code::Invalid));
}
