//! Printed slips: codes for each child and guardian, shown once.

use domain::{
    families::{
        calls::{AddChild, MakeChildSlips},
        records::{ChildSlips, SlipOrder},
    },
    id::{ChildId, ClassId},
    problem::Code,
    schools::types::Level,
};
use rstest::rstest;
use testkit::{app::TestApp, school::with_code};

fn of_class(class: ClassId, per_child: u8) -> SlipOrder {
    SlipOrder {
        class_id: Some(class),
        after: None,
        child_ids: Vec::new(),
        per_child,
        replace: false,
    }
}

fn of_children(child_ids: Vec<ChildId>) -> SlipOrder {
    SlipOrder {
        class_id: None,
        after: None,
        child_ids,
        per_child: 1,
        replace: false,
    }
}

#[tokio::test]
async fn each_guardian_has_a_slip_that_works_once() {
    let app = TestApp::start().await;
    let teacher = app.teacher("Anne", &[Level::P3]).await;
    app.child(Level::P3, "Louis").await;
    app.child(Level::P3, "Emma").await;
    app.child(Level::P4, "Noé").await;
    let order = of_class(app.class(Level::P3).await, 2);
    let slips = teacher.call(&MakeChildSlips {}, &order).await.unwrap();
    let names: Vec<&str> = slips.items.iter().map(|slip| slip.first_name.as_str()).collect();
    assert_eq!(names, ["Emma", "Emma", "Louis", "Louis"]);
    assert_eq!(slips.next, None);
    for (slip, name) in slips.items.iter().zip(["Marie", "Jean"]) {
        assert!(
            slip.url.ends_with(&format!("/enfants/ajouter?code={}", slip.code)),
            "{}",
            slip.url
        );
        assert_eq!(slip.class_name.as_deref(), Some("P3"));
        let parent = app.register_and_verify(name).await;
        let child = parent.call(&AddChild {}, &with_code(slip.code.clone())).await.unwrap();
        assert_eq!(child.id, slip.child_id);
        let again = parent.call(&AddChild {}, &with_code(slip.code.clone())).await;
        assert_eq!(again.unwrap_err().code, Code::WrongCode);
    }
}

#[tokio::test]
async fn new_slips_may_take_the_place_of_lost_ones() {
    let app = TestApp::start().await;
    let office = app.office().await;
    let child = app.child(Level::P3, "Louis").await;
    let lost = app.child_code(child).await;
    let kept = office
        .call(&MakeChildSlips {}, &of_children(vec![child]))
        .await
        .unwrap();
    let replaced = SlipOrder {
        replace: true,
        ..of_children(vec![child])
    };
    let fresh = office.call(&MakeChildSlips {}, &replaced).await.unwrap();
    let marie = app.register_and_verify("Marie").await;
    for code in [lost, kept.items[0].code.clone()] {
        let problem = marie.call(&AddChild {}, &with_code(code)).await.unwrap_err();
        assert_eq!(problem.code, Code::WrongCode);
    }
    marie
        .call(&AddChild {}, &with_code(fresh.items[0].code.clone()))
        .await
        .unwrap();
}

#[tokio::test]
async fn a_full_class_comes_forty_children_at_a_time() {
    let app = TestApp::start().await;
    let office = app.office().await;
    let list = (0..43).fold("Nom;Prénom;Classe\n".to_owned(), |text, number| {
        text + &format!("Nom{number:02};Léa;P3\n")
    });
    crate::families::imports::import(office, &list).await;
    let order = of_class(app.class(Level::P3).await, 1);
    let first = office.call(&MakeChildSlips {}, &order).await.unwrap();
    let rest = SlipOrder {
        after: first.next,
        ..order
    };
    let rest = office.call(&MakeChildSlips {}, &rest).await.unwrap();
    assert_eq!((first.items.len(), rest.items.len(), rest.next), (40, 3, None));
    assert_eq!(rest.items[0].last_name, "Nom40");
}

#[tokio::test]
async fn a_teacher_prints_for_their_own_classes() {
    let app = TestApp::start().await;
    let teacher = app.teacher("Anne", &[Level::P4]).await;
    let child = app.child(Level::P3, "Louis").await;
    for order in [of_class(app.class(Level::P3).await, 1), of_children(vec![child])] {
        let refused: Result<ChildSlips, _> = teacher.call(&MakeChildSlips {}, &order).await;
        assert_eq!(refused.map(drop).unwrap_err().code, Code::Forbidden);
    }
}

#[rstest]
#[case(false, 0, "/class_id", "required")]
#[case(true, 1, "/child_ids", "not_both")]
#[case(false, 41, "/child_ids", "too_long")]
#[tokio::test]
async fn it_is_said_for_whom(
    #[case] with_class: bool,
    #[case] children: usize,
    #[case] pointer: &str,
    #[case] code: &str,
) {
    let app = TestApp::start().await;
    let mut order = of_children((0..children).map(|_| ChildId::fresh()).collect());
    if with_class {
        order.class_id = Some(app.class(Level::P3).await);
    }
    let problem = app
        .office()
        .await
        .call(&MakeChildSlips {}, &order)
        .await
        .map(drop)
        .unwrap_err();
    assert_eq!(problem.errors[0].pointer, pointer);
    assert_eq!(problem.errors[0].code, code);
}
