//! My children: added with care, and let go without taking anything from others.

use domain::{
    families::{
        calls::{AddChild, ListMyChildren, RemoveChild},
        types::NewChild,
    },
    id::{ChildId, ClassId},
    page::{NoBody, PageQuery},
    problem::Code,
    schools::types::Level,
};
use testkit::app::TestApp;

fn child(first_name: &str, class: ClassId) -> NewChild {
    NewChild {
        code: None,
        first_name: Some(first_name.to_owned()),
        last_name: Some("Dubois".to_owned()),
        class_id: Some(class),
        relationship: None,
    }
}

#[tokio::test]
async fn without_a_code_name_and_class_are_needed() {
    let app = TestApp::start().await;
    let marie = app.register_and_verify("Marie").await;
    let answer = marie.raw("POST", "/api/v1/children", r#"{"first_name":"Louis"}"#).await;
    let problem = answer.problem();
    assert_eq!(problem.code, Code::Invalid);
    let pointers: Vec<&str> = problem.errors.iter().map(|error| error.pointer.as_str()).collect();
    assert_eq!(pointers, ["/last_name", "/class_id"]);
}

#[tokio::test]
async fn the_same_child_is_declared_once() {
    let app = TestApp::start().await;
    let marie = app.register_and_verify("Marie").await;
    let class = app.class(Level::P3).await;
    marie.call(&AddChild {}, &child("Zoé", class)).await.unwrap();
    let again = marie.call(&AddChild {}, &child(" ZOE ", class)).await.unwrap_err();
    assert_eq!(again.code, Code::AlreadyLinked);
    // a twin with another name, and a child of the same name elsewhere
    marie.call(&AddChild {}, &child("Léa", class)).await.unwrap();
    marie
        .call(&AddChild {}, &child("Zoé", app.class(Level::P4).await))
        .await
        .unwrap();
    let mine = marie.ask(&ListMyChildren {}, &PageQuery::default()).await.unwrap();
    assert_eq!(mine.items.len(), 3);
}

#[tokio::test]
async fn a_double_click_declares_once() {
    let app = TestApp::start().await;
    let marie = app.register_and_verify("Marie").await;
    let class = app.class(Level::P3).await;
    let calls = (0..10).map(|_| {
        let marie = marie.clone();
        tokio::spawn(async move { marie.call(&AddChild {}, &child("Louis", class)).await.is_ok() })
    });
    let mut good = 0;
    for call in calls.collect::<Vec<_>>() {
        good += usize::from(call.await.unwrap());
    }
    assert_eq!(good, 1);
}

#[tokio::test]
async fn a_class_that_is_not_there_is_not_found() {
    let app = TestApp::start().await;
    let marie = app.register_and_verify("Marie").await;
    let problem = marie
        .call(&AddChild {}, &child("Louis", ClassId::fresh()))
        .await
        .unwrap_err();
    assert_eq!(problem.code, Code::NotFound);
}

#[tokio::test]
async fn nobody_lets_go_the_child_of_somebody_else() {
    let app = TestApp::start().await;
    let (_, child) = app.parent_of("Marie", Level::P3).await;
    let jean = app.register_and_verify("Jean").await;
    for child in [child, ChildId::fresh()] {
        let problem = jean.call(&RemoveChild { child }, &NoBody {}).await.unwrap_err();
        assert_eq!(problem.code, Code::NotFound);
    }
}

#[tokio::test]
async fn a_child_is_let_go_once() {
    let app = TestApp::start().await;
    let (marie, child) = app.parent_of("Marie", Level::P3).await;
    marie.call(&RemoveChild { child }, &NoBody {}).await.unwrap();
    let problem = marie.call(&RemoveChild { child }, &NoBody {}).await.unwrap_err();
    assert_eq!(problem.code, Code::NotFound);
}

#[tokio::test]
async fn my_children_come_in_pages_as_i_added_them() {
    let app = TestApp::start().await;
    let marie = app.register_and_verify("Marie").await;
    let class = app.class(Level::P3).await;
    let names = ["Louis", "Emma", "Noé", "Lina", "Adam"];
    for name in names {
        marie.call(&AddChild {}, &child(name, class)).await.unwrap();
    }
    let mut seen = Vec::new();
    let mut cursor = None;
    loop {
        let query = PageQuery {
            limit: Some(2),
            cursor: cursor.clone(),
        };
        let page = marie.ask(&ListMyChildren {}, &query).await.unwrap();
        seen.extend(page.items.into_iter().map(|child| child.first_name));
        cursor = page.next;
        if cursor.is_none() {
            break;
        }
    }
    assert_eq!(seen, names);
}
