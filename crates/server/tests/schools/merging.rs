//! Two accounts of one person become one, and nothing is lost.

use std::time::Duration;

use diesel::prelude::*;
use domain::{
    families::{calls::ListMyChildren, types::LinkStatus},
    id::{ConversationId, MembershipId},
    messaging::{
        calls::{ListConversations, ListMessages, OpenDirect},
        types::NewDirect,
    },
    page::{NoBody, PageQuery},
    problem::Code,
    schools::{
        audit::Act,
        calls::MergeMemberships,
        members::{MembershipDetail, MergeInto},
        types::{Level, MembershipStatus, Role},
    },
    socket::close,
};
use store::schema::guardian_links;
use testkit::{app::TestApp, client::Client, person::Person};

use super::{membership_of, noted, prove_long_ago, send};

async fn merge(by: &Client, from: MembershipId, into: MembershipId) -> Result<MembershipDetail, Code> {
    let merged = by
        .call(&MergeMemberships { membership: from }, &MergeInto { into })
        .await;
    merged.map_err(|problem| problem.code)
}

async fn open(by: &Person, other: &Person) -> ConversationId {
    let new = NewDirect { account_id: other.id };
    by.call(&OpenDirect {}, &new).await.unwrap().id
}

#[tokio::test]
async fn children_conversations_and_places_in_classes_go_over() {
    let app = TestApp::start().await;
    let (old, _) = app.parent_of("Marie", Level::P3).await;
    let (new, child) = app.parent_of("Marianne", Level::P4).await;
    // both have the same child of P4
    app.add_child(&old, child).await;
    let teacher = app.teacher("Sophie", &[Level::P3]).await;
    let direct = open(&old, &teacher).await;
    send(&old, direct, "d'avant").await.unwrap();
    let mut socket = old.socket().await;
    let office = app.office().await;
    let (from, into) = (
        membership_of(&app, old.id).await.id,
        membership_of(&app, new.id).await.id,
    );
    let merged = merge(office, from, into).await.unwrap();

    let mut children: Vec<_> = merged
        .children
        .iter()
        .map(|child| child.class.clone().unwrap())
        .collect();
    children.sort();
    assert_eq!(children, ["P3", "P4"]);
    assert!(
        merged
            .children
            .iter()
            .all(|child| child.status == LinkStatus::Confirmed)
    );
    assert_eq!(
        socket.closed(Duration::from_secs(2)).await,
        Some(close::UNAUTHENTICATED)
    );
    let gone = old.ask(&ListMyChildren {}, &PageQuery::default()).await;
    assert_eq!(gone.unwrap_err().code, Code::Unauthenticated);
    assert_eq!(membership_of(&app, old.id).await.status, MembershipStatus::Ended);

    let rooms = new.ask(&ListConversations {}, &PageQuery::default()).await.unwrap();
    assert_eq!(rooms.items.len(), 3, "two classes and the direct conversation");
    let history = new
        .call(&ListMessages { conversation: direct }, &NoBody {})
        .await
        .unwrap();
    assert_eq!(history.items[0].content, "d'avant");
    // who writes to the other finds the same conversation again
    assert_eq!(open(&new, &teacher).await, direct);
    assert_eq!(open(&teacher, &new).await, direct);
    let entries = noted(office, Act::MembersMerged).await;
    assert_eq!(entries.len(), 1);
    assert_eq!(entries[0].subject, "Marie Dupont → Marianne Dupont");
    assert_eq!(merge(office, from, into).await.map(drop), Err(Code::Conflict));
}

#[tokio::test]
async fn a_conversation_that_both_had_stays_twice_and_both_can_be_read() {
    let app = TestApp::start().await;
    let (old, new) = (
        app.staff("Marie", Role::Parent).await,
        app.staff("Marianne", Role::Parent).await,
    );
    let office = app.office().await;
    let (first, second) = (open(&old, office).await, open(&new, office).await);
    let (from, into) = (
        membership_of(&app, old.id).await.id,
        membership_of(&app, new.id).await.id,
    );
    merge(office, from, into).await.unwrap();
    for conversation in [first, second] {
        send(&new, conversation, "je suis là").await.unwrap();
        send(office, conversation, "je vois").await.unwrap();
    }
    assert_eq!(open(&new, office).await, second);
}

#[tokio::test]
async fn places_in_classes_go_to_somebody_who_works_here_and_to_nobody_else() {
    let app = TestApp::start().await;
    let office = app.office().await;
    let old = app.teacher("Sophie", &[Level::P3, Level::P4]).await;
    let new = app.teacher("Sofie", &[Level::P4]).await;
    let parent = app.staff("Paul", Role::Parent).await;
    let [from, into, outside] = [
        membership_of(&app, old.id).await.id,
        membership_of(&app, new.id).await.id,
        membership_of(&app, parent.id).await.id,
    ];
    let merged = merge(office, from, into).await.unwrap();
    let classes: Vec<_> = merged.works_in.iter().map(|class| class.name.clone()).collect();
    assert_eq!(classes, ["P3", "P4"]);
    assert!(new.find_class_room(Level::P3).await.is_some());
    let merged = merge(office, into, outside).await.unwrap();
    assert!(merged.works_in.is_empty());
    assert_eq!(merged.membership.role, Role::Parent);
}

#[tokio::test]
async fn merging_lifts_no_restriction() {
    let app = TestApp::start().await;
    let (old, child) = app.parent_of("Marie", Level::P3).await;
    let new = app.register_and_verify("Marianne").await;
    app.add_child(&new, child).await;
    let account = old.id;
    app.store()
        .write(move |tx| {
            diesel::update(guardian_links::table.filter(guardian_links::account_id.eq(account)))
                .set((
                    guardian_links::restricted_at.eq(tx.now),
                    guardian_links::in_force.eq(false),
                ))
                .execute(tx.db)?;
            Ok(())
        })
        .await
        .unwrap();
    assert!(new.find_class_room(Level::P3).await.is_some());
    let office = app.office().await;
    let (from, into) = (
        membership_of(&app, old.id).await.id,
        membership_of(&app, new.id).await.id,
    );
    merge(office, from, into).await.unwrap();
    assert!(new.find_class_room(Level::P3).await.is_none());
}

#[tokio::test]
async fn what_is_not_to_be_merged_is_refused() {
    let app = TestApp::start().await;
    let office = app.office().await;
    let admin = app.staff("Ada", Role::Admin).await;
    let marie = app.staff("Marie", Role::Parent).await;
    let [mine, hers, parent] = [
        membership_of(&app, office.id).await.id,
        membership_of(&app, admin.id).await.id,
        membership_of(&app, marie.id).await.id,
    ];
    assert_eq!(merge(office, parent, parent).await.map(drop), Err(Code::Conflict));
    assert_eq!(merge(office, mine, parent).await.map(drop), Err(Code::Forbidden));
    assert_eq!(merge(office, hers, parent).await.map(drop), Err(Code::Forbidden));
    assert_eq!(merge(office, parent, hers).await.map(drop), Err(Code::Forbidden));
    assert_eq!(
        merge(office, parent, MembershipId::fresh()).await.map(drop),
        Err(Code::NotFound)
    );
    assert_eq!(merge(&marie, parent, mine).await.map(drop), Err(Code::Forbidden));
    prove_long_ago(&app, office).await;
    assert_eq!(merge(office, parent, mine).await.map(drop), Err(Code::Reauth));
}
