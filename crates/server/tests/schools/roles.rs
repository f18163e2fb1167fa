//! Roles: who may give which, in force at once, and somebody always stays who can run the school.

use std::time::Duration;

use domain::{
    id::MembershipId,
    messaging::calls::ListConversations,
    page::{NoBody, PageQuery},
    problem::Code,
    schools::{
        audit::Act,
        calls::{ChangeMembership, ListMemberships, ListModules, ShowMembership},
        members::RoleChange,
        types::{Level, MembershipQuery, MembershipStatus, Role},
    },
    socket::close,
};
use rstest::rstest;
use testkit::{app::TestApp, client::Client, person::Person};

use super::{membership_of, noted, prove_long_ago, second_node, sockets};

async fn give(by: &Client, membership: MembershipId, version: i64, role: Role) -> Result<Role, Code> {
    let changed = by
        .change(&ChangeMembership { membership }, version, &RoleChange { role })
        .await;
    changed
        .map(|detail| detail.membership.role)
        .map_err(|problem| problem.code)
}

async fn give_to(app: &TestApp, by: &Client, person: &Person, role: Role) -> Result<Role, Code> {
    let one = membership_of(app, person.id).await;
    give(by, one.id, one.version, role).await
}

#[tokio::test]
async fn a_teacher_who_becomes_a_parent_is_out_of_the_class_at_once() {
    let app = TestApp::start().await;
    let node2 = second_node(&app);
    let teacher = app.teacher("Sophie", &[Level::P3]).await;
    let mut sockets = sockets(&teacher, node2.as_ref()).await;
    let office = app.office().await;
    assert_eq!(give_to(&app, office, &teacher, Role::Parent).await, Ok(Role::Parent));

    for socket in &mut sockets {
        assert_eq!(
            socket.closed(Duration::from_secs(2)).await,
            Some(close::UNAUTHENTICATED)
        );
    }
    let old = teacher.ask(&ListConversations {}, &PageQuery::default()).await;
    assert_eq!(old.unwrap_err().code, Code::Unauthenticated);
    let again = app.sign_in("Sophie").await;
    assert!(again.find_class_room(Level::P3).await.is_none());
    let entries = noted(office, Act::RoleChanged).await;
    assert_eq!(entries.len(), 1);
    assert_eq!(entries[0].account_id, Some(teacher.id));
    assert_eq!(entries[0].subject, "Sophie Evrard (teacher → parent)");

    // the place in the class is over: it does not come back with the role
    assert_eq!(give_to(&app, office, &teacher, Role::Teacher).await, Ok(Role::Teacher));
    let back = app.sign_in("Sophie").await;
    assert!(back.find_class_room(Level::P3).await.is_none());
}

#[rstest]
#[case(Role::Direction, Role::Parent, Role::Direction, Ok(Role::Direction))]
#[case(Role::Direction, Role::Parent, Role::Admin, Err(Code::Forbidden))]
#[case(Role::Direction, Role::Admin, Role::Parent, Err(Code::Forbidden))]
#[case(Role::Admin, Role::Parent, Role::Admin, Ok(Role::Admin))]
#[case(Role::Admin, Role::Direction, Role::Parent, Ok(Role::Parent))]
#[case(Role::Admin, Role::Parent, Role::Student, Err(Code::Invalid))]
#[case(Role::Teacher, Role::Parent, Role::Teacher, Err(Code::Forbidden))]
#[tokio::test]
async fn only_an_admin_makes_and_unmakes_admins(
    #[case] by: Role,
    #[case] from: Role,
    #[case] to: Role,
    #[case] outcome: Result<Role, Code>,
) {
    let app = TestApp::start().await;
    let (anne, jean) = (app.staff("Anne", by).await, app.staff("Jean", from).await);
    assert_eq!(give_to(&app, &anne, &jean, to).await, outcome);
    let expected = outcome.unwrap_or(from);
    assert_eq!(membership_of(&app, jean.id).await.role, expected);
}

#[tokio::test]
async fn a_role_is_given_with_a_fresh_proof_and_the_version_that_was_read() {
    let app = TestApp::start().await;
    let jean = app.staff("Jean", Role::Parent).await;
    let anne = app.staff("Anne", Role::Direction).await;
    let one = membership_of(&app, jean.id).await;
    let path = format!("/api/v1/memberships/{}", one.id);
    let without = anne.raw("PUT", &path, r#"{"role":"teacher"}"#).await;
    assert_eq!(without.problem().code, Code::PreconditionRequired);
    assert_eq!(give(&anne, one.id, one.version, Role::Teacher).await, Ok(Role::Teacher));
    assert_eq!(give(&anne, one.id, one.version, Role::Parent).await, Err(Code::Stale));
    let detail = anne
        .call(&ShowMembership { membership: one.id }, &NoBody {})
        .await
        .unwrap();
    assert_eq!(detail.membership.version, one.version + 1);

    prove_long_ago(&app, &anne).await;
    assert_eq!(
        give(&anne, one.id, one.version + 1, Role::Parent).await,
        Err(Code::Reauth)
    );
    assert!(
        anne.call(&ListModules {}, &NoBody {}).await.is_ok(),
        "the rest still answers"
    );
}

#[tokio::test]
async fn the_last_one_who_can_run_the_school_stays() {
    let app = TestApp::start().await;
    let office = app.office().await;
    assert_eq!(give_to(&app, office, office, Role::Parent).await, Err(Code::LastOne));
    assert_eq!(membership_of(&app, office.id).await.role, Role::Direction);
}

#[tokio::test]
async fn when_all_of_the_office_put_each_other_out_at_once_somebody_stays() {
    let app = TestApp::start().await;
    let mut people = vec![app.office().await.clone()];
    for name in ["Anne", "Béa", "Chloé", "Denis"] {
        people.push(app.staff(name, Role::Direction).await);
    }
    let mut memberships = Vec::new();
    for person in &people {
        memberships.push(membership_of(&app, person.id).await);
    }
    let calls: Vec<_> = people
        .iter()
        .enumerate()
        .map(|(turn, person)| {
            let (person, other) = (person.clone(), memberships[(turn + 1) % memberships.len()].clone());
            tokio::spawn(async move { give(&person, other.id, other.version, Role::Parent).await })
        })
        .collect();
    let mut put_out = 0;
    for call in calls {
        match call.await.unwrap() {
            Ok(_) => put_out += 1,
            Err(code) => assert!(
                matches!(code, Code::LastOne | Code::Unauthenticated | Code::Forbidden),
                "{code:?}"
            ),
        }
    }
    let mut left = Vec::new();
    for name in ["Martine", "Anne", "Béa", "Chloé", "Denis"] {
        let person = app.sign_in(name).await;
        if let Ok(list) = person.ask(&ListMemberships {}, &MembershipQuery::default()).await {
            let office = list
                .items
                .into_iter()
                .filter(|one| one.role.is_office() && one.status == MembershipStatus::Active);
            left.push(office.count());
        }
    }
    assert!(!left.is_empty(), "nobody can run the school");
    assert!(left.iter().all(|count| *count == left.len()));
    assert_eq!(left.len(), people.len() - put_out);
}
