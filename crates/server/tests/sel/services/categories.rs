//! The categories of a school: the ten of the sources, until the office changes them.

use domain::{
    accounts::types::Locale,
    page::{NoBody, NoQuery},
    problem::Code,
    schools::types::Level,
    sel::{
        category::{CategoriesForm, CategoryForm, CategoryInfo, CategoryList},
        service_calls::{ChangeCategories, ListCategories, OfferService},
    },
};
use testkit::{app::TestApp, client::Client};

use super::{form, offer};

async fn list(by: &Client) -> CategoryList {
    by.ask(&ListCategories {}, &NoQuery {}).await.unwrap()
}

/// The same categories as they are.
fn kept(list: CategoryList) -> CategoriesForm {
    let same = |category: CategoryInfo| CategoryForm {
        key: Some(category.key),
        name_fr: category.name_fr,
        name_nl: category.name_nl,
        name_en: category.name_en,
        hidden: category.hidden,
    };
    CategoriesForm {
        items: list.items.into_iter().map(same).collect(),
    }
}

#[tokio::test]
async fn a_school_begins_with_ten_in_three_languages() {
    let app = TestApp::start().await;
    let (marie, _) = app.parent_of("Marie", Level::P3).await;
    offer(&marie, "Tarte", "cuisine").await;
    let seen = list(&marie).await;
    assert_eq!((seen.items.len(), seen.version), (10, 1));
    let cooking = &seen.items[3];
    assert_eq!(
        (cooking.key.as_str(), cooking.name.as_str(), cooking.services),
        ("cuisine", "Cuisine", 1)
    );
    crate::announcements::speaks(&marie, Locale::Nl).await;
    assert_eq!(list(&marie).await.items[3].name, "Koken");
}

#[tokio::test]
async fn the_office_names_orders_adds_and_hides() {
    let app = TestApp::start().await;
    let (marie, _) = app.parent_of("Marie", Level::P3).await;
    let office = app.office().await;
    let mut form_of = kept(list(office).await);
    form_of.items.rotate_left(1);
    form_of.items[0].name_fr = "Coup de main scolaire".to_owned();
    form_of.items[9].hidden = true;
    form_of.items.push(CategoryForm {
        key: None,
        name_fr: "Vélo & co".to_owned(),
        name_nl: "Fietsen".to_owned(),
        name_en: "Bikes".to_owned(),
        hidden: false,
    });
    let parent = marie.call(&ChangeCategories {}, &form_of).await.unwrap_err();
    assert_eq!(parent.code, Code::Forbidden);
    let changed = office.change(&ChangeCategories {}, 1, &form_of).await.unwrap();
    assert_eq!((changed.version, changed.items.len()), (2, 11));
    assert_eq!(changed.items[10].key, "velo_co");
    let stale = office.change(&ChangeCategories {}, 1, &form_of).await.unwrap_err();
    assert_eq!(stale.code, Code::Stale);
    let keys: Vec<String> = list(&marie).await.items.into_iter().map(|one| one.key).collect();
    assert_eq!((keys.len(), keys[0].as_str()), (10, "devoirs"));
    assert!(!keys.contains(&"garde".to_owned()), "hidden");
    let refused = marie
        .call(&OfferService {}, &form("Babysitting", "garde"))
        .await
        .unwrap_err();
    assert_eq!(refused.code, Code::Invalid);
    offer(&marie, "Pneus", "velo_co").await;
    let same = office.change(&ChangeCategories {}, 2, &kept(changed)).await.unwrap();
    assert_eq!(same.version, 2, "the same again changes nothing");
}

#[tokio::test]
async fn what_is_used_can_be_hidden_but_not_left_out() {
    let app = TestApp::start().await;
    let (marie, _) = app.parent_of("Marie", Level::P3).await;
    offer(&marie, "Tarte", "cuisine").await;
    let office = app.office().await;
    let all = kept(list(office).await);
    let without = |key: &str| CategoriesForm {
        items: all
            .items
            .iter()
            .filter(|one| one.key.as_deref() != Some(key))
            .cloned()
            .collect(),
    };
    let refused = office
        .call(&ChangeCategories {}, &without("cuisine"))
        .await
        .unwrap_err();
    assert_eq!(refused.code, Code::InUse);
    let changed = office.call(&ChangeCategories {}, &without("menage")).await.unwrap();
    assert_eq!(changed.items.len(), 9);
    let mut unknown = kept(changed);
    unknown.items[0].key = Some("inconnue".to_owned());
    let refused = office.call(&ChangeCategories {}, &unknown).await.unwrap_err();
    assert_eq!(refused.code, Code::Invalid);
}

#[tokio::test]
async fn each_school_has_its_own() {
    let app = TestApp::start().await;
    let office = app.office().await;
    let mut fewer = kept(list(office).await);
    fewer.items.truncate(2);
    office.call(&ChangeCategories {}, &fewer).await.unwrap();
    let stranger = app.teacher_elsewhere("Zora", Level::P3).await;
    let theirs = stranger.call(&ListCategories {}, &NoBody {}).await.unwrap();
    assert_eq!(theirs.items.len(), 10);
}
