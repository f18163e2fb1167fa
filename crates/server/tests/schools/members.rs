//! The list of members: filters that find the same on both databases, pages, the download, several approved at once.

use diesel::prelude::*;
use domain::{
    id::MembershipId,
    page::NoBody,
    problem::Code,
    schools::{
        audit::Act,
        calls::{ApproveMemberships, ExportMemberships, ListMemberships, RefuseMembership, ShowMembership},
        members::{MembershipFilter, SeveralMemberships},
        types::{GuardianMode, Level, MembershipOrder, MembershipQuery, MembershipStatus, RegistrationMode, Role},
    },
};
use rstest::rstest;
use store::schema::accounts;
use testkit::{app::TestApp, client::Client, person::Person};

use super::{membership_of, noted, prove_long_ago};

async fn names(office: &Client, query: &MembershipQuery) -> Vec<String> {
    let list = office.ask(&ListMemberships {}, query).await.unwrap();
    list.items.into_iter().map(|one| one.first_name).collect()
}

async fn rename(app: &TestApp, person: &Person, first_name: &'static str, last_name: &'static str) {
    let account = person.id;
    app.store()
        .write(move |tx| {
            diesel::update(accounts::table.find(account))
                .set((accounts::first_name.eq(first_name), accounts::last_name.eq(last_name)))
                .execute(tx.db)?;
            Ok(())
        })
        .await
        .unwrap();
}

#[rstest]
#[case("elodie", &["Élodie"])]
#[case("ÉLODIE", &["Élodie"])]
#[case("celik", &["Élodie"])]
#[case("çelik elo", &["Élodie"])]
#[case("noel@example.be", &["Noël"])]
#[case("example.be celik", &["Élodie"])]
#[case("%", &[])]
#[case("_", &[])]
#[case("  ", &["Martine", "Élodie", "Noël"])]
#[tokio::test]
async fn names_and_addresses_are_found_without_accents(#[case] q: &str, #[case] found: &[&str]) {
    let app = TestApp::start().await;
    let office = app.office().await;
    let elodie = app.staff("Élodie", Role::Parent).await;
    rename(&app, &elodie, "Élodie", "Çelik").await;
    app.staff("Noël", Role::Parent).await;
    let query = MembershipQuery {
        q: Some(q.to_owned()),
        ..MembershipQuery::default()
    };
    assert_eq!(names(office, &query).await, found);
}

#[tokio::test]
async fn the_list_is_narrowed_to_a_role_a_status_and_a_class() {
    let app = TestApp::start().await;
    let office = app.office().await;
    app.teacher("Sophie", &[Level::P3]).await;
    app.parent_of("Marie", Level::P3).await;
    app.parent_of("Jean", Level::P4).await;
    let role = MembershipQuery {
        role: Some(Role::Parent),
        ..MembershipQuery::default()
    };
    assert_eq!(names(office, &role).await, ["Marie", "Jean"]);
    let class = MembershipQuery {
        class_id: Some(app.class(Level::P3).await),
        ..MembershipQuery::default()
    };
    assert_eq!(names(office, &class).await, ["Sophie", "Marie"]);
    let list = office.ask(&ListMemberships {}, &class).await.unwrap();
    assert!(list.items.iter().all(|one| one.classes == ["P3"]));
    let suspended = MembershipQuery {
        status: Some(MembershipStatus::Suspended),
        ..MembershipQuery::default()
    };
    assert!(names(office, &suspended).await.is_empty());
}

#[tokio::test]
async fn pages_by_name_are_the_list_even_when_it_shrinks_meanwhile() {
    let app = TestApp::start().await;
    app.office().await;
    app.set_modes(RegistrationMode::Approval, GuardianMode::Code).await;
    let people = [("Zoé", "Évrard"), ("Ann", "Zorn"), ("Éric", "Adam"), ("Bob", "evrard")];
    for (first_name, last_name) in people {
        let person = app.register_and_verify(first_name).await;
        rename(&app, &person, first_name, last_name).await;
    }
    let office = app.office().await;
    let mut seen = Vec::new();
    let mut cursor = None;
    loop {
        let query = MembershipQuery {
            status: Some(MembershipStatus::Pending),
            order: Some(MembershipOrder::Name),
            limit: Some(1),
            cursor,
            ..MembershipQuery::default()
        };
        let page = office.ask(&ListMemberships {}, &query).await.unwrap();
        for one in page.items {
            // whoever is decided on leaves the list that is being paged through
            office
                .call(&RefuseMembership { membership: one.id }, &NoBody {})
                .await
                .unwrap();
            seen.push(one.first_name);
        }
        cursor = page.next;
        if cursor.is_none() {
            break;
        }
    }
    assert_eq!(seen, ["Éric", "Bob", "Zoé", "Ann"]);
}

#[tokio::test]
async fn the_download_is_inert_and_written_down() {
    let app = TestApp::start().await;
    let evil = app.staff("Marie", Role::Parent).await;
    rename(&app, &evil, "=1+1", "@SUM(A1)").await;
    let office = app.office().await;
    let answer = office.get("/api/v1/memberships/export?role=parent").await;
    assert_eq!(answer.status, 200);
    assert_eq!(answer.header("content-type"), Some("text/csv; charset=utf-8"));
    let lines: Vec<&str> = answer.body.lines().collect();
    assert_eq!(lines.len(), 2, "{}", answer.body);
    assert!(
        lines[1].starts_with("'@SUM(A1);'=1+1;marie@example.be;parent;active;;"),
        "{}",
        lines[1]
    );
    let entries = noted(office, Act::MembersExported).await;
    assert_eq!(entries.len(), 1);
    assert_eq!(entries[0].subject, "1");

    for role in [Role::Parent, Role::Teacher] {
        let other = app.staff(role.as_str(), role).await;
        let refused = other.ask(&ExportMemberships {}, &MembershipFilter::default()).await;
        assert_eq!(refused.map(drop).unwrap_err().code, Code::Forbidden);
    }
    prove_long_ago(&app, office).await;
    let late = office.ask(&ExportMemberships {}, &MembershipFilter::default()).await;
    assert_eq!(late.map(drop).unwrap_err().code, Code::Reauth);
    assert_eq!(noted(office, Act::MembersExported).await.len(), 1);
}

#[tokio::test]
async fn several_are_approved_together_and_each_once() {
    let app = TestApp::start().await;
    app.office().await;
    app.set_modes(RegistrationMode::Approval, GuardianMode::Code).await;
    let mut ids = Vec::new();
    for name in ["Marie", "Jean", "Anne", "Paul"] {
        let person = app.register_and_verify(name).await;
        ids.push(membership_of(&app, person.id).await.id);
    }
    let office = app.office().await;
    office
        .call(&RefuseMembership { membership: ids[3] }, &NoBody {})
        .await
        .unwrap();
    let foreign = SeveralMemberships {
        ids: vec![ids[0], MembershipId::fresh()],
    };
    let refused = office.call(&ApproveMemberships {}, &foreign).await;
    assert_eq!(refused.unwrap_err().code, Code::NotFound, "all or none");

    let several = SeveralMemberships { ids: ids.clone() };
    let calls: Vec<_> = (0..4)
        .map(|_| {
            let (office, several) = (office.clone(), several.clone());
            tokio::spawn(async move { office.call(&ApproveMemberships {}, &several).await.unwrap().items })
        })
        .collect();
    let mut approved = Vec::new();
    for call in calls {
        approved.extend(call.await.unwrap().into_iter().map(|one| one.id));
    }
    approved.sort_unstable();
    assert_eq!(approved, ids[..3], "each by one call");
    assert_eq!(noted(office, Act::MemberApproved).await.len(), 3);
    let detail = office
        .call(&ShowMembership { membership: ids[3] }, &NoBody {})
        .await
        .unwrap();
    assert_eq!(detail.membership.status, MembershipStatus::Refused);
}
