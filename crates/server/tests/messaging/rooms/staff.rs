//! Rooms of the staff: no parent is ever in one, whatever the rows say.

use diesel::prelude::*;
use domain::{
    messaging::rooms::types::NewKind,
    problem::Code,
    schools::{
        calls::ChangeMembership,
        members::RoleChange,
        types::{Level, Role},
    },
    socket::ServerFrame,
};
use store::schema::participants;
use testkit::app::TestApp;

use super::{add, make, membership, parents, room, seen};
use crate::messaging::{places, send};

#[tokio::test]
async fn a_parent_is_never_in_a_room_of_the_staff() {
    let app = TestApp::start().await;
    let [marie, ..] = parents(&app).await;
    let teacher = app.teacher("Sophie", &[Level::P3]).await;
    let colleague = app.teacher("Luc", &[Level::P4]).await;
    let mut new = room(NewKind::Group, "Conseil", &[colleague.id, marie.id]);
    new.staff_only = true;
    assert_eq!(make(&teacher, &new).await.unwrap_err(), Code::MayNotWrite);
    new.members = vec![colleague.id];
    let made = make(&teacher, &new).await.unwrap();
    assert!(made.staff_only);
    assert_eq!(made.member_count, 2, "who will read, before anything is sent");
    assert_eq!(
        add(&teacher, made.id, &[marie.id]).await.unwrap_err(),
        Code::MayNotWrite
    );
    // and a row that should not be there opens nothing
    let (conversation, account) = (made.id, marie.id);
    app.store()
        .write(move |tx| {
            diesel::insert_into(participants::table)
                .values((
                    participants::conversation_id.eq(conversation),
                    participants::account_id.eq(account),
                ))
                .execute(tx.db)?;
            Ok(())
        })
        .await
        .unwrap();
    assert!(seen(&marie, made.id).await.is_none());
    let mut socket = marie.socket().await;
    send(&teacher, made.id, "Entre nous").await;
    assert!(places(socket.settle().await, made.id).is_empty());
    assert_eq!(seen(&colleague, made.id).await.unwrap().member_count, 2);
}

#[tokio::test]
async fn a_member_who_becomes_a_parent_is_out() {
    let app = TestApp::start().await;
    let teacher = app.teacher("Sophie", &[Level::P3]).await;
    let leaving = app.teacher("Luc", &[]).await;
    let mut new = room(NewKind::Group, "Conseil", &[leaving.id]);
    new.staff_only = true;
    let made = make(&teacher, &new).await.unwrap();
    let mut watching = teacher.socket().await;
    let change = ChangeMembership {
        membership: membership(&app, &leaving).await,
    };
    let form = RoleChange { role: Role::Parent };
    app.office().await.call(&change, &form).await.unwrap();
    // their sessions have ended with the role
    let luc = app.sign_in("Luc").await;
    assert!(seen(&luc, made.id).await.is_none());
    send(&teacher, made.id, "Entre nous").await;
    watching
        .wait_for(|frame| matches!(frame, ServerFrame::Message { message, .. } if message.content == "Entre nous"))
        .await;
    assert_eq!(seen(&teacher, made.id).await.unwrap().member_count, 1);
}
