//! The inbox of a family at the office: shared by the adults of a household, answered by direction and admins, seen by nobody else.

use domain::{
    families::{calls::SetHousehold, households::HouseholdChange},
    messaging::{
        calls::ListConversations,
        rooms::calls::OpenSupport,
        types::{ConversationInfo, ConversationKind},
    },
    page::{NoBody, PageQuery},
    problem::Code,
    schools::types::{Level, Role},
    socket::ServerFrame,
};
use futures_util::future::join_all;
use testkit::{app::TestApp, person::Person};

use super::{membership, parents, seen};
use crate::messaging::{places, send, wait_for_place};

async fn open(by: &Person) -> Result<ConversationInfo, Code> {
    by.call(&OpenSupport {}, &NoBody {})
        .await
        .map_err(|problem| problem.code)
}

async fn live_together(app: &TestApp, who: &Person, with: Option<&Person>) {
    let call = SetHousehold {
        membership: membership(app, who).await,
    };
    let with = match with {
        Some(other) => Some(membership(app, other).await),
        None => None,
    };
    app.office().await.call(&call, &HouseholdChange { with }).await.unwrap();
}

#[tokio::test]
async fn a_household_has_one_inbox_that_the_office_answers() {
    let app = TestApp::start().await;
    let office = app.office().await;
    let admin = app.staff("Adam", Role::Admin).await;
    let teacher = app.teacher("Sophie", &[Level::P3]).await;
    let [marie, jean, nour] = parents(&app).await;
    live_together(&app, &jean, Some(&marie)).await;
    let mut socket = office.socket().await;
    let opened = join_all([&marie, &jean, &marie, &jean].map(open)).await;
    let ids: std::collections::BTreeSet<_> = opened.iter().map(|room| room.as_ref().unwrap().id).collect();
    assert_eq!(ids.len(), 1);
    let inbox = *ids.first().unwrap();
    socket
        .wait_for(
            |frame| matches!(frame, ServerFrame::ConversationJoined { conversation_id } if *conversation_id == inbox),
        )
        .await;
    send(&marie, inbox, "Louis sera absent").await;
    wait_for_place(&mut socket, inbox, 1).await;
    send(office, inbox, "Merci, c'est noté").await;
    let theirs = seen(&jean, inbox).await.unwrap();
    assert_eq!((theirs.kind, theirs.title), (ConversationKind::Support, None));
    assert_eq!(theirs.last_seq, 2);
    for staff in [office, &admin] {
        let list = staff.ask(&ListConversations {}, &PageQuery::default()).await.unwrap();
        let mine = list.items.iter().find(|room| room.id == inbox).unwrap();
        assert_eq!(mine.title.as_deref(), Some("Dupont"), "the name of the family");
    }
    for stranger in [&nour, &teacher] {
        assert!(seen(stranger, inbox).await.is_none());
    }
    assert_eq!(open(office).await.unwrap_err(), Code::MayNotWrite);
    assert_ne!(open(&nour).await.unwrap().id, inbox);
}

#[tokio::test]
async fn the_inbox_follows_the_household() {
    let app = TestApp::start().await;
    let office = app.office().await;
    let [marie, jean, nour] = parents(&app).await;
    let alone = open(&jean).await.unwrap().id;
    send(&jean, alone, "Entre nous").await;
    live_together(&app, &jean, Some(&marie)).await;
    assert!(seen(&marie, alone).await.is_none(), "what he wrote alone stays his");
    let shared = open(&marie).await.unwrap().id;
    assert!(seen(&jean, shared).await.is_some());
    let mut socket = jean.socket().await;
    live_together(&app, &jean, Some(&nour)).await;
    socket
        .wait_for(
            |frame| matches!(frame, ServerFrame::ConversationLeft { conversation_id } if *conversation_id == shared),
        )
        .await;
    send(office, shared, "Chère Madame").await;
    assert!(places(socket.settle().await, shared).is_empty());
    assert!(seen(&jean, shared).await.is_none());
    assert!(seen(&jean, alone).await.is_some());
    assert_eq!(
        open(&marie).await.unwrap().id,
        shared,
        "who is left alone keeps the inbox"
    );
    let newer = open(&nour).await.unwrap().id;
    assert!(seen(&jean, newer).await.is_some());
    let (dries, _) = app.parent_of("Dries", Level::P3).await;
    let mut theirs = dries.socket().await;
    live_together(&app, &dries, Some(&nour)).await;
    theirs
        .wait_for(
            |frame| matches!(frame, ServerFrame::ConversationJoined { conversation_id } if *conversation_id == newer),
        )
        .await;
    assert!(seen(&marie, newer).await.is_none(), "another household never sees it");
}

#[tokio::test]
async fn whoever_leaves_the_office_leaves_the_inboxes() {
    let app = TestApp::start().await;
    let admin = app.staff("Adam", Role::Admin).await;
    let (marie, _) = app.parent_of("Marie", Level::P3).await;
    let inbox = open(&marie).await.unwrap().id;
    assert!(seen(&admin, inbox).await.is_some());
    let adam = membership(&app, &admin).await;
    app.store()
        .write(move |tx| {
            use diesel::prelude::*;
            diesel::update(store::schema::memberships::table.find(adam))
                .set(store::schema::memberships::role.eq(Role::Teacher))
                .execute(tx.db)?;
            Ok(())
        })
        .await
        .unwrap();
    assert!(seen(&admin, inbox).await.is_none());
}
