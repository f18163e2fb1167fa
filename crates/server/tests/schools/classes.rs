//! The classes of this school year.

use domain::{
    page::PageQuery,
    problem::Code,
    schools::{
        calls::ListClasses,
        types::{GuardianMode, Level, RegistrationMode},
    },
};
use testkit::app::TestApp;

#[tokio::test]
async fn a_school_begins_with_nine_classes() {
    let app = TestApp::start().await;
    let marie = app.register_and_verify("Marie").await;
    let page = marie.ask(&ListClasses {}, &PageQuery::default()).await.unwrap();
    let names: Vec<&str> = page.items.iter().map(|class| class.name.as_str()).collect();
    assert_eq!(names, ["M1", "M2", "M3", "P1", "P2", "P3", "P4", "P5", "P6"]);
    assert_eq!(page.next, None);
}

#[tokio::test]
async fn sections_stand_in_their_order_over_the_pages() {
    let app = TestApp::start().await;
    let school = app.school;
    app.store()
        .write(move |tx| {
            let year = domain::schools::types::school_year_of(tx.now.date());
            for section in ["B", "A"] {
                store::schools::class::add(tx, school, (Level::P3, Some(section)), year)?;
            }
            // next year's classes are not this year's
            store::schools::class::add(tx, school, (Level::P3, None), year + 1)?;
            Ok(())
        })
        .await
        .unwrap();
    let marie = app.register_and_verify("Marie").await;
    let mut names = Vec::new();
    let mut cursor = None;
    loop {
        let query = PageQuery {
            limit: Some(4),
            cursor: cursor.clone(),
        };
        let page = marie.ask(&ListClasses {}, &query).await.unwrap();
        names.extend(page.items.into_iter().map(|class| class.name));
        cursor = page.next;
        if cursor.is_none() {
            break;
        }
    }
    assert_eq!(
        names,
        ["M1", "M2", "M3", "P1", "P2", "P3", "P3A", "P3B", "P4", "P5", "P6"]
    );
}

#[tokio::test]
async fn a_stranger_sees_no_classes() {
    let app = TestApp::start().await;
    let problem = app
        .guest()
        .ask(&ListClasses {}, &PageQuery::default())
        .await
        .unwrap_err();
    assert_eq!(problem.code, Code::Unauthenticated);
    app.set_modes(RegistrationMode::Approval, GuardianMode::Code).await;
    let waiting = app.register_and_verify("Marie").await;
    let problem = waiting.ask(&ListClasses {}, &PageQuery::default()).await.unwrap_err();
    assert_eq!(problem.code, Code::MembershipPending);
}
