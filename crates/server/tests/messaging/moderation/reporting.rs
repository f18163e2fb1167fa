//! Reporting: whoever is in the room, ten times a day; one case for each message; the author learns nothing.

use domain::{
    id::ClientMessageId,
    messaging::{
        calls::{OpenDirect, SendMessage},
        moderation::types::{CaseStatus, ModerationAct},
        new_message::NewMessage,
        poll::{Ballot, NewPoll},
        rich_calls::CastVote,
        types::{MessageKind, NewDirect},
    },
    problem::Code,
    schools::types::Level,
    socket::ServerFrame,
};
use futures_util::future::join_all;

use super::{only_case, queue, report, room, show};
use crate::{
    files::{samples, send_files, upload},
    messaging::send,
};

#[tokio::test]
async fn reports_of_one_message_join_one_case_with_its_context() {
    let room = room().await;
    let mut office = room.app.office().await.socket().await;
    let (one, other) = tokio::join!(
        report(&room.marie, room.id, room.said),
        report(&room.nadia, room.id, room.said)
    );
    one.unwrap();
    other.unwrap();
    office
        .wait_for(|frame| matches!(frame, ServerFrame::ModerationChanged {}))
        .await;
    let first = report(&room.marie, room.id, room.said).await.unwrap();
    let again = report(&room.marie, room.id, room.said).await.unwrap();
    assert_eq!(first.created_at, again.created_at, "a second report changes nothing");
    let office = room.app.office().await;
    let case = show(office, only_case(office).await).await.unwrap();
    assert_eq!((case.case.reports, case.case.status), (2, CaseStatus::Open));
    let said: Vec<&str> = case.context.iter().map(|message| message.content.as_str()).collect();
    assert_eq!(said, ["Qui vient à la fête ?", super::MARKER, "Doucement."]);
    assert!(case.may.contains(&ModerationAct::Suspend));
    let names: Vec<_> = case
        .reports
        .iter()
        .filter_map(|one| one.reporter_name.clone())
        .collect();
    assert_eq!(names.len(), 2, "the direction learns who reported");
    let seen = show(&room.teacher, case.case.id).await.unwrap();
    assert!(
        seen.reports.iter().all(|one| one.reporter_name.is_none()),
        "teachers do not"
    );
    assert!(!seen.may.contains(&ModerationAct::Suspend));
}

#[tokio::test]
async fn the_context_is_what_was_said_then() {
    let room = room().await;
    for number in 0..7 {
        send(&room.nadia, room.id, &format!("après {number}")).await;
    }
    report(&room.marie, room.id, room.said).await.unwrap();
    let path = format!("/api/v1/conversations/{}/messages/{}", room.id, room.said);
    let edited = room.jean.raw("PATCH", &path, r#"{"content":"des mots gentils"}"#).await;
    assert!(edited.status.is_success(), "{}", edited.body);
    report(&room.nadia, room.id, room.said).await.unwrap();
    let case = show(&room.teacher, only_case(&room.teacher).await).await.unwrap();
    assert_eq!(case.context.len(), 7, "one before, five after");
    assert_eq!(case.context[1].content, super::MARKER);
    assert_eq!(case.reports[0].content, None);
    assert_eq!(case.reports[1].content.as_deref(), Some("des mots gentils"));
}

#[tokio::test]
async fn a_case_shows_the_pictures_documents_and_polls_of_its_messages() {
    let room = room().await;
    let menu = upload(&room.marie, "menu.pdf", samples::pdf("x")).await.unwrap();
    send_files(&room.marie, room.id, "Le menu", &[menu.id]).await;
    let photo = upload(&room.jean, "photo.png", samples::png(20, 10)).await.unwrap();
    let seen = send_files(&room.jean, room.id, "", &[photo.id]).await;
    let asked = NewMessage {
        poll: Some(NewPoll {
            options: vec!["Samedi".to_owned(), "Dimanche".to_owned()],
            several: false,
            anonymous: false,
            closes_at: None,
        }),
        ..NewMessage::text("Quel jour ?", ClientMessageId::fresh())
    };
    let call = SendMessage { conversation: room.id };
    let poll = room.jean.call(&call, &asked).await.unwrap();
    let vote = CastVote {
        conversation: room.id,
        poll: poll.id,
    };
    let options = vec![poll.poll.unwrap().options[1].id];
    room.nadia.call(&vote, &Ballot { options }).await.unwrap();
    report(&room.marie, room.id, seen.id).await.unwrap();
    let listed = queue(&room.teacher).await.unwrap();
    assert_eq!(
        (listed[0].message_id, listed[0].message_type),
        (Some(seen.id), MessageKind::Image)
    );
    let case = show(&room.teacher, listed[0].id).await.unwrap();
    let [.., with_menu, judged, question] = &case.context[..] else {
        panic!("{:?}", case.context)
    };
    assert_eq!(with_menu.attachments[0].name, "menu.pdf");
    assert_eq!((judged.id, judged.message_type), (seen.id, MessageKind::Image));
    assert_eq!(judged.attachments, seen.attachments);
    let poll = question.poll.as_ref().unwrap();
    let answers: Vec<_> = poll.options.iter().map(|one| (one.text.as_str(), one.votes)).collect();
    assert_eq!(
        (question.content.as_str(), answers),
        ("Quel jour ?", vec![("Samedi", 0), ("Dimanche", 1)])
    );
}

#[tokio::test]
async fn only_whoever_is_in_the_room_reports_and_nobody_themselves() {
    let room = room().await;
    let (stranger, _) = room.app.parent_of("Otto", Level::P4).await;
    let refused = report(&stranger, room.id, room.said).await.unwrap_err();
    assert_eq!(refused.code, Code::NotFound);
    let own = report(&room.jean, room.id, room.said).await.unwrap_err();
    assert_eq!(own.code, Code::Forbidden);
    let elsewhere = stranger.class_room(Level::P4).await;
    let other = send(&stranger, elsewhere, "ailleurs").await;
    let refused = report(&room.marie, room.id, other.id).await.unwrap_err();
    assert_eq!(refused.code, Code::NotFound);
}

#[tokio::test]
async fn the_queue_is_for_those_who_may_judge() {
    let room = room().await;
    report(&room.marie, room.id, room.said).await.unwrap();
    assert_eq!(queue(room.app.office().await).await.unwrap().len(), 1);
    assert_eq!(queue(&room.teacher).await.unwrap().len(), 1);
    let other = room.app.teacher("Theo", &[Level::P4]).await;
    assert_eq!(queue(&other).await.unwrap(), []);
    for parent in [&room.marie, &room.jean] {
        assert_eq!(queue(parent).await.unwrap_err().code, Code::Forbidden);
    }
    let case = only_case(&room.teacher).await;
    assert_eq!(show(&other, case).await.unwrap_err().code, Code::NotFound);
}

#[tokio::test]
async fn nobody_judges_a_message_of_their_own_nor_one_of_the_direction() {
    let room = room().await;
    let colleague = room.app.teacher("Theo", &[Level::P3]).await;
    let hers = send(&room.teacher, room.id, "du professeur").await;
    report(&room.marie, room.id, hers.id).await.unwrap();
    assert_eq!(queue(&room.teacher).await.unwrap(), []);
    let case = only_case(&colleague).await;
    assert_eq!(show(&room.teacher, case).await.unwrap_err().code, Code::NotFound);
    let office = room.app.office().await;
    room.app.assign(office, Level::P3).await;
    let theirs = send(office, room.id, "de la direction").await;
    report(&room.marie, room.id, theirs.id).await.unwrap();
    only_case(&colleague).await;
    only_case(office).await;
    let admin = room.app.staff("Adam", domain::schools::types::Role::Admin).await;
    assert_eq!(queue(&admin).await.unwrap().len(), 2);
}

#[tokio::test]
async fn of_a_direct_conversation_the_school_sees_the_context_only() {
    let room = room().await;
    let open = NewDirect {
        account_id: room.jean.id,
    };
    let direct = room.marie.call(&OpenDirect {}, &open).await.unwrap().id;
    for number in 0..12 {
        send(&room.marie, direct, &format!("privé {number}")).await;
    }
    let insult = send(&room.jean, direct, "une insulte").await;
    let office = room.app.office().await;
    assert_eq!(
        report(office, direct, insult.id).await.unwrap_err().code,
        Code::NotFound
    );
    assert_eq!(
        report(&room.nadia, direct, insult.id).await.unwrap_err().code,
        Code::NotFound
    );
    report(&room.marie, direct, insult.id).await.unwrap();
    assert_eq!(queue(&room.teacher).await.unwrap(), [], "the direction only");
    let case = show(office, only_case(office).await).await.unwrap();
    let said: Vec<&str> = case.context.iter().map(|message| message.content.as_str()).collect();
    assert_eq!(
        said,
        ["privé 7", "privé 8", "privé 9", "privé 10", "privé 11", "une insulte"]
    );
    let history = office.get(&format!("/api/v1/conversations/{direct}/messages")).await;
    assert_eq!(history.status, 404);
}

#[tokio::test]
async fn ten_reports_a_day_however_fast_they_come() {
    let room = room().await;
    let mut said = Vec::new();
    for number in 0..12 {
        said.push(send(&room.jean, room.id, &format!("{number}")).await.id);
    }
    let reports = join_all(said.iter().map(|message| report(&room.marie, room.id, *message))).await;
    let refused: Vec<Code> = reports
        .into_iter()
        .filter_map(|one| one.err().map(|problem| problem.code))
        .collect();
    assert_eq!(refused, [Code::TooMany, Code::TooMany]);
    report(&room.nadia, room.id, room.said)
        .await
        .expect("others have their own share");
}
