//! Publishing, with and without the direction in between.

use domain::{
    accounts::types::Locale,
    announcements::{
        calls::{ListAnnouncements, PublishAnnouncement, RefuseAnnouncement, ShowUnreadAnnouncements},
        forms::{AnnouncementQuery, AnnouncementRefusal},
        types::AnnouncementState,
    },
    page::{NoBody, NoQuery},
    problem::Code,
    schools::types::{Level, Role},
};
use testkit::app::TestApp;

use super::{class_of_three, draft, feed, form, publish, rules, show, text};

#[tokio::test]
async fn the_text_of_a_teacher_waits_where_the_school_wants_it() {
    let app = TestApp::start().await;
    let (teacher, marie, _) = class_of_three(&app).await;
    let office = app.office().await;
    rules(&app, true, false).await;
    let announcement = draft(&teacher, &form(vec![app.class(Level::P3).await])).await;
    let call = PublishAnnouncement { announcement };
    let waits = teacher.call(&call, &NoBody {}).await.unwrap();
    assert_eq!(waits.announcement.state, AnnouncementState::Waiting);
    assert!(feed(&marie).await.is_empty());
    let again = teacher.call(&call, &NoBody {}).await.unwrap_err();
    assert_eq!(again.code, Code::AlreadyDecided, "a teacher does not decide about it");
    let list = AnnouncementQuery {
        state: Some(AnnouncementState::Waiting),
        ..AnnouncementQuery::default()
    };
    assert_eq!(
        office.ask(&ListAnnouncements {}, &list).await.unwrap().items[0].id,
        announcement
    );
    let unread = office.ask(&ShowUnreadAnnouncements {}, &NoQuery {}).await.unwrap();
    assert_eq!(unread.waiting, 1);
    let reason = AnnouncementRefusal {
        reason: "La date n’est pas sûre.".to_owned(),
    };
    office
        .call(&RefuseAnnouncement { announcement }, &reason)
        .await
        .unwrap();
    let back = show(&teacher, announcement).await;
    assert_eq!(back.announcement.state, AnnouncementState::Draft);
    assert_eq!(back.refusal, Some(reason.reason));
    teacher.call(&call, &NoBody {}).await.unwrap();
    let out = office.call(&call, &NoBody {}).await.unwrap();
    assert_eq!(out.announcement.state, AnnouncementState::Published);
    assert_eq!(out.announcement.author_name, "Anne Evrard");
    assert_eq!(out.announcement.author_role, Role::Teacher);
    assert_eq!(out.refusal, None);
    assert_eq!(feed(&marie).await.len(), 1);
    let late = office.call(&call, &NoBody {}).await.unwrap_err();
    assert_eq!(late.code, Code::AlreadyDecided);
}

#[tokio::test]
async fn the_direction_needs_nobody_and_a_teacher_refuses_nothing() {
    let app = TestApp::start().await;
    let (teacher, ..) = class_of_three(&app).await;
    rules(&app, true, false).await;
    let out = publish(app.office().await, &form(Vec::new())).await;
    assert_eq!(
        show(app.office().await, out).await.announcement.state,
        AnnouncementState::Published
    );
    let announcement = draft(&teacher, &form(vec![app.class(Level::P3).await])).await;
    teacher
        .call(&PublishAnnouncement { announcement }, &NoBody {})
        .await
        .unwrap();
    let reason = AnnouncementRefusal {
        reason: "Non".to_owned(),
    };
    let refused = teacher
        .call(&RefuseAnnouncement { announcement }, &reason)
        .await
        .unwrap_err();
    assert_eq!(refused.code, Code::Forbidden);
}

#[tokio::test]
async fn both_languages_by_a_person_where_the_school_wants_them() {
    let app = TestApp::start().await;
    let office = app.office().await;
    rules(&app, false, true).await;
    let mut new = form(Vec::new());
    let lone = draft(office, &new).await;
    let refused = office
        .call(&PublishAnnouncement { announcement: lone }, &NoBody {})
        .await;
    assert_eq!(refused.unwrap_err().code, Code::VersionMissing);
    new.versions.push(text(Locale::Nl, "Uitstap naar Bokrijk"));
    new.versions[1].by = domain::announcements::forms::WrittenBy::Machine;
    let machine = draft(office, &new).await;
    let refused = office
        .call(&PublishAnnouncement { announcement: machine }, &NoBody {})
        .await;
    assert_eq!(refused.unwrap_err().code, Code::VersionMissing);
    new.versions[1].by = domain::announcements::forms::WrittenBy::Human;
    publish(office, &new).await;
}

#[tokio::test]
async fn the_author_keeps_the_role_of_that_moment() {
    let app = TestApp::start().await;
    let (teacher, marie, _) = class_of_three(&app).await;
    let announcement = publish(&teacher, &form(vec![app.class(Level::P3).await])).await;
    let office = app.staff("Adam", Role::Admin).await;
    let me = teacher.get("/api/v1/me").await.json();
    let membership = me["membership"]["id"].as_str().unwrap().to_owned();
    let request = office
        .request(reqwest::Method::PUT, &format!("/api/v1/memberships/{membership}"))
        .header("if-match", "*")
        .json(&serde_json::json!({ "role": "direction" }));
    let answer = testkit::client::send(request).await;
    assert!(answer.status.is_success(), "{}", answer.body);
    assert_eq!(show(&marie, announcement).await.announcement.author_role, Role::Teacher);
}

#[tokio::test]
async fn what_was_read_for_approval_is_what_goes_out() {
    let app = TestApp::start().await;
    let (teacher, ..) = class_of_three(&app).await;
    rules(&app, true, false).await;
    let new = form(vec![app.class(Level::P3).await]);
    let announcement = draft(&teacher, &new).await;
    let call = PublishAnnouncement { announcement };
    let read = teacher.call(&call, &NoBody {}).await.unwrap().announcement.version;
    let mut other = new.clone();
    other.versions[0].title = "Autre chose".to_owned();
    teacher
        .call(
            &domain::announcements::calls::ChangeAnnouncement { announcement },
            &other,
        )
        .await
        .unwrap();
    let late = app.office().await.change(&call, read, &NoBody {}).await.unwrap_err();
    assert_eq!(late.code, Code::Stale);
}
