//! Messages sent at a time that their author has chosen: "demain 7 h 30".

use diesel::prelude::*;
use domain::{
    id::{ConversationId, ScheduledId},
    messaging::{
        calls::SendMessage,
        calm::calls::ShowCalm,
        rich_calls::{CancelScheduled, ChangeScheduled, ListScheduled, ScheduleMessage},
        rooms::{
            calls::ChangeRoom,
            types::{NewKind, RoomForm},
        },
        scheduled::{NewScheduled, ScheduledInfo},
        types::Posting,
    },
    moment::Moment,
    page::{NoBody, PageQuery},
    problem::{Code, Problem},
    schools::types::{Level, Role},
    socket::ServerFrame,
};
use futures_util::future::join_all;
use store::{messaging::scheduled, schema::scheduled_messages};
use testkit::{app::TestApp, person::Person, socket::Socket};

use super::{make, room_of};
use crate::messaging::{everything, send, text};

fn later(content: &str, send_at: Moment) -> NewScheduled {
    NewScheduled {
        content: content.to_owned(),
        send_at,
        reply_to: None,
        mentions: Vec::new(),
        mentions_everyone: false,
    }
}

fn in_seconds(seconds: i64) -> Moment {
    store::clock::now().plus_seconds(seconds)
}

async fn schedule(by: &Person, room: ConversationId, new: &NewScheduled) -> Result<ScheduledInfo, Problem> {
    by.call(&ScheduleMessage { conversation: room }, new).await
}

async fn waiting(by: &Person, room: ConversationId) -> Vec<ScheduledInfo> {
    let call = ListScheduled { conversation: room };
    let found = by.ask(&call, &PageQuery::default()).await.unwrap().items;
    let calm = by.call(&ShowCalm { conversation: room }, &NoBody {}).await;
    if let Ok(calm) = calm {
        assert_eq!(calm.scheduled_count, i64::try_from(found.len()).unwrap());
    }
    found
}

async fn hears_of_it(window: &mut Socket, room: ConversationId) {
    window
        .wait_for(
            |frame| matches!(frame, ServerFrame::ScheduledChanged { conversation_id } if *conversation_id == room),
        )
        .await;
}

/// Its time has come, as far as the database knows.
async fn make_due(app: &TestApp, id: ScheduledId) {
    app.store()
        .write(move |tx| {
            let past = tx.now.plus_seconds(-1);
            diesel::update(scheduled_messages::table.find(id))
                .set(scheduled_messages::send_at.eq(past))
                .execute(tx.db)?;
            Ok(())
        })
        .await
        .unwrap();
}

async fn run(app: &TestApp, id: ScheduledId) {
    app.store().write(move |tx| scheduled::send_due(tx, id)).await.unwrap();
}

/// The runner does it at its moment; nobody asks for anything.
#[tokio::test]
async fn it_is_sent_at_its_time() {
    let app = TestApp::start().await;
    let (marie, _) = app.parent_of("Marie", Level::P3).await;
    let (jean, _) = app.parent_of("Jean", Level::P3).await;
    let room = marie.class_room(Level::P3).await;
    let mut window = jean.socket().await;
    let at = in_seconds(2);
    schedule(&marie, room, &later("N'oubliez pas les bottes !", at))
        .await
        .unwrap();
    assert_eq!(waiting(&marie, room).await.len(), 1);
    assert_eq!(waiting(&jean, room).await, [], "it is nobody else's");
    let frame = window
        .wait_for(|frame| matches!(frame, ServerFrame::Message { .. }))
        .await;
    let ServerFrame::Message { message, .. } = frame else {
        unreachable!("that was asked for")
    };
    assert_eq!(
        (message.content.as_str(), message.sender_id),
        ("N'oubliez pas les bottes !", Some(marie.id))
    );
    assert!(message.created_at >= at);
    assert_eq!(waiting(&marie, room).await, []);
}

#[tokio::test]
async fn it_is_sent_once_however_often_the_job_runs() {
    let app = TestApp::start().await;
    let (marie, _) = app.parent_of("Marie", Level::P3).await;
    let room = marie.class_room(Level::P3).await;
    let waits = schedule(&marie, room, &later("Une fois", in_seconds(3600)))
        .await
        .unwrap()
        .id;
    run(&app, waits).await;
    assert_eq!(everything(&marie, room).await, [], "too early");
    make_due(&app, waits).await;
    join_all((0..8).map(|_| run(&app, waits))).await;
    run(&app, waits).await;
    let sent: Vec<String> = everything(&marie, room)
        .await
        .into_iter()
        .map(|one| one.content)
        .collect();
    assert_eq!(sent, ["Une fois"]);
}

#[tokio::test]
async fn its_author_has_not_read_what_came_before() {
    let app = TestApp::start().await;
    let (marie, _) = app.parent_of("Marie", Level::P3).await;
    let (jean, _) = app.parent_of("Jean", Level::P3).await;
    let room = marie.class_room(Level::P3).await;
    let waits = schedule(&marie, room, &later("Bonjour à tous", in_seconds(3600)))
        .await
        .unwrap()
        .id;
    send(&jean, room, "Qui vient ?").await;
    make_due(&app, waits).await;
    run(&app, waits).await;
    let seen = room_of(&marie, room).await;
    assert_eq!((seen.last_seq, seen.last_read_seq, seen.unread_count), (2, 0, 1));
    assert_eq!(room_of(&jean, room).await.unread_count, 1);
}

#[tokio::test]
async fn whether_one_may_is_decided_when_it_is_sent() {
    let app = TestApp::start().await;
    let office = app.office().await;
    let marie = app.staff("Marie", Role::Parent).await;
    let room = make(office, NewKind::Group, None, &[&marie]).await;
    let waits = schedule(&marie, room, &later("Trop tard", in_seconds(3600)))
        .await
        .unwrap()
        .id;
    let staff_only = RoomForm {
        posting: Some(Posting::Staff),
        ..RoomForm::default()
    };
    let version = 1;
    office
        .change(&ChangeRoom { conversation: room }, version, &staff_only)
        .await
        .unwrap();
    let mut window = marie.socket().await;
    make_due(&app, waits).await;
    run(&app, waits).await;
    hears_of_it(&mut window, room).await;
    let refused = waiting(&marie, room).await;
    assert_eq!(
        (refused[0].refusal, refused[0].content.as_str()),
        (Some(Code::MayNotWrite), "Trop tard")
    );
    run(&app, waits).await;
    assert_eq!(
        waiting(&marie, room).await.len(),
        1,
        "it stays until its author decides"
    );
    let again = later("Encore", in_seconds(3600));
    let problem = schedule(&marie, room, &again).await.unwrap_err();
    assert_eq!(problem.code, Code::MayNotWrite);
}

#[tokio::test]
async fn it_may_be_changed_and_taken_back_until_it_is_sent() {
    let app = TestApp::start().await;
    let (marie, _) = app.parent_of("Marie", Level::P3).await;
    let (jean, _) = app.parent_of("Jean", Level::P3).await;
    let room = marie.class_room(Level::P3).await;
    let first = schedule(&marie, room, &later("Un", in_seconds(3600))).await.unwrap();
    let second = schedule(&marie, room, &later("Deux", in_seconds(1800))).await.unwrap();
    let said: Vec<String> = waiting(&marie, room).await.into_iter().map(|one| one.content).collect();
    assert_eq!(said, ["Deux", "Un"], "the next one first");
    let change = ChangeScheduled {
        conversation: room,
        scheduled: first.id,
    };
    let changed = marie
        .call(&change, &later("Un et demi", in_seconds(7200)))
        .await
        .unwrap();
    assert_eq!((changed.id, changed.content.as_str()), (first.id, "Un et demi"));
    let theirs = jean.call(&change, &later("Volé", in_seconds(7200))).await;
    assert_eq!(theirs.unwrap_err().code, Code::NotFound);
    let cancel = CancelScheduled {
        conversation: room,
        scheduled: second.id,
    };
    assert_eq!(jean.call(&cancel, &NoBody {}).await.unwrap_err().code, Code::NotFound);
    marie.call(&cancel, &NoBody {}).await.unwrap();
    assert_eq!(marie.call(&cancel, &NoBody {}).await.unwrap_err().code, Code::NotFound);
    make_due(&app, first.id).await;
    run(&app, first.id).await;
    run(&app, second.id).await;
    let sent: Vec<String> = everything(&marie, room)
        .await
        .into_iter()
        .map(|one| one.content)
        .collect();
    assert_eq!(sent, ["Un et demi"]);
    let gone = marie.call(&change, &later("Trop tard", in_seconds(3600))).await;
    assert_eq!(gone.unwrap_err().code, Code::NotFound);
}

#[tokio::test]
async fn only_within_sixty_days_and_twenty_at_a_time() {
    let app = TestApp::start().await;
    let (marie, _) = app.parent_of("Marie", Level::P3).await;
    let (jean, _) = app.parent_of("Jean", Level::P4).await;
    let room = marie.class_room(Level::P3).await;
    let past = schedule(&marie, room, &later("Hier", in_seconds(-1)))
        .await
        .unwrap_err();
    assert_eq!(past.code, Code::TooLate);
    let far = schedule(&marie, room, &later("Un jour", in_seconds(61 * 24 * 3600)))
        .await
        .unwrap_err();
    assert_eq!((far.code, far.errors[0].pointer.as_str()), (Code::Invalid, "/send_at"));
    let foreign = schedule(&jean, room, &later("Bonjour", in_seconds(60)))
        .await
        .unwrap_err();
    assert_eq!(foreign.code, Code::NotFound);
    let elsewhere = jean.class_room(Level::P4).await;
    let call = SendMessage {
        conversation: elsewhere,
    };
    let theirs = jean.call(&call, &text("Bonjour")).await.unwrap();
    let reply = NewScheduled {
        reply_to: Some(theirs.id),
        ..later("Oui", in_seconds(60))
    };
    let problem = schedule(&marie, room, &reply).await.unwrap_err();
    assert_eq!(problem.errors[0].pointer, "/reply_to");
    let many = join_all((0..21).map(|_| {
        let (marie, new) = (&marie, later("Encore", in_seconds(3600)));
        async move { schedule(marie, room, &new).await }
    }))
    .await;
    let refused: Vec<Code> = many
        .into_iter()
        .filter_map(|one| one.err())
        .map(|problem| problem.code)
        .collect();
    assert_eq!(refused, [Code::LimitReached]);
}
