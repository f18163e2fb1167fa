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
        calls::{ApproveMembership, ListClasses, ListMemberships, RefuseMembership},
        modules::STAGE_MAX,
        types::{GuardianMode, Level, MembershipQuery, RegistrationMode, Role},
    },
};
use store::{
    accounts::registration::Registration,
    schools::{
        module,
        school::{self, NewSchool},
        staff,
    },
};
use testkit::{
    app::{PASSWORD, TestApp},
    client::Client,
    school::with_code,
};

/// The direction and a parent of another school.
pub async fn others(app: &TestApp) -> (Client, Client) {
    others_at(app, STAGE_MAX).await
}

/// The direction and a parent of another school, which begins at this stage.
pub async fn others_at(app: &TestApp, stage: u8) -> (Client, Client) {
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
            module::begin(tx, other.id, stage)?;
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

/// Makes a call about something that is not there.
pub async fn missing<E: Endpoint>(client: &Client, call: E, body: E::Body) {
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
