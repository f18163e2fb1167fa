//! How the world comes about: through the API wherever there is a call.

mod foreign;
mod things;

use std::collections::HashMap;

use api::keys::Keys;
use domain::{
    accounts::calls::ShowMe,
    families::{
        calls::{AddChild, ListMyChildren, RemoveChild},
        types::NewChild,
    },
    id::{Account, Id},
    messaging::{calls::SendMessage, new_message::NewMessage},
    page::{NoBody, NoQuery, PageQuery},
    schools::types::{GuardianMode, Level, RegistrationMode, Role},
};
use serde_json::{Value, json};
use testkit::{app::TestApp, client::Client, node::SECRET, person::Person};

use self::{
    foreign::other_school,
    things::{announce, ask_and_schedule, exchange, hang_file, judge, offer, public_room, schedule, thanked},
};
use super::{
    identity::{Identity, Target},
    world::{MARKER_B, MARKER_OTHER, World},
};

/// Builds the two schools.
pub async fn build() -> World {
    let app = TestApp::start().await;
    let mut build = Build {
        tokens: HashMap::new(),
        scoped: HashMap::new(),
        ids: HashMap::new(),
        personal: HashMap::new(),
    };
    our_school(&app, &mut build).await;
    waiting_and_suspended(&app, &mut build).await;
    other_school(&app, &mut build).await;
    own_things(&app, &mut build).await;
    asked_for_contact(&app, &mut build).await;
    let Build {
        tokens,
        scoped,
        ids,
        personal,
    } = build;
    let (db, files) = app.into_db_and_files().await;
    let keys = Keys::derive(SECRET);
    World {
        db,
        files,
        sessions: tokens
            .iter()
            .filter_map(|(who, token)| Some((*who, keys.session_of(token)?)))
            .collect(),
        keys,
        tokens,
        scoped,
        ids,
        personal,
    }
}

struct Build {
    tokens: HashMap<Identity, String>,
    scoped: HashMap<&'static str, String>,
    ids: HashMap<(String, Target), String>,
    personal: HashMap<(String, Identity), String>,
}

impl Build {
    fn is(&mut self, who: Identity, client: &Client) {
        self.tokens.insert(who, client.token().expect("a token").to_owned());
    }

    fn there_is(&mut self, name: &str, target: Target, id: impl ToString) {
        self.ids.insert((name.to_owned(), target), id.to_string());
    }
}

async fn our_school(app: &TestApp, build: &mut Build) {
    let office = app.office().await;
    build.is(Identity::Direction, office);
    let admin = app.staff("Adam", Role::Admin).await;
    build.is(Identity::Admin, &admin);
    let teacher = app.teacher("Tess", &[Level::P3]).await;
    build.is(Identity::Teacher, &teacher);
    let other_teacher = app.teacher("Theo", &[Level::P4]).await;
    build.is(Identity::OtherTeacher, &other_teacher);

    let louis = app.child(Level::P3, "Louis").await;
    let parent = app.staff("Paula", Role::Parent).await;
    let coguardian = app.staff("Conny", Role::Parent).await;
    let former = app.staff("Fanny", Role::Parent).await;
    for person in [&parent, &coguardian, &former] {
        app.add_child(person, louis).await;
    }
    former.call(&RemoveChild { child: louis }, &NoBody {}).await.unwrap();
    build.is(Identity::Parent, &parent);
    build.is(Identity::CoGuardian, &coguardian);
    build.is(Identity::Former, &former);
    family(app, build, Target::Own, Level::P3, &parent).await;

    let other = app.staff("Otto", Role::Parent).await;
    let zoe = app.child(Level::P4, &format!("Zoé {MARKER_OTHER}")).await;
    app.add_child(&other, zoe).await;
    build.is(Identity::OtherParent, &other);
    family(app, build, Target::Other, Level::P4, &other).await;
    say(&other, build, Target::Other, MARKER_OTHER).await;

    offer(&parent, build, (Target::Own, "Tarte")).await;
    // everybody of the school sees it
    offer(&other, build, (Target::Other, "Gâteau")).await;
    thanked(build, (&coguardian, &parent), Target::Own).await;
    thanked(build, (&other_teacher, &other), Target::Other).await;

    announce(&teacher, build, (Target::Own, "Bokrijk")).await;
    announce(&other_teacher, build, (Target::Other, MARKER_OTHER)).await;

    exchange(&teacher, build, (Target::Own, "Une heure de")).await;
    exchange(&other_teacher, build, (Target::Other, MARKER_OTHER)).await;

    judge(build, (&teacher, office), Target::Own).await;
    judge(build, (&other_teacher, office), Target::Other).await;

    public_room(build, (&teacher, Target::Own), "Fancy-fair").await;
    public_room(build, (&other_teacher, Target::Other), "Cantine").await;

    for scope in ["messages:read", "profile:read"] {
        let body = json!({ "name": "Un essai", "scopes": [scope] }).to_string();
        let made = admin.raw("POST", "/api/v1/me/tokens", body).await;
        assert_eq!(made.status, 201, "{}", made.body);
        build.scoped.insert(scope, word_in(&made.json(), "/token"));
    }
}

/// The things of one family: child, class, room, link, membership.
async fn family(app: &TestApp, build: &mut Build, target: Target, level: Level, parent: &Person) {
    let children = parent.ask(&ListMyChildren {}, &PageQuery::default()).await.unwrap();
    let child = &children.items[0];
    build.there_is("child", target, child.id);
    build.there_is("class", target, app.class(level).await);
    build.there_is("conversation", target, parent.class_room(level).await);
    let marker = if target == Target::Other { MARKER_OTHER } else { "" };
    hang_file(parent, build, (target, marker)).await;
    ask_and_schedule(parent, build, (target, marker)).await;
    let me = parent.ask(&ShowMe {}, &NoQuery {}).await.unwrap();
    build.there_is("membership", target, me.membership.id);
    build.there_is("account", target, me.id);
    build.there_is("school", target, me.membership.school_id);
    let declared = NewChild {
        code: None,
        first_name: Some(format!("Déclarée {MARKER_OTHER}")),
        last_name: Some("Dupont".to_owned()),
        class_id: Some(app.class(level).await),
        relationship: None,
    };
    // the link that somebody has to decide about
    let pending = parent.call(&AddChild {}, &declared).await.unwrap();
    build.there_is("link", target, pending.link_id);
}

async fn say(person: &Person, build: &Build, target: Target, text: &str) {
    let room = &build.ids[&("conversation".to_owned(), target)];
    let message: NewMessage = serde_json::from_value(json!({
        "content": format!("{text} dit bonjour"),
        "client_msg_id": Id::<Account>::fresh(),
    }))
    .unwrap();
    let conversation = room.parse().unwrap();
    person.call(&SendMessage { conversation }, &message).await.unwrap();
}

async fn waiting_and_suspended(app: &TestApp, build: &mut Build) {
    app.set_modes(RegistrationMode::Approval, GuardianMode::Code).await;
    let pending = app.register_and_verify("Penny").await;
    build.is(Identity::Pending, &pending);
    app.set_modes(RegistrationMode::Code, GuardianMode::Code).await;
    let suspended = app.staff("Susan", Role::Parent).await;
    let me = suspended.ask(&ShowMe {}, &NoQuery {}).await.unwrap();
    let path = format!("/api/v1/memberships/{}/suspend", me.membership.id);
    let office = app.office().await;
    let request = office
        .request(reqwest::Method::POST, &path)
        .header("if-match", "*")
        .json(&json!({ "reason": "pour la table des permissions" }));
    let answer = testkit::client::send(request).await;
    assert!(answer.status.is_success(), "{}", answer.body);
    build.is(Identity::Suspended, &suspended);
}

/// A request for contact to each of three people, made by another parent of the room or of the school.
async fn asked_for_contact(app: &TestApp, build: &mut Build) {
    let base = app.node.base().to_owned();
    let asks = |from: Identity, to: Identity| {
        let token = |who| Client::new(&base, Some(build.tokens[&who].clone()));
        (token(from), token(to))
    };
    let pairs = [
        (Target::Own, asks(Identity::OtherParent, Identity::Parent)),
        (Target::Other, asks(Identity::Parent, Identity::OtherParent)),
    ];
    let mut found = Vec::new();
    for (target, (from, to)) in pairs {
        let email = word_in(&to.get("/api/v1/me").await.json(), "/email");
        let body = json!({ "email": email, "note": "Bonjour" }).to_string();
        let asked = from.raw("POST", "/api/v1/contacts/requests", body).await;
        assert!(asked.status.is_success(), "{}", asked.body);
        let list = to.get("/api/v1/contacts/requests").await.json();
        let received = list["items"]
            .as_array()
            .expect("a list")
            .iter()
            .find(|one| one["side"] == "received");
        found.push((target, word_in(received.expect("a request"), "/id")));
    }
    let admin = Client::new(&base, Some(build.tokens[&Identity::Foreigner].clone()));
    let body = json!({ "email": "personne@zqb.example.be", "note": MARKER_B }).to_string();
    let asked = admin.raw("POST", "/api/v1/contacts/requests", body).await;
    assert!(asked.status.is_success(), "{}", asked.body);
    let list = admin.get("/api/v1/contacts/requests").await.json();
    found.push((Target::Foreign, word_in(&list, "/items/0/id")));
    for (target, id) in found {
        build.there_is("request", target, id);
    }
}

/// Sessions, tokens and invitations: what belongs to one person, and what an office has sent.
async fn own_things(app: &TestApp, build: &mut Build) {
    let base = app.node.base().to_owned();
    for (who, token) in build.tokens.clone() {
        let client = Client::new(&base, Some(token));
        let sessions = client.get("/api/v1/me/sessions").await.json();
        let session = word_in(&sessions, "/items/0/id");
        build.personal.insert(("session".to_owned(), who), session);
        let room = build.ids[&("conversation".to_owned(), Target::Own)].clone();
        if let Some(id) = schedule(&client, &room, "").await {
            build.personal.insert(("scheduled".to_owned(), who), id);
        }
        let body = json!({ "name": "Un essai", "scopes": ["profile:read"] }).to_string();
        let made = client.raw("POST", "/api/v1/me/tokens", body).await;
        if made.status == 201 {
            let id = word_in(&made.json(), "/id");
            build.personal.insert(("token".to_owned(), who), id);
        }
    }
    for (target, owner) in [
        (Target::Own, Identity::Admin),
        (Target::Other, Identity::OtherParent),
        (Target::Foreign, Identity::Foreigner),
    ] {
        for name in ["session", "token"] {
            let id = build.personal[&(name.to_owned(), owner)].clone();
            build.there_is(name, target, id);
        }
        build.there_is("module", target, "presence");
    }
    for (target, who) in [
        (Target::Own, Identity::Direction),
        (Target::Foreign, Identity::Foreigner),
    ] {
        let client = Client::new(&base, Some(build.tokens[&who].clone()));
        let name = if who == Identity::Foreigner { "zqb" } else { "invitee" };
        let body = json!({ "emails": [format!("{name}@example.be")], "role": "parent", "locale": "fr" });
        let made = client.raw("POST", "/api/v1/invitations", body.to_string()).await;
        assert!(made.status.is_success(), "{}", made.body);
        let list = client.get("/api/v1/invitations").await.json();
        build.there_is("invitation", target, word_in(&list, "/items/0/id"));
    }
    // a guardian has written one too
    let parent = Client::new(&base, Some(build.tokens[&Identity::Parent].clone()));
    let child = build.ids[&("child".to_owned(), Target::Own)].clone();
    let body = json!({ "email": "autre@example.be", "relationship": "parent", "same_household": false });
    let path = format!("/api/v1/children/{child}/guardians");
    let invited = parent.raw("POST", &path, body.to_string()).await;
    assert_eq!(invited.status, 201, "{}", invited.body);
    let sent = parent
        .get(&format!("/api/v1/children/{child}/invitations"))
        .await
        .json();
    let sent = word_in(&sent, "/items/0/id");
    build.personal.insert(("invitation".to_owned(), Identity::Parent), sent);
    let own = build.ids[&("invitation".to_owned(), Target::Own)].clone();
    build.there_is("invitation", Target::Other, own);
}

fn word_in(value: &Value, pointer: &str) -> String {
    let word = value.pointer(pointer).and_then(Value::as_str);
    word.unwrap_or_else(|| panic!("no {pointer} in {value}")).to_owned()
}
