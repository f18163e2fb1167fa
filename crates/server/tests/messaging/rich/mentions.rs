//! Mentions: who is spoken to, and how many of my unread messages speak to me.

use domain::{
    id::{AccountId, ConversationId},
    messaging::{
        calls::{DeleteMessage, EditMessage, MarkRead},
        edit::MessageEdit,
        marks::ReadUpTo,
        new_message::NewMessage,
        people_calls::BlockPerson,
        rich::{Block, Mention, Span},
        rooms::types::NewKind,
        types::MessageInfo,
    },
    page::NoBody,
    problem::Code,
    schools::types::{Level, Role},
};
use testkit::{app::TestApp, person::Person};

use super::{make, room_of, try_send};
use crate::messaging::text;

fn speaking_to(content: &str, people: &[AccountId]) -> NewMessage {
    NewMessage {
        mentions: people.to_vec(),
        ..text(content)
    }
}

fn speaking_to_all(content: &str) -> NewMessage {
    NewMessage {
        mentions_everyone: true,
        ..text(content)
    }
}

async fn mentions_of(person: &Person, room: ConversationId) -> i64 {
    room_of(person, room).await.mention_count
}

fn names(message: &MessageInfo) -> Vec<(Option<AccountId>, &str)> {
    let pair = |mention: &'_ Mention| mention.account_id;
    message
        .mentions
        .iter()
        .map(|one| (pair(one), one.name.as_str()))
        .collect()
}

#[tokio::test]
async fn whoever_is_spoken_to_sees_it_until_they_have_read() {
    let app = TestApp::start().await;
    let (marie, _) = app.parent_of("Marie", Level::P3).await;
    let (jean, _) = app.parent_of("Jean", Level::P3).await;
    let (amina, _) = app.parent_of("Amina", Level::P3).await;
    let room = marie.class_room(Level::P3).await;
    let new = speaking_to("Merci @Jean Dupont !", &[jean.id, jean.id]);
    let sent = try_send(&marie, room, &new).await.unwrap();
    assert_eq!(names(&sent), [(Some(jean.id), "Jean Dupont")]);
    let Some(Block::Paragraph { spans }) = sent.blocks.first() else {
        panic!("{:?}", sent.blocks)
    };
    let mention = Span::Mention {
        name: "Jean Dupont".to_owned(),
        account_id: Some(jean.id),
    };
    assert!(spans.contains(&mention), "{spans:?}");
    for (person, count) in [(&marie, 0), (&jean, 1), (&amina, 0)] {
        assert_eq!(mentions_of(person, room).await, count);
    }
    let read = MarkRead { conversation: room };
    jean.call(&read, &ReadUpTo { seq: sent.seq }).await.unwrap();
    assert_eq!(mentions_of(&jean, room).await, 0);
}

#[tokio::test]
async fn only_names_in_the_text_of_people_in_the_room_count() {
    let app = TestApp::start().await;
    let (marie, _) = app.parent_of("Marie", Level::P3).await;
    let (jean, _) = app.parent_of("Jean", Level::P3).await;
    let (amina, _) = app.parent_of("Amina", Level::P4).await;
    let room = marie.class_room(Level::P3).await;
    let unsaid = speaking_to("Merci Jean Dupont", &[jean.id]);
    assert_eq!(names(&try_send(&marie, room, &unsaid).await.unwrap()), []);
    let elsewhere = speaking_to("Merci @Amina Dupont et @Jean Dupont", &[amina.id, jean.id]);
    let sent = try_send(&marie, room, &elsewhere).await.unwrap();
    assert_eq!(names(&sent), [(Some(jean.id), "Jean Dupont")]);
    let own = speaking_to("Moi, @Marie Dupont", &[marie.id]);
    assert_eq!(names(&try_send(&marie, room, &own).await.unwrap()), []);
    let too_many: Vec<AccountId> = (0..21).map(|_| AccountId::fresh()).collect();
    let problem = try_send(&marie, room, &speaking_to("@", &too_many)).await.unwrap_err();
    assert_eq!(
        (problem.code, problem.errors[0].pointer.as_str()),
        (Code::Invalid, "/mentions")
    );
}

#[tokio::test]
async fn everybody_is_spoken_to_with_a_word_of_any_language() {
    let app = TestApp::start().await;
    let (marie, _) = app.parent_of("Marie", Level::P3).await;
    let (jean, _) = app.parent_of("Jean", Level::P3).await;
    let room = marie.class_room(Level::P3).await;
    for content in ["@classe photo demain", "@Klas foto morgen", "photo tomorrow, @class"] {
        let sent = try_send(&marie, room, &speaking_to_all(content)).await.unwrap();
        assert_eq!(sent.mentions.len(), 1, "{content}");
        assert_eq!(sent.mentions[0].account_id, None);
    }
    let unsaid = try_send(&marie, room, &speaking_to_all("photo demain")).await.unwrap();
    assert_eq!(names(&unsaid), []);
    let typed = try_send(&marie, room, &text("l'adresse est a@classe.be, @classe"))
        .await
        .unwrap();
    assert_eq!(names(&typed), [], "nobody asked for it");
    assert_eq!(
        (mentions_of(&jean, room).await, mentions_of(&marie, room).await),
        (3, 0)
    );
}

#[tokio::test]
async fn in_a_large_room_only_those_who_look_after_it_speak_to_everybody() {
    let app = TestApp::start().await;
    let office = app.office().await;
    let mut parents = Vec::new();
    for number in 0..30 {
        parents.push(app.staff(&format!("Parent{number}"), Role::Parent).await);
    }
    let people: Vec<&Person> = parents.iter().collect();
    let room = make(office, NewKind::Group, None, &people).await;
    let loud = speaking_to_all("@tous bonjour");
    let problem = try_send(&parents[0], room, &loud).await.unwrap_err();
    assert_eq!(problem.code, Code::Forbidden);
    try_send(office, room, &loud).await.unwrap();
    let small = make(office, NewKind::Group, None, &people[..29]).await;
    try_send(&parents[0], small, &loud).await.unwrap();
}

#[tokio::test]
async fn what_is_edited_out_or_deleted_speaks_to_nobody() {
    let app = TestApp::start().await;
    let (marie, _) = app.parent_of("Marie", Level::P3).await;
    let (jean, _) = app.parent_of("Jean", Level::P3).await;
    let room = marie.class_room(Level::P3).await;
    let one = try_send(&marie, room, &speaking_to("@Jean Dupont un", &[jean.id]))
        .await
        .unwrap();
    let two = try_send(&marie, room, &speaking_to("@Jean Dupont deux", &[jean.id]))
        .await
        .unwrap();
    assert_eq!(mentions_of(&jean, room).await, 2);
    let edit = EditMessage {
        conversation: room,
        message: one.id,
    };
    let new = MessageEdit {
        content: "un".to_owned(),
    };
    assert_eq!(names(&marie.call(&edit, &new).await.unwrap()), []);
    assert_eq!(mentions_of(&jean, room).await, 1);
    let delete = DeleteMessage {
        conversation: room,
        message: two.id,
    };
    assert_eq!(names(&marie.call(&delete, &NoBody {}).await.unwrap()), []);
    assert_eq!(mentions_of(&jean, room).await, 0);
}

/// Nobody learns of a block from it: the message goes, and speaks to nobody.
#[tokio::test]
async fn nobody_is_spoken_to_across_a_block() {
    let app = TestApp::start().await;
    let (marie, _) = app.parent_of("Marie", Level::P3).await;
    let (jean, _) = app.parent_of("Jean", Level::P3).await;
    let room = marie.class_room(Level::P3).await;
    jean.call(&BlockPerson { account: marie.id }, &NoBody {}).await.unwrap();
    for (by, to, name) in [(&marie, &jean, "Jean"), (&jean, &marie, "Marie")] {
        let new = speaking_to(&format!("@{name} Dupont"), &[to.id]);
        assert_eq!(names(&try_send(by, room, &new).await.unwrap()), []);
        assert_eq!(mentions_of(to, room).await, 0);
    }
}
