//! Finding: by words, category, kind, language and class; in three orders, page by page.

use domain::{
    messaging::people_calls::BlockPerson,
    page::NoBody,
    problem::Code,
    schools::types::{Level, Role},
    sel::{
        service::{ServiceKind, ServiceSort},
        service_calls::{AddFavourite, ChangeService, ListServices, OfferService, RemoveFavourite, RemoveService},
        service_forms::{ServiceForm, ServiceQuery},
    },
};
use rstest::rstest;
use testkit::app::TestApp;

use super::{all_titles, form, offer, request, show, titles};

fn words(q: &str) -> ServiceQuery {
    ServiceQuery {
        q: Some(q.to_owned()),
        ..ServiceQuery::default()
    }
}

#[rstest]
#[case("velo", true)]
#[case("VÉLO", true)]
#[case("entretiens", true)]
#[case("réparation", true)]
#[case("repar", true)]
#[case("selle évere", true)]
#[case("fietsen", false)]
#[case("v", false)]
#[case("\" OR 1=1 --", false)]
#[tokio::test]
async fn words_find_whatever_their_accents_and_endings(#[case] typed: &str, #[case] found: bool) {
    let app = TestApp::start().await;
    let (marie, _) = app.parent_of("Marie", Level::P3).await;
    let cycle = ServiceForm {
        description: "Réparations simples : pneus, freins, selle.".to_owned(),
        place: Some("Evere".to_owned()),
        ..form("Petit entretien de vélo", "bricolage")
    };
    marie.call(&OfferService {}, &cycle).await.unwrap();
    offer(&marie, "Tarte aux pommes", "cuisine").await;
    let expected: &[&str] = if found { &["Petit entretien de vélo"] } else { &[] };
    assert_eq!(titles(&marie, &words(typed)).await, expected);
}

#[tokio::test]
async fn what_was_changed_is_found_by_its_new_words_and_what_was_removed_by_none() {
    let app = TestApp::start().await;
    let (marie, _) = app.parent_of("Marie", Level::P3).await;
    let service = offer(&marie, "Tarte aux pommes", "cuisine").await.id;
    let other = form("Gâteau au chocolat", "cuisine");
    marie.call(&ChangeService { service }, &other).await.unwrap();
    assert!(titles(&marie, &words("pommes")).await.is_empty());
    assert_eq!(titles(&marie, &words("gateau")).await.len(), 1);
    marie.call(&RemoveService { service }, &NoBody {}).await.unwrap();
    assert!(titles(&marie, &words("gateau")).await.is_empty());
}

#[tokio::test]
async fn kind_category_and_language_narrow_the_list() {
    let app = TestApp::start().await;
    let (marie, _) = app.parent_of("Marie", Level::P3).await;
    offer(&marie, "Tarte", "cuisine").await;
    request(&marie, "Maths", "devoirs").await;
    let dutch = ServiceForm {
        languages: vec!["nl".to_owned()],
        ..form("Nederlands", "devoirs")
    };
    marie.call(&OfferService {}, &dutch).await.unwrap();
    let requests = ServiceQuery {
        kind: Some(ServiceKind::Request),
        ..ServiceQuery::default()
    };
    assert_eq!(titles(&marie, &requests).await, ["Maths"]);
    let homework = ServiceQuery {
        category: Some("devoirs".to_owned()),
        ..ServiceQuery::default()
    };
    assert_eq!(titles(&marie, &homework).await, ["Nederlands", "Maths"]);
    let in_dutch = ServiceQuery {
        language: Some("nl".to_owned()),
        ..ServiceQuery::default()
    };
    assert_eq!(titles(&marie, &in_dutch).await, ["Nederlands"]);
}

#[tokio::test]
async fn one_looks_into_the_classes_that_one_is_in() {
    let app = TestApp::start().await;
    let (marie, _) = app.parent_of("Marie", Level::P3).await;
    let (jean, _) = app.parent_of("Jean", Level::P4).await;
    let nadia = app.staff("Nadia", Role::Teacher).await;
    offer(&marie, "Tarte", "cuisine").await;
    offer(&jean, "Maths", "devoirs").await;
    let of = |class| ServiceQuery {
        class_id: Some(class),
        ..ServiceQuery::default()
    };
    let (p3, p4) = (app.class(Level::P3).await, app.class(Level::P4).await);
    assert_eq!(titles(&marie, &of(p3)).await, ["Tarte"]);
    let refused = marie.ask(&ListServices {}, &of(p4)).await.unwrap_err();
    assert_eq!(refused.code, Code::NotFound, "who is in P4 is not hers to know");
    assert_eq!(titles(&nadia, &of(p4)).await, ["Maths"]);
}

#[tokio::test]
async fn the_pages_of_every_order_together_are_the_list() {
    let app = TestApp::start().await;
    let (marie, _) = app.parent_of("Marie", Level::P3).await;
    let (jean, _) = app.parent_of("Jean", Level::P3).await;
    let (paul, _) = app.parent_of("Paul", Level::P4).await;
    for (by, title) in [
        (&jean, "Émaux"),
        (&paul, "Bois"),
        (&jean, "Cuir"),
        (&paul, "Fer"),
        (&marie, "Argile"),
    ] {
        offer(by, title, "autre").await;
    }
    for (sort, expected) in [
        (ServiceSort::Newest, ["Argile", "Fer", "Cuir", "Bois", "Émaux"]),
        (ServiceSort::Title, ["Argile", "Bois", "Cuir", "Émaux", "Fer"]),
        (ServiceSort::Near, ["Cuir", "Émaux", "Argile", "Fer", "Bois"]),
    ] {
        let (mut seen, mut cursor) = (Vec::new(), None);
        loop {
            let query = ServiceQuery {
                sort: Some(sort),
                limit: Some(2),
                cursor,
                ..ServiceQuery::default()
            };
            let page = marie.ask(&ListServices {}, &query).await.unwrap();
            seen.extend(page.items.into_iter().map(|service| service.title));
            cursor = page.next;
            if cursor.is_none() {
                break;
            }
        }
        assert_eq!(seen, expected, "{sort}");
    }
}

#[tokio::test]
async fn favourites_are_ones_own() {
    let app = TestApp::start().await;
    let (marie, _) = app.parent_of("Marie", Level::P3).await;
    let (jean, _) = app.parent_of("Jean", Level::P3).await;
    let service = offer(&jean, "Maths", "devoirs").await.id;
    offer(&jean, "Tarte", "cuisine").await;
    for _ in 0..2 {
        marie.call(&AddFavourite { service }, &NoBody {}).await.unwrap();
    }
    let favourites = ServiceQuery {
        favourite: Some(true),
        ..ServiceQuery::default()
    };
    assert_eq!(titles(&marie, &favourites).await, ["Maths"]);
    assert!(titles(&jean, &favourites).await.is_empty());
    assert!(show(&marie, service).await.unwrap().favourite);
    for _ in 0..2 {
        marie.call(&RemoveFavourite { service }, &NoBody {}).await.unwrap();
    }
    assert!(titles(&marie, &favourites).await.is_empty());
}

#[tokio::test]
async fn two_of_whom_one_blocks_the_other_do_not_see_each_others() {
    let app = TestApp::start().await;
    let (marie, _) = app.parent_of("Marie", Level::P3).await;
    let (jean, _) = app.parent_of("Jean", Level::P3).await;
    let hers = offer(&marie, "Tarte", "cuisine").await.id;
    let his = offer(&jean, "Maths", "devoirs").await.id;
    marie.call(&BlockPerson { account: jean.id }, &NoBody {}).await.unwrap();
    assert_eq!(all_titles(&marie).await, ["Tarte"]);
    assert_eq!(all_titles(&jean).await, ["Maths"]);
    assert_eq!(show(&marie, his).await.unwrap_err(), Code::NotFound);
    assert_eq!(show(&jean, hers).await.unwrap_err(), Code::NotFound);
    assert!(show(app.office().await, hers).await.is_ok());
}

#[tokio::test]
async fn another_school_sees_nothing_of_it() {
    let app = TestApp::start().await;
    let (marie, _) = app.parent_of("Marie", Level::P3).await;
    let service = offer(&marie, "Tarte", "cuisine").await.id;
    let stranger = app.teacher_elsewhere("Zora", Level::P3).await;
    assert!(all_titles(&stranger).await.is_empty());
    assert_eq!(show(&stranger, service).await.unwrap_err(), Code::NotFound);
    let there = ServiceQuery {
        class_id: Some(app.class(Level::P3).await),
        ..ServiceQuery::default()
    };
    let refused = stranger.ask(&ListServices {}, &there).await.unwrap_err();
    assert_eq!(refused.code, Code::NotFound);
}
