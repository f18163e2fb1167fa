//! Reactions: an emoji instead of one more "merci".

use domain::{
    id::{ConversationId, MessageId},
    messaging::{
        calls::DeleteMessage,
        change::ChangeKind,
        history::HistoryQuery,
        moderation::{
            calls::{DecideReport, ListReports, ReportMessage},
            types::{CaseQuery, Decision, ModerationAct, NewReport, ReportReason},
        },
        reaction::Reaction,
        rich_calls::{ListReactions, React, TakeReactionBack},
        rooms::types::NewKind,
        types::{MessageInfo, Posting},
    },
    page::{NoBody, Page, PageQuery},
    problem::{Code, Problem},
    schools::types::{Level, Role},
};
use futures_util::future::join_all;
use testkit::{app::TestApp, person::Person};

use super::{hears, make, message_of, room_of};
use crate::messaging::{history, send};

type Place = (ConversationId, MessageId);

async fn react(by: &Person, (conversation, message): Place, emoji: &str) -> Result<MessageInfo, Problem> {
    let call = React {
        conversation,
        message,
        emoji: emoji.to_owned(),
    };
    by.call(&call, &NoBody {}).await
}

async fn take_back(by: &Person, (conversation, message): Place, emoji: &str) -> Result<MessageInfo, Problem> {
    let call = TakeReactionBack {
        conversation,
        message,
        emoji: emoji.to_owned(),
    };
    by.call(&call, &NoBody {}).await
}

/// The reactions of a message in words: `👍2!` are two, one of them mine.
fn shown(message: &MessageInfo) -> Vec<String> {
    let word = |emoji: &str, count: i64, mine: bool| format!("{emoji}{count}{}", if mine { "!" } else { "" });
    message
        .reactions
        .iter()
        .map(|one| word(&one.emoji, one.count, one.mine))
        .collect()
}

#[tokio::test]
async fn everybody_sees_a_reaction_and_each_knows_their_own() {
    let app = TestApp::start().await;
    let (marie, _) = app.parent_of("Marie", Level::P3).await;
    let (jean, _) = app.parent_of("Jean", Level::P3).await;
    let room = marie.class_room(Level::P3).await;
    let place = (room, send(&marie, room, "Il a neigé, pensez aux bottes").await.id);
    let mut window = marie.socket().await;
    assert_eq!(shown(&react(&jean, place, "👍").await.unwrap()), ["👍1!"]);
    let heard = hears(&mut window, ChangeKind::Reacted).await;
    assert_eq!(
        (heard.by, shown(&heard.message)),
        (Some(jean.id), vec!["👍1".to_owned()])
    );
    react(&marie, place, "👍").await.unwrap();
    assert_eq!(shown(&react(&jean, place, "🎉").await.unwrap()), ["👍2!", "🎉1!"]);
    assert_eq!(shown(&message_of(&marie, room, place.1).await), ["👍2!", "🎉1"]);
    let page = history(&marie, room, HistoryQuery::default()).await;
    assert_eq!(shown(&page.items[0]), ["👍2!", "🎉1"]);
    assert_eq!(shown(&take_back(&jean, place, "👍").await.unwrap()), ["👍1", "🎉1!"]);
    take_back(&marie, place, "👍").await.unwrap();
    assert_eq!(shown(&take_back(&jean, place, "🎉").await.unwrap()), [""; 0]);
}

/// The flood that class groups know: thirty times "merci".
#[tokio::test]
async fn thirty_mercis_are_nothing_to_read() {
    let app = TestApp::start().await;
    let teacher = app.teacher("Sophie", &[Level::P3]).await;
    let mut parents = Vec::new();
    for name in ["Marie", "Jean", "Amina", "Piotr", "Lena", "Yusuf"] {
        parents.push(app.parent_of(name, Level::P3).await.0);
    }
    let room = teacher.class_room(Level::P3).await;
    let place = (room, send(&teacher, room, "Les photos sont en ligne").await.id);
    let thanks = parents.iter().flat_map(|parent| {
        ["🙏", "👍", "❤️", "🎉", "😊"]
            .into_iter()
            .map(move |emoji| react(parent, place, emoji))
    });
    for answer in join_all(thanks).await {
        answer.unwrap();
    }
    let seen = room_of(&teacher, room).await;
    assert_eq!((seen.unread_count, seen.last_seq), (0, 31));
    assert_eq!(seen.last_message.as_ref().map(|last| last.id), Some(place.1));
    assert_eq!(shown(seen.last_message.as_ref().unwrap()).len(), 5);
    let parent = room_of(&parents[0], room).await;
    assert_eq!(parent.unread_count, 1, "the photos, and nothing else");
}

#[tokio::test]
async fn the_same_emoji_again_changes_nothing_whatever_the_keyboard() {
    let app = TestApp::start().await;
    let (marie, _) = app.parent_of("Marie", Level::P3).await;
    let room = marie.class_room(Level::P3).await;
    let place = (room, send(&marie, room, "Bonjour").await.id);
    react(&marie, place, "\u{2764}").await.unwrap();
    let again = react(&marie, place, "\u{2764}\u{FE0F}").await.unwrap();
    assert_eq!(shown(&again), ["\u{2764}\u{FE0F}1!"]);
    take_back(&marie, place, "👍").await.unwrap();
    assert_eq!(room_of(&marie, room).await.last_seq, 2);
}

#[tokio::test]
async fn only_one_emoji_and_at_most_twelve_different_ones() {
    let app = TestApp::start().await;
    let (marie, _) = app.parent_of("Marie", Level::P3).await;
    let (jean, _) = app.parent_of("Jean", Level::P3).await;
    let room = marie.class_room(Level::P3).await;
    let place = (room, send(&marie, room, "Bonjour").await.id);
    for nothing in ["merci", "👍👍", "1", "<b>"] {
        let problem = react(&jean, place, nothing).await.unwrap_err();
        assert_eq!(
            (problem.code, problem.errors[0].pointer.as_str()),
            (Code::Invalid, "/emoji")
        );
    }
    let many = [
        "😀", "😃", "😄", "😁", "😆", "😅", "🤣", "😂", "🙂", "🙃", "😉", "😊", "😇",
    ];
    // all at once: the room decides, one after the other
    let answers = join_all(many.iter().map(|emoji| react(&jean, place, emoji))).await;
    let refused: Vec<Code> = answers
        .into_iter()
        .filter_map(|answer| answer.err())
        .map(|p| p.code)
        .collect();
    assert_eq!(refused, [Code::LimitReached]);
    let there = message_of(&marie, room, place.1).await.reactions;
    assert_eq!(there.len(), 12);
    react(&marie, place, &there[0].emoji)
        .await
        .expect("one of those that are there");
}

#[tokio::test]
async fn a_person_counts_once_when_all_their_devices_react_at_once() {
    let app = TestApp::start().await;
    let (marie, _) = app.parent_of("Marie", Level::P3).await;
    let room = marie.class_room(Level::P3).await;
    let place = (room, send(&marie, room, "Bonjour").await.id);
    for answer in join_all((0..10).map(|_| react(&marie, place, "👍"))).await {
        assert_eq!(shown(&answer.unwrap()), ["👍1!"]);
    }
    assert_eq!(room_of(&marie, room).await.last_seq, 2, "one change");
}

/// M11: announcements are one-way; where only staff writes in a group, everybody still reacts.
#[tokio::test]
async fn nobody_but_staff_reacts_to_announcements() {
    let app = TestApp::start().await;
    let office = app.office().await;
    let marie = app.staff("Marie", Role::Parent).await;
    let news = make(office, NewKind::Announcement, None, &[&marie]).await;
    let place = (news, send(office, news, "L'école est fermée").await.id);
    assert_eq!(react(&marie, place, "👍").await.unwrap_err().code, Code::MayNotWrite);
    react(office, place, "👍").await.unwrap();
    let group = make(office, NewKind::Group, Some(Posting::Staff), &[&marie]).await;
    let place = (group, send(office, group, "Bonjour").await.id);
    react(&marie, place, "👍").await.unwrap();
}

#[tokio::test]
async fn what_is_gone_or_elsewhere_is_not_reacted_to() {
    let app = TestApp::start().await;
    let (marie, _) = app.parent_of("Marie", Level::P3).await;
    let (jean, _) = app.parent_of("Jean", Level::P4).await;
    let room = marie.class_room(Level::P3).await;
    let message = send(&marie, room, "Bonjour").await.id;
    assert_eq!(
        react(&jean, (room, message), "👍").await.unwrap_err().code,
        Code::NotFound
    );
    let elsewhere = jean.class_room(Level::P4).await;
    assert_eq!(
        react(&jean, (elsewhere, message), "👍").await.unwrap_err().code,
        Code::NotFound
    );
    react(&marie, (room, message), "👍").await.unwrap();
    let delete = DeleteMessage {
        conversation: room,
        message,
    };
    let gone = marie.call(&delete, &NoBody {}).await.unwrap();
    assert_eq!(shown(&gone), [""; 0]);
    assert_eq!(
        react(&marie, (room, message), "👍").await.unwrap_err().code,
        Code::NotFound
    );
}

#[tokio::test]
async fn who_reacted_is_a_list() {
    let app = TestApp::start().await;
    let (marie, _) = app.parent_of("Marie", Level::P3).await;
    let (jean, _) = app.parent_of("Jean", Level::P3).await;
    let room = marie.class_room(Level::P3).await;
    let place = (room, send(&marie, room, "Bonjour").await.id);
    for (who, emoji) in [(&jean, "👍"), (&marie, "🎉"), (&jean, "🎉")] {
        react(who, place, emoji).await.unwrap();
    }
    let call = ListReactions {
        conversation: room,
        message: place.1,
    };
    let mut all: Vec<Reaction> = Vec::new();
    let mut cursor = None;
    loop {
        let query = PageQuery { limit: Some(2), cursor };
        let page: Page<Reaction> = marie.ask(&call, &query).await.unwrap();
        all.extend(page.items);
        cursor = page.next;
        if cursor.is_none() {
            break;
        }
    }
    let said: Vec<(&str, &str)> = all.iter().map(|one| (one.name.as_str(), one.emoji.as_str())).collect();
    assert_eq!(
        said,
        [("Jean Dupont", "👍"), ("Marie Dupont", "🎉"), ("Jean Dupont", "🎉")]
    );
}

#[tokio::test]
async fn who_is_muted_reacts_to_nothing() {
    let app = TestApp::start().await;
    let teacher = app.teacher("Sophie", &[Level::P3]).await;
    let (marie, _) = app.parent_of("Marie", Level::P3).await;
    let (jean, _) = app.parent_of("Jean", Level::P3).await;
    let conversation = marie.class_room(Level::P3).await;
    let message = send(&jean, conversation, "des mots qui blessent").await.id;
    react(&jean, (conversation, message), "👍").await.unwrap();
    let report = NewReport {
        reason: ReportReason::Insult,
        note: None,
    };
    let call = ReportMessage { conversation, message };
    marie.call(&call, &report).await.unwrap();
    let cases = teacher.ask(&ListReports {}, &CaseQuery::default()).await.unwrap();
    let decision = Decision {
        acts: vec![ModerationAct::Mute],
        reason: "On ne parle pas ainsi.".to_owned(),
    };
    let call = DecideReport {
        case: cases.items[0].id,
    };
    teacher.call(&call, &decision).await.unwrap();
    let refused = react(&jean, (conversation, message), "😡").await.unwrap_err();
    assert_eq!(refused.code, Code::Muted);
}
