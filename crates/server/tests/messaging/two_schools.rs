//! Somebody with a place in two schools: every window hears of the school of its session, and of nothing else.

use std::time::Duration;

use domain::{
    announcements::{
        calls::{DraftAnnouncement, PublishAnnouncement},
        forms::AnnouncementForm,
    },
    id::{ClassId, ConversationId},
    messaging::{
        calls::{MarkRead, OpenDirect, ShowConversation},
        draft::Draft,
        live::SyncQuery,
        marks::ReadUpTo,
        people_calls::{BlockPerson, Sync},
        rich_calls::KeepDraft,
        types::NewDirect,
    },
    page::NoBody,
    schools::types::Level,
    socket::{ClientFrame, ServerFrame},
};
use serde_json::json;
use testkit::{
    app::TestApp,
    node::{Node, Wiring},
    person::Person,
    socket::Socket,
};

use super::{second_node, send, wait_for_place};

/// Sophie teaches at two schools: with Anne beside her at the one, and a parent, Marie, at the other.
struct Both {
    app: TestApp,
    marie: Person,
    anne: Person,
    /// Sophie at the school of Marie, and at that of Anne.
    here: Person,
    there: Person,
    /// The rooms of the two classes.
    ours: ConversationId,
    theirs: ConversationId,
}

impl Both {
    async fn build() -> Self {
        let app = TestApp::start().await;
        let here = app.teacher("Sophie", &[Level::P3]).await;
        let (marie, _) = app.parent_of("Marie", Level::P3).await;
        let anne = app.teacher_elsewhere("Anne", Level::P4).await;
        let there = app.also_beside(&here, &anne, Level::P4).await;
        Self {
            ours: here.class_room(Level::P3).await,
            theirs: there.class_room(Level::P4).await,
            app,
            marie,
            anne,
            here,
            there,
        }
    }

    /// A window at each school.
    async fn windows(&self, node: &Node) -> (Socket, Socket) {
        (self.here.on(node).socket().await, self.there.on(node).socket().await)
    }
}

/// The rooms that frames are about.
fn rooms(heard: &[ServerFrame]) -> Vec<ConversationId> {
    let room = |frame: &ServerFrame| match frame {
        ServerFrame::Message { message, .. } => Some(message.conversation_id),
        ServerFrame::MessageChanged { change, .. } => Some(change.conversation_id),
        ServerFrame::MessageTyping { conversation_id, .. }
        | ServerFrame::MessageRead { conversation_id, .. }
        | ServerFrame::MessageDelivered { conversation_id, .. }
        | ServerFrame::DraftChanged { conversation_id }
        | ServerFrame::ScheduledChanged { conversation_id }
        | ServerFrame::ConversationJoined { conversation_id }
        | ServerFrame::ConversationSettings { conversation_id }
        | ServerFrame::ConversationLeft { conversation_id } => Some(*conversation_id),
        _ => None,
    };
    heard.iter().filter_map(room).collect()
}

/// Whatever is in no room, but for the answers to what the window itself has said.
fn others(heard: &[ServerFrame]) -> Vec<&ServerFrame> {
    let is_own = |frame: &&ServerFrame| matches!(frame, ServerFrame::Authenticated { .. } | ServerFrame::Pong { .. });
    let is_of_room = |frame: &&ServerFrame| !rooms(std::slice::from_ref(*frame)).is_empty();
    let rest = heard.iter().filter(|frame| !is_own(frame) && !is_of_room(frame));
    rest.collect()
}

async fn direct(by: &Person, with: &Person) -> ConversationId {
    let new = NewDirect { account_id: with.id };
    by.call(&OpenDirect {}, &new).await.unwrap().id
}

/// Everything that can happen in a room: somebody types, writes and reads, and Sophie begins to write on another device.
async fn bustle(writer: &Person, sophie: &Person, room: ConversationId) {
    let mut typing = writer.socket().await;
    typing.say(&ClientFrame::MessageTyping { conversation_id: room }).await;
    typing.settle().await;
    let said = send(writer, room, "bonjour").await;
    let read = MarkRead { conversation: room };
    sophie.call(&read, &ReadUpTo { seq: said.seq }).await.unwrap();
    let draft = Draft {
        content: "Je".to_owned(),
        written_at: store::clock::now(),
    };
    sophie.call(&KeepDraft { conversation: room }, &draft).await.unwrap();
    send(writer, room, "voilà").await;
}

/// For those who teach the class.
fn announcement(class: ClassId) -> AnnouncementForm {
    serde_json::from_value(json!({
        "original": "fr",
        "audience": { "class_ids": [class], "parents": true, "teachers": true },
        "versions": [{ "locale": "fr", "by": "human", "title": "Sortie", "body": "À Bokrijk." }],
    }))
    .expect("a form")
}

/// Waits until this has been told.
async fn hears(window: &mut Socket, is_it: impl Fn(&ServerFrame) -> bool) {
    if !window.heard().iter().any(&is_it) {
        window.wait_for(is_it).await;
    }
}

#[tokio::test]
async fn each_window_hears_the_rooms_of_its_own_school() {
    let both = Both::build().await;
    let node2 = second_node(&both.app);
    let nodes: Vec<&Node> = std::iter::once(&both.app.node).chain(node2.as_ref()).collect();
    let mut windows = Vec::new();
    for node in &nodes {
        windows.push(both.windows(node).await);
    }
    bustle(&both.anne, &both.there, both.theirs).await;
    bustle(&both.marie, &both.here, both.ours).await;
    // rooms of which no node knows yet
    let (ours, theirs) = (
        direct(&both.marie, &both.here).await,
        direct(&both.anne, &both.there).await,
    );
    send(&both.anne, theirs, "entre nous").await;
    send(&both.marie, ours, "entre nous").await;
    for (here, there) in &mut windows {
        for (window, room, direct) in [(&mut *here, both.ours, ours), (&mut *there, both.theirs, theirs)] {
            wait_for_place(window, room, 2).await;
            wait_for_place(window, direct, 1).await;
            hears(window, |frame| matches!(frame, ServerFrame::MessageTyping { .. })).await;
            hears(window, |frame| matches!(frame, ServerFrame::MessageRead { .. })).await;
            hears(window, |frame| matches!(frame, ServerFrame::DraftChanged { .. })).await;
            hears(window, |frame| matches!(frame, ServerFrame::ConversationJoined { .. })).await;
        }
        for (window, mine) in [(here, [both.ours, ours]), (there, [both.theirs, theirs])] {
            let heard = window.settle().await;
            assert!(rooms(heard).iter().all(|room| mine.contains(room)), "{heard:?}");
        }
    }
}

#[tokio::test]
async fn what_is_in_no_room_is_told_at_its_school_only() {
    let both = Both::build().await;
    for person in [&both.here, &both.marie, &both.anne] {
        person.shows_presence().await;
    }
    let (mut here, mut there) = both.windows(&both.app.node).await;
    let seen = ShowConversation {
        conversation: both.theirs,
    };
    let seen = both.there.call(&seen, &NoBody {}).await.unwrap();
    let class = seen.class.expect("the room of a class").id;
    let announcement = both
        .anne
        .call(&DraftAnnouncement {}, &announcement(class))
        .await
        .unwrap();
    let announcement = announcement.announcement.id;
    let publish = PublishAnnouncement { announcement };
    both.anne.call(&publish, &NoBody {}).await.unwrap();
    hears(&mut there, |frame| {
        matches!(frame, ServerFrame::AnnouncementChanged { .. })
    })
    .await;
    let _open = both.anne.socket().await;
    let anne = both.anne.id;
    hears(
        &mut there,
        |frame| matches!(frame, ServerFrame::Presence { account_id, .. } if *account_id == anne),
    )
    .await;
    let block = BlockPerson { account: anne };
    both.there.call(&block, &NoBody {}).await.unwrap();
    hears(&mut there, |frame| matches!(frame, ServerFrame::ContactsChanged {})).await;
    both.app.unassign(&both.here, Level::P3).await;
    hears(&mut here, |frame| matches!(frame, ServerFrame::FamilyChanged {})).await;
    let is_about_marie = |frame: &&ServerFrame| {
        matches!(frame, ServerFrame::FamilyChanged {})
            || matches!(frame, ServerFrame::Presence { account_id, .. } if *account_id == both.marie.id || *account_id == both.here.id)
    };
    let heard = here.settle().await;
    assert!(others(heard).iter().all(is_about_marie), "{heard:?}");
    let heard = there.settle().await;
    assert!(!heard.contains(&ServerFrame::FamilyChanged {}), "{heard:?}");
}

#[tokio::test]
async fn a_question_that_waits_hears_of_its_own_school_only() {
    let both = Both::build().await;
    let query = |since: Option<String>, wait| SyncQuery {
        since,
        wait: Some(wait),
    };
    let begin = both.here.ask(&Sync {}, &query(None, 0)).await.unwrap();
    send(&both.anne, both.theirs, "chez eux").await;
    send(&both.marie, both.ours, "chez nous").await;
    let mut heard = Vec::new();
    let mut since = begin.next;
    while super::places(&heard, both.ours).is_empty() {
        let page = both.here.ask(&Sync {}, &query(Some(since), 5)).await.unwrap();
        heard.extend(page.frames);
        since = page.next;
    }
    assert!(rooms(&heard).iter().all(|room| *room == both.ours), "{heard:?}");
}

#[tokio::test]
async fn what_is_found_in_the_database_is_told_at_its_school_only() {
    let both = Both::build().await;
    let mut wiring = Wiring {
        without_redis: true,
        ..Wiring::default()
    };
    wiring.realtime.poll_calm = Duration::from_millis(300);
    let deaf = both.app.node_with(wiring);
    let (mut here, mut there) = both.windows(&deaf).await;
    send(&both.anne, both.theirs, "chez eux").await;
    send(&both.marie, both.ours, "chez nous").await;
    let (ours, theirs) = (
        direct(&both.marie, &both.here).await,
        direct(&both.anne, &both.there).await,
    );
    for (window, room, joined) in [(&mut here, both.ours, ours), (&mut there, both.theirs, theirs)] {
        wait_for_place(window, room, 1).await;
        hears(
            window,
            |frame| matches!(frame, ServerFrame::ConversationJoined { conversation_id } if *conversation_id == joined),
        )
        .await;
    }
    for (window, mine) in [(here, [both.ours, ours]), (there, [both.theirs, theirs])] {
        let mut window = window;
        let heard = window.settle().await;
        assert!(rooms(heard).iter().all(|room| mine.contains(room)), "{heard:?}");
    }
}
