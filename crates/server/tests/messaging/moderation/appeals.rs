//! Appeals: once, by the author, answered by the direction; what is undone is undone altogether.

use domain::{
    id::CaseId,
    messaging::{
        calls::{SendMessage, ShowConversation},
        change::ChangeKind,
        moderation::{
            calls::{AnswerAppeal, AppealDecision},
            types::{AppealAnswer, AppealOutcome, CaseDetail, CaseStatus, ModerationAct, NewAppeal, Notice},
        },
    },
    moment::Moment,
    page::NoBody,
    problem::{Code, Problem},
    socket::ServerFrame,
};
use testkit::person::Person;

use super::{MARKER, Room, decide, notices, only_case, queue, report, room, show};
use crate::messaging::{everything, text};

async fn appeal(by: &Person, case: CaseId) -> Result<Notice, Problem> {
    let new = NewAppeal {
        text: "Je parlais du match.".to_owned(),
    };
    by.call(&AppealDecision { case }, &new).await
}

async fn answer(by: &Person, case: CaseId, outcome: AppealOutcome) -> Result<CaseDetail, Problem> {
    let answer = AppealAnswer {
        outcome,
        answer: "Nous avons relu.".to_owned(),
    };
    by.call(&AnswerAppeal { case }, &answer).await
}

async fn decided(acts: &[ModerationAct]) -> (Room, CaseId) {
    let room = room().await;
    report(&room.marie, room.id, room.said).await.unwrap();
    let case = only_case(&room.teacher).await;
    decide(room.app.office().await, case, acts).await.unwrap();
    (room, case)
}

#[tokio::test]
async fn what_is_undone_is_shown_again_and_the_author_writes() {
    let (room, case) = decided(&[ModerationAct::Hide, ModerationAct::Mute]).await;
    let told = appeal(&room.jean, case).await.unwrap();
    assert!(!told.may_appeal && told.appeal.is_some());
    let office = room.app.office().await;
    let waiting = show(office, case).await.unwrap();
    assert_eq!(waiting.case.status, CaseStatus::Appealed);
    assert_eq!(waiting.may, [ModerationAct::Uphold, ModerationAct::Undo]);
    assert_eq!(
        show(&room.teacher, case).await.unwrap().may,
        [],
        "the direction answers"
    );
    let mut marie = room.marie.socket().await;
    answer(office, case, AppealOutcome::Undone).await.unwrap();
    marie
        .wait_for(|frame| {
            matches!(frame, ServerFrame::MessageChanged { change, .. }
                if change.change == ChangeKind::Restored && change.message.content == MARKER)
        })
        .await;
    let now = everything(&room.nadia, room.id).await;
    let again = now.iter().find(|message| message.id == room.said).unwrap();
    assert_eq!((again.content.as_str(), again.hidden_at), (MARKER, None));
    let found = room.marie.get("/api/v1/search?q=blessent").await;
    assert!(found.body.contains("ŻQM"), "{}", found.body);
    let call = SendMessage { conversation: room.id };
    room.jean.call(&call, &text("merci")).await.unwrap();
    let notice = notices(&room.jean).await.remove(0);
    let answered = notice.appeal.unwrap();
    assert_eq!(answered.outcome, Some(AppealOutcome::Undone));
    assert!(!notice.seen, "the answer is news");
}

#[tokio::test]
async fn what_is_upheld_stays() {
    let (room, case) = decided(&[ModerationAct::Hide]).await;
    appeal(&room.jean, case).await.unwrap();
    let closed = answer(room.app.office().await, case, AppealOutcome::Upheld)
        .await
        .unwrap();
    assert_eq!(closed.case.status, CaseStatus::Closed);
    assert_eq!(closed.acts.last().map(|act| act.act), Some(ModerationAct::Uphold));
    let now = everything(&room.nadia, room.id).await;
    assert!(now.iter().all(|message| message.content != MARKER));
}

/// Seen red when `appeals::appeal` or `appeals::answer` does not ask for the status that it changes.
#[tokio::test]
async fn one_appeals_once_and_only_for_oneself() {
    let (room, case) = decided(&[ModerationAct::Warn]).await;
    assert_eq!(appeal(&room.marie, case).await.unwrap_err().code, Code::NotFound);
    let (one, other) = tokio::join!(appeal(&room.jean, case), appeal(&room.jean, case));
    let refused: Vec<Code> = [one, other]
        .into_iter()
        .filter_map(|answer| answer.err())
        .map(|one| one.code)
        .collect();
    assert_eq!(refused, [Code::AlreadyDecided]);
    let office = room.app.office().await;
    let admin = room.app.staff("Adam", domain::schools::types::Role::Admin).await;
    let (one, other) = tokio::join!(
        answer(office, case, AppealOutcome::Upheld),
        answer(&admin, case, AppealOutcome::Undone)
    );
    let refused: Vec<Code> = [one, other]
        .into_iter()
        .filter_map(|answer| answer.err())
        .map(|one| one.code)
        .collect();
    assert_eq!(refused, [Code::AlreadyDecided]);
    assert_eq!(appeal(&room.jean, case).await.unwrap_err().code, Code::AlreadyDecided);
    let refused = answer(&room.teacher, case, AppealOutcome::Undone).await.unwrap_err();
    assert_eq!(refused.code, Code::Forbidden);
}

#[tokio::test]
async fn somebody_suspended_appeals_and_comes_back() {
    let (room, case) = decided(&[ModerationAct::Suspend]).await;
    appeal(&room.jean, case).await.unwrap();
    answer(room.app.office().await, case, AppealOutcome::Undone)
        .await
        .unwrap();
    let show = ShowConversation { conversation: room.id };
    let back = room.jean.call(&show, &NoBody {}).await.unwrap();
    assert!(back.may_write);
}

#[tokio::test]
async fn what_its_author_deleted_meanwhile_stays_away() {
    let (room, case) = decided(&[ModerationAct::Hide]).await;
    let path = format!("/api/v1/conversations/{}/messages/{}", room.id, room.said);
    let deleted = room.jean.raw("DELETE", &path, "").await;
    assert!(deleted.status.is_success(), "{}", deleted.body);
    appeal(&room.jean, case).await.unwrap();
    answer(room.app.office().await, case, AppealOutcome::Undone)
        .await
        .unwrap();
    let now = everything(&room.nadia, room.id).await;
    assert!(now.iter().all(|message| message.content != MARKER));
}

/// Jean is reported for two messages.
async fn two_cases() -> (Room, [CaseId; 2]) {
    let room = room().await;
    let more = crate::messaging::send(&room.jean, room.id, "et encore").await.id;
    report(&room.marie, room.id, room.said).await.unwrap();
    report(&room.nadia, room.id, more).await.unwrap();
    let cases = queue(&room.teacher).await.unwrap();
    (room, [cases[0].id, cases[1].id])
}

async fn is_muted(person: &Person, room: &Room) -> bool {
    let call = SendMessage { conversation: room.id };
    match person.call(&call, &text("merci")).await {
        Ok(_) => false,
        Err(problem) => {
            assert_eq!(problem.code, Code::Muted);
            true
        }
    }
}

/// Seen red when `mutes::unmute` does not ask which mute it was, and nobody looks for another one.
#[tokio::test]
async fn undoing_an_act_takes_nothing_from_one_that_is_decided_at_the_same_moment() {
    let (room, [first, second]) = two_cases().await;
    let office = room.app.office().await;
    let mute = [ModerationAct::Mute];
    decide(office, first, &mute).await.unwrap();
    appeal(&room.jean, first).await.unwrap();
    let (decided, undone) = tokio::join!(
        decide(&room.teacher, second, &mute),
        answer(office, first, AppealOutcome::Undone)
    );
    assert!(decided.is_ok() && undone.is_ok());
    assert!(is_muted(&room.jean, &room).await);
    appeal(&room.jean, second).await.unwrap();
    answer(office, second, AppealOutcome::Undone).await.unwrap();
    assert!(!is_muted(&room.jean, &room).await);
}

/// Seen red before `acts::muted_elsewhere`: the second mute had taken the place of the first, and both went with it.
#[tokio::test]
async fn undoing_the_later_of_two_mutes_leaves_the_earlier_one() {
    let (room, [first, second]) = two_cases().await;
    let office = room.app.office().await;
    for case in [first, second] {
        decide(&room.teacher, case, &[ModerationAct::Mute]).await.unwrap();
        appeal(&room.jean, case).await.unwrap();
    }
    answer(office, second, AppealOutcome::Undone).await.unwrap();
    assert!(is_muted(&room.jean, &room).await);
    answer(office, first, AppealOutcome::Undone).await.unwrap();
    assert!(!is_muted(&room.jean, &room).await);
}

/// Meant to fail when a mute that is put back takes the place of what the room says: the room forgot Nadia's when Jean's was undone.
#[tokio::test]
async fn undoing_a_mute_does_not_end_that_of_somebody_else() {
    let (room, [first, second]) = two_cases().await;
    let office = room.app.office().await;
    let theirs = crate::messaging::send(&room.nadia, room.id, "moi aussi").await.id;
    report(&room.marie, room.id, theirs).await.unwrap();
    let mut cases = queue(&room.teacher).await.unwrap().into_iter().map(|case| case.id);
    let third = cases.find(|case| ![first, second].contains(case)).unwrap();
    for case in [first, second, third] {
        decide(&room.teacher, case, &[ModerationAct::Mute]).await.unwrap();
    }
    appeal(&room.jean, second).await.unwrap();
    answer(office, second, AppealOutcome::Undone).await.unwrap();
    assert!(is_muted(&room.jean, &room).await && is_muted(&room.nadia, &room).await);
    let id = room.id;
    let (of_room, last) = room
        .app
        .store()
        .read(move |db| {
            use diesel::{dsl::max, prelude::*};
            use store::schema::{conversations, mutes};
            let of_room: Option<Moment> = conversations::table
                .find(id)
                .select(conversations::muted_until)
                .first(db)?;
            let last: Option<Moment> = mutes::table
                .filter(mutes::conversation_id.eq(id))
                .select(max(mutes::until))
                .first(db)?;
            Ok((of_room, last))
        })
        .await
        .unwrap();
    assert_eq!(
        of_room, last,
        "while the last of them lasts, the room asks who is muted"
    );
}
