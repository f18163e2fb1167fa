//! What is typed is words: which words they find, and that they are nothing else.

use domain::{
    messaging::search::{Search, SearchKind, SearchQuery},
    problem::Code,
    schools::types::Level,
};
use rstest::rstest;
use testkit::app::TestApp;

use super::{found, words};
use crate::messaging::send;

#[tokio::test]
async fn accents_capitals_and_marks_do_not_matter() {
    let app = TestApp::start().await;
    let sophie = app.teacher("Sophie", &[Level::P3]).await;
    let (marie, _) = app.parent_of("Marie", Level::P3).await;
    let room = marie.class_room(Level::P3).await;
    send(&sophie, room, "L’ÉVÉNEMENT de Noël : goûter à 16h30").await;
    send(&sophie, room, "Een cœur en de coördinatie").await;
    for q in [
        "evenement",
        "Événement",
        "EVENEMENT",
        "e\u{301}ve\u{301}nement",
        "noel",
        "l'événement de noël",
    ] {
        assert_eq!(found(&marie, q).await.len(), 1, "{q}");
    }
    assert_eq!(
        found(&marie, "gouter").await,
        ["L’ÉVÉNEMENT de Noël : [goûter] à 16h30"]
    );
    assert_eq!(
        found(&marie, "COEUR coordinatie").await,
        ["Een [cœur] en de [coördinatie]"]
    );
    assert!(
        found(&marie, "evenement inconnu").await.is_empty(),
        "all words must be there"
    );
}

#[tokio::test]
async fn the_last_word_may_be_a_beginning_and_a_phrase_stands_in_a_row() {
    let app = TestApp::start().await;
    let sophie = app.teacher("Sophie", &[Level::P3]).await;
    let room = sophie.class_room(Level::P3).await;
    for content in [
        "Qui vient à la fancy-fair ?",
        "La fair trade est fancy",
        "Les bottes de Louis",
    ] {
        send(&sophie, room, content).await;
    }
    assert_eq!(found(&sophie, "bot").await, ["Les [bottes] de Louis"]);
    assert!(found(&sophie, "bot ").await.is_empty(), "a word that is ended is whole");
    assert!(found(&sophie, "bot louis").await.is_empty());
    assert_eq!(found(&sophie, "louis bottes").await, ["Les [bottes] de [Louis]"]);
    assert_eq!(
        found(&sophie, "\"fancy fair\"").await,
        ["Qui vient à la [fancy]-[fair] ?"]
    );
    assert_eq!(found(&sophie, "fancy fair").await.len(), 2);
    assert!(found(&sophie, "b").await.is_empty(), "one letter finds nothing");
}

/// Another form of a word is found on both databases, in French and in Dutch, with and without accents; what is marked is what was written.
#[rstest]
#[case("reunions ", "Les [réunions] des parents")]
#[case("réunions ", "Une [REUNION] de plus")]
#[case("réunion ", "Les [réunions] des parents")]
#[case("REUNION ", "Les [réunions] des parents")]
#[case("reunions", "Les [réunions] des parents")]
#[case("activites ", "Toute [activité] est gratuite")]
#[case("activités ", "Toute [activité] est gratuite")]
#[case("cheval manger ", "À midi, on [mangera] près des [chevaux]")]
#[case("vergaderingen ", "De [vergadering] van dinsdag")]
#[case("vergaderingen", "De [vergadering] van dinsdag")]
#[case("school ", "Alle [scholen] zijn open")]
#[case("coordinaties", "Een goede [coördinatie]")]
#[tokio::test]
async fn other_forms_of_a_word_are_found(#[case] q: &str, #[case] wanted: &str) {
    let app = TestApp::start().await;
    let sophie = app.teacher("Sophie", &[Level::P3]).await;
    let room = sophie.class_room(Level::P3).await;
    for content in [
        "Les réunions des parents",
        "Une REUNION de plus",
        "Toute activité est gratuite",
        "À midi, on mangera près des chevaux",
        "De vergadering van dinsdag",
        "Alle scholen zijn open",
        "Een goede coördinatie",
    ] {
        send(&sophie, room, content).await;
    }
    let found = found(&sophie, q).await;
    assert!(found.iter().any(|one| one == wanted), "{q}: {found:?}");
    let about_meetings = wanted.contains('[') && wanted.to_lowercase().contains("union");
    assert_eq!(found.len(), if about_meetings { 2 } else { 1 }, "{q}: {found:?}");
}

/// What stands between quotation marks is found as it stands.
#[tokio::test]
async fn a_phrase_has_no_other_forms() {
    let app = TestApp::start().await;
    let sophie = app.teacher("Sophie", &[Level::P3]).await;
    let room = sophie.class_room(Level::P3).await;
    send(&sophie, room, "Les réunions des parents").await;
    assert!(found(&sophie, "\"réunion des parents\"").await.is_empty());
    assert_eq!(
        found(&sophie, "\"reunions des parents\"").await,
        ["Les [réunions] [des] [parents]"]
    );
}

/// Whatever is typed is words: no sign of SQL, of LIKE or of the two search languages means anything, and none is an error.
#[rstest]
#[case("'; DROP TABLE messages; --")]
#[case("\" OR 1=1")]
#[case("NEAR(bottes, 2)")]
#[case("words:bottes AND NOT x*")]
#[case("bottes & !rien | (a <-> b):*")]
#[case("50%_\\ ^bottes {x}")]
#[case("\u{0}".trim_matches('\0'))]
#[case("\u{202E}\u{FEFF}\u{1F600}\u{0600}\u{FFFD}")]
#[case("''''\\'::tsquery")]
#[case("- + * \" ( ) ~ < > @")]
#[tokio::test]
async fn nothing_that_is_typed_is_a_command(#[case] q: &str) {
    let app = TestApp::start().await;
    let sophie = app.teacher("Sophie", &[Level::P3]).await;
    let room = sophie.class_room(Level::P3).await;
    send(&sophie, room, "bottes 50").await;
    for kind in [None, Some(SearchKind::Messages), Some(SearchKind::People)] {
        let query = SearchQuery { kind, ..words(q) };
        match sophie.ask(&Search {}, &query).await {
            Ok(page) => assert!(page.items.len() <= 1),
            Err(problem) => assert!(q.is_empty() && problem.code == Code::BadQuery, "{q}: {problem:?}"),
        }
    }
    assert_eq!(found(&sophie, "bottes").await.len(), 1);
}

/// The store itself, with whatever proptest thinks of: neither database ever refuses.
#[tokio::test]
async fn no_words_at_all_break_a_search() {
    use diesel::prelude::*;
    use proptest::{strategy::Strategy, strategy::ValueTree, test_runner::TestRunner};
    use store::{accounts::standing, schema::sessions};
    let app = TestApp::start().await;
    let sophie = app.teacher("Sophie", &[Level::P3]).await;
    let room = sophie.class_room(Level::P3).await;
    send(&sophie, room, "Une œuvre d’art à l’école").await;
    let account = sophie.id;
    app.store()
        .read(move |db| {
            let session = sessions::table
                .filter(sessions::account_id.eq(account))
                .select(sessions::id)
                .first(db)?;
            let member = standing::by_id(db, session)?.member()?;
            let mut runner = TestRunner::deterministic();
            let typed = proptest::prop_oneof![
                "\\PC{1,40}",
                "[a-zé\"'*():&|!<>\\-_% ]{1,30}",
                "(AND|OR|NOT|NEAR|œ|\u{FDFA}|\"| ){1,9}"
            ];
            for _ in 0..1_000 {
                let q = typed.new_tree(&mut runner).unwrap().current();
                let query = words(&q);
                if let Err(error) = store::messaging::search::find(db, &member, &query) {
                    panic!("{q:?}: {error}");
                }
            }
            Ok(())
        })
        .await
        .unwrap();
}
