//! Two records of one child become one: nothing is lost, nobody is linked twice.

use domain::{
    families::{
        calls::{
            AddChild, ListChildAccesses, ListDuplicateChildren, ListGuardianLinks, ListMyChildren, MergeChildren,
            RestrictGuardian, ShowSchoolChild,
        },
        households::LinkReason,
        records::ChildMerge,
        types::{LinkQuery, LinkStatus, SchoolChild},
    },
    id::ChildId,
    page::{NoBody, PageQuery},
    problem::Code,
    schools::types::{Level, Role},
};
use testkit::{app::TestApp, school::with_code};

use crate::families::{declare, link_of};

async fn merge(app: &TestApp, child: ChildId, into: ChildId) -> SchoolChild {
    let office = app.office().await;
    office
        .call(&MergeChildren { child }, &ChildMerge { into })
        .await
        .unwrap()
}

#[tokio::test]
async fn a_declared_child_becomes_the_listed_one_with_links_codes_and_looks() {
    let app = TestApp::start().await;
    let office = app.office().await;
    let listed = app.child(Level::P3, "Louis").await;
    let marie = app.register_and_verify("Marie").await;
    let jean = app.register_and_verify("Jean").await;
    app.add_child(&marie, listed).await;
    let declared = declare(&app, &jean, ("Louis", "Dupond")).await.id;
    let code = app.child_code(declared).await;
    office
        .call(&ShowSchoolChild { child: declared }, &NoBody {})
        .await
        .unwrap();

    let pairs = office
        .ask(&ListDuplicateChildren {}, &domain::page::NoQuery {})
        .await
        .unwrap();
    let pair = (pairs.items[0].keep.id, pairs.items[0].other.id);
    assert_eq!((pairs.items.len(), pair), (1, (listed, declared)));

    let merged = merge(&app, declared, listed).await;
    assert_eq!(
        (merged.id, merged.last_name.as_str(), merged.declared),
        (listed, "Dupont", false)
    );
    let mine = jean.ask(&ListMyChildren {}, &PageQuery::default()).await.unwrap();
    assert_eq!((mine.items[0].id, mine.items[0].status), (listed, LinkStatus::Pending));
    let anne = app.register_and_verify("Anne").await;
    let child = anne.call(&AddChild {}, &with_code(code)).await.unwrap();
    assert_eq!(child.id, listed);
    let looks = marie
        .ask(&ListChildAccesses { child: listed }, &PageQuery::default())
        .await
        .unwrap();
    assert_eq!(looks.items.len(), 1, "who opened the other record is still seen");
    let gone = office.call(&ShowSchoolChild { child: declared }, &NoBody {}).await;
    assert_eq!(gone.unwrap_err().code, Code::NotFound);
    let pairs = office
        .ask(&ListDuplicateChildren {}, &domain::page::NoQuery {})
        .await
        .unwrap();
    assert!(pairs.items.is_empty());
}

#[tokio::test]
async fn who_is_linked_to_both_is_linked_once_and_a_restriction_stays() {
    let app = TestApp::start().await;
    let office = app.office().await;
    let (one, other) = (app.child(Level::P3, "Louis").await, app.child(Level::P4, "Louis").await);
    let marie = app.register_and_verify("Marie").await;
    app.add_child(&marie, one).await;
    app.add_child(&marie, other).await;
    let link = link_of(&app, other, &marie).await.link_id;
    let reason = LinkReason {
        reason: "Jugement".to_owned(),
    };
    office.call(&RestrictGuardian { link }, &reason).await.unwrap();
    marie.class_room(Level::P3).await;
    merge(&app, other, one).await;
    let mine = marie.ask(&ListMyChildren {}, &PageQuery::default()).await.unwrap();
    assert_eq!(mine.items.len(), 1);
    assert!(!mine.items[0].in_force, "what one record withholds stays withheld");
    assert!(marie.find_class_room(Level::P3).await.is_none());
    let kept = LinkQuery {
        status: Some(LinkStatus::Ended),
        ..LinkQuery::default()
    };
    let history = office.ask(&ListGuardianLinks {}, &kept).await.unwrap();
    assert_eq!(history.items.len(), 1);
    assert_eq!(history.items[0].child.id, one);
}

#[tokio::test]
async fn a_confirmed_link_goes_before_one_that_waits() {
    let app = TestApp::start().await;
    let marie = app.register_and_verify("Marie").await;
    let declared = declare(&app, &marie, ("Louis", "Autrement")).await;
    let listed = app.child(Level::P4, "Louis").await;
    app.add_child(&marie, listed).await;
    // in both directions the confirmed one stays
    let merged = merge(&app, listed, declared.id).await;
    assert!(!merged.declared);
    let mine = marie.ask(&ListMyChildren {}, &PageQuery::default()).await.unwrap();
    assert_eq!(mine.items.len(), 1);
    assert_eq!(
        (mine.items[0].id, mine.items[0].status),
        (declared.id, LinkStatus::Confirmed)
    );
    assert_eq!(
        merged.class_name.as_deref(),
        Some("P3"),
        "the class of the record that stays"
    );
    marie.class_room(Level::P3).await;
    assert!(marie.find_class_room(Level::P4).await.is_none());
}

#[tokio::test]
async fn a_child_is_not_merged_with_itself_nor_with_nobody_nor_by_a_teacher() {
    let app = TestApp::start().await;
    let office = app.office().await;
    let (one, other) = (app.child(Level::P3, "Louis").await, app.child(Level::P3, "Emma").await);
    for (into, code) in [(one, Code::Invalid), (ChildId::fresh(), Code::NotFound)] {
        let refused = office.call(&MergeChildren { child: one }, &ChildMerge { into }).await;
        assert_eq!(refused.unwrap_err().code, code);
    }
    let teacher = app.staff("Anne", Role::Teacher).await;
    let refused = teacher
        .call(&MergeChildren { child: one }, &ChildMerge { into: other })
        .await;
    assert_eq!(refused.unwrap_err().code, Code::Forbidden);
}
