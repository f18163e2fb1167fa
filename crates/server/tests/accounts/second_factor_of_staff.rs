//! A school that asks its staff for a second factor: without one, only one's own account answers (A10).

use diesel::prelude::*;
use domain::{
    accounts::calls::{ListMySessions, Logout, RemoveSecondFactor, ShowMe, ShowSecondFactor},
    families::calls::ListSchoolChildren,
    messaging::calls::ListConversations,
    page::{NoBody, NoQuery, PageQuery},
    problem::Code,
    schools::{calls::ListClasses, types::Level},
    socket::{ClientFrame, ServerFrame},
};
use store::schema::schools;
use testkit::{app::TestApp, person::Person};

async fn ask_of_staff(app: &TestApp) {
    app.store()
        .write(|tx| {
            diesel::update(schools::table)
                .set(schools::staff_second_factor.eq(true))
                .execute(tx.db)?;
            Ok(())
        })
        .await
        .unwrap();
}

async fn refused(person: &Person) -> Vec<Option<Code>> {
    vec![
        person
            .ask(&ListClasses {}, &PageQuery::default())
            .await
            .err()
            .map(|problem| problem.code),
        person
            .ask(&ListConversations {}, &PageQuery::default())
            .await
            .err()
            .map(|problem| problem.code),
        person
            .call(&ListSchoolChildren {}, &NoBody {})
            .await
            .err()
            .map(|problem| problem.code),
    ]
}

#[tokio::test]
async fn staff_without_one_reach_their_own_account_only() {
    let app = TestApp::start().await;
    ask_of_staff(&app).await;
    let anne = app.teacher("Anne", &[Level::P3]).await;
    let required = Some(Code::SecondFactorRequired);
    assert_eq!(refused(&anne).await, [required; 3]);
    let me = anne.ask(&ShowMe {}, &NoQuery {}).await.unwrap();
    assert!(me.membership.needs_second_factor && !me.has_second_factor);
    assert!(anne.call(&ShowSecondFactor {}, &NoBody {}).await.unwrap().required);
    anne.ask(&ListMySessions {}, &PageQuery::default()).await.unwrap();

    let mut socket = anne.socket().await;
    super::second_factor::set_up(&anne).await;
    // every window hears that it may go on
    socket
        .wait_for(|frame| matches!(frame, ServerFrame::FamilyChanged {}))
        .await;
    assert_eq!(refused(&anne).await, [None; 3]);
    let me = anne.ask(&ShowMe {}, &NoQuery {}).await.unwrap();
    assert!(!me.membership.needs_second_factor && me.has_second_factor);
    anne.call(&RemoveSecondFactor {}, &NoBody {}).await.unwrap();
    assert_eq!(refused(&anne).await, [required; 3]);
    anne.call(&Logout {}, &NoBody {}).await.unwrap();
}

#[tokio::test]
async fn the_socket_is_held_to_the_same() {
    let app = TestApp::start().await;
    let anne = app.teacher("Anne", &[Level::P3]).await;
    let room = anne.class_room(Level::P3).await;
    ask_of_staff(&app).await;
    let mut socket = anne.socket().await;
    socket.say(&ClientFrame::MessageTyping { conversation_id: room }).await;
    socket
        .wait_for(|frame| {
            matches!(
                frame,
                ServerFrame::Error {
                    code: Code::SecondFactorRequired,
                    ..
                }
            )
        })
        .await;
}

#[tokio::test]
async fn parents_are_not_asked() {
    let app = TestApp::start().await;
    ask_of_staff(&app).await;
    let marie = app.register_and_verify("Marie").await;
    marie.ask(&ListClasses {}, &PageQuery::default()).await.unwrap();
    let me = marie.ask(&ShowMe {}, &NoQuery {}).await.unwrap();
    assert!(!me.membership.needs_second_factor);
}
