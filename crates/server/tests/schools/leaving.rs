//! Suspended, let in again, ended: at once, in every window, on every node.

use std::time::Duration;

use domain::{
    families::calls::ListMyChildren,
    id::{ClientMessageId, MembershipId},
    messaging::calls::ListConversations,
    page::{NoBody, PageQuery},
    problem::Code,
    schools::{
        audit::Act,
        calls::{EndMembership, ReadmitMembership, ShowMembership, SuspendMembership},
        members::MembershipReason,
        types::{Level, MembershipStatus, Role},
    },
    socket::{ClientFrame, ServerFrame, close},
};
use testkit::{app::TestApp, client::Client};

use super::{membership_of, noted, second_node, send, sockets};

fn because(reason: &str) -> MembershipReason {
    MembershipReason {
        reason: reason.to_owned(),
    }
}

async fn suspend(by: &Client, membership: MembershipId) -> Result<MembershipStatus, Code> {
    let suspended = by
        .call(&SuspendMembership { membership }, &because("Insultes répétées."))
        .await;
    suspended.map(|one| one.status).map_err(|problem| problem.code)
}

async fn end(by: &Client, membership: MembershipId) -> Result<MembershipStatus, Code> {
    let ended = by
        .call(&EndMembership { membership }, &because("A quitté l'école."))
        .await;
    ended.map(|one| one.status).map_err(|problem| problem.code)
}

async fn readmit(by: &Client, membership: MembershipId) -> Result<MembershipStatus, Code> {
    let readmitted = by.call(&ReadmitMembership { membership }, &NoBody {}).await;
    readmitted.map(|one| one.status).map_err(|problem| problem.code)
}

#[tokio::test]
async fn somebody_suspended_sees_nothing_more_in_any_window_and_everything_again_afterwards() {
    let app = TestApp::start().await;
    let node2 = second_node(&app);
    let (marie, _) = app.parent_of("Marie", Level::P3).await;
    let teacher = app.teacher("Sophie", &[Level::P3]).await;
    let room = marie.class_room(Level::P3).await;
    let mut sockets = sockets(&marie, node2.as_ref()).await;
    let office = app.office().await;
    let membership = membership_of(&app, marie.id).await.id;
    assert_eq!(suspend(office, membership).await, Ok(MembershipStatus::Suspended));

    for socket in &mut sockets {
        let left = |frame: &ServerFrame| matches!(frame, ServerFrame::ConversationLeft { conversation_id } if *conversation_id == room);
        socket.wait_at_most(Duration::from_secs(2), left).await;
        socket
            .say(&ClientFrame::Message {
                conversation_id: room,
                content: "encore là ?".to_owned(),
                client_msg_id: ClientMessageId::fresh(),
                message_type: None,
                reply_to: None,
            })
            .await;
        let refused = socket
            .wait_for(|frame| matches!(frame, ServerFrame::Error { .. }))
            .await;
        assert!(
            matches!(
                refused,
                ServerFrame::Error {
                    code: Code::MembershipSuspended,
                    ..
                }
            ),
            "{refused:?}"
        );
    }
    let written = send(&teacher, room, "sans elle").await.unwrap();
    for socket in &mut sockets {
        let heard = socket.settle().await;
        let is_it =
            |frame: &ServerFrame| matches!(frame, ServerFrame::Message { message, .. } if message.id == written.id);
        assert!(!heard.iter().any(is_it));
    }
    let problem = marie.ask(&ListMyChildren {}, &PageQuery::default()).await.unwrap_err();
    assert_eq!(problem.code, Code::MembershipSuspended);
    let detail = office.call(&ShowMembership { membership }, &NoBody {}).await.unwrap();
    assert_eq!(detail.reason.as_deref(), Some("Insultes répétées."));
    assert_eq!(detail.decided_by.as_deref(), Some("Martine Evrard"));
    assert_eq!(detail.children.len(), 1, "the child stays hers");
    assert_eq!(suspend(office, membership).await, Err(Code::Conflict));

    assert_eq!(readmit(office, membership).await, Ok(MembershipStatus::Active));
    assert_eq!(readmit(office, membership).await, Err(Code::Conflict));
    assert_eq!(marie.class_room(Level::P3).await, room);
    assert_eq!(noted(office, Act::MemberSuspended).await.len(), 1);
    assert_eq!(noted(office, Act::MemberReadmitted).await.len(), 1);
}

#[tokio::test]
async fn an_ended_membership_takes_sessions_children_and_classes_along() {
    let app = TestApp::start().await;
    let node2 = second_node(&app);
    let (marie, _) = app.parent_of("Marie", Level::P3).await;
    let teacher = app.teacher("Sophie", &[Level::P4]).await;
    let office = app.office().await;
    for person in [&marie, &teacher] {
        let mut sockets = sockets(person, node2.as_ref()).await;
        let membership = membership_of(&app, person.id).await.id;
        assert_eq!(end(office, membership).await, Ok(MembershipStatus::Ended));
        for socket in &mut sockets {
            assert_eq!(
                socket.closed(Duration::from_secs(2)).await,
                Some(close::UNAUTHENTICATED)
            );
        }
        let old = person.ask(&ListConversations {}, &PageQuery::default()).await;
        assert_eq!(old.unwrap_err().code, Code::Unauthenticated);
        assert_eq!(end(office, membership).await, Err(Code::Conflict));
        let detail = office.call(&ShowMembership { membership }, &NoBody {}).await.unwrap();
        assert!(detail.children.is_empty() && detail.works_in.is_empty());

        assert_eq!(readmit(office, membership).await, Ok(MembershipStatus::Active));
        let back = app.sign_in(&person.first_name).await;
        let rooms = back.ask(&ListConversations {}, &PageQuery::default()).await.unwrap();
        assert!(rooms.items.is_empty(), "what has ended does not come back by itself");
    }
    let entries = noted(office, Act::MemberEnded).await;
    assert_eq!(entries.len(), 2);
    assert!(
        entries
            .iter()
            .all(|entry| entry.reason.as_deref() == Some("A quitté l'école."))
    );
}

#[tokio::test]
async fn nobody_puts_themselves_out_and_only_an_admin_an_admin() {
    let app = TestApp::start().await;
    let office = app.office().await;
    let admin = app.staff("Ada", Role::Admin).await;
    let own = membership_of(&app, office.id).await.id;
    assert_eq!(suspend(office, own).await, Err(Code::Forbidden));
    assert_eq!(end(office, own).await, Err(Code::Forbidden));
    let hers = membership_of(&app, admin.id).await.id;
    assert_eq!(suspend(office, hers).await, Err(Code::Forbidden));
    assert_eq!(end(office, hers).await, Err(Code::Forbidden));
    assert_eq!(suspend(&admin, own).await, Ok(MembershipStatus::Suspended));
    assert_eq!(readmit(&admin, own).await, Ok(MembershipStatus::Active));
}

#[tokio::test]
async fn two_of_the_office_cannot_suspend_each_other_at_the_same_moment() {
    let app = TestApp::start().await;
    let (anne, office) = (app.staff("Anne", Role::Direction).await, app.office().await.clone());
    let (hers, mine) = (
        membership_of(&app, anne.id).await.id,
        membership_of(&app, office.id).await.id,
    );
    let outcomes = [
        tokio::spawn({
            let anne = anne.clone();
            async move { suspend(&anne, mine).await }
        }),
        tokio::spawn(async move { suspend(&office, hers).await }),
    ];
    let mut suspended = 0;
    for outcome in outcomes {
        match outcome.await.unwrap() {
            Ok(_) => suspended += 1,
            Err(code) => assert!(matches!(code, Code::LastOne | Code::MembershipSuspended), "{code:?}"),
        }
    }
    assert_eq!(suspended, 1);
}
