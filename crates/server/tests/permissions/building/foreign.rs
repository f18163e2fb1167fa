//! The school of the others.

use domain::{
    accounts::{
        calls::Login,
        types::{Credentials, Locale, SessionKind},
    },
    families::{
        calls::{AddChild, EnrolChild, MakeChildCode},
        types::NewSchoolChild,
    },
    id::{Account, Id},
    page::NoBody,
    schools::types::{GuardianMode, RegistrationMode, Role},
};
use serde_json::json;
use store::{
    accounts::registration::Registration,
    schools::{
        class,
        school::{self, NewSchool},
        staff,
    },
};
use testkit::{
    app::{PASSWORD, TestApp},
    client::Client,
    school::with_code,
};

use super::{
    Build,
    things::{announce, ask_and_schedule, exchange, hang_file, judge, offer, public_room, thanked},
    word_in,
};
use crate::permissions::{
    identity::{Identity, Target},
    world::{CODE_B, MARKER_B},
};

pub async fn other_school(app: &TestApp, build: &mut Build) {
    let hash = app.node.state().hasher.hash(PASSWORD.to_owned()).await.unwrap();
    let (school, class) = app
        .store()
        .write(move |tx| {
            let new = NewSchool {
                name: format!("École {MARKER_B}"),
                locality: format!("Haren {MARKER_B}"),
                registration_mode: RegistrationMode::Code,
                guardian_mode: GuardianMode::Code,
                registration_code: Some(CODE_B.to_owned()),
                demo: false,
            };
            let school = school::add(tx, &new)?.id;
            for (name, role) in [("bruno", Role::Admin), ("bella", Role::Parent)] {
                let person = Registration {
                    school,
                    email: format!("{name}@zqb.example.be"),
                    password_hash: hash.clone(),
                    first_name: format!("{name} {MARKER_B}"),
                    last_name: MARKER_B.to_owned(),
                    locale: Locale::Fr,
                };
                staff::add_person(tx, &person, role)?;
            }
            let year = domain::schools::types::school_year_of(tx.now.date());
            let class = class::of_year(tx.db, school, year)?[5].id;
            Ok((school, class))
        })
        .await
        .unwrap();
    let admin = enter(app, "bruno@zqb.example.be").await;
    let parent = enter(app, "bella@zqb.example.be").await;
    let new = NewSchoolChild {
        first_name: format!("Bébé {MARKER_B}"),
        last_name: MARKER_B.to_owned(),
        class_id: class,
    };
    let child = admin.call(&EnrolChild {}, &new).await.unwrap().id;
    let code = admin.call(&MakeChildCode { child }, &NoBody {}).await.unwrap().code;
    parent.call(&AddChild {}, &with_code(code)).await.unwrap();
    build.is(Identity::Foreigner, &admin);
    public_room(build, (&admin, Target::Foreign), MARKER_B).await;
    offer(&parent, build, (Target::Foreign, MARKER_B)).await;
    thanked(build, (&admin, &parent), Target::Foreign).await;
    build.there_is("child", Target::Foreign, child);
    build.there_is("class", Target::Foreign, class);
    build.there_is("school", Target::Foreign, school);
    foreign_family(build, &parent).await;
    judge_in_private(build, &admin, &parent).await;
    announce(&admin, build, (Target::Foreign, MARKER_B)).await;
    exchange(&admin, build, (Target::Foreign, MARKER_B)).await;
}

/// The same where nobody else is in the room of the class: what the parent wrote to the admin is reported.
async fn judge_in_private(build: &mut Build, admin: &Client, parent: &Client) {
    let of = |name: &str| build.ids[&(name.to_owned(), Target::Foreign)].clone();
    let (room, message) = (of("conversation"), of("message"));
    let open = json!({ "account_id": of("account") }).to_string();
    let direct = admin.raw("POST", "/api/v1/conversations/direct", open).await;
    assert!(direct.status.is_success(), "{}", direct.body);
    let direct = word_in(&direct.json(), "/id");
    let body = json!({ "content": format!("{MARKER_B} se fâche"), "client_msg_id": Id::<Account>::fresh() });
    let path = format!("/api/v1/conversations/{direct}/messages");
    let sent = parent.raw("POST", &path, body.to_string()).await;
    assert_eq!(sent.status, 201, "{}", sent.body);
    build.there_is("conversation", Target::Foreign, direct);
    build.there_is("message", Target::Foreign, word_in(&sent.json(), "/id"));
    judge(build, (admin, admin), Target::Foreign).await;
    build.there_is("conversation", Target::Foreign, room);
    build.there_is("message", Target::Foreign, message);
}

async fn foreign_family(build: &mut Build, parent: &Client) {
    let rooms = parent.get("/api/v1/conversations").await.json();
    build.there_is("conversation", Target::Foreign, word_in(&rooms, "/items/0/id"));
    let me = parent.get("/api/v1/me").await.json();
    build.there_is("membership", Target::Foreign, word_in(&me, "/membership/id"));
    build.there_is("account", Target::Foreign, word_in(&me, "/id"));
    let children = parent.get("/api/v1/children").await.json();
    build.there_is("link", Target::Foreign, word_in(&children, "/items/0/link_id"));
    hang_file(parent, build, (Target::Foreign, MARKER_B)).await;
    ask_and_schedule(parent, build, (Target::Foreign, MARKER_B)).await;
    let room = &build.ids[&("conversation".to_owned(), Target::Foreign)];
    let body = json!({ "content": format!("{MARKER_B} dit bonjour"), "client_msg_id": Id::<Account>::fresh() });
    let sent = parent
        .raw(
            "POST",
            &format!("/api/v1/conversations/{room}/messages"),
            body.to_string(),
        )
        .await;
    assert_eq!(sent.status, 201, "{}", sent.body);
}

async fn enter(app: &TestApp, email: &str) -> Client {
    let credentials = Credentials {
        email: email.to_owned(),
        password: PASSWORD.to_owned(),
        session: SessionKind::Bearer,
        school_id: None,
        code: None,
    };
    let signed_in = app.guest().call(&Login {}, &credentials).await.unwrap();
    Client::new(app.node.base(), signed_in.access_token)
}
