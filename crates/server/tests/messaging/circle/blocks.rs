//! A block keeps two people apart on every way, in both directions, and neither learns whose it is.

use domain::{
    id::{AccountId, ConversationId},
    messaging::{
        calls::{ListContacts, OpenDirect, SendMessage, ShowConversation},
        mention::MENTIONS_MAX,
        new_message::NewMessage,
        people_calls::{BlockPerson, ListBlocks, UnblockPerson},
        rooms::{
            calls::CreateConversation,
            types::{NewConversation, NewKind},
        },
        types::NewDirect,
    },
    page::{NoBody, PageQuery},
    problem::Code,
    schools::types::Level,
    socket::{ClientFrame, ServerFrame},
};
use testkit::{app::TestApp, person::Person};

use crate::messaging::{history, send, text};

async fn block(person: &Person, account: AccountId) {
    person.call(&BlockPerson { account }, &NoBody {}).await.unwrap();
}

async fn unblock(person: &Person, account: AccountId) {
    person.call(&UnblockPerson { account }, &NoBody {}).await.unwrap();
}

async fn direct(person: &Person, account: AccountId) -> Result<ConversationId, Code> {
    let opened = person.call(&OpenDirect {}, &NewDirect { account_id: account }).await;
    opened.map(|room| room.id).map_err(|problem| problem.code)
}

async fn refused(person: &Person, conversation: ConversationId) -> Code {
    let sent = person.call(&SendMessage { conversation }, &text("Bonjour")).await;
    sent.unwrap_err().code
}

async fn contacts(person: &Person) -> Vec<AccountId> {
    let page = person.ask(&ListContacts {}, &PageQuery::default()).await.unwrap();
    page.items.iter().map(|person| person.id).collect()
}

#[tokio::test]
async fn neither_writes_to_the_other_any_more_until_it_is_taken_back() {
    let app = TestApp::start().await;
    let (marie, _) = app.parent_of("Marie", Level::P3).await;
    let (jean, _) = app.parent_of("Jean", Level::P3).await;
    let room = direct(&marie, jean.id).await.unwrap();
    send(&jean, room, "avant").await;
    let mut his = jean.socket().await;
    block(&marie, jean.id).await;
    block(&marie, jean.id).await;
    his.wait_for(|frame| *frame == ServerFrame::ConversationSettings { conversation_id: room })
        .await;
    assert_eq!(refused(&jean, room).await, Code::MayNotWrite);
    assert_eq!(refused(&marie, room).await, Code::MayNotWrite);
    for (who, mine) in [(&marie, true), (&jean, false)] {
        let seen = who
            .call(&ShowConversation { conversation: room }, &NoBody {})
            .await
            .unwrap();
        assert_eq!(
            (seen.may_write, seen.blocked),
            (false, mine),
            "only she knows whose it is"
        );
        assert_eq!(
            history(who, room, Default::default()).await.items.len(),
            1,
            "what was written stays"
        );
    }
    assert!(!contacts(&jean).await.contains(&marie.id) && !contacts(&marie).await.contains(&jean.id));
    unblock(&marie, jean.id).await;
    send(&jean, room, "après").await;
    let problem = marie
        .call(&UnblockPerson { account: jean.id }, &NoBody {})
        .await
        .unwrap_err();
    assert_eq!(problem.code, Code::NotFound);
}

#[tokio::test]
async fn a_blocked_pair_opens_no_conversation_and_is_put_into_no_group() {
    let app = TestApp::start().await;
    let (marie, _) = app.parent_of("Marie", Level::P3).await;
    let (jean, _) = app.parent_of("Jean", Level::P3).await;
    block(&marie, jean.id).await;
    let (hers, his) = futures_util::join!(direct(&marie, jean.id), direct(&jean, marie.id));
    assert_eq!((hers, his), (Err(Code::MayNotWrite), Err(Code::MayNotWrite)));
    let group: NewConversation = serde_json::from_value(serde_json::json!({
        "kind": NewKind::Group, "title": "Gâteaux", "members": [marie.id],
    }))
    .unwrap();
    let made = jean.call(&CreateConversation {}, &group).await;
    assert_eq!(made.unwrap_err().code, Code::MayNotWrite);
    assert_eq!(direct(&marie, marie.id).await, Err(Code::MayNotWrite));
}

#[tokio::test]
async fn in_the_class_everything_stays_but_typing_and_mentions() {
    let app = TestApp::start().await;
    let (marie, _) = app.parent_of("Marie", Level::P3).await;
    let (jean, _) = app.parent_of("Jean", Level::P3).await;
    let (fatima, _) = app.parent_of("Fatima", Level::P3).await;
    let room = marie.class_room(Level::P3).await;
    block(&marie, jean.id).await;
    let (mut hers, mut theirs) = (marie.socket().await, fatima.socket().await);
    let mut his = jean.socket().await;
    his.say(&ClientFrame::MessageTyping { conversation_id: room }).await;
    let types = |frame: &ServerFrame| matches!(frame, ServerFrame::MessageTyping { .. });
    theirs.wait_for(types).await;
    let seen = contacts(&fatima).await;
    assert!(seen.contains(&marie.id) && seen.len() <= MENTIONS_MAX);
    let spoken = NewMessage {
        mentions: vec![marie.id, fatima.id],
        ..text("@Marie Dupont et @Fatima Dupont, à demain")
    };
    let sent = jean.call(&SendMessage { conversation: room }, &spoken).await.unwrap();
    let mentioned: Vec<_> = sent.mentions.iter().filter_map(|mention| mention.account_id).collect();
    assert!(!mentioned.contains(&marie.id), "{mentioned:?}");
    crate::messaging::wait_for_place(&mut hers, room, sent.seq).await;
    assert!(!hers.settle().await.iter().any(types));
}

#[tokio::test]
async fn a_parent_closes_the_direct_line_to_a_teacher_and_not_the_class() {
    let app = TestApp::start().await;
    let sophie = app.teacher("Sophie", &[Level::P3]).await;
    let (marie, _) = app.parent_of("Marie", Level::P3).await;
    let room = marie.class_room(Level::P3).await;
    let line = direct(&sophie, marie.id).await.unwrap();
    block(&marie, sophie.id).await;
    assert_eq!(refused(&sophie, line).await, Code::MayNotWrite);
    let said = send(&sophie, room, "Piscine demain").await;
    assert!(history(&marie, room, Default::default()).await.items.contains(&said));
}

#[tokio::test]
async fn the_list_is_mine_and_of_my_school() {
    let app = TestApp::start().await;
    let (marie, _) = app.parent_of("Marie", Level::P3).await;
    let (jean, _) = app.parent_of("Jean", Level::P3).await;
    let (nour, _) = app.parent_of("Nour", Level::M1).await;
    block(&marie, jean.id).await;
    block(&marie, nour.id).await;
    let query = PageQuery {
        limit: Some(1),
        cursor: None,
    };
    let first = marie.ask(&ListBlocks {}, &query).await.unwrap();
    let cursor = first.next.clone();
    let second = marie.ask(&ListBlocks {}, &PageQuery { cursor, ..query }).await.unwrap();
    let ids: Vec<_> = first
        .items
        .iter()
        .chain(&second.items)
        .map(|one| one.person.id)
        .collect();
    assert_eq!((ids, second.next), (vec![nour.id, jean.id], None));
    assert_eq!(jean.ask(&ListBlocks {}, &PageQuery::default()).await.unwrap().items, []);
    for (account, code) in [(marie.id, Code::Conflict), (AccountId::fresh(), Code::NotFound)] {
        let problem = marie.call(&BlockPerson { account }, &NoBody {}).await.unwrap_err();
        assert_eq!(problem.code, code);
    }
}
