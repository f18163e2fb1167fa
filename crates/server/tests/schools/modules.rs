//! Modules: what is switched off is not there, for everybody at once, and nothing is lost.

use std::time::Duration;

use domain::{
    accounts::calls::ShowMe,
    id::ClientMessageId,
    messaging::{
        calls::{ListContacts, ListConversations, ListMessages, OpenDirect, ShowPresence},
        presence::PresenceState,
        types::NewDirect,
    },
    page::{NoBody, PageQuery},
    problem::Code,
    schools::{
        audit::Act,
        calls::{ListModules, SwitchModule},
        modules::{Module, ModuleSwitch, STAGE_MAX},
        types::{Level, Role},
    },
    socket::{ClientFrame, ServerFrame},
};
use rstest::rstest;
use testkit::{app::TestApp, client::Client, socket::Socket};

use super::{isolation::others_at, noted, second_node, send, sockets};

async fn switch(by: &Client, module: Module, on: bool) -> Result<Vec<Module>, Code> {
    let switched = by.call(&SwitchModule { module }, &ModuleSwitch { on }).await;
    let listed = switched.map_err(|problem| problem.code)?.items;
    Ok(listed.into_iter().filter(|one| one.on).map(|one| one.module).collect())
}

async fn modules_of(person: &Client) -> Vec<Module> {
    person.call(&ShowMe {}, &NoBody {}).await.unwrap().membership.modules
}

async fn told(socket: &mut Socket) {
    let is_it = |frame: &ServerFrame| matches!(frame, ServerFrame::SchoolChanged {});
    socket.wait_at_most(Duration::from_secs(2), is_it).await;
}

async fn refusal(socket: &mut Socket, frame: &ClientFrame) -> Code {
    socket.say(frame).await;
    let refused = socket
        .wait_for(|frame| matches!(frame, ServerFrame::Error { .. }))
        .await;
    let ServerFrame::Error { code, .. } = refused else {
        panic!("{refused:?}")
    };
    code
}

#[tokio::test]
async fn without_messaging_its_calls_and_frames_are_not_there_on_any_node() {
    let app = TestApp::start().await;
    let node2 = second_node(&app);
    let (marie, _) = app.parent_of("Marie", Level::P3).await;
    let room = marie.class_room(Level::P3).await;
    send(&marie, room, "d'avant").await.unwrap();
    let mut sockets = sockets(&marie, node2.as_ref()).await;
    let office = app.office().await;
    let left = vec![Module::Sel, Module::Announcements];
    assert_eq!(switch(office, Module::Messaging, false).await, Ok(left.clone()));
    for socket in &mut sockets {
        told(socket).await;
    }
    assert_eq!(modules_of(&marie).await, left);
    let listed = marie.ask(&ListConversations {}, &PageQuery::default()).await;
    assert_eq!(listed.map(drop).unwrap_err().code, Code::NotFound);
    let contacts = marie.ask(&ListContacts {}, &PageQuery::default()).await;
    assert_eq!(contacts.map(drop).unwrap_err().code, Code::NotFound);
    let read = marie.call(&ListMessages { conversation: room }, &NoBody {}).await;
    assert_eq!(read.map(drop).unwrap_err().code, Code::NotFound);
    assert_eq!(send(&marie, room, "encore ?").await.map(drop), Err(Code::NotFound));
    for socket in &mut sockets {
        let message = ClientFrame::Message {
            conversation_id: room,
            content: "encore ?".to_owned(),
            client_msg_id: ClientMessageId::fresh(),
            message_type: None,
            reply_to: None,
        };
        assert_eq!(refusal(socket, &message).await, Code::NotFound);
        let typing = ClientFrame::MessageTyping { conversation_id: room };
        assert_eq!(refusal(socket, &typing).await, Code::NotFound);
        let read = ClientFrame::MessageRead {
            conversation_id: room,
            seq: Some(1),
            message_id: None,
        };
        assert_eq!(refusal(socket, &read).await, Code::NotFound);
    }
    assert_eq!(
        switch(office, Module::Presence, true).await,
        Ok(vec![
            Module::Sel,
            Module::Messaging,
            Module::Presence,
            Module::Announcements
        ]),
        "on with what it needs"
    );
    let history = marie
        .call(&ListMessages { conversation: room }, &NoBody {})
        .await
        .unwrap();
    assert_eq!(history.items[0].content, "d'avant", "nothing is lost");
}

#[tokio::test]
async fn without_direct_messages_nobody_opens_one_and_the_old_ones_can_only_be_read() {
    let app = TestApp::start().await;
    let (marie, _) = app.parent_of("Marie", Level::P3).await;
    let office = app.office().await;
    let to_office = NewDirect { account_id: office.id };
    let direct = marie.call(&OpenDirect {}, &to_office).await.unwrap().id;
    send(&marie, direct, "d'avant").await.unwrap();
    switch(office, Module::DirectMessages, false).await.unwrap();
    let opened = marie.call(&OpenDirect {}, &to_office).await;
    assert_eq!(opened.map(drop).unwrap_err().code, Code::NotFound);
    for person in [&marie, office] {
        assert_eq!(send(person, direct, "encore ?").await.map(drop), Err(Code::MayNotWrite));
    }
    let mut socket = marie.socket().await;
    let message = ClientFrame::Message {
        conversation_id: direct,
        content: "encore ?".to_owned(),
        client_msg_id: ClientMessageId::fresh(),
        message_type: None,
        reply_to: None,
    };
    assert_eq!(refusal(&mut socket, &message).await, Code::MayNotWrite);
    let history = marie
        .call(&ListMessages { conversation: direct }, &NoBody {})
        .await
        .unwrap();
    assert_eq!(history.items.len(), 1);
    let room = marie.class_room(Level::P3).await;
    send(&marie, room, "la classe parle encore").await.unwrap();
    switch(office, Module::DirectMessages, true).await.unwrap();
    send(&marie, direct, "de nouveau").await.unwrap();
}

#[tokio::test]
async fn without_presence_nobody_is_seen_online_or_typing() {
    let app = TestApp::start().await;
    let (marie, _) = app.parent_of("Marie", Level::P3).await;
    let (jean, _) = app.parent_of("Jean", Level::P3).await;
    marie.shows_presence().await;
    jean.shows_presence().await;
    let room = marie.class_room(Level::P3).await;
    let (mut socket, mut other) = (marie.socket().await, jean.socket().await);
    let office = app.office().await;
    let seen = marie
        .call(&ShowPresence { conversation: room }, &NoBody {})
        .await
        .unwrap();
    assert_eq!((seen.state, seen.online), (PresenceState::Known, vec![jean.id]));
    switch(office, Module::Presence, false).await.unwrap();
    told(&mut other).await;
    let seen = marie
        .call(&ShowPresence { conversation: room }, &NoBody {})
        .await
        .unwrap();
    assert_eq!((seen.state, seen.online), (PresenceState::Unknown, vec![]));
    let typing = ClientFrame::MessageTyping { conversation_id: room };
    assert_eq!(refusal(&mut socket, &typing).await, Code::NotFound);
    let heard = other.settle().await;
    assert!(
        !heard
            .iter()
            .any(|frame| matches!(frame, ServerFrame::MessageTyping { .. }))
    );
    send(&marie, room, "bonjour").await.unwrap();
}

#[tokio::test]
async fn each_switch_is_written_down_once() {
    let app = TestApp::start().await;
    let office = app.office().await;
    for _ in 0..2 {
        switch(office, Module::Messaging, false).await.unwrap();
    }
    let entries = noted(office, Act::ModuleSwitched).await;
    assert_eq!(entries.len(), 1);
    assert_eq!(entries[0].subject, "messaging, direct_messages, presence → off");
    let listed = office.call(&ListModules {}, &NoBody {}).await.unwrap().items;
    let stays = |module| matches!(module, Module::Sel | Module::Announcements);
    assert!(listed.iter().all(|one| one.on == stays(one.module)));
    assert_eq!(listed[1].carries, [Module::DirectMessages, Module::Presence]);
    assert_eq!(listed[2].needs, [Module::Messaging]);
}

#[tokio::test]
async fn switches_of_many_at_once_leave_nothing_on_without_what_it_needs() {
    let app = TestApp::start().await;
    let office = app.office().await.clone();
    let calls: Vec<_> = (0..12_usize)
        .map(|turn| {
            let office = office.clone();
            let module = Module::ALL[turn % Module::ALL.len()];
            tokio::spawn(async move { switch(&office, module, turn % 2 == 0).await.unwrap() })
        })
        .collect();
    for call in calls {
        let on = call.await.unwrap();
        let stands = |module: &Module| module.needs().iter().all(|needed| on.contains(needed));
        assert!(on.iter().all(stands), "{on:?}");
    }
}

#[rstest]
#[case(Role::Parent)]
#[case(Role::Teacher)]
#[tokio::test]
async fn only_the_office_switches(#[case] role: Role) {
    let app = TestApp::start().await;
    let anne = app.staff("Anne", role).await;
    assert_eq!(switch(&anne, Module::Presence, false).await, Err(Code::Forbidden));
    assert_eq!(modules_of(&anne).await, Module::ALL);
    let unknown = app
        .office()
        .await
        .raw("PUT", "/api/v1/school/modules/grades", r#"{"on":false}"#)
        .await;
    assert_eq!(unknown.problem().code, Code::NotFound);
}

#[rstest]
#[case(0, &[])]
#[case(STAGE_MAX, Module::ALL)]
#[tokio::test]
async fn a_school_begins_with_the_preset_of_its_stage_and_goes_on_as_it_likes(
    #[case] stage: u8,
    #[case] modules: &[Module],
) {
    let app = TestApp::start().await;
    let (direction, parent) = others_at(&app, stage).await;
    assert_eq!(modules_of(&parent).await, modules);
    let rooms = parent.ask(&ListConversations {}, &PageQuery::default()).await;
    let refused = rooms.map(drop).map_err(|problem| problem.code);
    let expected = if modules.is_empty() {
        Err(Code::NotFound)
    } else {
        Ok(())
    };
    assert_eq!(refused, expected);
    assert_eq!(
        switch(&direction, Module::Presence, true).await.unwrap().len(),
        modules.len().max(2)
    );
    let rooms = parent.ask(&ListConversations {}, &PageQuery::default()).await;
    assert!(rooms.is_ok(), "{rooms:?}");
}
