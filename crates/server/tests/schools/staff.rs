//! Classes as the office keeps them, and who works in them.

use std::time::Duration;

use domain::{
    id::ClassId,
    page::{NoBody, PageQuery},
    problem::Code,
    schools::{
        audit::Act,
        calls::{
            AddClass, AssignStaff, ChangeClass, ListClasses, ListSchoolClasses, ListStaff, RemoveClass, ShowClass,
            UnassignStaff,
        },
        settings::{ClassDetail, ClassForm, ClassQuery, NewClass},
        types::{Level, Role, school_year_of},
    },
    socket::ServerFrame,
};
use testkit::{app::TestApp, client::Client};

use super::{membership_of, noted, second_node, send, sockets};

fn new_class(level: Level, section: Option<&str>, school_year: Option<i32>) -> NewClass {
    NewClass {
        level,
        section: section.map(str::to_owned),
        school_year,
    }
}

async fn add(by: &Client, new: &NewClass) -> Result<ClassDetail, Code> {
    by.call(&AddClass {}, new).await.map_err(|problem| problem.code)
}

async fn change(by: &Client, class: ClassId, version: i64, to: (Level, Option<&str>)) -> Result<String, Code> {
    let form = ClassForm {
        level: to.0,
        section: to.1.map(str::to_owned),
    };
    let changed = by.change(&ChangeClass { class }, version, &form).await;
    changed.map(|one| one.class.name).map_err(|problem| problem.code)
}

async fn remove(by: &Client, class: ClassId) -> Result<(), Code> {
    let removed = by.call(&RemoveClass { class }, &NoBody {}).await;
    removed.map(drop).map_err(|problem| problem.code)
}

#[tokio::test]
async fn a_class_is_made_with_its_room_changed_and_removed() {
    let app = TestApp::start().await;
    let office = app.office().await;
    let made = add(office, &new_class(Level::P3, Some("B"), None)).await.unwrap();
    assert_eq!(made.class.name, "P3B");
    assert_eq!(
        add(office, &new_class(Level::P3, Some("B"), None)).await.map(drop),
        Err(Code::Conflict)
    );
    assert_eq!(
        add(office, &new_class(Level::P3, None, None)).await.map(drop),
        Err(Code::Conflict)
    );
    let class = made.class.id;
    let sophie = app.staff("Sophie", Role::Teacher).await;
    let membership = membership_of(&app, sophie.id).await.id;
    office
        .call(&AssignStaff { class, membership }, &NoBody {})
        .await
        .unwrap();
    assert!(
        sophie
            .ask(&ListClasses {}, &PageQuery::default())
            .await
            .unwrap()
            .items
            .iter()
            .any(|one| one.id == class)
    );
    let rooms = sophie
        .ask(&domain::messaging::calls::ListConversations {}, &PageQuery::default())
        .await
        .unwrap();
    assert_eq!(rooms.items.len(), 1, "the class has its room");

    assert_eq!(
        change(office, class, made.version, (Level::P3, Some("C"))).await,
        Ok("P3C".to_owned())
    );
    assert_eq!(
        change(office, class, made.version, (Level::P3, Some("D"))).await,
        Err(Code::Stale)
    );
    assert_eq!(
        change(office, class, made.version + 1, (Level::P3, None)).await,
        Err(Code::Conflict)
    );
    assert_eq!(remove(office, class).await, Err(Code::InUse), "somebody works there");
    office
        .call(&UnassignStaff { class, membership }, &NoBody {})
        .await
        .unwrap();
    assert_eq!(remove(office, class).await, Ok(()));
    let gone = office.call(&ShowClass { class }, &NoBody {}).await;
    assert_eq!(gone.unwrap_err().code, Code::NotFound);
    for (act, count) in [
        (Act::ClassMade, 1),
        (Act::ClassChanged, 1),
        (Act::ClassRemoved, 1),
        (Act::StaffAssigned, 1),
        (Act::StaffUnassigned, 1),
    ] {
        assert_eq!(noted(office, act).await.len(), count, "{act}");
    }
}

#[tokio::test]
async fn a_class_with_children_or_messages_stays() {
    let app = TestApp::start().await;
    let office = app.office().await;
    app.child(Level::P3, "Louis").await;
    assert_eq!(remove(office, app.class(Level::P3).await).await, Err(Code::InUse));
    let teacher = app.teacher("Sophie", &[Level::P4]).await;
    send(&teacher, teacher.class_room(Level::P4).await, "bonjour")
        .await
        .unwrap();
    app.unassign(&teacher, Level::P4).await;
    assert_eq!(remove(office, app.class(Level::P4).await).await, Err(Code::InUse));
    assert_eq!(remove(office, app.class(Level::P5).await).await, Ok(()));
}

#[tokio::test]
async fn the_next_school_year_is_prepared_and_no_other() {
    let app = TestApp::start().await;
    let office = app.office().await;
    let year = school_year_of(store::clock::now().date());
    let next = add(office, &new_class(Level::P1, Some("A"), Some(year + 1)))
        .await
        .unwrap();
    assert_eq!(next.class.school_year, year + 1);
    for other in [year - 1, year + 2, i32::MAX] {
        let refused = add(office, &new_class(Level::P1, Some("A"), Some(other))).await;
        assert_eq!(refused.map(drop), Err(Code::Invalid));
    }
    let of = async |school_year| {
        let query = ClassQuery {
            school_year,
            ..ClassQuery::default()
        };
        office.ask(&ListSchoolClasses {}, &query).await.unwrap().items
    };
    assert_eq!(of(Some(year + 1)).await, [next]);
    assert_eq!(of(None).await.len(), 9);
    let everybody = office.ask(&ListClasses {}, &PageQuery::default()).await.unwrap();
    assert_eq!(everybody.items.len(), 9, "others see this year");
}

#[tokio::test]
async fn of_many_who_make_the_same_class_one_does() {
    let app = TestApp::start().await;
    let office = app.office().await.clone();
    let calls: Vec<_> = (0..8)
        .map(|_| {
            let office = office.clone();
            tokio::spawn(async move { add(&office, &new_class(Level::P2, Some("B"), None)).await.map(drop) })
        })
        .collect();
    let mut made = 0;
    for call in calls {
        match call.await.unwrap() {
            Ok(()) => made += 1,
            Err(code) => assert_eq!(code, Code::Conflict),
        }
    }
    assert_eq!(made, 1);
}

#[tokio::test]
async fn a_teacher_gets_and_loses_the_room_at_once_on_every_node() {
    let app = TestApp::start().await;
    let node2 = second_node(&app);
    let office = app.office().await;
    let sophie = app.staff("Sophie", Role::Teacher).await;
    let (class, membership) = (app.class(Level::P3).await, membership_of(&app, sophie.id).await.id);
    let mut sockets = sockets(&sophie, node2.as_ref()).await;
    for _ in 0..2 {
        office
            .call(&AssignStaff { class, membership }, &NoBody {})
            .await
            .unwrap();
    }
    for socket in &mut sockets {
        let joined = |frame: &ServerFrame| matches!(frame, ServerFrame::ConversationJoined { .. });
        socket.wait_at_most(Duration::from_secs(3), joined).await;
    }
    let staff = office.call(&ListStaff { class }, &NoBody {}).await.unwrap();
    assert_eq!(staff.items.len(), 1);
    assert_eq!(staff.items[0].membership_id, membership);
    let detail = office.call(&ShowClass { class }, &NoBody {}).await.unwrap();
    assert_eq!(detail.staff, ["Sophie Evrard"]);
    assert_eq!(noted(office, Act::StaffAssigned).await.len(), 1, "twice is once");

    for _ in 0..2 {
        office
            .call(&UnassignStaff { class, membership }, &NoBody {})
            .await
            .unwrap();
    }
    for socket in &mut sockets {
        let left = |frame: &ServerFrame| matches!(frame, ServerFrame::ConversationLeft { .. });
        socket.wait_at_most(Duration::from_secs(3), left).await;
    }
    assert_eq!(noted(office, Act::StaffUnassigned).await.len(), 1);
    assert!(sophie.find_class_room(Level::P3).await.is_none());
}

#[tokio::test]
async fn only_somebody_who_works_here_gets_a_class() {
    let app = TestApp::start().await;
    let office = app.office().await;
    let class = app.class(Level::P3).await;
    let (marie, sophie) = (
        app.staff("Marie", Role::Parent).await,
        app.staff("Sophie", Role::Teacher).await,
    );
    let membership = membership_of(&app, marie.id).await.id;
    let refused = office.call(&AssignStaff { class, membership }, &NoBody {}).await;
    assert_eq!(refused.unwrap_err().code, Code::Conflict);
    office
        .call(&UnassignStaff { class, membership }, &NoBody {})
        .await
        .unwrap();
    for person in [&marie, &sophie] {
        let refused = person.call(&AssignStaff { class, membership }, &NoBody {}).await;
        assert_eq!(refused.unwrap_err().code, Code::Forbidden);
        let refused = add(person, &new_class(Level::P6, Some("B"), None)).await;
        assert_eq!(refused.map(drop), Err(Code::Forbidden));
        assert_eq!(remove(person, class).await, Err(Code::Forbidden));
    }
}
