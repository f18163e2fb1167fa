//! The record of a child: who opens it, what the office changes, and what its guardians see of that.

use std::time::Duration;

use domain::{
    families::{
        calls::{
            AddChild, ChangeSchoolChild, LeaveSchool, ListChildAccesses, ListMyChildren, ListSchoolChildren,
            ShowSchoolChild,
        },
        records::{ChildChange, ChildRecord},
        types::{LinkStatus, SchoolChildQuery},
    },
    id::ChildId,
    page::{NoBody, PageQuery},
    problem::Code,
    schools::types::{Level, Role},
    socket::ServerFrame,
};
use testkit::{app::TestApp, client::send, person::Person, school::with_code};

use crate::families::{over_there, second_node};

async fn record(person: &Person, child: ChildId) -> ChildRecord {
    person.call(&ShowSchoolChild { child }, &NoBody {}).await.unwrap()
}

fn as_it_is(record: &ChildRecord) -> ChildChange {
    ChildChange {
        first_name: record.child.first_name.clone(),
        last_name: record.child.last_name.clone(),
        class_id: record.class_id,
        register_number: record.child.register_number.clone(),
    }
}

/// G8: each time is one line, which the child's guardian sees and nobody else's.
#[tokio::test]
async fn every_look_into_a_record_is_seen_by_the_guardian() {
    let app = TestApp::start().await;
    let (marie, child) = app.parent_of("Marie", Level::P3).await;
    let (jean, _) = app.parent_of("Jean", Level::P3).await;
    let teacher = app.teacher("Anne", &[Level::P3]).await;
    record(app.office().await, child).await;
    record(&teacher, child).await;
    record(&teacher, child).await;
    let seen = marie
        .ask(&ListChildAccesses { child }, &PageQuery::default())
        .await
        .unwrap();
    let who: Vec<(String, Role)> = seen
        .items
        .into_iter()
        .map(|access| (access.name, access.role))
        .collect();
    let anne = ("Anne Evrard".to_owned(), Role::Teacher);
    let martine = ("Martine Evrard".to_owned(), Role::Direction);
    assert_eq!(who, [anne.clone(), anne, martine]);
    let other = jean.ask(&ListChildAccesses { child }, &PageQuery::default()).await;
    assert_eq!(other.unwrap_err().code, Code::NotFound);
}

#[tokio::test]
async fn accesses_come_page_by_page() {
    let app = TestApp::start().await;
    let (marie, child) = app.parent_of("Marie", Level::P3).await;
    for _ in 0..3 {
        record(app.office().await, child).await;
    }
    let mut query = PageQuery {
        limit: Some(2),
        cursor: None,
    };
    let mut lengths = Vec::new();
    loop {
        let page = marie.ask(&ListChildAccesses { child }, &query).await.unwrap();
        lengths.push(page.items.len());
        query.cursor = page.next;
        if query.cursor.is_none() {
            break;
        }
    }
    assert_eq!(lengths, [2, 1]);
}

#[tokio::test]
async fn a_record_is_for_the_office_and_the_teachers_of_the_class() {
    let app = TestApp::start().await;
    let (marie, child) = app.parent_of("Marie", Level::P3).await;
    let other = app.teacher("Rachid", &[Level::P4]).await;
    for person in [&marie, &other] {
        let refused = person.call(&ShowSchoolChild { child }, &NoBody {}).await;
        assert_eq!(refused.unwrap_err().code, Code::Forbidden);
    }
    let seen = record(app.office().await, child).await;
    assert_eq!(seen.guardians.len(), 1);
    assert_eq!(seen.guardians[0].guardian.email, marie.email);
    assert!(seen.guardians[0].in_force);
    let shown = marie
        .ask(&ListChildAccesses { child }, &PageQuery::default())
        .await
        .unwrap();
    assert_eq!(shown.items.len(), 1, "what was refused is no look");
}

#[tokio::test]
async fn nobody_writes_over_what_somebody_else_has_just_written() {
    let app = TestApp::start().await;
    let office = app.office().await;
    let child = app.child(Level::P3, "Louis").await;
    let read = record(office, child).await;
    let path = format!("/api/v1/school/children/{child}");
    let body = serde_json::to_value(as_it_is(&read)).unwrap();
    let without = send(office.request(reqwest::Method::PUT, &path).json(&body)).await;
    assert_eq!(without.problem().code, Code::PreconditionRequired);
    let new = ChildChange {
        first_name: "Loïs".to_owned(),
        ..as_it_is(&read)
    };
    let changed = office
        .change(&ChangeSchoolChild { child }, read.version, &new)
        .await
        .unwrap();
    assert_eq!(changed.child.first_name, "Loïs");
    let late = office
        .change(&ChangeSchoolChild { child }, read.version, &as_it_is(&read))
        .await;
    assert_eq!(late.unwrap_err().code, Code::Stale);
}

#[tokio::test]
async fn a_number_belongs_to_one_child() {
    let app = TestApp::start().await;
    let office = app.office().await;
    let (louis, emma) = (app.child(Level::P3, "Louis").await, app.child(Level::P3, "Emma").await);
    for (child, expected) in [(louis, None), (emma, Some(Code::NumberTaken))] {
        let read = record(office, child).await;
        let numbered = ChildChange {
            register_number: Some("2026-1".to_owned()),
            ..as_it_is(&read)
        };
        let done = office
            .change(&ChangeSchoolChild { child }, read.version, &numbered)
            .await;
        assert_eq!(done.err().map(|problem| problem.code), expected);
    }
}

#[tokio::test]
async fn another_class_is_another_room_at_once_on_every_node() {
    let app = TestApp::start().await;
    let office = app.office().await;
    let (marie, child) = app.parent_of("Marie", Level::P3).await;
    let elsewhere = second_node(&app);
    let room = marie.class_room(Level::P3).await;
    let mut window = over_there(&marie, elsewhere.as_ref()).socket().await;
    let read = record(office, child).await;
    let moved = ChildChange {
        class_id: Some(app.class(Level::P4).await),
        ..as_it_is(&read)
    };
    office
        .change(&ChangeSchoolChild { child }, read.version, &moved)
        .await
        .unwrap();
    window
        .wait_at_most(
            Duration::from_secs(2),
            |frame| matches!(frame, ServerFrame::ConversationLeft { conversation_id } if *conversation_id == room),
        )
        .await;
    marie.class_room(Level::P4).await;
    assert!(marie.find_class_room(Level::P3).await.is_none());
}

#[tokio::test]
async fn who_left_is_in_no_class_and_comes_back_with_one() {
    let app = TestApp::start().await;
    let office = app.office().await;
    let (marie, child) = app.parent_of("Marie", Level::P3).await;
    let code = app.child_code(child).await;
    office.call(&LeaveSchool { child }, &NoBody {}).await.unwrap();
    assert!(marie.find_class_room(Level::P3).await.is_none());
    let mine = marie.ask(&ListMyChildren {}, &PageQuery::default()).await.unwrap();
    assert_eq!(
        (mine.items[0].status, mine.items[0].class.clone()),
        (LinkStatus::Confirmed, None)
    );
    let jean = app.register_and_verify("Jean").await;
    let late = jean.call(&AddChild {}, &with_code(code)).await;
    assert_eq!(late.unwrap_err().code, Code::WrongCode);
    let again = office.call(&LeaveSchool { child }, &NoBody {}).await;
    assert_eq!(again.unwrap_err().code, Code::AlreadyDecided);

    let left = SchoolChildQuery {
        left: Some(true),
        ..SchoolChildQuery::default()
    };
    for (query, count) in [(SchoolChildQuery::default(), 0), (left, 1)] {
        let list = office.ask(&ListSchoolChildren {}, &query).await.unwrap();
        assert_eq!(list.items.len(), count);
    }
    let read = record(office, child).await;
    let back = ChildChange {
        class_id: Some(app.class(Level::P4).await),
        ..as_it_is(&read)
    };
    office
        .change(&ChangeSchoolChild { child }, read.version, &back)
        .await
        .unwrap();
    marie.class_room(Level::P4).await;
}

#[tokio::test]
async fn the_list_is_downloaded_and_can_be_imported_again() {
    let app = TestApp::start().await;
    let office = app.office().await;
    let list = "Nom;Prénom;Classe;Numéro\nDubois;Léa;P3;7\n=SUM(A1);Zoé;M2;\n";
    crate::families::imports::import(office, list).await;
    let answer = office.get("/api/v1/school/children/export").await;
    assert_eq!(answer.status, 200);
    assert!(answer.header("content-type").unwrap().starts_with("text/csv"));
    assert!(answer.body.contains("'=SUM(A1)"), "{}", answer.body);
    let row = answer.body.lines().find(|line| line.contains("Dubois")).unwrap();
    assert_eq!(row, "Dubois;Léa;P3;7");
    let first_row = "\u{feff}Nom;Prénom;Classe;Numéro";
    assert!(answer.body.starts_with(first_row));
    let teacher = app.staff("Anne", Role::Teacher).await;
    let refused = teacher.get("/api/v1/school/children/export").await;
    assert_eq!(refused.problem().code, Code::Forbidden);
}
