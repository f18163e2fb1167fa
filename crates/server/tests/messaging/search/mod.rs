//! Finding what was said: the same words on both databases, only where one may read now, and never what is gone (M12, Z6).

mod apart;
mod typed;

use domain::{
    families::calls::RemoveChild,
    id::{Account, ConversationId, Id},
    messaging::{
        calls::{DeleteMessage, EditMessage, OpenDirect},
        edit::MessageEdit,
        search::{FoundMessage, Search, SearchHit, SearchKind, SearchQuery},
        types::NewDirect,
    },
    page::{NoBody, Page},
    problem::Code,
    schools::types::{Level, Role},
};
use testkit::{app::TestApp, person::Person};

use super::send;

fn words(q: &str) -> SearchQuery {
    SearchQuery {
        q: q.to_owned(),
        kind: Some(SearchKind::Messages),
        ..SearchQuery::default()
    }
}

async fn ask(person: &Person, query: &SearchQuery) -> Page<SearchHit> {
    person.ask(&Search {}, query).await.expect("an answer")
}

async fn messages(person: &Person, query: &SearchQuery) -> Vec<FoundMessage> {
    let page = ask(person, query).await;
    let message = |hit| match hit {
        SearchHit::Message { message } | SearchHit::File { message } => message,
        other => panic!("not a message: {other:?}"),
    };
    page.items.into_iter().map(message).collect()
}

/// The messages found, what was looked for between brackets.
async fn found(person: &Person, q: &str) -> Vec<String> {
    let found = messages(person, &words(q)).await;
    let marked = |message: FoundMessage| {
        let pieces = message.pieces.into_iter();
        pieces
            .map(|piece| {
                if piece.found {
                    format!("[{}]", piece.text)
                } else {
                    piece.text
                }
            })
            .collect::<String>()
    };
    found.into_iter().map(marked).collect()
}

async fn direct(from: &Person, to: &Person) -> ConversationId {
    let with = NewDirect { account_id: to.id };
    from.call(&OpenDirect {}, &with).await.unwrap().id
}

#[tokio::test]
async fn one_finds_only_where_one_may_read_now() {
    let app = TestApp::start().await;
    let sophie = app.teacher("Sophie", &[Level::P3, Level::P4]).await;
    let (marie, child) = app.parent_of("Marie", Level::P3).await;
    let (jean, _) = app.parent_of("Jean", Level::P4).await;
    let outside = app.staff("Otto", Role::Parent).await;
    let (p3, p4) = (sophie.class_room(Level::P3).await, sophie.class_room(Level::P4).await);
    send(&sophie, p3, "Le pique-nique de P3").await;
    send(&sophie, p4, "Le pique-nique de P4").await;
    let between = direct(&sophie, &jean).await;
    send(&sophie, between, "pique-nique entre nous").await;
    assert_eq!(found(&sophie, "pique").await.len(), 3);
    assert_eq!(found(&marie, "pique").await, ["Le [pique]-nique de P3"]);
    assert_eq!(found(&jean, "pique").await.len(), 2);
    assert!(found(&outside, "pique").await.is_empty());
    // a room that one is not in is like one that does not exist
    for room in [p4, Id::fresh()] {
        let there = SearchQuery {
            conversation: Some(room),
            ..words("pique")
        };
        assert_eq!(ask(&marie, &there).await, Page::whole(Vec::new()));
    }
    marie.call(&RemoveChild { child }, &NoBody {}).await.unwrap();
    assert!(found(&marie, "pique").await.is_empty(), "who has left finds nothing");
}

#[tokio::test]
async fn what_was_edited_or_deleted_is_not_found() {
    let app = TestApp::start().await;
    let sophie = app.teacher("Sophie", &[Level::P3]).await;
    let (marie, _) = app.parent_of("Marie", Level::P3).await;
    let conversation = sophie.class_room(Level::P3).await;
    let first = send(&sophie, conversation, "Rendez-vous au zoo").await;
    let second = send(&sophie, conversation, "Rendez-vous à la piscine").await;
    let edit = EditMessage {
        conversation,
        message: first.id,
    };
    let now = MessageEdit {
        content: "Rendez-vous au musée".to_owned(),
    };
    sophie.call(&edit, &now).await.unwrap();
    assert!(found(&marie, "zoo").await.is_empty());
    assert_eq!(found(&marie, "musee").await, ["Rendez-vous au [musée]"]);
    let delete = DeleteMessage {
        conversation,
        message: second.id,
    };
    sophie.call(&delete, &NoBody {}).await.unwrap();
    assert!(found(&marie, "piscine").await.is_empty());
    assert_eq!(found(&marie, "rendez").await.len(), 1);
    let kept = kept_words(&app).await;
    assert!(
        !kept
            .iter()
            .any(|words| words.contains("piscin") || words.contains("zoo")),
        "{kept:?}"
    );
}

async fn kept_words(app: &TestApp) -> Vec<String> {
    use diesel::prelude::*;
    use store::schema::message_words;
    app.store()
        .read(|db| {
            let kept: Vec<(String, String)> = message_words::table
                .select((message_words::words, message_words::stems))
                .load(db)?;
            Ok(kept.into_iter().flat_map(|(words, stems)| [words, stems]).collect())
        })
        .await
        .unwrap()
}

#[tokio::test]
async fn a_search_is_narrowed_by_person_room_and_time() {
    let app = TestApp::start().await;
    let sophie = app.teacher("Sophie", &[Level::P3, Level::P4]).await;
    let (marie, _) = app.parent_of("Marie", Level::P3).await;
    let (p3, p4) = (sophie.class_room(Level::P3).await, sophie.class_room(Level::P4).await);
    let first = send(&sophie, p3, "bottes une").await;
    let second = send(&marie, p3, "bottes deux").await;
    let third = send(&sophie, p4, "bottes trois").await;
    let with = |change: fn(&mut SearchQuery)| {
        let mut query = words("bottes");
        change(&mut query);
        query
    };
    let seqs = |found: Vec<FoundMessage>| found.into_iter().map(|message| message.id).collect::<Vec<_>>();
    let mut of_marie = words("bottes");
    of_marie.from = Some(marie.id);
    assert_eq!(seqs(messages(&sophie, &of_marie).await), [second.id]);
    let mut in_p3 = words("bottes");
    in_p3.conversation = Some(p3);
    assert_eq!(seqs(messages(&sophie, &in_p3).await), [second.id, first.id]);
    let mut later = words("bottes");
    later.after = Some(second.created_at);
    assert_eq!(seqs(messages(&sophie, &later).await), [third.id, second.id]);
    later.after = None;
    later.before = Some(second.created_at);
    assert_eq!(seqs(messages(&sophie, &later).await), [first.id]);
    assert!(
        messages(&sophie, &with(|query| query.has_file = Some(true)))
            .await
            .is_empty()
    );
    assert_eq!(
        messages(&sophie, &with(|query| query.has_file = Some(false)))
            .await
            .len(),
        3
    );
    let hit = &messages(&sophie, &in_p3).await[0];
    assert_eq!(
        (hit.seq, hit.sender_name.as_str()),
        (second.seq, second.sender_name.as_str())
    );
    assert_eq!(hit.conversation.name.as_deref(), Some("P3"));
}

#[tokio::test]
async fn pages_are_the_newest_first_and_meet_without_a_gap() {
    let app = TestApp::start().await;
    let sophie = app.teacher("Sophie", &[Level::P3]).await;
    let room = sophie.class_room(Level::P3).await;
    for number in 0..7 {
        send(&sophie, room, &format!("sortie numéro {number}")).await;
    }
    let mut query = SearchQuery {
        limit: Some(3),
        ..words("sortie")
    };
    let mut places = Vec::new();
    loop {
        let page = ask(&sophie, &query).await;
        places.extend(page.items.into_iter().map(|hit| match hit {
            SearchHit::Message { message } => message.seq,
            other => panic!("{other:?}"),
        }));
        query.cursor = page.next;
        if query.cursor.is_none() {
            break;
        }
        send(&sophie, room, "une sortie de plus").await;
    }
    assert_eq!(places, [7, 6, 5, 4, 3, 2, 1]);
    query.cursor = Some("rien".to_owned());
    assert_eq!(sophie.ask(&Search {}, &query).await.unwrap_err().code, Code::BadQuery);
}

#[tokio::test]
async fn people_and_rooms_are_found_by_their_names() {
    let app = TestApp::start().await;
    let sophie = app.teacher("Sophie", &[Level::P3]).await;
    let (marie, _) = app.parent_of("Marie", Level::P3).await;
    app.parent_of("Éloïse", Level::P3).await;
    app.parent_of("Eloi", Level::P4).await;
    send(&sophie, marie.class_room(Level::P3).await, "Eloi est là").await;
    let everything = SearchQuery {
        kind: None,
        ..words("elo")
    };
    let names = |page: &Page<SearchHit>| -> Vec<String> {
        let people = page.items.iter().filter_map(|hit| match hit {
            SearchHit::Person { person, .. } => Some(person.first_name.clone()),
            _ => None,
        });
        people.collect()
    };
    let page = ask(&marie, &everything).await;
    assert_eq!(names(&page), ["Éloïse"], "nobody of another class");
    assert!(matches!(page.items.last(), Some(SearchHit::Message { .. })));
    assert_eq!(
        names(&ask(&sophie, &everything).await).len(),
        2,
        "staff writes to everybody"
    );
    let rooms = SearchQuery {
        kind: Some(SearchKind::Conversations),
        ..words("p3")
    };
    let page = ask(&marie, &rooms).await;
    assert!(
        matches!(page.items.as_slice(), [SearchHit::Conversation { .. }]),
        "{page:?}"
    );
    assert_eq!(
        ask(&app.staff("Otto", Role::Parent).await, &rooms).await,
        Page::whole(Vec::new())
    );
}

#[tokio::test]
async fn a_stranger_account_finds_nothing_of_anybody() {
    let app = TestApp::start().await;
    let sophie = app.teacher("Sophie", &[Level::P3]).await;
    send(&sophie, sophie.class_room(Level::P3).await, "bottes").await;
    let query = SearchQuery {
        from: Some(Id::<Account>::fresh()),
        ..words("bottes")
    };
    assert_eq!(ask(&sophie, &query).await, Page::whole(Vec::new()));
}
