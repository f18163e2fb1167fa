//! What is found stays where it may be read: of another school, of a room that one has left, of somebody who is blocked; and files by their
//! names.

use domain::{
    id::ConversationId,
    messaging::{
        people_calls::BlockPerson,
        rooms::{
            calls::{CreateConversation, LeaveConversation},
            types::{NewConversation, NewKind},
        },
        search::{Search, SearchHit, SearchKind, SearchQuery},
    },
    page::NoBody,
    schools::types::Level,
};
use testkit::{app::TestApp, person::Person};

use super::{direct, found, messages, words};
use crate::{
    files::{samples, upload},
    messaging::send,
};

async fn group(by: &Person, members: &[&Person]) -> ConversationId {
    let members: Vec<_> = members.iter().map(|person| person.id).collect();
    let new: NewConversation =
        serde_json::from_value(serde_json::json!({ "kind": NewKind::Group, "title": "Gâteaux", "members": members }))
            .unwrap();
    by.call(&CreateConversation {}, &new).await.unwrap().id
}

async fn people(by: &Person, q: &str) -> Vec<String> {
    let query = SearchQuery {
        kind: Some(SearchKind::People),
        ..words(q)
    };
    let page = by.ask(&Search {}, &query).await.unwrap();
    let name = |hit| match hit {
        SearchHit::Person { person, .. } => Some(person.first_name),
        _ => None,
    };
    page.items.into_iter().filter_map(name).collect()
}

#[tokio::test]
async fn nothing_of_another_school_is_found() {
    let app = TestApp::start().await;
    let sophie = app.teacher("Sophie", &[Level::P3]).await;
    let elsa = app.teacher_elsewhere("Elsa", Level::P3).await;
    send(&sophie, sophie.class_room(Level::P3).await, "Les réunions d'ici").await;
    send(&elsa, elsa.class_room(Level::P3).await, "Les réunions d'ailleurs").await;
    for q in ["reunion", "réunions ", "reun", "\"les reunions\""] {
        assert_eq!(found(&sophie, q).await.len(), 1, "{q}");
        let hers = found(&elsa, q).await;
        assert!(hers.len() == 1 && hers[0].contains("ailleurs"), "{q}: {hers:?}");
    }
    assert!(people(&elsa, "sophie").await.is_empty() && people(&sophie, "elsa").await.is_empty());
    let theirs = SearchQuery {
        conversation: Some(sophie.class_room(Level::P3).await),
        ..words("reunion")
    };
    assert!(messages(&elsa, &theirs).await.is_empty());
}

#[tokio::test]
async fn nothing_of_a_conversation_that_one_has_left_is_found() {
    let app = TestApp::start().await;
    let (marie, _) = app.parent_of("Marie", Level::P3).await;
    let (jean, _) = app.parent_of("Jean", Level::P3).await;
    let room = group(&marie, &[&jean]).await;
    send(&marie, room, "Trois gâteaux au chocolat").await;
    let file = upload(&marie, "recette.pdf", samples::pdf("x")).await.unwrap();
    crate::files::send_files(&marie, room, "", &[file.id]).await;
    assert_eq!(
        (found(&jean, "gateau ").await.len(), found(&jean, "recette").await.len()),
        (1, 1)
    );
    jean.call(&LeaveConversation { conversation: room }, &NoBody {})
        .await
        .unwrap();
    assert!(found(&jean, "gateau ").await.is_empty() && found(&jean, "recette").await.is_empty());
    assert_eq!(found(&marie, "gateau ").await.len(), 1);
}

/// A block keeps people apart; what both could read before, and what stands in the class, is still found, as it is still read.
#[tokio::test]
async fn somebody_who_is_blocked_is_not_found_and_what_was_said_is() {
    let app = TestApp::start().await;
    let (marie, _) = app.parent_of("Marie", Level::P3).await;
    let (jean, _) = app.parent_of("Jean", Level::P3).await;
    let between = direct(&marie, &jean).await;
    send(&jean, between, "bottes entre nous").await;
    send(&jean, jean.class_room(Level::P3).await, "bottes pour tous").await;
    assert_eq!(people(&marie, "jean").await, ["Jean"]);
    marie.call(&BlockPerson { account: jean.id }, &NoBody {}).await.unwrap();
    assert!(people(&marie, "jean").await.is_empty() && people(&jean, "marie").await.is_empty());
    assert_eq!(found(&marie, "botte ").await.len(), 2);
}

#[tokio::test]
async fn a_file_is_found_by_its_name() {
    let app = TestApp::start().await;
    let (marie, _) = app.parent_of("Marie", Level::P3).await;
    let (jean, _) = app.parent_of("Jean", Level::P3).await;
    let room = marie.class_room(Level::P3).await;
    let file = upload(&marie, "Autorisations_piscine.pdf", samples::pdf("x"))
        .await
        .unwrap();
    crate::files::send_files(&marie, room, "Voici", &[file.id]).await;
    send(&jean, room, "Merci pour l'autorisation").await;
    for (q, kind, count) in [
        ("autorisation ", SearchKind::Files, 1),
        ("piscines", SearchKind::Files, 1),
        ("autorisation piscine", SearchKind::Messages, 1),
        ("autorisation ", SearchKind::Messages, 2),
        ("x", SearchKind::Files, 0),
    ] {
        let query = SearchQuery {
            kind: Some(kind),
            ..words(q)
        };
        let hits = messages(&jean, &query).await;
        assert_eq!(hits.len(), count, "{q}: {hits:?}");
        if count == 1 {
            assert_eq!(hits[0].attachments[0].id, file.id);
        }
    }
}
