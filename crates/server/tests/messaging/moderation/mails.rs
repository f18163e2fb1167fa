//! The mail to the author of a message that moderators acted on: once, in their language, and not when it is news no more.

use diesel::prelude::*;
use domain::{
    accounts::{calls::ShowMe, types::Locale},
    id::CaseId,
    messaging::moderation::{
        calls::{AnswerAppeal, AppealDecision},
        types::{AppealAnswer, AppealOutcome, ModerationAct, NewAppeal},
    },
    page::NoQuery,
};
use jobs::channels::mail::Mail;
use store::{
    jobs::NewJob,
    messaging::moderation::mail::{MailAnswer, MailDecision},
    schema::jobs as queue,
};
use testkit::{app::TestApp, person::Person};

use super::{Room, decide, only_case, queue as cases, report, room, show};
use crate::messaging::send;

/// The subject of the mail about an appeal.
const ANSWER: &str = "La réponse à votre recours";

/// As if the night were over.
async fn in_the_morning(app: &TestApp) {
    app.store()
        .write(|tx| {
            let mails = queue::kind.eq_any([MailDecision::KIND, MailAnswer::KIND]);
            diesel::update(queue::table.filter(mails))
                .set(queue::run_at.eq(tx.now))
                .execute(tx.db)?;
            // wakes the runner
            tx.later(&MailDecision { case: CaseId::fresh() })
        })
        .await
        .unwrap();
}

async fn reported() -> (Room, CaseId) {
    let room = room().await;
    room.app.nobody_sleeps().await;
    report(&room.marie, room.id, room.said).await.unwrap();
    let case = only_case(&room.teacher).await;
    (room, case)
}

/// Jean appeals, and is answered.
async fn appealed(room: &Room, case: CaseId, outcome: AppealOutcome) {
    let new = NewAppeal {
        text: "Je parlais du match.".to_owned(),
    };
    room.jean.call(&AppealDecision { case }, &new).await.unwrap();
    let answer = AppealAnswer {
        outcome,
        answer: "Nous avons relu.".to_owned(),
    };
    let office = room.app.office().await;
    office.call(&AnswerAppeal { case }, &answer).await.unwrap();
}

/// The mails about decisions and appeals.
fn mails(room: &Room, to: &Person) -> Vec<Mail> {
    let all = room.app.mails().to(&to.email);
    all.into_iter()
        .filter(|mail| mail.body.contains("/moderation\n"))
        .collect()
}

/// Waits until a decision about another message is mailed: what was ordered before it has left, or never will.
async fn after_another_decision(room: &Room) -> Vec<Mail> {
    room.app.nobody_sleeps().await;
    let other = send(&room.nadia, room.id, "autre chose").await.id;
    report(&room.marie, room.id, other).await.unwrap();
    let office = room.app.office().await;
    let open = cases(office).await.unwrap();
    let case = open.iter().find(|case| case.content == "autre chose").unwrap().id;
    decide(office, case, &[ModerationAct::Warn]).await.unwrap();
    room.app.mails().saying(&room.nadia.email, "avertissement").await;
    mails(room, &room.jean)
}

#[tokio::test]
async fn the_author_is_told_by_mail_what_was_decided_and_where_to_appeal() {
    let (room, case) = reported().await;
    let acts = [ModerationAct::Hide, ModerationAct::Warn, ModerationAct::Mute];
    let until = decide(&room.teacher, case, &acts).await.unwrap().acts[2].until.unwrap();
    let mail = room.app.mails().saying(&room.jean.email, "/moderation").await;
    let shown = domain::messaging::calm::quiet::written_in_brussels(until);
    for said in [
        "Bonjour Jean,",
        "École des Tests",
        "masqué pour tout le monde",
        "avertissement",
        &format!("jusqu'au {shown}"),
        "« On ne parle pas ainsi. »",
    ] {
        assert!(mail.body.contains(said), "{said} is not in {}", mail.body);
    }
    assert!(!mail.body.contains("suspendu"), "{}", mail.body);
    for secret in ["ŻQM", "blessent", "Marie", "Sophie", "P3", "Petit"] {
        assert!(!format!("{} {}", mail.subject, mail.body).contains(secret), "{secret}");
    }
    assert_eq!(after_another_decision(&room).await.len(), 1, "once");
    assert!(mails(&room, &room.marie).is_empty());
}

#[tokio::test]
async fn it_is_in_the_language_of_the_author_also_when_suspended() {
    let (room, case) = reported().await;
    let me = room.jean.ask(&ShowMe {}, &NoQuery {}).await.unwrap();
    let profile = serde_json::json!({ "first_name": me.first_name, "last_name": me.last_name, "locale": Locale::Nl });
    let request = room
        .jean
        .request(reqwest::Method::PUT, "/api/v1/me")
        .header("if-match", "*")
        .json(&profile);
    assert!(testkit::client::send(request).await.status.is_success());
    decide(room.app.office().await, case, &[ModerationAct::Suspend])
        .await
        .unwrap();
    let mail = room.app.mails().saying(&room.jean.email, "/moderation").await;
    assert_eq!(mail.subject, "Een van je berichten is gemodereerd");
    assert!(
        mail.body.contains("Je toegang tot de school is opgeschort."),
        "{}",
        mail.body
    );
}

#[tokio::test]
async fn a_report_that_came_to_nothing_is_not_mailed() {
    let (room, case) = reported().await;
    decide(&room.teacher, case, &[ModerationAct::Dismiss]).await.unwrap();
    assert!(after_another_decision(&room).await.is_empty());
}

#[tokio::test]
async fn of_two_moderators_at_once_one_mail_leaves() {
    let (room, case) = reported().await;
    let office = room.app.office().await;
    let (one, other) = tokio::join!(
        decide(&room.teacher, case, &[ModerationAct::Hide]),
        decide(office, case, &[ModerationAct::Warn])
    );
    assert!(one.is_ok() != other.is_ok());
    assert_eq!(after_another_decision(&room).await.len(), 1);
}

#[tokio::test]
async fn what_was_undone_in_the_night_is_not_mailed_in_the_morning() {
    let (room, case) = reported().await;
    room.app.everybody_sleeps().await;
    let office = room.app.office().await;
    decide(office, case, &[ModerationAct::Hide]).await.unwrap();
    let waiting: i64 = room
        .app
        .store()
        .read(|db| {
            Ok(queue::table
                .filter(queue::kind.eq(MailDecision::KIND))
                .filter(queue::finished_at.is_null())
                .count()
                .get_result(db)?)
        })
        .await
        .unwrap();
    assert_eq!(waiting, 1, "it waits for the end of the night");
    appealed(&room, case, AppealOutcome::Undone).await;
    in_the_morning(&room.app).await;
    let told = after_another_decision(&room).await;
    assert!(told.iter().all(|mail| mail.subject == ANSWER), "only the answer");
}

#[tokio::test]
async fn whoever_has_read_it_or_was_let_in_again_gets_no_mail() {
    let (room, case) = reported().await;
    room.app.everybody_sleeps().await;
    decide(&room.teacher, case, &[ModerationAct::Warn]).await.unwrap();
    let seen = format!("/api/v1/moderation/notices/{case}/seen");
    assert_eq!(room.jean.raw("PUT", &seen, "").await.status, 204);
    // and another, which the office takes back by itself
    let said = send(&room.jean, room.id, "encore").await.id;
    report(&room.nadia, room.id, said).await.unwrap();
    let office = room.app.office().await;
    let open = cases(office).await.unwrap();
    let second = open.iter().find(|one| one.id != case).unwrap().id;
    decide(office, second, &[ModerationAct::Suspend]).await.unwrap();
    assert_eq!(show(office, second).await.unwrap().acts.len(), 1);
    let (school, account) = (room.app.school, room.jean.id);
    room.app
        .store()
        .write(move |tx| {
            use domain::schools::types::MembershipStatus;
            use store::schema::memberships;
            let his = memberships::table
                .filter(memberships::school_id.eq(school))
                .filter(memberships::account_id.eq(account));
            diesel::update(his)
                .set(memberships::status.eq(MembershipStatus::Active))
                .execute(tx.db)?;
            Ok(())
        })
        .await
        .unwrap();
    in_the_morning(&room.app).await;
    assert!(after_another_decision(&room).await.is_empty());
}

#[rstest::rstest]
#[case::undone(AppealOutcome::Undone, "la décision est annulée")]
#[case::upheld(AppealOutcome::Upheld, "la décision reste")]
#[tokio::test]
async fn the_answer_to_an_appeal_is_mailed_to_its_author(#[case] outcome: AppealOutcome, #[case] said: &str) {
    let (room, case) = reported().await;
    decide(&room.teacher, case, &[ModerationAct::Hide]).await.unwrap();
    appealed(&room, case, outcome).await;
    let mail = room.app.mails().saying(&room.jean.email, "« Nous avons relu. »").await;
    assert_eq!(mail.subject, ANSWER);
    for part in ["Bonjour Jean,", "École des Tests", said] {
        assert!(mail.body.contains(part), "{part} is not in {}", mail.body);
    }
    for secret in ["ŻQM", "blessent", "Marie", "Sophie", "P3", "Petit", "match"] {
        assert!(!format!("{} {}", mail.subject, mail.body).contains(secret), "{secret}");
    }
    let told = after_another_decision(&room).await;
    assert_eq!(told.iter().filter(|mail| mail.subject == ANSWER).count(), 1, "once");
    assert!(mails(&room, &room.marie).is_empty());
}

#[tokio::test]
async fn an_answer_that_was_read_in_the_night_is_not_mailed_in_the_morning() {
    let (room, case) = reported().await;
    room.app.everybody_sleeps().await;
    let office = room.app.office().await;
    decide(office, case, &[ModerationAct::Warn]).await.unwrap();
    appealed(&room, case, AppealOutcome::Upheld).await;
    let seen = format!("/api/v1/moderation/notices/{case}/seen");
    assert_eq!(room.jean.raw("PUT", &seen, "").await.status, 204);
    in_the_morning(&room.app).await;
    assert!(after_another_decision(&room).await.is_empty());
}
