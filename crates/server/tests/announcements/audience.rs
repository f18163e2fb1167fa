//! Whom an announcement is for: now, and for whoever joins later.

use domain::{
    announcements::calls::{ReadAnnouncement, ShowAnnouncement},
    page::NoBody,
    problem::Code,
    schools::types::{Level, Role},
};
use testkit::app::TestApp;

use super::{class_of_three, feed, form, publish};

#[tokio::test]
async fn a_class_has_its_guardians_and_later_those_who_join() {
    let app = TestApp::start().await;
    let (teacher, marie, child) = class_of_three(&app).await;
    let (jean, _) = app.parent_of("Jean", Level::P4).await;
    let announcement = publish(&teacher, &form(vec![app.class(Level::P3).await])).await;
    assert_eq!(feed(&marie).await[0].id, announcement);
    assert!(feed(&jean).await.is_empty());
    let unseen = jean.call(&ShowAnnouncement { announcement }, &NoBody {}).await;
    assert_eq!(unseen.unwrap_err().code, Code::NotFound);
    let unread = jean.call(&ReadAnnouncement { announcement }, &NoBody {}).await;
    assert_eq!(unread.unwrap_err().code, Code::NotFound);
    app.add_child(&jean, child).await;
    assert_eq!(feed(&jean).await[0].id, announcement, "the second household has it too");
}

#[tokio::test]
async fn whoever_may_not_have_the_schools_information_has_none() {
    let app = TestApp::start().await;
    let (teacher, marie, child) = class_of_three(&app).await;
    let announcement = publish(&teacher, &form(vec![app.class(Level::P3).await])).await;
    let office = app.office().await;
    let record = office.get(&format!("/api/v1/school/children/{child}")).await.json();
    let link = record["guardians"][0]["link_id"].as_str().unwrap().to_owned();
    let rights = serde_json::json!({ "rights": { "school_information": false, "chat": true, "sign": true,
        "justify": true, "pay": true, "pick_up": true } });
    let request = office
        .request(reqwest::Method::PUT, &format!("/api/v1/guardian-links/{link}/rights"))
        .header("if-match", "*")
        .json(&rights);
    let answer = testkit::client::send(request).await;
    assert!(answer.status.is_success(), "{}", answer.body);
    let unseen = marie.call(&ShowAnnouncement { announcement }, &NoBody {}).await;
    assert_eq!(unseen.unwrap_err().code, Code::NotFound);
    assert!(feed(&marie).await.is_empty());
}

#[tokio::test]
async fn the_whole_school_and_the_teachers() {
    let app = TestApp::start().await;
    let (teacher, marie, _) = class_of_three(&app).await;
    let other = app.teacher("Theo", &[Level::P4]).await;
    let childless = app.staff("Karim", Role::Parent).await;
    let office = app.office().await;
    let to_all = publish(office, &form(Vec::new())).await;
    let mut staff = form(Vec::new());
    staff.audience.parents = false;
    staff.audience.teachers = true;
    let to_staff = publish(office, &staff).await;
    let mut p3 = form(vec![app.class(Level::P3).await]);
    p3.audience.teachers = true;
    let to_p3 = publish(office, &p3).await;
    let ids = |list: Vec<domain::announcements::types::AnnouncementInfo>| {
        list.into_iter()
            .map(|one| (one.id, one.my.is_some()))
            .collect::<Vec<_>>()
    };
    assert_eq!(ids(feed(&marie).await), [(to_p3, true), (to_all, true)]);
    assert_eq!(
        ids(feed(&teacher).await),
        [(to_p3, true), (to_staff, true), (to_all, false)]
    );
    assert_eq!(ids(feed(&other).await), [(to_staff, true), (to_all, false)]);
    assert!(feed(&childless).await.is_empty());
    assert_eq!(feed(office).await.len(), 3);
}

#[tokio::test]
async fn what_is_pinned_comes_first_and_pages_are_the_whole() {
    let app = TestApp::start().await;
    let (_, marie, _) = class_of_three(&app).await;
    let office = app.office().await;
    let mut pinned = form(Vec::new());
    pinned.pinned = true;
    let mut ids = vec![publish(office, &pinned).await, publish(office, &pinned).await];
    for _ in 0..3 {
        ids.push(publish(office, &form(Vec::new())).await);
    }
    ids[..2].reverse();
    ids[2..].reverse();
    let mut seen = Vec::new();
    let mut cursor = None;
    loop {
        let query = domain::announcements::forms::AnnouncementQuery {
            limit: Some(1),
            cursor,
            ..Default::default()
        };
        let page = marie
            .ask(&domain::announcements::calls::ListAnnouncements {}, &query)
            .await
            .unwrap();
        seen.extend(page.items.into_iter().map(|one| one.id));
        cursor = page.next;
        if cursor.is_none() {
            break;
        }
    }
    assert_eq!(seen, ids);
}
