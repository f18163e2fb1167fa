//! Decisions: the first moderator decides, the room sees it live, the author learns what and why and never who reported.

use domain::{
    id::ConversationId,
    messaging::{
        calls::{SendMessage, ShowConversation},
        change::ChangeKind,
        history::HistoryQuery,
        moderation::{
            calls::ListActs,
            types::{CaseStatus, ModerationAct},
        },
    },
    page::{NoBody, PageQuery},
    problem::Code,
    schools::types::Level,
    socket::ServerFrame,
};
use testkit::person::Person;

use super::{MARKER, decide, notices, only_case, queue, report, room, show};
use crate::messaging::{history, text};

/// Everything that members and the search can read of a room.
async fn everything_read(by: &Person, room: ConversationId) -> String {
    let mut read = String::new();
    for path in [
        format!("/api/v1/conversations/{room}/messages"),
        format!("/api/v1/conversations/{room}/messages?after_seq=0"),
        format!("/api/v1/conversations/{room}"),
        format!("/api/v1/conversations/{room}/pins"),
        format!("/api/v1/conversations/{room}/recap"),
        "/api/v1/conversations".to_owned(),
        "/api/v1/search?q=blessent".to_owned(),
    ] {
        let answer = by.get(&path).await;
        assert_eq!(answer.status, 200, "{path}: {}", answer.body);
        read.push_str(&answer.body);
    }
    read
}

#[tokio::test]
async fn a_hidden_message_is_gone_everywhere_and_live() {
    let room = room().await;
    let quoting = domain::messaging::new_message::NewMessage {
        reply_to: Some(room.said),
        ..text("Tu exagères.")
    };
    let call = SendMessage { conversation: room.id };
    room.nadia.call(&call, &quoting).await.unwrap();
    assert!(everything_read(&room.marie, room.id).await.contains("ŻQM"));
    let mut marie = room.marie.socket().await;
    report(&room.marie, room.id, room.said).await.unwrap();
    let case = only_case(&room.teacher).await;
    let decided = decide(&room.teacher, case, &[ModerationAct::Hide]).await.unwrap();
    assert_eq!((decided.case.status, decided.may), (CaseStatus::Decided, vec![]));
    let frame = marie
        .wait_for(|frame| matches!(frame, ServerFrame::MessageChanged { .. }))
        .await;
    let ServerFrame::MessageChanged { change, .. } = frame else {
        panic!("{frame:?}");
    };
    assert_eq!(
        (change.change, change.by),
        (ChangeKind::Hidden, None),
        "nobody is named"
    );
    assert_eq!((change.message.id, change.message.content.as_str()), (room.said, ""));
    assert!(change.message.hidden_at.is_some());
    for person in [&room.marie, &room.jean, &room.teacher] {
        let read = everything_read(person, room.id).await;
        assert!(!read.contains("ŻQM"), "{} still reads it", person.first_name);
    }
    let missed = HistoryQuery {
        after_seq: Some(3),
        ..HistoryQuery::default()
    };
    let changes = history(&room.nadia, room.id, missed).await.changes;
    assert!(changes.iter().any(|change| change.change == ChangeKind::Hidden));
    assert!(show(&room.teacher, case).await.unwrap().case.content.contains("ŻQM"));
}

/// Seen red when `deciding::close` does not ask for `Open`: both decide.
#[tokio::test]
async fn of_two_moderators_at_once_one_decides() {
    for _ in 0..3 {
        let room = room().await;
        report(&room.marie, room.id, room.said).await.unwrap();
        let case = only_case(&room.teacher).await;
        let office = room.app.office().await;
        let (one, other) = tokio::join!(
            decide(&room.teacher, case, &[ModerationAct::Hide]),
            decide(office, case, &[ModerationAct::Warn, ModerationAct::Mute])
        );
        let refused: Vec<Code> = [&one, &other]
            .iter()
            .filter_map(|answer| answer.as_ref().err().map(|problem| problem.code))
            .collect();
        assert_eq!(refused, [Code::AlreadyDecided]);
        let done = show(office, case).await.unwrap().acts;
        let winner: &[ModerationAct] = if one.is_ok() {
            &[ModerationAct::Hide]
        } else {
            &[ModerationAct::Warn, ModerationAct::Mute]
        };
        assert_eq!(done.iter().map(|act| act.act).collect::<Vec<_>>(), winner);
        let is_hidden = !everything_read(&room.marie, room.id).await.contains("ŻQM");
        assert_eq!(is_hidden, one.is_ok(), "the one who lost did nothing");
    }
}

#[tokio::test]
async fn whoever_is_muted_writes_nothing_there_and_elsewhere_as_before() {
    let room = room().await;
    report(&room.marie, room.id, room.said).await.unwrap();
    let case = only_case(&room.teacher).await;
    let decided = decide(&room.teacher, case, &[ModerationAct::Mute]).await.unwrap();
    let until = decided.acts[0].until.expect("a mute ends");
    let call = SendMessage { conversation: room.id };
    let refused = room.jean.call(&call, &text("encore")).await.unwrap_err();
    assert_eq!(refused.code, Code::Muted);
    let calm = room.jean.get(&format!("/api/v1/conversations/{}/calm", room.id)).await;
    assert_eq!(calm.json()["muted_until"], until.to_string());
    room.marie.call(&call, &text("nous parlons")).await.unwrap();
    let child = room.app.child(Level::P4, "Zoé").await;
    room.app.add_child(&room.jean, child).await;
    let elsewhere = room.jean.class_room(Level::P4).await;
    super::super::send(&room.jean, elsewhere, "ailleurs").await;
}

#[tokio::test]
async fn the_author_learns_what_and_why_and_not_who_reported() {
    let room = room().await;
    let mut jean = room.jean.socket().await;
    report(&room.marie, room.id, room.said).await.unwrap();
    let case = only_case(&room.teacher).await;
    assert!(notices(&room.jean).await.is_empty(), "nothing was decided yet");
    decide(&room.teacher, case, &[ModerationAct::Warn]).await.unwrap();
    jean.wait_for(|frame| matches!(frame, ServerFrame::ModerationChanged {}))
        .await;
    let told = room.jean.get("/api/v1/moderation/notices").await.body;
    for secret in [
        "Marie",
        "Sophie",
        &room.marie.id.to_string(),
        &room.teacher.id.to_string(),
    ] {
        assert!(!told.contains(secret), "{secret} in {told}");
    }
    let notice = notices(&room.jean).await.remove(0);
    assert_eq!(
        (notice.content.as_str(), notice.seen, notice.may_appeal),
        (MARKER, false, true)
    );
    assert_eq!(notice.reason, "On ne parle pas ainsi.");
    let seen = room
        .jean
        .raw("PUT", &format!("/api/v1/moderation/notices/{case}/seen"), "")
        .await;
    assert_eq!(seen.status, 204, "{}", seen.body);
    assert!(notices(&room.jean).await[0].seen);
    assert!(notices(&room.marie).await.is_empty());
}

#[tokio::test]
async fn a_dismissed_report_is_never_told() {
    let room = room().await;
    report(&room.marie, room.id, room.said).await.unwrap();
    let case = only_case(&room.teacher).await;
    let decided = decide(&room.teacher, case, &[ModerationAct::Dismiss]).await.unwrap();
    assert_eq!(decided.case.status, CaseStatus::Closed);
    assert!(notices(&room.jean).await.is_empty());
    // reported anew, it is another case
    report(&room.nadia, room.id, room.said).await.unwrap();
    assert_eq!(queue(&room.teacher).await.unwrap().len(), 2);
}

#[tokio::test]
async fn only_the_direction_suspends() {
    let room = room().await;
    report(&room.marie, room.id, room.said).await.unwrap();
    let case = only_case(&room.teacher).await;
    let acts = [ModerationAct::Hide, ModerationAct::Suspend];
    let refused = decide(&room.teacher, case, &acts).await.unwrap_err();
    assert_eq!(refused.code, Code::Forbidden);
    assert!(
        everything_read(&room.marie, room.id).await.contains("ŻQM"),
        "nothing was done"
    );
    let office = room.app.office().await;
    decide(office, case, &acts).await.unwrap();
    let show = ShowConversation { conversation: room.id };
    let outside = room.jean.call(&show, &NoBody {}).await.unwrap_err();
    assert_eq!(outside.code, Code::MembershipSuspended);
    assert_eq!(notices(&room.jean).await.len(), 1, "they still learn why");
}

#[tokio::test]
async fn the_log_keeps_every_act_and_nobody_changes_it() {
    let room = room().await;
    report(&room.marie, room.id, room.said).await.unwrap();
    let case = only_case(&room.teacher).await;
    decide(&room.teacher, case, &[ModerationAct::Hide, ModerationAct::Warn])
        .await
        .unwrap();
    let office = room.app.office().await;
    let log = office.ask(&ListActs {}, &PageQuery::default()).await.unwrap().items;
    assert_eq!(log.len(), 2);
    assert!(
        log.iter()
            .all(|entry| entry.act.by_name == "Sophie Evrard" && entry.case_id == case)
    );
    let refused = room.teacher.ask(&ListActs {}, &PageQuery::default()).await.unwrap_err();
    assert_eq!(refused.code, Code::Forbidden);
    for change in ["DELETE FROM moderation_acts", "UPDATE moderation_acts SET reason = ''"] {
        let done = room
            .app
            .store()
            .write(move |tx| Ok(diesel::RunQueryDsl::execute(diesel::sql_query(change), tx.db)?))
            .await;
        assert!(done.is_err(), "{change}");
    }
}

#[tokio::test]
async fn what_its_author_deleted_meanwhile_can_be_warned_about_and_not_hidden() {
    let room = room().await;
    report(&room.marie, room.id, room.said).await.unwrap();
    let path = format!("/api/v1/conversations/{}/messages/{}", room.id, room.said);
    let deleted = room.jean.raw("DELETE", &path, "").await;
    assert!(deleted.status.is_success(), "{}", deleted.body);
    let case = only_case(&room.teacher).await;
    let seen = show(&room.teacher, case).await.unwrap();
    assert!(!seen.may.contains(&ModerationAct::Hide) && seen.may.contains(&ModerationAct::Warn));
    let refused = decide(&room.teacher, case, &[ModerationAct::Hide]).await.unwrap_err();
    assert_eq!(refused.code, Code::Conflict);
    decide(&room.teacher, case, &[ModerationAct::Warn]).await.unwrap();
}
