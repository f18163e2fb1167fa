//! The demo school as its visitors use it.

use domain::{
    accounts::{
        calls::{Login, Register, VerifyEmail},
        types::{Credentials, SessionKind, Verification},
    },
    families::{calls::AddChild, types::LinkStatus},
    instance::Demo,
    messaging::{
        calls::{ListConversations, ListMessages},
        history::HistoryQuery,
        types::{ConversationInfo, ConversationKind},
    },
    page::PageQuery,
    schools::types::Level,
};
use store::demo::{Secrets, load, show};
use testkit::{
    app::{PASSWORD, TestApp, address},
    client::Client,
    mailbox::token_of,
    school::with_code,
};

use super::today;

/// Somebody of the demo school signs in with its one password.
async fn sign_in(app: &TestApp, email: &str) -> Client {
    let credentials = Credentials {
        email: email.to_owned(),
        password: store::demo::PASSWORD.to_owned(),
        code: None,
        session: SessionKind::Bearer,
        school_id: None,
    };
    let signed_in = app.guest().call(&Login {}, &credentials).await.unwrap();
    Client::new(app.node.base(), signed_in.access_token)
}

/// A visitor registers with the code that the demo shows.
async fn register(app: &TestApp, demo: &Demo, first_name: &str) -> Client {
    let mut registration = app.registration(first_name);
    registration.school_id = Some(demo.school.id);
    registration.code = Some(demo.registration_code.clone());
    app.guest().call(&Register {}, &registration).await.unwrap();
    let verification = Verification {
        token: token_of(&app.mails().last_to(&address(first_name)).await),
        password: PASSWORD.to_owned(),
        session: SessionKind::Bearer,
    };
    let signed_in = app.guest().call(&VerifyEmail {}, &verification).await.unwrap();
    Client::new(app.node.base(), signed_in.access_token)
}

/// What one account sees of its rooms.
fn unread(list: &[ConversationInfo], kind: ConversationKind) -> i64 {
    list.iter()
        .filter(|room| room.kind == kind)
        .map(|room| room.unread_count)
        .sum()
}

#[tokio::test]
async fn marie_has_something_to_read_and_a_code_lets_a_parent_in() {
    let app = TestApp::start().await;
    let hash = app
        .node
        .state()
        .hasher
        .hash(store::demo::PASSWORD.to_owned())
        .await
        .ok()
        .unwrap();
    let key = app.node.state().keys.child_codes().to_vec();
    let secrets = Secrets {
        password_hash: hash,
        code_key: key.clone(),
    };
    app.store()
        .write(move |tx| load::load(tx, &secrets, today()))
        .await
        .unwrap();
    let demo = app.store().read(move |db| show::show(db, &key)).await.unwrap();

    let marie = sign_in(&app, "marie.dupont@demo.ecolehub.be").await;
    let list = marie
        .ask(&ListConversations {}, &PageQuery::default())
        .await
        .unwrap()
        .items;
    assert_eq!(
        list.iter().filter(|room| room.kind == ConversationKind::Class).count(),
        2
    );
    assert!(unread(&list, ConversationKind::Class) >= 3, "{list:?}");
    assert!(unread(&list, ConversationKind::Direct) >= 2, "{list:?}");

    let parent = register(&app, &demo, "Zoé").await;
    let code = demo.child_codes.iter().find(|code| code.level == Level::P3).unwrap();
    let child = parent.call(&AddChild {}, &with_code(code.code.clone())).await.unwrap();
    assert_eq!(child.status, LinkStatus::Confirmed);
    assert_eq!(child.first_name, code.first_name);
    let rooms = parent
        .ask(&ListConversations {}, &PageQuery::default())
        .await
        .unwrap()
        .items;
    let conversation = rooms[0].id;
    let history = parent
        .ask(&ListMessages { conversation }, &HistoryQuery::default())
        .await
        .unwrap();
    assert!(history.items.len() > 40, "{}", history.items.len());

    let key = app.node.state().keys.child_codes().to_vec();
    let left = app.store().read(move |db| show::show(db, &key)).await.unwrap();
    assert_eq!(
        left.child_codes.len(),
        demo.child_codes.len() - 1,
        "a used code is not shown any more"
    );
}
