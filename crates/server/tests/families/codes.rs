//! One-time codes: they open the class at once, for one adult, once.

use diesel::prelude::*;
use domain::{
    families::{
        calls::{AddChild, ListMyChildren, MakeChildCode},
        rules::FULL_RIGHTS,
        types::{LinkStatus, NewChild, Relationship},
    },
    page::{NoBody, PageQuery},
    problem::Code,
    schools::types::Level,
    socket::ServerFrame,
};
use rstest::rstest;
use store::schema::child_codes;
use testkit::{app::TestApp, school::with_code};

use crate::families::{over_there, second_node};

#[tokio::test]
async fn a_code_opens_the_class_at_once_in_every_window() {
    let app = TestApp::start().await;
    let marie = app.register_and_verify("Marie").await;
    let code = app.child_code(app.child(Level::P3, "Louis").await).await;
    let elsewhere = second_node(&app);
    let mut window = over_there(&marie, elsewhere.as_ref()).socket().await;
    assert_eq!(marie.find_class_room(Level::P3).await, None);

    let child = marie.call(&AddChild {}, &with_code(code)).await.unwrap();
    assert_eq!((child.status, child.rights), (LinkStatus::Confirmed, FULL_RIGHTS));
    assert_eq!(child.class.unwrap().name, "P3");
    let room = marie.class_room(Level::P3).await;
    window
        .wait_for(
            |frame| matches!(frame, ServerFrame::ConversationJoined { conversation_id } if *conversation_id == room),
        )
        .await;
}

#[rstest]
#[case(|code: &str| code.to_lowercase())]
#[case(|code: &str| code.replace('-', " "))]
#[case(|code: &str| format!("  {} ", code.replace('-', "")))]
#[tokio::test]
async fn a_code_is_recognized_as_people_type_it(#[case] typed: fn(&str) -> String) {
    let app = TestApp::start().await;
    let marie = app.register_and_verify("Marie").await;
    let code = app.child_code(app.child(Level::P3, "Louis").await).await;
    marie.call(&AddChild {}, &with_code(typed(&code))).await.unwrap();
}

#[tokio::test]
async fn a_code_works_once() {
    let app = TestApp::start().await;
    let (marie, jean) = (
        app.register_and_verify("Marie").await,
        app.register_and_verify("Jean").await,
    );
    let code = app.child_code(app.child(Level::P3, "Louis").await).await;
    marie.call(&AddChild {}, &with_code(code.clone())).await.unwrap();
    let problem = jean.call(&AddChild {}, &with_code(code)).await.unwrap_err();
    assert_eq!(problem.code, Code::WrongCode);
    assert_eq!(jean.find_class_room(Level::P3).await, None);
}

#[tokio::test]
async fn of_fifty_uses_at_once_one_succeeds() {
    let app = TestApp::start().await;
    let elsewhere = app.node2();
    let mut parents = Vec::new();
    for name in ["Marie", "Jean", "Anne", "Paul", "Lina"] {
        parents.push(app.staff(name, domain::schools::types::Role::Parent).await);
    }
    let code = app.child_code(app.child(Level::P3, "Louis").await).await;
    let calls = (0..50).map(|turn| {
        let parent = &parents[turn % parents.len()];
        let parent = if turn % 2 == 0 {
            parent.clone()
        } else {
            parent.on(&elsewhere)
        };
        let code = code.clone();
        tokio::spawn(async move { parent.call(&AddChild {}, &with_code(code)).await })
    });
    let mut good = 0;
    for call in calls.collect::<Vec<_>>() {
        match call.await.unwrap() {
            Ok(_) => good += 1,
            Err(problem) => assert_eq!(problem.code, Code::WrongCode),
        }
    }
    assert_eq!(good, 1);
    let mut inside = 0;
    for parent in &parents {
        if parent.find_class_room(Level::P3).await.is_some() {
            inside += 1;
        }
    }
    assert_eq!(inside, 1);
}

#[tokio::test]
async fn a_code_lives_for_ninety_days() {
    let app = TestApp::start().await;
    let marie = app.register_and_verify("Marie").await;
    let code = app.child_code(app.child(Level::P3, "Louis").await).await;
    app.store()
        .write(|tx| {
            diesel::update(child_codes::table)
                .set(child_codes::expires_at.eq(tx.now))
                .execute(tx.db)?;
            Ok(())
        })
        .await
        .unwrap();
    let problem = marie.call(&AddChild {}, &with_code(code)).await.unwrap_err();
    assert_eq!(problem.code, Code::WrongCode);
}

#[tokio::test]
async fn a_second_code_for_a_child_of_mine_is_not_used_up() {
    let app = TestApp::start().await;
    let (marie, child) = app.parent_of("Marie", Level::P3).await;
    let code = app.child_code(child).await;
    let problem = marie.call(&AddChild {}, &with_code(code.clone())).await.unwrap_err();
    assert_eq!(problem.code, Code::AlreadyLinked);
    let jean = app.register_and_verify("Jean").await;
    jean.call(&AddChild {}, &with_code(code)).await.unwrap();
}

#[tokio::test]
async fn a_code_takes_the_place_of_a_declaration_that_waits() {
    let app = TestApp::start().await;
    let marie = app.register_and_verify("Marie").await;
    let declaration = NewChild {
        code: None,
        first_name: Some("louis".to_owned()),
        last_name: Some("DUPONT".to_owned()),
        class_id: Some(app.class(Level::P3).await),
        relationship: Some(Relationship::StepParent),
    };
    marie.call(&AddChild {}, &declaration).await.unwrap();
    let listed = app.child(Level::P3, "Louis").await;
    let code = app.child_code(listed).await;
    marie.call(&AddChild {}, &with_code(code)).await.unwrap();
    let mine = marie.ask(&ListMyChildren {}, &PageQuery::default()).await.unwrap();
    assert_eq!(mine.items.len(), 1);
    assert_eq!(
        (mine.items[0].id, mine.items[0].status),
        (listed, LinkStatus::Confirmed)
    );
}

#[tokio::test]
async fn a_code_confirms_the_link_that_waits_for_the_same_child() {
    let app = TestApp::start().await;
    let marie = app.register_and_verify("Marie").await;
    let declaration = NewChild {
        code: None,
        first_name: Some("Louis".to_owned()),
        last_name: Some("Dubois".to_owned()),
        class_id: Some(app.class(Level::P3).await),
        relationship: None,
    };
    let declared = marie.call(&AddChild {}, &declaration).await.unwrap();
    // the school knows the child, and prints a code for it instead of confirming the link
    let code = app.child_code(declared.id).await;
    let added = marie.call(&AddChild {}, &with_code(code)).await.unwrap();
    assert_eq!((added.link_id, added.status), (declared.link_id, LinkStatus::Confirmed));
    marie.class_room(Level::P3).await;
}

#[tokio::test]
async fn a_code_cannot_be_read_from_the_database() {
    let app = TestApp::start().await;
    let code = app.child_code(app.child(Level::P3, "Louis").await).await;
    let letters = domain::words::code_key(&code);
    let kept: Vec<u8> = app
        .store()
        .read(|db| Ok(child_codes::table.select(child_codes::code_hash).first(db)?))
        .await
        .unwrap();
    assert_eq!(kept.len(), 32);
    assert_ne!(
        kept,
        store::secret::token_hash(&letters),
        "a plain hash of eight letters can be tried out"
    );
}

#[tokio::test]
async fn a_parent_makes_no_codes() {
    let app = TestApp::start().await;
    let (marie, child) = app.parent_of("Marie", Level::P3).await;
    let problem = marie
        .call(&MakeChildCode { child }, &NoBody {})
        .await
        .map(drop)
        .unwrap_err();
    assert_eq!(problem.code, Code::Forbidden);
}
