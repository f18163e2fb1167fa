//! A message written anew.

use domain::{
    id::MessageId,
    messaging::{
        calls::{ListEdits, ListMessages, OpenDirect, ShowConversation},
        change::ChangeKind,
        edit::EarlierText,
        history::HistoryQuery,
        new_message::NewMessage,
        rooms::{
            calls::{ChangeRoom, CreateConversation},
            types::{NewConversation, NewKind, RoomForm},
        },
        types::{NewDirect, Posting},
    },
    page::{NoQuery, PageQuery},
    problem::Code,
    schools::types::Level,
};
use futures_util::future::{join, join_all};
use testkit::{app::TestApp, person::Person};

use super::{changes, delete, edit, is_change, make_older, show};
use crate::messaging::{history, second_node, send, text};

async fn earlier(person: &Person, place: (domain::id::ConversationId, MessageId)) -> Result<Vec<String>, Code> {
    let (conversation, message) = place;
    let call = ListEdits { conversation, message };
    let page = person.ask(&call, &PageQuery::default()).await;
    let texts = page.map_err(|problem| problem.code)?.items;
    assert!(texts.is_sorted_by_key(|text| text.written_at));
    Ok(texts.into_iter().map(|EarlierText { content, .. }| content).collect())
}

#[tokio::test]
async fn everybody_sees_the_new_text_and_nobody_a_new_message() {
    let app = TestApp::start().await;
    let node2 = second_node(&app);
    let (marie, _) = app.parent_of("Marie", Level::P3).await;
    let (jean, _) = app.parent_of("Jean", Level::P3).await;
    let room = marie.class_room(Level::P3).await;
    let mut socket = match &node2 {
        Some(node) => jean.on(node).socket().await,
        None => jean.socket().await,
    };
    let sent = send(&marie, room, "Qui peut preter des bottes ?").await;
    let edited = edit(&marie, (room, sent.id), "  Qui peut prêter des bottes ?  ")
        .await
        .unwrap();
    assert_eq!(edited.content, "Qui peut prêter des bottes ?");
    assert_eq!((edited.seq, edited.changed_seq), (1, 2));
    assert!(edited.edited_at.is_some());
    socket
        .wait_for(|frame| is_change(frame, sent.id, ChangeKind::Edited))
        .await;
    let heard = socket.settle().await;
    let change = changes(heard)[0];
    assert_eq!((change.seq, change.by, &change.message), (2, Some(marie.id), &edited));
    let seen = jean
        .ask(&ShowConversation { conversation: room }, &NoQuery {})
        .await
        .unwrap();
    assert_eq!(
        (seen.last_seq, seen.unread_count),
        (2, 1),
        "a change is not one more message"
    );
    assert_eq!(seen.last_message.as_ref(), Some(&edited));
    let page = history(
        &jean,
        room,
        HistoryQuery {
            after_seq: Some(0),
            ..HistoryQuery::default()
        },
    )
    .await;
    assert_eq!((page.items, page.changes.len()), (vec![edited.clone()], 1));
    // the same once more is no change
    assert_eq!(edit(&marie, (room, sent.id), &edited.content).await.unwrap(), edited);
    assert_eq!(send(&jean, room, "Moi").await.seq, 3);
}

#[tokio::test]
async fn an_answer_quotes_the_text_of_now() {
    let app = TestApp::start().await;
    let (marie, _) = app.parent_of("Marie", Level::P3).await;
    let room = marie.class_room(Level::P3).await;
    let question = send(&marie, room, "Jeudi ?").await;
    let reply = NewMessage {
        reply_to: Some(question.id),
        ..text("Oui")
    };
    let call = domain::messaging::calls::SendMessage { conversation: room };
    let reply = marie.call(&call, &reply).await.unwrap();
    edit(&marie, (room, question.id), "Vendredi ?").await.unwrap();
    let seen = show(&marie, (room, reply.id)).await.unwrap();
    let quote = seen.quote.unwrap();
    assert_eq!((quote.seq, quote.excerpt.as_str()), (1, "Vendredi ?"));
    delete(&marie, (room, question.id)).await.unwrap();
    let seen = show(&marie, (room, reply.id)).await.unwrap();
    assert_eq!(seen.quote.unwrap().excerpt, "");
}

#[tokio::test]
async fn only_its_author_edits_it_and_for_a_quarter_of_an_hour() {
    let app = TestApp::start().await;
    let teacher = app.teacher("Sophie", &[Level::P3]).await;
    let (marie, _) = app.parent_of("Marie", Level::P3).await;
    let (jean, _) = app.parent_of("Jean", Level::P3).await;
    let (stranger, _) = app.parent_of("Piotr", Level::P4).await;
    let room = marie.class_room(Level::P3).await;
    let other_room = stranger.class_room(Level::P4).await;
    let sent = send(&marie, room, "Bonjour").await;
    let place = (room, sent.id);
    assert_eq!(edit(&jean, place, "Bonsoir").await, Err(Code::Forbidden));
    assert_eq!(edit(&teacher, place, "Bonsoir").await, Err(Code::Forbidden));
    assert_eq!(edit(&stranger, place, "Bonsoir").await, Err(Code::NotFound));
    assert_eq!(
        edit(&stranger, (other_room, sent.id), "Bonsoir").await,
        Err(Code::NotFound)
    );
    assert_eq!(
        edit(&marie, (room, MessageId::fresh()), "Bonsoir").await,
        Err(Code::NotFound)
    );
    assert_eq!(edit(&marie, place, " \n ").await, Err(Code::Invalid));
    assert_eq!(edit(&marie, place, &"a".repeat(2_001)).await, Err(Code::Invalid));
    make_older(&app, sent.id, 14 * 60).await;
    edit(&marie, place, "Bonsoir").await.unwrap();
    make_older(&app, sent.id, 15 * 60 + 1).await;
    assert_eq!(edit(&marie, place, "Bonne nuit").await, Err(Code::TooLate));
    assert_eq!(show(&jean, place).await.unwrap().content, "Bonsoir");
}

#[tokio::test]
async fn what_it_said_before_is_for_its_author_and_for_who_looks_after_the_room() {
    let app = TestApp::start().await;
    let teacher = app.teacher("Sophie", &[Level::P3]).await;
    let (marie, _) = app.parent_of("Marie", Level::P3).await;
    let (jean, _) = app.parent_of("Jean", Level::P3).await;
    let (stranger, _) = app.parent_of("Piotr", Level::P4).await;
    let room = marie.class_room(Level::P3).await;
    let sent = send(&marie, room, "un").await;
    let place = (room, sent.id);
    assert_eq!(earlier(&teacher, place).await, Ok(vec![]));
    edit(&marie, place, "deux").await.unwrap();
    edit(&marie, place, "trois").await.unwrap();
    for person in [&marie, &teacher] {
        assert_eq!(earlier(person, place).await.unwrap(), ["un", "deux"]);
    }
    assert_eq!(earlier(&jean, place).await, Err(Code::Forbidden));
    assert_eq!(earlier(&stranger, place).await, Err(Code::NotFound));
    // between two people nobody looks after what the other wrote
    let direct = teacher
        .call(&OpenDirect {}, &NewDirect { account_id: marie.id })
        .await
        .unwrap()
        .id;
    let said = send(&marie, direct, "Bonjour").await;
    assert_eq!(earlier(&teacher, (direct, said.id)).await, Err(Code::Forbidden));
    delete(&marie, place).await.unwrap();
    assert_eq!(earlier(&teacher, place).await, Err(Code::NotFound));
}

#[tokio::test]
async fn of_an_edit_and_a_deletion_at_once_the_deletion_stays() {
    let app = TestApp::start().await;
    let node2 = second_node(&app);
    let (marie, _) = app.parent_of("Marie", Level::P3).await;
    let there = node2.as_ref().map_or_else(|| marie.clone(), |node| marie.on(node));
    let room = marie.class_room(Level::P3).await;
    let tries = (0..6).map(|number| {
        let (marie, there) = (marie.clone(), there.clone());
        async move {
            let sent = send(&marie, room, &format!("secret {number}")).await;
            let place = (room, sent.id);
            let (edited, deleted) = join(edit(&marie, place, "autre secret"), delete(&there, place)).await;
            assert!(matches!(edited, Ok(_) | Err(Code::NotFound)), "{edited:?}");
            assert!(deleted.is_ok(), "{deleted:?}");
            let seen = show(&marie, place).await.unwrap();
            assert!(
                seen.deleted_at.is_some() && seen.content.is_empty() && seen.edited_at.is_none(),
                "{seen:?}"
            );
        }
    });
    join_all(tries).await;
    let all = marie
        .ask(&ListMessages { conversation: room }, &HistoryQuery::default())
        .await
        .unwrap();
    assert!(all.items.iter().all(|message| !message.content.contains("secret")));
}

#[tokio::test]
async fn edits_at_once_keep_every_text_that_was_shown() {
    let app = TestApp::start().await;
    let (marie, _) = app.parent_of("Marie", Level::P3).await;
    let room = marie.class_room(Level::P3).await;
    let sent = send(&marie, room, "texte").await;
    let place = (room, sent.id);
    let texts: Vec<String> = (0..8).map(|number| format!("texte {number}")).collect();
    let edited = join_all(texts.iter().map(|text| edit(&marie, place, text))).await;
    let mut places: Vec<i64> = edited
        .iter()
        .map(|answer| answer.as_ref().unwrap().changed_seq)
        .collect();
    places.sort_unstable();
    assert_eq!(places, (2..=9).collect::<Vec<_>>());
    let mut known = earlier(&marie, place).await.unwrap();
    known.push(show(&marie, place).await.unwrap().content);
    assert_eq!(known[0], "texte");
    known.sort_unstable();
    let mut all = texts;
    all.push("texte".to_owned());
    all.sort_unstable();
    assert_eq!(known, all);
}

#[tokio::test]
async fn who_may_not_write_any_more_edits_nothing_and_may_still_take_it_back() {
    let app = TestApp::start().await;
    let teacher = app.teacher("Sophie", &[Level::P3]).await;
    let (jean, _) = app.parent_of("Jean", Level::P3).await;
    let new = NewConversation {
        kind: NewKind::Group,
        title: Some("Fancy-fair".to_owned()),
        description: None,
        members: vec![jean.id],
        staff_only: false,
        posting: None,
    };
    let conversation = teacher.call(&CreateConversation {}, &new).await.unwrap().id;
    let sent = send(&jean, conversation, "Je tiens le bar").await;
    let quiet = RoomForm {
        posting: Some(Posting::Staff),
        ..RoomForm::default()
    };
    teacher.call(&ChangeRoom { conversation }, &quiet).await.unwrap();
    let place = (conversation, sent.id);
    assert_eq!(edit(&jean, place, "Je ne tiens rien").await, Err(Code::MayNotWrite));
    assert_eq!(show(&jean, place).await.unwrap().content, "Je tiens le bar");
    assert!(delete(&jean, place).await.is_ok());
}
