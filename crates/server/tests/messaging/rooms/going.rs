//! Who is added, taken out, leaves; who follows when the owner goes.

use std::time::Duration;

use domain::{
    id::AccountId,
    messaging::{
        calls::{ListMessages, SendMessage},
        note::NoteKind,
        rooms::{
            calls::{ChangeMember, LeaveConversation, RemoveMember},
            types::{RoomRole, RoomRoleForm},
        },
    },
    page::NoBody,
    problem::Code,
    schools::{
        calls::SuspendMembership,
        types::{Level, Role},
    },
    socket::ServerFrame,
};
use testkit::{app::TestApp, person::Person};

use super::{add, group, membership, parents, roles, seen, what_happened};
use crate::messaging::{places, second_node, send, text};

async fn remove(by: &Person, conversation: domain::id::ConversationId, account: AccountId) -> Result<(), Code> {
    let removed = by.call(&RemoveMember { conversation, account }, &NoBody {}).await;
    removed.map(drop).map_err(|problem| problem.code)
}

async fn leave(by: &Person, conversation: domain::id::ConversationId) -> Result<(), Code> {
    let left = by.call(&LeaveConversation { conversation }, &NoBody {}).await;
    left.map(drop).map_err(|problem| problem.code)
}

async fn appoint(
    by: &Person,
    conversation: domain::id::ConversationId,
    account: AccountId,
    role: RoomRole,
) -> Result<(), Code> {
    let said = by
        .call(&ChangeMember { conversation, account }, &RoomRoleForm { role })
        .await;
    said.map(|person| assert_eq!(person.room_role, Some(role)))
        .map_err(|problem| problem.code)
}

#[tokio::test]
async fn a_removed_member_hears_nothing_that_comes_after() {
    let app = TestApp::start().await;
    let node2 = second_node(&app);
    let [marie, jean, nour] = parents(&app).await;
    let room = group(&[&marie, &jean, &nour]).await;
    let mut socket = match &node2 {
        Some(node) => jean.on(node).socket().await,
        None => jean.socket().await,
    };
    let last = send(&marie, room, "avec lui").await.seq;
    remove(&marie, room, jean.id).await.unwrap();
    send(&nour, room, "sans lui").await;
    socket
        .wait_at_most(
            Duration::from_secs(2),
            |frame| matches!(frame, ServerFrame::ConversationLeft { conversation_id } if *conversation_id == room),
        )
        .await;
    let heard = places(socket.settle().await, room);
    assert_eq!(heard.last(), Some(&last));
    assert!(seen(&jean, room).await.is_none());
    let read = jean.call(&ListMessages { conversation: room }, &NoBody {}).await;
    assert_eq!(read.unwrap_err().code, Code::NotFound);
    let wrote = jean
        .call(&SendMessage { conversation: room }, &text("encore là ?"))
        .await;
    assert_eq!(wrote.unwrap_err().code, Code::NotFound);
    assert_eq!(
        what_happened(&marie, room).await,
        [NoteKind::Created, NoteKind::Removed]
    );
}

#[tokio::test]
async fn owner_and_moderators_keep_the_room() {
    let app = TestApp::start().await;
    let [marie, jean, nour] = parents(&app).await;
    let (dries, _) = app.parent_of("Dries", Level::P3).await;
    let (stranger, _) = app.parent_of("Omar", Level::M1).await;
    let room = group(&[&marie, &jean, &nour]).await;
    assert_eq!(add(&jean, room, &[dries.id]).await.unwrap_err(), Code::Forbidden);
    assert_eq!(remove(&jean, room, nour.id).await.unwrap_err(), Code::Forbidden);
    assert_eq!(
        appoint(&jean, room, jean.id, RoomRole::Moderator).await.unwrap_err(),
        Code::Forbidden
    );
    appoint(&marie, room, jean.id, RoomRole::Moderator).await.unwrap();
    assert_eq!(add(&jean, room, &[stranger.id]).await.unwrap_err(), Code::MayNotWrite);
    assert_eq!(add(&jean, room, &[dries.id, nour.id]).await.unwrap().member_count, 4);
    assert_eq!(remove(&jean, room, marie.id).await.unwrap_err(), Code::Forbidden);
    remove(&jean, room, dries.id).await.unwrap();
    assert_eq!(remove(&jean, room, dries.id).await.unwrap_err(), Code::NotFound);
    assert_eq!(
        appoint(&marie, room, marie.id, RoomRole::Member).await.unwrap_err(),
        Code::Forbidden,
        "an owner hands over first"
    );
    assert_eq!(
        what_happened(&nour, room).await,
        [NoteKind::Created, NoteKind::Added, NoteKind::Removed]
    );
    let theirs = seen(&nour, room).await.unwrap();
    assert_eq!(theirs.unread_count, 0, "notes do not count");
}

#[tokio::test]
async fn a_newcomer_begins_at_the_end() {
    let app = TestApp::start().await;
    let [marie, jean, nour] = parents(&app).await;
    let room = group(&[&marie, &jean]).await;
    for number in 0..3 {
        send(&marie, room, &format!("{number}")).await;
    }
    let mut socket = nour.socket().await;
    add(&marie, room, &[nour.id]).await.unwrap();
    socket
        .wait_for(
            |frame| matches!(frame, ServerFrame::ConversationJoined { conversation_id } if *conversation_id == room),
        )
        .await;
    let theirs = seen(&nour, room).await.unwrap();
    assert_eq!((theirs.unread_count, theirs.last_read_seq), (0, theirs.last_seq));
    send(&jean, room, "Bienvenue").await;
    assert_eq!(seen(&nour, room).await.unwrap().unread_count, 1);
}

#[tokio::test]
async fn handing_over_leaves_a_moderator_behind() {
    let app = TestApp::start().await;
    let [marie, jean, nour] = parents(&app).await;
    let room = group(&[&marie, &jean, &nour]).await;
    appoint(&marie, room, nour.id, RoomRole::Owner).await.unwrap();
    let named = |name: &str, role| (name.to_owned(), Some(role));
    assert_eq!(
        roles(&jean, room).await,
        [
            named("Jean", RoomRole::Member),
            named("Marie", RoomRole::Moderator),
            named("Nour", RoomRole::Owner)
        ]
    );
    assert_eq!(
        appoint(&marie, room, nour.id, RoomRole::Member).await.unwrap_err(),
        Code::Forbidden
    );
}

#[tokio::test]
async fn when_the_owner_leaves_the_oldest_moderator_follows_then_the_oldest_member() {
    let app = TestApp::start().await;
    let [marie, jean, nour] = parents(&app).await;
    let room = group(&[&marie, &jean]).await;
    add(&marie, room, &[nour.id]).await.unwrap();
    appoint(&marie, room, nour.id, RoomRole::Moderator).await.unwrap();
    leave(&marie, room).await.unwrap();
    assert_eq!(seen(&nour, room).await.unwrap().my_role, Some(RoomRole::Owner));
    assert_eq!(seen(&jean, room).await.unwrap().my_role, Some(RoomRole::Member));
    leave(&nour, room).await.unwrap();
    assert_eq!(seen(&jean, room).await.unwrap().my_role, Some(RoomRole::Owner));
    assert_eq!(
        what_happened(&jean, room).await,
        [NoteKind::Created, NoteKind::Added, NoteKind::Left, NoteKind::Left]
    );
    leave(&jean, room).await.unwrap();
    assert!(seen(&jean, room).await.is_none());
}

#[tokio::test]
async fn an_owner_whom_the_school_suspends_is_followed_too() {
    let app = TestApp::start().await;
    let [marie, jean, nour] = parents(&app).await;
    let room = group(&[&marie, &jean, &nour]).await;
    let body = domain::schools::members::MembershipReason {
        reason: "pour un essai".to_owned(),
    };
    let call = SuspendMembership {
        membership: membership(&app, &marie).await,
    };
    app.office().await.call(&call, &body).await.unwrap();
    let owners: Vec<_> = roles(&jean, room)
        .await
        .into_iter()
        .filter(|(_, role)| *role == Some(RoomRole::Owner))
        .collect();
    assert_eq!(owners.len(), 1);
    assert_ne!(owners[0].0, "Marie");
}

#[tokio::test]
async fn rooms_of_classes_and_of_two_people_are_not_left_by_hand() {
    let app = TestApp::start().await;
    let [marie, jean, _] = parents(&app).await;
    let teacher = app.teacher("Sophie", &[Level::P3]).await;
    let class = marie.class_room(Level::P3).await;
    assert_eq!(leave(&marie, class).await.unwrap_err(), Code::Forbidden);
    assert_eq!(remove(&teacher, class, jean.id).await.unwrap_err(), Code::Forbidden);
    let lonely = app.staff("Luc", Role::Parent).await;
    assert_eq!(add(&teacher, class, &[lonely.id]).await.unwrap_err(), Code::Forbidden);
    assert_eq!(leave(&lonely, class).await.unwrap_err(), Code::NotFound);
}
