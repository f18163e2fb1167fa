//! A guardian whose link ends, and a member who is suspended: outside at once, on every node (A5).

use std::time::{Duration, Instant};

use domain::{
    families::calls::RemoveChild,
    messaging::calls::ListMessages,
    page::{NoBody, NoQuery},
    problem::Code,
    schools::{calls::SuspendMembership, members::MembershipReason, types::Level},
    socket::ServerFrame,
};
use testkit::{app::TestApp, person::Person};

use domain::{accounts::calls::ShowMe, id::ConversationId, messaging::history::HistoryQuery};

/// Waits until the room is shut, which no call may wait for that begins more than a second later.
async fn shut_out(person: &Person, conversation: ConversationId, codes: &[Code]) {
    let done = Instant::now();
    loop {
        let begun = done.elapsed();
        match person
            .ask(&ListMessages { conversation }, &HistoryQuery::default())
            .await
        {
            Err(problem) => return assert!(codes.contains(&problem.code), "{problem:?}"),
            Ok(_) => assert!(begun < Duration::from_secs(1), "still open after {begun:?}"),
        }
    }
}

#[tokio::test]
async fn a_guardian_whose_link_ends_is_outside_of_the_room_on_every_node() {
    let app = TestApp::start().await;
    let elsewhere = app.node2();
    let (marie, child) = app.parent_of("Marie", Level::P3).await;
    let room = marie.class_room(Level::P3).await;
    let far = marie.on(&elsewhere);
    let mut socket = marie.socket().await;
    far.ask(&ListMessages { conversation: room }, &HistoryQuery::default())
        .await
        .unwrap();
    marie.call(&RemoveChild { child }, &NoBody {}).await.unwrap();
    shut_out(&marie, room, &[Code::NotFound]).await;
    shut_out(&far, room, &[Code::NotFound]).await;
    socket
        .wait_for(
            |frame| matches!(frame, ServerFrame::ConversationLeft { conversation_id } if *conversation_id == room),
        )
        .await;
}

#[tokio::test]
async fn a_member_who_is_suspended_is_outside_of_everything_on_every_node() {
    let app = TestApp::start().await;
    let elsewhere = app.node2();
    let (marie, _) = app.parent_of("Marie", Level::P3).await;
    let room = marie.class_room(Level::P3).await;
    let far = marie.on(&elsewhere);
    far.ask(&ListMessages { conversation: room }, &HistoryQuery::default())
        .await
        .unwrap();
    let mut socket = marie.socket().await;
    let membership = marie.ask(&ShowMe {}, &NoQuery {}).await.unwrap().membership.id;
    let reason = MembershipReason {
        reason: "Messages blessants.".to_owned(),
    };
    let office = app.office().await;
    office.call(&SuspendMembership { membership }, &reason).await.unwrap();
    shut_out(&marie, room, &[Code::MembershipSuspended]).await;
    // the other node may believe for a second that she is a member, but not that she is in the room
    shut_out(&far, room, &[Code::MembershipSuspended, Code::NotFound]).await;
    socket
        .wait_for(
            |frame| matches!(frame, ServerFrame::ConversationLeft { conversation_id } if *conversation_id == room),
        )
        .await;
}
