//! Links that wait: what staff sees, confirms and refuses.

use domain::{
    families::{
        calls::{
            ConfirmGuardianLink, EnrolChild, ListGuardianLinks, ListMyChildren, ListSchoolChildren, MakeChildCode,
            RefuseGuardianLink, RemoveChild,
        },
        types::{Confirmation, GuardianLinkInfo, LinkQuery, LinkStatus, NewSchoolChild, SchoolChildQuery},
    },
    id::GuardianLinkId,
    page::{NoBody, PageQuery},
    problem::Code,
    schools::types::Level,
};
use testkit::{app::TestApp, person::Person};

use crate::families::declare;

async fn waiting(staff: &Person) -> Vec<GuardianLinkInfo> {
    let query = LinkQuery {
        status: Some(LinkStatus::Pending),
        ..LinkQuery::default()
    };
    staff.ask(&ListGuardianLinks {}, &query).await.unwrap().items
}

#[tokio::test]
async fn staff_sees_who_waits_and_whom_it_may_be_about() {
    let app = TestApp::start().await;
    let teacher = app.teacher("Anne", &[Level::P3]).await;
    let louis = app.child(Level::P3, "Louis").await;
    app.child(Level::P4, "Louis").await;
    app.child(Level::P3, "Emma").await;
    let marie = app.register_and_verify("Marie").await;
    declare(&app, &marie, ("Loüis", "Dupond")).await;

    let links = waiting(&teacher).await;
    assert_eq!(links.len(), 1);
    let link = &links[0];
    assert_eq!(
        (link.guardian.id, link.guardian.email.as_str()),
        (marie.id, marie.email.as_str())
    );
    assert!(link.child.declared);
    assert_eq!(link.child.class_name.as_deref(), Some("P3"));
    let matches: Vec<_> = link.matches.iter().map(|child| child.id).collect();
    assert_eq!(matches, [louis], "the same class, and a similar name");
}

#[tokio::test]
async fn a_declared_child_becomes_the_listed_one() {
    let app = TestApp::start().await;
    let teacher = app.teacher("Anne", &[Level::P3]).await;
    let listed = app.child(Level::P3, "Louis").await;
    let marie = app.register_and_verify("Marie").await;
    let declared = declare(&app, &marie, ("Loulou", "Dupont")).await;
    let confirmation = Confirmation { child_id: Some(listed) };
    let link = declared.link_id;
    let confirmed = teacher
        .call(&ConfirmGuardianLink { link }, &confirmation)
        .await
        .unwrap();
    assert_eq!((confirmed.child.id, confirmed.status), (listed, LinkStatus::Confirmed));
    let mine = marie.ask(&ListMyChildren {}, &PageQuery::default()).await.unwrap();
    assert_eq!(mine.items.iter().map(|child| child.id).collect::<Vec<_>>(), [listed]);
    let all = teacher
        .ask(&ListSchoolChildren {}, &SchoolChildQuery::default())
        .await
        .unwrap();
    assert_eq!(all.items.len(), 1, "the declared child is gone");
    marie.class_room(Level::P3).await;
}

#[tokio::test]
async fn a_declared_child_comes_onto_the_list() {
    let app = TestApp::start().await;
    let teacher = app.teacher("Anne", &[Level::P3]).await;
    let marie = app.register_and_verify("Marie").await;
    let link = declare(&app, &marie, ("Louis", "Dubois")).await.link_id;
    let confirmed = teacher
        .call(&ConfirmGuardianLink { link }, &Confirmation::default())
        .await
        .unwrap();
    assert!(!confirmed.child.declared);
    let again = teacher
        .call(&ConfirmGuardianLink { link }, &Confirmation::default())
        .await;
    assert_eq!(again.unwrap_err().code, Code::AlreadyDecided);
    let again = teacher.call(&RefuseGuardianLink { link }, &NoBody {}).await;
    assert_eq!(again.unwrap_err().code, Code::AlreadyDecided);
}

#[tokio::test]
async fn an_adult_is_not_linked_twice_to_one_child() {
    let app = TestApp::start().await;
    let teacher = app.teacher("Anne", &[Level::P3]).await;
    let (marie, listed) = app.parent_of("Marie", Level::P3).await;
    let link = declare(&app, &marie, ("Loulou", "Dupont")).await.link_id;
    let confirmation = Confirmation { child_id: Some(listed) };
    let problem = teacher
        .call(&ConfirmGuardianLink { link }, &confirmation)
        .await
        .unwrap_err();
    assert_eq!(problem.code, Code::AlreadyLinked);
    assert_eq!(waiting(&teacher).await.len(), 1, "nothing was decided");
}

#[tokio::test]
async fn a_refusal_is_seen_and_can_be_put_away() {
    let app = TestApp::start().await;
    let teacher = app.teacher("Anne", &[Level::P3]).await;
    let marie = app.register_and_verify("Marie").await;
    let declared = declare(&app, &marie, ("Louis", "Dubois")).await;
    let link = declared.link_id;
    let refused = teacher.call(&RefuseGuardianLink { link }, &NoBody {}).await.unwrap();
    assert_eq!(refused.status, LinkStatus::Refused);
    assert_eq!(marie.find_class_room(Level::P3).await, None);
    let mine = marie.ask(&ListMyChildren {}, &PageQuery::default()).await.unwrap();
    assert_eq!(mine.items[0].status, LinkStatus::Refused);
    marie
        .call(&RemoveChild { child: declared.id }, &NoBody {})
        .await
        .unwrap();
    let mine = marie.ask(&ListMyChildren {}, &PageQuery::default()).await.unwrap();
    assert!(mine.items.is_empty());
}

#[tokio::test]
async fn of_many_answers_at_once_one_counts() {
    let app = TestApp::start().await;
    let elsewhere = app.node2();
    let teacher = app.teacher("Anne", &[Level::P3]).await;
    let listed = app.child(Level::P3, "Louis").await;
    let marie = app.register_and_verify("Marie").await;
    let link = declare(&app, &marie, ("Louis", "Dubois")).await.link_id;
    let calls = (0..30).map(|turn| {
        let teacher = if turn % 2 == 0 {
            teacher.clone()
        } else {
            teacher.on(&elsewhere)
        };
        tokio::spawn(async move {
            let confirmation = Confirmation {
                child_id: (turn % 3 == 1).then_some(listed),
            };
            if turn % 3 == 0 {
                teacher.call(&RefuseGuardianLink { link }, &NoBody {}).await
            } else {
                teacher.call(&ConfirmGuardianLink { link }, &confirmation).await
            }
        })
    });
    let mut counted = Vec::new();
    for call in calls.collect::<Vec<_>>() {
        match call.await.unwrap() {
            Ok(decided) => counted.push(decided.status),
            Err(problem) => assert_eq!(problem.code, Code::AlreadyDecided),
        }
    }
    assert_eq!(counted.len(), 1);
    let is_inside = marie.find_class_room(Level::P3).await.is_some();
    assert_eq!(is_inside, counted[0] == LinkStatus::Confirmed);
}

#[tokio::test]
async fn a_parent_decides_nothing() {
    let app = TestApp::start().await;
    let marie = app.register_and_verify("Marie").await;
    let link = declare(&app, &marie, ("Louis", "Dubois")).await.link_id;
    let outcomes = [
        marie
            .call(&ConfirmGuardianLink { link }, &Confirmation::default())
            .await
            .map(drop),
        marie.call(&RefuseGuardianLink { link }, &NoBody {}).await.map(drop),
        marie.ask(&ListGuardianLinks {}, &LinkQuery::default()).await.map(drop),
        marie
            .ask(&ListSchoolChildren {}, &SchoolChildQuery::default())
            .await
            .map(drop),
    ];
    for outcome in outcomes {
        assert_eq!(outcome.unwrap_err().code, Code::Forbidden);
    }
}

#[tokio::test]
async fn an_unknown_link_is_not_there() {
    let app = TestApp::start().await;
    let link = GuardianLinkId::fresh();
    let office = app.office().await;
    let problem = office.call(&RefuseGuardianLink { link }, &NoBody {}).await.unwrap_err();
    assert_eq!(problem.code, Code::NotFound);
}

/// A teacher of another class neither sees who waits nor decides, makes no code and enrols nobody there.
#[tokio::test]
async fn a_teacher_decides_for_the_classes_they_teach() {
    let app = TestApp::start().await;
    let other = app.teacher("Rachid", &[Level::P4]).await;
    let child = app.child(Level::P3, "Louis").await;
    let marie = app.register_and_verify("Marie").await;
    let link = declare(&app, &marie, ("Louis", "Dubois")).await.link_id;
    assert!(waiting(&other).await.is_empty());
    let new = NewSchoolChild {
        first_name: "Emma".to_owned(),
        last_name: "Dubois".to_owned(),
        class_id: app.class(Level::P3).await,
    };
    let confirmation = Confirmation::default();
    for refused in [
        other.call(&ConfirmGuardianLink { link }, &confirmation).await.map(drop),
        other.call(&RefuseGuardianLink { link }, &NoBody {}).await.map(drop),
        other.call(&MakeChildCode { child }, &NoBody {}).await.map(drop),
        other.call(&EnrolChild {}, &new).await.map(drop),
    ] {
        assert_eq!(refused.unwrap_err().code, Code::Forbidden);
    }
    assert!(marie.find_class_room(Level::P3).await.is_none());
    let teacher = app.teacher("Anne", &[Level::P3]).await;
    assert_eq!(waiting(&teacher).await.len(), 1);
    teacher
        .call(&ConfirmGuardianLink { link }, &confirmation)
        .await
        .unwrap();
}
