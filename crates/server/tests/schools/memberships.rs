//! Who asks to be a member, and what the office answers: once.

use domain::{
    families::calls::ListMyChildren,
    id::MembershipId,
    page::{NoBody, PageQuery},
    problem::Code,
    schools::{
        calls::{ApproveMembership, ListMemberships, RefuseMembership},
        types::{GuardianMode, MembershipQuery, MembershipStatus, RegistrationMode, Role},
    },
};
use rstest::rstest;
use testkit::{app::TestApp, person::Person};

async fn waiting(app: &TestApp, first_name: &str) -> (Person, MembershipId) {
    app.office().await;
    app.set_modes(RegistrationMode::Approval, GuardianMode::Code).await;
    let person = app.register_and_verify(first_name).await;
    let query = MembershipQuery {
        status: Some(MembershipStatus::Pending),
        ..MembershipQuery::default()
    };
    let list = app.office().await.ask(&ListMemberships {}, &query).await.unwrap();
    let membership = list.items.iter().find(|item| item.account_id == person.id).unwrap().id;
    (person, membership)
}

#[rstest]
#[case(Role::Parent)]
#[case(Role::Teacher)]
#[tokio::test]
async fn only_the_office_sees_and_decides(#[case] role: Role) {
    let app = TestApp::start().await;
    let (_, membership) = waiting(&app, "Marie").await;
    let other = app.staff("Anne", role).await;
    let seen = other
        .ask(&ListMemberships {}, &MembershipQuery::default())
        .await
        .map(drop);
    assert_eq!(seen.unwrap_err().code, Code::Forbidden);
    for outcome in [
        other.call(&ApproveMembership { membership }, &NoBody {}).await,
        other.call(&RefuseMembership { membership }, &NoBody {}).await,
    ] {
        assert_eq!(outcome.unwrap_err().code, Code::Forbidden);
    }
}

#[tokio::test]
async fn somebody_refused_keeps_the_account_and_sees_nothing() {
    let app = TestApp::start().await;
    let (marie, membership) = waiting(&app, "Marie").await;
    let office = app.office().await;
    let refused = office.call(&RefuseMembership { membership }, &NoBody {}).await.unwrap();
    assert_eq!(refused.status, MembershipStatus::Refused);
    let again = app.sign_in("Marie").await;
    for person in [&marie, &again] {
        let problem = person.ask(&ListMyChildren {}, &PageQuery::default()).await.unwrap_err();
        assert_eq!(problem.code, Code::MembershipPending);
    }
    let late = office
        .call(&ApproveMembership { membership }, &NoBody {})
        .await
        .unwrap_err();
    assert_eq!(late.code, Code::AlreadyDecided);
}

#[tokio::test]
async fn of_many_answers_at_once_one_counts() {
    let app = TestApp::start().await;
    let (_, membership) = waiting(&app, "Marie").await;
    let office = app.office().await.clone();
    let calls = (0..20).map(|turn| {
        let office = office.clone();
        tokio::spawn(async move {
            if turn % 2 == 0 {
                office.call(&ApproveMembership { membership }, &NoBody {}).await
            } else {
                office.call(&RefuseMembership { membership }, &NoBody {}).await
            }
        })
    });
    let mut counted = Vec::new();
    for call in calls.collect::<Vec<_>>() {
        match call.await.unwrap() {
            Ok(decided) => counted.push(decided.status),
            Err(problem) => assert_eq!(problem.code, Code::AlreadyDecided),
        }
    }
    assert_eq!(counted.len(), 1);
    let all = office
        .ask(&ListMemberships {}, &MembershipQuery::default())
        .await
        .unwrap();
    let stands = all.items.iter().find(|item| item.id == membership).unwrap().status;
    assert_eq!(stands, counted[0]);
}

#[tokio::test]
async fn the_list_comes_in_pages_the_oldest_first() {
    let app = TestApp::start().await;
    let office = app.office().await;
    for name in ["Marie", "Jean", "Anne", "Paul"] {
        app.staff(name, Role::Parent).await;
    }
    let mut names = Vec::new();
    let mut cursor = None;
    loop {
        let query = MembershipQuery {
            limit: Some(2),
            cursor: cursor.clone(),
            ..MembershipQuery::default()
        };
        let page = office.ask(&ListMemberships {}, &query).await.unwrap();
        names.extend(page.items.into_iter().map(|item| item.first_name));
        cursor = page.next;
        if cursor.is_none() {
            break;
        }
    }
    assert_eq!(names, ["Martine", "Marie", "Jean", "Anne", "Paul"]);
}
