//! What goes with what: offers with requests of the same category, and those that are alike.

use domain::{
    messaging::people_calls::BlockPerson,
    page::{NoBody, NoQuery},
    schools::types::Level,
    sel::service_calls::{ListMatches, ListSimilarServices, PauseService},
};
use testkit::{app::TestApp, client::Client};

use super::{offer, request};

/// Pairs of what is mine and what goes with it.
async fn matches(by: &Client) -> Vec<(String, String)> {
    let page = by.ask(&ListMatches {}, &NoQuery {}).await.unwrap();
    let pair = |one: domain::sel::service::ServiceMatch| (one.mine_title, one.service.title);
    page.items.into_iter().map(pair).collect()
}

fn pair(mine: &str, other: &str) -> (String, String) {
    (mine.to_owned(), other.to_owned())
}

#[tokio::test]
async fn offers_and_requests_of_one_category_go_together_the_closest_first() {
    let app = TestApp::start().await;
    let (marie, _) = app.parent_of("Marie", Level::P3).await;
    let (jean, _) = app.parent_of("Jean", Level::P4).await;
    request(&marie, "Cherche aide en maths", "devoirs").await;
    offer(&jean, "Leçons de maths", "devoirs").await;
    offer(&jean, "Dictées", "devoirs").await;
    offer(&jean, "Tarte", "cuisine").await;
    request(&jean, "Maths aussi", "devoirs").await;
    let hers = [
        pair("Cherche aide en maths", "Leçons de maths"),
        pair("Cherche aide en maths", "Dictées"),
    ];
    assert_eq!(matches(&marie).await, hers);
    let his = matches(&jean).await;
    assert_eq!(his, [pair("Leçons de maths", "Cherche aide en maths")]);
}

#[tokio::test]
async fn other_things_go_together_by_their_words_only() {
    let app = TestApp::start().await;
    let (marie, _) = app.parent_of("Marie", Level::P3).await;
    let (jean, _) = app.parent_of("Jean", Level::P3).await;
    request(&marie, "Prêt d’une tondeuse", "autre").await;
    offer(&jean, "Jeux de société", "autre").await;
    assert!(matches(&marie).await.is_empty());
    offer(&jean, "Tondeuses et échelles", "autre").await;
    assert_eq!(matches(&marie).await.len(), 1);
}

#[tokio::test]
async fn nothing_goes_with_what_is_paused_or_of_somebody_blocked() {
    let app = TestApp::start().await;
    let (marie, _) = app.parent_of("Marie", Level::P3).await;
    let (jean, _) = app.parent_of("Jean", Level::P3).await;
    let service = request(&marie, "Maths", "devoirs").await.id;
    offer(&jean, "Maths", "devoirs").await;
    assert_eq!(matches(&marie).await.len(), 1);
    marie.call(&PauseService { service }, &NoBody {}).await.unwrap();
    assert!(matches(&marie).await.is_empty() && matches(&jean).await.is_empty());
    request(&marie, "Maths", "devoirs").await;
    jean.call(&BlockPerson { account: marie.id }, &NoBody {}).await.unwrap();
    assert!(matches(&marie).await.is_empty() && matches(&jean).await.is_empty());
}

#[tokio::test]
async fn similar_ones_are_of_the_same_kind_and_category() {
    let app = TestApp::start().await;
    let (marie, _) = app.parent_of("Marie", Level::P3).await;
    let (jean, _) = app.parent_of("Jean", Level::P3).await;
    let service = offer(&jean, "Réparation de vélos", "bricolage").await.id;
    offer(&jean, "Pose d’étagères", "bricolage").await;
    offer(&marie, "Vélo : petites réparations", "bricolage").await;
    offer(&marie, "Tarte", "cuisine").await;
    request(&marie, "Vélo à réparer", "bricolage").await;
    let page = marie.ask(&ListSimilarServices { service }, &NoQuery {}).await.unwrap();
    let titles: Vec<String> = page.items.into_iter().map(|one| one.title).collect();
    assert_eq!(titles, ["Vélo : petites réparations", "Pose d’étagères"]);
}
