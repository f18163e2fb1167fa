//! Direct conversations: M9 and the policy table.

use std::collections::BTreeSet;

use domain::{
    id::AccountId,
    messaging::{
        calls::{ListContacts, OpenDirect},
        types::{ConversationKind, NewDirect},
    },
    page::{NoBody, PageQuery},
    problem::Code,
    schools::types::{Level, Role},
    socket::ServerFrame,
};
use futures_util::future::join_all;
use testkit::{app::TestApp, person::Person};

use super::{second_node, send, wait_for_place};

async fn open(person: &Person, other: AccountId) -> Result<domain::messaging::types::ConversationInfo, Code> {
    person
        .call(&OpenDirect {}, &NewDirect { account_id: other })
        .await
        .map_err(|problem| problem.code)
}

#[tokio::test]
async fn a_pair_has_one_conversation_however_often_it_is_opened() {
    let app = TestApp::start().await;
    let node2 = second_node(&app);
    let (marie, _) = app.parent_of("Marie", Level::P3).await;
    let (jean, _) = app.parent_of("Jean", Level::P3).await;
    let jean_there = node2.as_ref().map_or_else(|| jean.clone(), |node| jean.on(node));
    let openings = (0..20).map(|number| {
        let (from, to) = if number % 2 == 0 {
            (marie.clone(), jean.id)
        } else {
            (jean_there.clone(), marie.id)
        };
        async move { open(&from, to).await.unwrap() }
    });
    let opened = join_all(openings).await;
    let ids: BTreeSet<_> = opened.iter().map(|conversation| conversation.id).collect();
    assert_eq!(ids.len(), 1);
    assert_eq!(opened[0].kind, ConversationKind::Direct);
    assert_eq!(opened[0].other.as_ref().unwrap().id, jean.id);
    assert_eq!(opened[0].other.as_ref().unwrap().classes, ["P3"]);
    assert_eq!(opened[1].other.as_ref().unwrap().id, marie.id);
}

#[tokio::test]
async fn the_policy_says_who_may_write_to_whom() {
    let app = TestApp::start().await;
    let (marie, _) = app.parent_of("Marie", Level::P3).await;
    let (jean, _) = app.parent_of("Jean", Level::P3).await;
    let (nour, _) = app.parent_of("Nour", Level::M1).await;
    let teacher = app.teacher("Sophie", &[Level::P3]).await;
    let lonely = app.staff("Luc", Role::Parent).await;
    assert_eq!(open(&marie, marie.id).await.unwrap_err(), Code::MayNotWrite, "oneself");
    assert_eq!(
        open(&marie, nour.id).await.unwrap_err(),
        Code::MayNotWrite,
        "no class in common"
    );
    assert_eq!(
        open(&marie, AccountId::fresh()).await.unwrap_err(),
        Code::NotFound,
        "nobody"
    );
    assert!(open(&lonely, teacher.id).await.is_ok(), "parents write to staff");
    assert!(open(&teacher, nour.id).await.is_ok(), "staff writes to everybody");
    assert!(open(&marie, jean.id).await.is_ok());

    let contacts = |person: Person| async move {
        let page = person.ask(&ListContacts {}, &PageQuery::default()).await.unwrap();
        page.items
            .into_iter()
            .map(|contact| contact.first_name)
            .collect::<Vec<_>>()
    };
    assert_eq!(
        contacts(marie).await,
        ["Jean", "Martine", "Sophie"],
        "by last name, then first name"
    );
    assert_eq!(contacts(lonely).await, ["Martine", "Sophie"]);
    assert_eq!(contacts(teacher).await, ["Jean", "Marie", "Nour", "Luc", "Martine"]);
}

#[tokio::test]
async fn contacts_come_in_pages() {
    let app = TestApp::start().await;
    let teacher = app.teacher("Sophie", &[]).await;
    for name in ["Alba", "Bilal", "Chloé", "Dries", "Elif"] {
        app.staff(name, Role::Parent).await;
    }
    let mut query = PageQuery {
        limit: Some(2),
        cursor: None,
    };
    let mut names = Vec::new();
    loop {
        let page = teacher.ask(&ListContacts {}, &query).await.unwrap();
        assert!(page.items.len() <= 2);
        names.extend(page.items.into_iter().map(|person| person.first_name));
        query.cursor = page.next;
        if query.cursor.is_none() {
            break;
        }
    }
    assert_eq!(names, ["Alba", "Bilal", "Chloé", "Dries", "Elif"]);
    query.cursor = Some("not ours".to_owned());
    let problem = teacher.ask(&ListContacts {}, &query).await.unwrap_err();
    assert_eq!(problem.code, Code::BadQuery);
}

#[tokio::test]
async fn the_other_hears_of_a_new_conversation_and_of_its_first_message() {
    let app = TestApp::start().await;
    let node2 = second_node(&app);
    let (marie, _) = app.parent_of("Marie", Level::P3).await;
    let (jean, _) = app.parent_of("Jean", Level::P3).await;
    let mut socket = match &node2 {
        Some(node) => jean.on(node).socket().await,
        None => jean.socket().await,
    };
    let room = open(&marie, jean.id).await.unwrap().id;
    socket
        .wait_for(
            |frame| matches!(frame, ServerFrame::ConversationJoined { conversation_id } if *conversation_id == room),
        )
        .await;
    send(&marie, room, "Bonjour Jean").await;
    wait_for_place(&mut socket, room, 1).await;
    let members = domain::messaging::calls::ListMembers { conversation: room };
    let page = jean.call(&members, &NoBody {}).await.unwrap();
    assert_eq!(page.items.len(), 2);
}
