//! Messaging in numbers: mine, the school's, the operator's; and who is online.

use diesel::prelude::*;
use domain::{
    id::AccountId,
    messaging::{
        calls::MarkRead,
        marks::ReadUpTo,
        people_calls::ChangeMessagingSettings,
        presence::{MessagingSettingsForm, PresenceShown, PresenceState},
        rooms::{
            calls::CreateConversation,
            types::{NewConversation, NewKind},
        },
        statistics::{ShowMessageStats, ShowOnlineUsers, ShowSchoolStats},
    },
    moment::Moment,
    page::NoBody,
    problem::Code,
    schools::types::{Level, Role},
};
use reqwest::StatusCode;
use rstest::rstest;
use store::{
    accounts::standing,
    backend::Db,
    messaging::statistics,
    schema::{messages, sessions},
};
use testkit::{app::TestApp, client::send as send_raw};

use super::send;

#[tokio::test]
async fn i_see_what_i_wrote_and_what_i_received() {
    let app = TestApp::start().await;
    let sophie = app.teacher("Sophie", &[Level::P3, Level::P4]).await;
    let (marie, _) = app.parent_of("Marie", Level::P3).await;
    let (p3, p4) = (sophie.class_room(Level::P3).await, sophie.class_room(Level::P4).await);
    for content in ["un", "deux", "trois"] {
        send(&sophie, p3, content).await;
    }
    send(&sophie, p4, "ailleurs").await;
    let stats = marie.call(&ShowMessageStats {}, &NoBody {}).await.unwrap();
    assert_eq!(
        (stats.sent, stats.received, stats.conversations, stats.unread),
        (0, 3, 1, 3)
    );
    let read = MarkRead { conversation: p3 };
    marie.call(&read, &ReadUpTo { seq: 2 }).await.unwrap();
    send(&marie, p3, "merci").await;
    let stats = marie.call(&ShowMessageStats {}, &NoBody {}).await.unwrap();
    assert_eq!((stats.sent, stats.received, stats.unread), (1, 3, 0));
    assert_eq!(stats.days.len(), 14);
    let counted: (i64, i64) = stats.days.iter().fold((0, 0), |(sent, received), day| {
        (sent + day.sent, received + day.received)
    });
    assert_eq!(counted, (1, 3));
    let days: Vec<&String> = stats.days.iter().map(|day| &day.day).collect();
    assert!(days.is_sorted());
    let stats = sophie.call(&ShowMessageStats {}, &NoBody {}).await.unwrap();
    assert_eq!((stats.sent, stats.received, stats.conversations), (4, 1, 2));
}

#[tokio::test]
async fn only_people_of_my_rooms_are_seen_online() {
    let app = TestApp::start().await;
    let sophie = app.teacher("Sophie", &[Level::P3]).await;
    let (marie, _) = app.parent_of("Marie", Level::P3).await;
    let (jean, _) = app.parent_of("Jean", Level::P4).await;
    let _open = [sophie.socket().await, marie.socket().await, jean.socket().await];
    let seen = marie.call(&ShowOnlineUsers {}, &NoBody {}).await.unwrap();
    assert_eq!(
        (seen.state, seen.people),
        (PresenceState::Known, Vec::new()),
        "nobody shows it unasked"
    );
    let shown = MessagingSettingsForm {
        presence: Some(PresenceShown::Contacts),
        ..MessagingSettingsForm::default()
    };
    for person in [&sophie, &marie, &jean] {
        person.call(&ChangeMessagingSettings {}, &shown).await.unwrap();
    }
    let seen = marie.call(&ShowOnlineUsers {}, &NoBody {}).await.unwrap();
    let ids: Vec<_> = seen.people.iter().map(|one| one.person.id).collect();
    assert_eq!(ids, [sophie.id]);
    let seen = jean.call(&ShowOnlineUsers {}, &NoBody {}).await.unwrap();
    assert!(seen.people.is_empty());
}

#[tokio::test]
async fn the_office_sees_how_busy_the_school_is() {
    let app = TestApp::start().await;
    let sophie = app.teacher("Sophie", &[Level::P3]).await;
    let (marie, _) = app.parent_of("Marie", Level::P3).await;
    let room = sophie.class_room(Level::P3).await;
    for content in ["un", "deux", "trois", "quatre", "cinq"] {
        send(&sophie, room, content).await;
    }
    let _open = marie.socket().await;
    let office = app.office().await;
    let stats = office.call(&ShowSchoolStats {}, &NoBody {}).await.unwrap();
    assert_eq!(
        (stats.messages, stats.messages_today, stats.active_conversations),
        (5, 5, 1)
    );
    assert!((stats.messages_per_minute - 1.0).abs() < f64::EPSILON);
    assert!(stats.members >= 3 && stats.active_members == stats.members, "{stats:?}");
    assert_eq!((stats.connections, stats.online_members), (1, Some(1)));
    assert!(stats.mean_response_ms.is_some_and(|mean| mean > 0.0));
    for person in [&sophie, &marie] {
        let refused = person.call(&ShowSchoolStats {}, &NoBody {}).await.unwrap_err();
        assert_eq!(refused.code, Code::Forbidden);
    }
}

/// A day ends at midnight in Brussels, also where it has 23 or 25 hours.
#[rstest]
// winter: midnight is 23:00 UTC
#[case("2026-11-20T12:00:00Z", "2026-11-18T23:00:00Z", "2026-11-19")]
// summer: midnight is 22:00 UTC
#[case("2026-07-02T12:00:00Z", "2026-06-30T22:00:00Z", "2026-07-01")]
// the clocks go forward in the morning of 29 March: the day begins by winter time and ends by summer time
#[case("2026-03-31T12:00:00Z", "2026-03-28T23:00:00Z", "2026-03-29")]
#[case("2026-03-31T12:00:00Z", "2026-03-29T22:00:00Z", "2026-03-30")]
// they go back in the morning of 25 October
#[case("2026-10-27T12:00:00Z", "2026-10-24T22:00:00Z", "2026-10-25")]
#[case("2026-10-27T12:00:00Z", "2026-10-25T23:00:00Z", "2026-10-26")]
// the last minutes before midnight of the day that is seen: still that day
#[case("2026-11-20T22:59:00Z", "2026-11-19T23:00:00Z", "2026-11-20")]
#[tokio::test]
async fn days_are_those_of_brussels(#[case] seen_at: &str, #[case] midnight: &str, #[case] day: &str) {
    let app = TestApp::start().await;
    let sophie = app.teacher("Sophie", &[Level::P3]).await;
    let room = sophie.class_room(Level::P3).await;
    let (before, after) = (
        send(&sophie, room, "avant").await.id,
        send(&sophie, room, "après").await.id,
    );
    let office = app.office().await.id;
    let (seen_at, midnight): (Moment, Moment) = (seen_at.parse().unwrap(), midnight.parse().unwrap());
    let moved = [(before, midnight.plus_seconds(-1)), (after, midnight)];
    let (mine, school) = app
        .store()
        .write(move |tx| {
            for (id, at) in moved {
                diesel::update(messages::table.find(id))
                    .set(messages::created_at.eq(at))
                    .execute(tx.db)?;
            }
            let member = |db: &mut Db, account: AccountId| {
                let session = sessions::table
                    .filter(sessions::account_id.eq(account))
                    .select(sessions::id)
                    .first(db)?;
                standing::by_id(db, session)?.member()
            };
            let (sophie, office) = (member(tx.db, sophie.id)?, member(tx.db, office)?.office()?);
            let mine = statistics::mine(tx.db, &sophie, seen_at)?.days;
            Ok((mine, statistics::of_school(tx.db, &office, seen_at)?.days))
        })
        .await
        .unwrap();
    let at = mine
        .iter()
        .position(|one| one.day == day)
        .expect("the day is one of the last");
    let sent: Vec<i64> = mine.iter().map(|one| one.sent).collect();
    assert_eq!(
        (sent[at - 1], sent[at], sent.iter().sum::<i64>()),
        (1, 1, 2),
        "{mine:?}"
    );
    let counted: Vec<i64> = school.iter().map(|one| one.messages).collect();
    assert_eq!(counted, sent);
    assert_eq!(school.len(), 14);
}

#[tokio::test]
async fn the_operator_reads_the_numbers_on_this_machine_only() {
    let app = TestApp::start().await;
    let guest = app.guest();
    let marie = app.staff("Marie", Role::Parent).await;
    let sophie = app.teacher("Sophie", &[Level::P3]).await;
    send(&sophie, sophie.class_room(Level::P3).await, "bonjour").await;
    let answer = guest.get("/metrics").await;
    assert_eq!(answer.status, StatusCode::OK);
    assert!(answer.header("content-type").unwrap().starts_with("text/plain"));
    for line in [
        "\necolehub_messages 1\n",
        "\necolehub_messages_sent_total 1\n",
        "\necolehub_open_sockets 0\n",
    ] {
        assert!(answer.body.contains(line), "{line} is not in {}", answer.body);
    }
    assert!(
        answer
            .body
            .contains("ecolehub_http_response_seconds_bucket{status=\"2xx\",le=\"+Inf\"}")
    );
    assert!(!answer.body.contains("Marie"));
    // somebody's own token is not the operator's, and whoever comes through a proxy is not on this machine
    assert_eq!(marie.get("/metrics").await.status, StatusCode::NOT_FOUND);
    let request = guest
        .request(reqwest::Method::GET, "/metrics")
        .header("x-forwarded-for", "192.0.2.7");
    assert_eq!(send_raw(request).await.status, StatusCode::NOT_FOUND);
}

/// Meant to fail when the notes about a room that I made counted as mine, and not as said.
#[tokio::test]
async fn whoever_makes_rooms_has_not_received_less_than_nothing() {
    let app = TestApp::start().await;
    let office = app.office().await;
    let marie = app.staff("Marie", Role::Parent).await;
    for title in ["Fancy-fair", "Potager", "Piscine"] {
        let new = NewConversation {
            kind: NewKind::Group,
            title: Some(title.to_owned()),
            description: None,
            members: vec![marie.id],
            staff_only: false,
            posting: None,
        };
        office.call(&CreateConversation {}, &new).await.unwrap();
    }
    for person in [office, &marie] {
        let stats = person.call(&ShowMessageStats {}, &NoBody {}).await.unwrap();
        assert_eq!((stats.sent, stats.received, stats.unread), (0, 0, 0));
        assert!(stats.days.iter().all(|day| day.sent == 0 && day.received == 0));
    }
}
