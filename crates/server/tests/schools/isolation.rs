//! Two schools in one database: what belongs to the other one is not there.

use domain::{
    accounts::{
        calls::Login,
        types::{Credentials, Locale, SessionKind},
    },
    endpoint::Endpoint,
    families::{
        calls::{
            AddChild, ConfirmGuardianLink, EnrolChild, ListGuardianLinks, ListSchoolChildren, MakeChildCode,
            RefuseGuardianLink, RemoveChild,
        },
        types::{Confirmation, LinkQuery, NewChild, NewSchoolChild, SchoolChildQuery},
    },
    messaging::calls::{ListContacts, OpenDirect, ShowConversation},
    messaging::types::NewDirect,
    page::{NoBody, PageQuery},
    problem::{Code, Problem},
    schools::{
        calls::{
            ApproveMembership, ApproveMemberships, AssignStaff, ChangeClass, ChangeMembership, EndMembership,
            InvitePeople, ListClasses, ListMemberships, ListModules, ListStaff, MergeMemberships, ReadmitMembership,
            RefuseMembership, RemoveClass, ResendInvitation, RevokeInvitation, ShowClass, ShowMembership,
            SuspendMembership, SwitchModule, UnassignStaff,
        },
        invitations::NewInvitations,
        members::{MembershipReason, MergeInto, RoleChange, SeveralMemberships},
        modules::{Module, ModuleSwitch},
        settings::ClassForm,
        types::{GuardianMode, Level, MembershipQuery, RegistrationMode, Role},
    },
};
use store::{
    accounts::registration::Registration,
    schools::{
        school::{self, NewSchool},
        staff,
    },
};
use testkit::{
    app::{PASSWORD, REGISTRATION_CODE, TestApp},
    client::Client,
    school::with_code,
};

use super::membership_of;

/// The direction and a parent of another school.
async fn others(app: &TestApp) -> (Client, Client) {
    let hash = app.node.state().hasher.hash(PASSWORD.to_owned()).await.unwrap();
    app.store()
        .write(move |tx| {
            let other = school::add(
                tx,
                &NewSchool {
                    name: "École des Autres".to_owned(),
                    locality: "Haren".to_owned(),
                    registration_mode: RegistrationMode::Code,
                    guardian_mode: GuardianMode::Code,
                    registration_code: None,
                    demo: false,
                },
            )?;
            for (name, role) in [("directrice", Role::Direction), ("autre", Role::Parent)] {
                let person = Registration {
                    school: other.id,
                    email: format!("{name}@autres.be"),
                    password_hash: hash.clone(),
                    first_name: name.to_owned(),
                    last_name: "Autre".to_owned(),
                    locale: Locale::Fr,
                };
                staff::add_person(tx, &person, role)?;
            }
            Ok(())
        })
        .await
        .unwrap();
    let open = async |name: &str| {
        let credentials = Credentials {
            email: format!("{name}@autres.be"),
            password: PASSWORD.to_owned(),
            code: None,
            session: SessionKind::Bearer,
            school_id: None,
        };
        let signed_in = app.guest().call(&Login {}, &credentials).await.unwrap();
        Client::new(app.node.base(), signed_in.access_token)
    };
    (open("directrice").await, open("autre").await)
}

async fn missing<E: Endpoint>(client: &Client, call: E, body: E::Body) {
    let outcome: Result<E::Reply, Problem> = if E::VERSIONED {
        client.change(&call, 1, &body).await
    } else {
        client.call(&call, &body).await
    };
    let problem = outcome.map(drop).unwrap_err();
    assert_eq!(problem.code, Code::NotFound, "{}", E::NAME);
}

fn declared(class_id: domain::id::ClassId) -> NewChild {
    NewChild {
        code: None,
        first_name: Some("Louis".to_owned()),
        last_name: Some("Dubois".to_owned()),
        class_id: Some(class_id),
        relationship: None,
    }
}

#[tokio::test]
async fn the_ids_of_another_school_are_not_there() {
    let app = TestApp::start().await;
    let (marie, child) = app.parent_of("Marie", Level::P3).await;
    let room = marie.class_room(Level::P3).await;
    let class_id = app.class(Level::P3).await;
    let pending = marie.call(&AddChild {}, &declared(class_id)).await.unwrap();
    let link = pending.link_id;
    let memberships = app
        .office()
        .await
        .ask(&ListMemberships {}, &MembershipQuery::default())
        .await
        .unwrap();
    let membership = memberships.items[0].id;
    let (direction, parent) = others(&app).await;

    missing(&direction, ApproveMembership { membership }, NoBody {}).await;
    missing(&direction, RefuseMembership { membership }, NoBody {}).await;
    missing(&direction, ConfirmGuardianLink { link }, Confirmation::default()).await;
    missing(&direction, RefuseGuardianLink { link }, NoBody {}).await;
    missing(&direction, MakeChildCode { child }, NoBody {}).await;
    let new = NewSchoolChild {
        first_name: "Louis".to_owned(),
        last_name: "Dubois".to_owned(),
        class_id,
    };
    missing(&direction, EnrolChild {}, new).await;
    missing(&direction, ShowConversation { conversation: room }, NoBody {}).await;
    missing(&parent, RemoveChild { child }, NoBody {}).await;
    missing(&parent, AddChild {}, declared(class_id)).await;
    missing(&direction, OpenDirect {}, NewDirect { account_id: marie.id }).await;
}

#[tokio::test]
async fn the_lists_of_one_school_hold_nothing_of_another() {
    let app = TestApp::start().await;
    let (marie, _) = app.parent_of("Marie", Level::P3).await;
    marie
        .call(&AddChild {}, &declared(app.class(Level::P3).await))
        .await
        .unwrap();
    let (direction, _) = others(&app).await;
    let links = direction
        .ask(&ListGuardianLinks {}, &LinkQuery::default())
        .await
        .unwrap();
    assert!(links.items.is_empty());
    let query = SchoolChildQuery {
        class_id: Some(app.class(Level::P3).await),
        ..SchoolChildQuery::default()
    };
    for query in [SchoolChildQuery::default(), query] {
        let children = direction.ask(&ListSchoolChildren {}, &query).await.unwrap();
        assert!(children.items.is_empty());
    }
    let contacts = direction.ask(&ListContacts {}, &PageQuery::default()).await.unwrap();
    assert!(contacts.items.iter().all(|person| person.last_name == "Autre"));
}

#[tokio::test]
async fn a_code_works_in_its_own_school_only_and_is_not_used_up_elsewhere() {
    let app = TestApp::start().await;
    let marie = app.register_and_verify("Marie").await;
    let code = app.child_code(app.child(Level::P3, "Louis").await).await;
    let (_, parent) = others(&app).await;
    let problem = parent.call(&AddChild {}, &with_code(code.clone())).await.unwrap_err();
    assert_eq!(problem.code, Code::WrongCode);
    marie.call(&AddChild {}, &with_code(code)).await.unwrap();
}

#[tokio::test]
async fn a_declared_child_cannot_be_confirmed_as_a_child_of_another_school() {
    let app = TestApp::start().await;
    let foreign = app.child(Level::P3, "Louis").await;
    let (direction, parent) = others(&app).await;
    let classes = parent.ask(&ListClasses {}, &PageQuery::default()).await.unwrap();
    let pending = parent.call(&AddChild {}, &declared(classes.items[0].id)).await.unwrap();
    let confirmation = Confirmation {
        child_id: Some(foreign),
    };
    missing(&direction, ConfirmGuardianLink { link: pending.link_id }, confirmation).await;
}

#[tokio::test]
async fn the_office_of_another_school_reaches_nothing_of_this_one() {
    let app = TestApp::start().await;
    let sophie = app.teacher("Sophie", &[Level::P3]).await;
    let office = app.office().await;
    let (membership, own) = (
        membership_of(&app, sophie.id).await.id,
        membership_of(&app, office.id).await.id,
    );
    let class = app.class(Level::P3).await;
    let new = NewInvitations {
        emails: vec!["invitee@example.be".to_owned()],
        role: Role::Parent,
        locale: Locale::Fr,
    };
    let invitation = office.call(&InvitePeople {}, &new).await.unwrap().items[0].id;
    let (other, _) = others(&app).await;
    let reason = || MembershipReason {
        reason: "Parti.".to_owned(),
    };
    let form = ClassForm {
        level: Level::P4,
        section: None,
    };
    let several = SeveralMemberships { ids: vec![membership] };

    missing(&other, ShowMembership { membership }, NoBody {}).await;
    missing(
        &other,
        ChangeMembership { membership },
        RoleChange { role: Role::Parent },
    )
    .await;
    missing(&other, SuspendMembership { membership }, reason()).await;
    missing(&other, ReadmitMembership { membership }, NoBody {}).await;
    missing(&other, EndMembership { membership }, reason()).await;
    missing(&other, MergeMemberships { membership }, MergeInto { into: own }).await;
    missing(&other, ApproveMemberships {}, several).await;
    missing(&other, ResendInvitation { invitation }, NoBody {}).await;
    missing(&other, RevokeInvitation { invitation }, NoBody {}).await;
    missing(&other, ShowClass { class }, NoBody {}).await;
    missing(&other, ChangeClass { class }, form).await;
    missing(&other, RemoveClass { class }, NoBody {}).await;
    missing(&other, ListStaff { class }, NoBody {}).await;
    missing(&other, AssignStaff { class, membership }, NoBody {}).await;
    missing(&other, UnassignStaff { class, membership }, NoBody {}).await;
}

#[tokio::test]
async fn a_member_or_a_class_of_another_school_is_not_taken_along() {
    let app = TestApp::start().await;
    let sophie = app.teacher("Sophie", &[Level::P3]).await;
    let foreign = membership_of(&app, sophie.id).await.id;
    let (other, _) = others(&app).await;
    let mine = other
        .ask(&ListMemberships {}, &MembershipQuery::default())
        .await
        .unwrap();
    let parent = mine.items.iter().find(|one| one.role == Role::Parent).unwrap().id;
    let classes = other.ask(&ListClasses {}, &PageQuery::default()).await.unwrap();
    let class = classes.items[0].id;
    missing(
        &other,
        MergeMemberships { membership: parent },
        MergeInto { into: foreign },
    )
    .await;
    missing(
        &other,
        AssignStaff {
            class,
            membership: foreign,
        },
        NoBody {},
    )
    .await;
}

#[tokio::test]
async fn what_the_office_reads_and_downloads_has_no_trace_of_another_school() {
    let app = TestApp::start().await;
    let (marie, _) = app.parent_of("Marie", Level::P3).await;
    let sophie = app.teacher("Sophie", &[Level::P3]).await;
    let office = app.office().await;
    let new = NewInvitations {
        emails: vec!["invitee@example.be".to_owned()],
        role: Role::Parent,
        locale: Locale::Fr,
    };
    office.call(&InvitePeople {}, &new).await.unwrap();
    let off = ModuleSwitch { on: false };
    office
        .call(
            &SwitchModule {
                module: Module::Presence,
            },
            &off,
        )
        .await
        .unwrap();
    let (other, _) = others(&app).await;
    let class = app.class(Level::P3).await;
    let paths = [
        "/memberships".to_owned(),
        format!("/memberships?class_id={class}"),
        "/memberships?q=evrard".to_owned(),
        "/memberships/export".to_owned(),
        "/invitations".to_owned(),
        "/school/classes".to_owned(),
        "/school".to_owned(),
        "/school/modules".to_owned(),
        "/audit".to_owned(),
        format!("/audit?actor={}", office.id),
        format!("/audit?account={}", marie.id),
        "/audit/export".to_owned(),
    ];
    let school = app.school.to_string();
    let traces = [
        "Marie",
        "Sophie",
        "Martine",
        "example.be",
        "École des Tests",
        REGISTRATION_CODE,
        school.as_str(),
        &marie.id.to_string(),
        &sophie.id.to_string(),
        &class.to_string(),
    ]
    .map(str::to_owned);
    for path in paths {
        let answer = other.get(&format!("/api/v1{path}")).await;
        assert_eq!(answer.status, 200, "{path}: {}", answer.body);
        for trace in &traces {
            assert!(!answer.body.contains(trace), "{trace} in {path}: {}", answer.body);
        }
    }
    let modules = other.call(&ListModules {}, &NoBody {}).await.unwrap();
    assert!(
        modules.items.iter().all(|one| one.on),
        "the switches of another school are not ours"
    );
}
