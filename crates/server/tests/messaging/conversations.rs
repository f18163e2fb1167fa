//! The list of conversations, and what somebody sees of a conversation that they are not in: nothing.

use domain::{
    id::ConversationId,
    messaging::{
        calls::{
            ListConversations, ListMembers, ListMessages, MarkRead, OpenDirect, SendMessage, ShowConversation,
            ShowPresence,
        },
        marks::ReadUpTo,
        types::{ConversationInfo, NewDirect},
    },
    page::{NoBody, PageQuery},
    problem::Code,
    schools::types::{Level, Role},
};
use testkit::{app::TestApp, person::Person};

use super::{send, text};

async fn list(person: &Person) -> Vec<ConversationInfo> {
    let mut query = PageQuery {
        limit: Some(2),
        cursor: None,
    };
    let mut all = Vec::new();
    loop {
        let page = person.ask(&ListConversations {}, &query).await.unwrap();
        assert!(page.items.len() <= 2);
        all.extend(page.items);
        query.cursor = page.next;
        if query.cursor.is_none() {
            return all;
        }
    }
}

async fn direct(from: &Person, to: &Person) -> ConversationId {
    let with = NewDirect { account_id: to.id };
    from.call(&OpenDirect {}, &with).await.unwrap().id
}

#[tokio::test]
async fn the_newest_message_comes_first_and_silence_last() {
    let app = TestApp::start().await;
    let teacher = app.teacher("Sophie", &[Level::P3, Level::P4]).await;
    let (p3, p4) = (teacher.class_room(Level::P3).await, teacher.class_room(Level::P4).await);
    let mut directs = Vec::new();
    for name in ["Alba", "Bilal", "Chloé"] {
        let parent = app.staff(name, Role::Parent).await;
        directs.push(direct(&parent, &teacher).await);
    }
    send(&teacher, directs[1], "Bonjour").await;
    send(&teacher, p4, "Sortie jeudi").await;
    let last = send(&teacher, directs[0], "Merci").await;
    let seen = list(&teacher).await;
    let ids: Vec<ConversationId> = seen.iter().map(|conversation| conversation.id).collect();
    assert_eq!(ids[..3], [directs[0], p4, directs[1]]);
    assert_eq!(ids.len(), 5);
    assert!(ids[3..].contains(&p3) && ids[3..].contains(&directs[2]));
    assert_eq!(seen[0].last_message.as_ref(), Some(&last));
    assert_eq!(seen[0].other.as_ref().unwrap().first_name, "Alba");
    assert_eq!(seen[1].class.as_ref().unwrap().name, "P4");
    assert_eq!((seen[4].last_seq, seen[4].last_message.as_ref()), (0, None));
}

#[tokio::test]
async fn a_list_tells_what_is_unread_and_what_others_have_read() {
    let app = TestApp::start().await;
    let (marie, _) = app.parent_of("Marie", Level::P3).await;
    let (jean, _) = app.parent_of("Jean", Level::P3).await;
    let room = direct(&marie, &jean).await;
    for content in ["un", "deux", "trois"] {
        send(&marie, room, content).await;
    }
    let show = ShowConversation { conversation: room };
    let seen = jean.call(&show, &NoBody {}).await.unwrap();
    assert_eq!((seen.unread_count, seen.last_read_seq, seen.last_seq), (3, 0, 3));
    let own = marie.call(&show, &NoBody {}).await.unwrap();
    assert_eq!(
        (own.unread_count, own.others_read_seq, own.others_delivered_seq),
        (0, 0, 0)
    );
    jean.call(&MarkRead { conversation: room }, &ReadUpTo { seq: 2 })
        .await
        .unwrap();
    let own = marie.call(&show, &NoBody {}).await.unwrap();
    assert_eq!((own.others_read_seq, own.others_delivered_seq), (2, 2));
    assert_eq!(jean.call(&show, &NoBody {}).await.unwrap().unread_count, 1);
}

#[tokio::test]
async fn a_newcomer_is_not_told_that_everything_is_unread() {
    let app = TestApp::start().await;
    let teacher = app.teacher("Sophie", &[Level::P3]).await;
    let room = teacher.class_room(Level::P3).await;
    for number in 0..5 {
        send(&teacher, room, &format!("{number}")).await;
    }
    let (marie, _) = app.parent_of("Marie", Level::P3).await;
    let seen = marie
        .call(&ShowConversation { conversation: room }, &NoBody {})
        .await
        .unwrap();
    assert_eq!((seen.last_seq, seen.unread_count), (5, 0));
    send(&teacher, room, "Bienvenue").await;
    let seen = list(&marie).await;
    assert_eq!(seen[0].unread_count, 1);
}

#[tokio::test]
async fn whoever_is_not_in_a_conversation_finds_nothing() {
    let app = TestApp::start().await;
    let (marie, _) = app.parent_of("Marie", Level::P3).await;
    let (nour, _) = app.parent_of("Nour", Level::M1).await;
    let conversation = marie.class_room(Level::P3).await;
    send(&marie, conversation, "entre nous").await;
    let code = |outcome: Result<(), domain::problem::Problem>| outcome.unwrap_err().code;
    let none = NoBody {};
    let outcomes = [
        nour.call(&ShowConversation { conversation }, &none).await.map(drop),
        nour.call(&ListMembers { conversation }, &none).await.map(drop),
        nour.call(&ShowPresence { conversation }, &none).await.map(drop),
        nour.call(&ListMessages { conversation }, &none).await.map(drop),
        nour.call(&SendMessage { conversation }, &text("coucou"))
            .await
            .map(drop),
        nour.call(&MarkRead { conversation }, &ReadUpTo { seq: 1 })
            .await
            .map(drop),
    ];
    for outcome in outcomes {
        assert_eq!(code(outcome), Code::NotFound);
    }
    assert!(nour.find_class_room(Level::P3).await.is_none());
}
