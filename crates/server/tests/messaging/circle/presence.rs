//! Presence is shown by whoever wants it, to whoever shows theirs, and never across a block (T12).

use domain::{
    id::{AccountId, ConversationId},
    messaging::{
        calls::ShowPresence,
        people_calls::{BlockPerson, ChangeMessagingSettings, ShowMessagingSettings},
        presence::{
            ChosenState, DeviceState, MessagingSettingsForm, PersonPresence, PresenceShown, PresenceState, SeenState,
        },
    },
    page::NoBody,
    schools::{
        calls::SwitchModule,
        modules::{Module, ModuleSwitch},
        types::Level,
    },
    socket::{ClientFrame, ServerFrame},
};
use testkit::{app::TestApp, person::Person, socket::Socket};

use crate::messaging::second_node;

async fn seen(person: &Person, conversation: ConversationId) -> Vec<PersonPresence> {
    let presence = person.call(&ShowPresence { conversation }, &NoBody {}).await.unwrap();
    assert_eq!(presence.state, PresenceState::Known);
    presence.people
}

async fn becomes(socket: &mut Socket, account: AccountId, wanted: SeenState) -> ServerFrame {
    socket
        .wait_for(|frame| matches!(frame, ServerFrame::Presence { account_id, state, .. } if *account_id == account && *state == wanted))
        .await
}

async fn choose(person: &Person, state: ChosenState) {
    let form = MessagingSettingsForm {
        state: Some(state),
        ..MessagingSettingsForm::default()
    };
    person.call(&ChangeMessagingSettings {}, &form).await.unwrap();
}

async fn two(app: &TestApp) -> (Person, Person, ConversationId) {
    let (marie, _) = app.parent_of("Marie", Level::P3).await;
    let (jean, _) = app.parent_of("Jean", Level::P3).await;
    let room = marie.class_room(Level::P3).await;
    (marie, jean, room)
}

#[tokio::test]
async fn nobody_is_seen_who_has_not_said_so_and_nobody_sees_who_does_not_show() {
    let app = TestApp::start().await;
    let (marie, jean, room) = two(&app).await;
    let settings = marie.call(&ShowMessagingSettings {}, &NoBody {}).await.unwrap();
    assert_eq!((settings.presence, settings.read_receipts), (PresenceShown::Off, true));
    let _open = (marie.socket().await, jean.socket().await);
    assert_eq!((seen(&marie, room).await, seen(&jean, room).await), (vec![], vec![]));
    marie.shows_presence().await;
    assert_eq!(seen(&jean, room).await, [], "he shows nothing himself");
    assert_eq!(seen(&marie, room).await, [], "he has not said so");
    jean.shows_presence().await;
    let online = |account_id| PersonPresence {
        account_id,
        state: SeenState::Online,
        last_seen_at: None,
    };
    assert_eq!(seen(&marie, room).await, [online(jean.id)]);
    assert_eq!(seen(&jean, room).await, [online(marie.id)]);
}

#[tokio::test]
async fn coming_going_and_what_somebody_says_about_themselves_is_told_live() {
    let app = TestApp::start().await;
    let node2 = second_node(&app);
    let (marie, jean, room) = two(&app).await;
    marie.shows_presence().await;
    jean.shows_presence().await;
    if node2.is_some() {
        app.node.state().realtime.bus_becomes(|state| state.is_up()).await;
    }
    let mut his = jean.socket().await;
    let hers = match &node2 {
        Some(node) => marie.on(node).socket().await,
        None => marie.socket().await,
    };
    becomes(&mut his, marie.id, SeenState::Online).await;
    choose(&marie, ChosenState::Busy).await;
    becomes(&mut his, marie.id, SeenState::Busy).await;
    choose(&marie, ChosenState::Invisible).await;
    let gone = becomes(&mut his, marie.id, SeenState::Offline).await;
    assert!(
        matches!(gone, ServerFrame::Presence { last_seen_at: None, .. }),
        "whoever is invisible leaves no traces"
    );
    choose(&marie, ChosenState::Online).await;
    becomes(&mut his, marie.id, SeenState::Online).await;
    hers.close().await;
    let gone = becomes(&mut his, marie.id, SeenState::Offline).await;
    assert!(
        matches!(
            gone,
            ServerFrame::Presence {
                last_seen_at: Some(_),
                ..
            }
        ),
        "{gone:?}"
    );
    let there = seen(&jean, room).await;
    assert_eq!(there[0].state, SeenState::Offline);
    assert!(there[0].last_seen_at.is_some());
}

#[tokio::test]
async fn a_device_before_which_nobody_sits_is_away_until_somebody_does() {
    let app = TestApp::start().await;
    let (marie, jean, room) = two(&app).await;
    marie.shows_presence().await;
    jean.shows_presence().await;
    let mut his = jean.socket().await;
    let mut hers = marie.socket().await;
    becomes(&mut his, marie.id, SeenState::Online).await;
    let long_ago = store::clock::now().plus_seconds(-601);
    let who = marie.id;
    app.store()
        .write(move |tx| store::messaging::presence::note_sign_of_life_at(tx, who, long_ago))
        .await
        .unwrap();
    hers.say(&ClientFrame::Presence {
        state: DeviceState::Away,
    })
    .await;
    becomes(&mut his, marie.id, SeenState::Away).await;
    assert_eq!(seen(&jean, room).await[0].state, SeenState::Away);
    hers.say(&ClientFrame::Presence {
        state: DeviceState::Online,
    })
    .await;
    becomes(&mut his, marie.id, SeenState::Online).await;
}

#[tokio::test]
async fn whoever_switches_it_off_is_gone_for_everybody() {
    let app = TestApp::start().await;
    let (marie, jean, room) = two(&app).await;
    marie.shows_presence().await;
    jean.shows_presence().await;
    let mut his = jean.socket().await;
    let _hers = marie.socket().await;
    becomes(&mut his, marie.id, SeenState::Online).await;
    let off = MessagingSettingsForm {
        presence: Some(PresenceShown::Off),
        ..MessagingSettingsForm::default()
    };
    marie.call(&ChangeMessagingSettings {}, &off).await.unwrap();
    becomes(&mut his, marie.id, SeenState::Offline).await;
    assert_eq!(seen(&jean, room).await, []);
}

#[tokio::test]
async fn a_block_hides_each_from_the_other() {
    let app = TestApp::start().await;
    let (marie, jean, room) = two(&app).await;
    marie.shows_presence().await;
    jean.shows_presence().await;
    let mut his = jean.socket().await;
    let mut hers = marie.socket().await;
    becomes(&mut his, marie.id, SeenState::Online).await;
    marie.call(&BlockPerson { account: jean.id }, &NoBody {}).await.unwrap();
    becomes(&mut his, marie.id, SeenState::Offline).await;
    becomes(&mut hers, jean.id, SeenState::Offline).await;
    assert_eq!((seen(&marie, room).await, seen(&jean, room).await), (vec![], vec![]));
    choose(&marie, ChosenState::Busy).await;
    let heard = his.settle().await;
    let is_busy = |frame: &ServerFrame| {
        matches!(
            frame,
            ServerFrame::Presence {
                state: SeenState::Busy,
                ..
            }
        )
    };
    assert!(!heard.iter().any(is_busy));
}

#[tokio::test]
async fn a_school_that_has_switched_it_off_tells_nobody() {
    let app = TestApp::start().await;
    let (marie, jean, room) = two(&app).await;
    marie.shows_presence().await;
    jean.shows_presence().await;
    let _open = marie.socket().await;
    let office = app.office().await;
    let switch = SwitchModule {
        module: Module::Presence,
    };
    office.call(&switch, &ModuleSwitch { on: false }).await.unwrap();
    let presence = jean
        .call(&ShowPresence { conversation: room }, &NoBody {})
        .await
        .unwrap();
    assert_eq!((presence.state, presence.people), (PresenceState::Unknown, vec![]));
}
