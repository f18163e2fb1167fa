//! Mute, archive, pin, mark unread, notification level: mine alone, and the same on all my devices.

use domain::{
    id::ConversationId,
    messaging::{
        calls::ShowConversation,
        people_calls::ChangeRoomSettings,
        room_settings::{MuteFor, NotificationLevel, RoomSettingsForm, is_for_good},
        types::ConversationInfo,
    },
    page::NoBody,
    schools::types::Level,
    socket::ServerFrame,
};
use testkit::{app::TestApp, person::Person};

use crate::messaging::{second_node, send};

async fn change(person: &Person, conversation: ConversationId, form: RoomSettingsForm) -> ConversationInfo {
    person.call(&ChangeRoomSettings { conversation }, &form).await.unwrap()
}

async fn show(person: &Person, conversation: ConversationId) -> ConversationInfo {
    person
        .call(&ShowConversation { conversation }, &NoBody {})
        .await
        .unwrap()
}

fn archive() -> RoomSettingsForm {
    RoomSettingsForm {
        archived: Some(true),
        ..RoomSettingsForm::default()
    }
}

fn mute(mute: MuteFor) -> RoomSettingsForm {
    RoomSettingsForm {
        mute: Some(mute),
        ..RoomSettingsForm::default()
    }
}

#[tokio::test]
async fn what_i_decide_is_mine_alone_and_stays_where_nothing_else_is_said() {
    let app = TestApp::start().await;
    let (marie, _) = app.parent_of("Marie", Level::P3).await;
    let (jean, _) = app.parent_of("Jean", Level::P3).await;
    let room = marie.class_room(Level::P3).await;
    let muted = change(&marie, room, mute(MuteFor::Always)).await;
    assert!(muted.muted_until.is_some_and(is_for_good) && !muted.pinned);
    let form = RoomSettingsForm {
        pinned: Some(true),
        marked_unread: Some(true),
        level: Some(NotificationLevel::Mentions),
        ..RoomSettingsForm::default()
    };
    let all = change(&marie, room, form).await;
    assert!(all.pinned && all.marked_unread && all.muted_until.is_some());
    assert_eq!(all.level, NotificationLevel::Mentions);
    assert_eq!(
        change(&marie, room, RoomSettingsForm::default()).await,
        show(&marie, room).await
    );
    let other = show(&jean, room).await;
    assert!(!other.pinned && !other.marked_unread && other.muted_until.is_none());
    assert_eq!(other.level, NotificationLevel::All);
    assert_eq!(change(&marie, room, mute(MuteFor::Off)).await.muted_until, None);
}

#[tokio::test]
async fn a_message_brings_a_conversation_back_from_the_archive_unless_it_is_muted() {
    let app = TestApp::start().await;
    let (marie, _) = app.parent_of("Marie", Level::P3).await;
    let (jean, _) = app.parent_of("Jean", Level::P3).await;
    let room = marie.class_room(Level::P3).await;
    send(&jean, room, "un").await;
    assert!(change(&marie, room, archive()).await.archived);
    assert!(show(&marie, room).await.archived, "nothing has been written since");
    send(&jean, room, "deux").await;
    assert!(!show(&marie, room).await.archived);

    change(&marie, room, archive()).await;
    change(&marie, room, mute(MuteFor::Day)).await;
    send(&jean, room, "trois").await;
    let muted = show(&marie, room).await;
    assert!(muted.archived);
    assert_eq!(muted.counted(store::clock::now()), 0, "{} wait", muted.unread_count);
    assert!(muted.unread_count > 0);
    change(&marie, room, mute(MuteFor::Off)).await;
    assert!(!show(&marie, room).await.archived);
}

#[tokio::test]
async fn my_other_devices_hear_of_it_and_nobody_else() {
    let app = TestApp::start().await;
    let node2 = second_node(&app);
    let (marie, _) = app.parent_of("Marie", Level::P3).await;
    let (jean, _) = app.parent_of("Jean", Level::P3).await;
    let room = marie.class_room(Level::P3).await;
    let mut hers = match &node2 {
        Some(node) => marie.on(node).socket().await,
        None => marie.socket().await,
    };
    let mut his = jean.socket().await;
    change(&marie, room, mute(MuteFor::Hour)).await;
    let told = ServerFrame::ConversationSettings { conversation_id: room };
    hers.wait_for(|frame| *frame == told).await;
    assert!(!his.settle().await.contains(&told));
}

#[tokio::test]
async fn two_devices_that_change_different_things_do_not_undo_each_other() {
    let app = TestApp::start().await;
    let (marie, _) = app.parent_of("Marie", Level::P3).await;
    let room = marie.class_room(Level::P3).await;
    let pin = RoomSettingsForm {
        pinned: Some(true),
        ..RoomSettingsForm::default()
    };
    let forms = [pin, mute(MuteFor::Always), archive()];
    let changing = forms.into_iter().map(|form| change(&marie, room, form));
    futures_util::future::join_all(changing).await;
    let now = show(&marie, room).await;
    assert!(now.pinned && now.archived && now.muted_until.is_some());
}
