//! Moderation: who reports what, who decides, what the author learns, and what an appeal undoes.

mod appeals;
mod deciding;
mod evidence;
mod mails;
mod reporting;
mod terms;

use domain::{
    id::{AccountId, CaseId, ConversationId, MessageId},
    messaging::moderation::{
        calls::{AddTerm, DecideReport, ListNotices, ListReports, ReportMessage, ShowReport},
        receipt::ReportReceipt,
        terms::{ModeratorTerm, NewTerm},
        types::{CaseDetail, CaseInfo, CaseQuery, Decision, ModerationAct, NewReport, Notice, ReportReason},
    },
    page::{NoBody, PageQuery},
    problem::Problem,
    schools::types::Level,
};
use store::clock;
use testkit::{app::TestApp, person::Person};

/// A class room with a teacher and three parents, and something that Jean wrote in it.
struct Room {
    app: TestApp,
    teacher: Person,
    marie: Person,
    jean: Person,
    nadia: Person,
    id: ConversationId,
    said: MessageId,
}

const MARKER: &str = "ŻQM des mots qui blessent";

async fn room() -> Room {
    let app = TestApp::start().await;
    let teacher = app.teacher("Sophie", &[Level::P3]).await;
    let (marie, _) = app.parent_of("Marie", Level::P3).await;
    let (jean, _) = app.parent_of("Jean", Level::P3).await;
    let (nadia, _) = app.parent_of("Nadia", Level::P3).await;
    let id = marie.class_room(Level::P3).await;
    super::send(&marie, id, "Qui vient à la fête ?").await;
    let said = super::send(&jean, id, MARKER).await.id;
    super::send(&nadia, id, "Doucement.").await;
    Room {
        app,
        teacher,
        marie,
        jean,
        nadia,
        id,
        said,
    }
}

fn insult() -> NewReport {
    NewReport {
        reason: ReportReason::Insult,
        note: None,
    }
}

async fn report(by: &Person, conversation: ConversationId, message: MessageId) -> Result<ReportReceipt, Problem> {
    by.call(&ReportMessage { conversation, message }, &insult()).await
}

async fn queue(by: &Person) -> Result<Vec<CaseInfo>, Problem> {
    Ok(by.ask(&ListReports {}, &CaseQuery::default()).await?.items)
}

/// The only case that somebody sees.
async fn only_case(by: &Person) -> CaseId {
    let cases = queue(by).await.unwrap();
    assert_eq!(cases.len(), 1, "{cases:?}");
    cases[0].id
}

async fn show(by: &Person, case: CaseId) -> Result<CaseDetail, Problem> {
    by.call(&ShowReport { case }, &NoBody {}).await
}

async fn decide(by: &Person, case: CaseId, acts: &[ModerationAct]) -> Result<CaseDetail, Problem> {
    let decision = Decision {
        acts: acts.to_vec(),
        reason: "On ne parle pas ainsi.".to_owned(),
    };
    by.call(&DecideReport { case }, &decision).await
}

async fn notices(of: &Person) -> Vec<Notice> {
    of.ask(&ListNotices {}, &PageQuery::default()).await.unwrap().items
}

/// Appoints a parent from so many hours ago to in so many.
pub(crate) async fn appoint(
    app: &TestApp,
    account_id: AccountId,
    (since, until): (i64, i64),
) -> Result<ModeratorTerm, Problem> {
    let now = clock::now();
    let term = NewTerm {
        class_id: app.class(Level::P3).await,
        account_id,
        starts_at: now.plus_seconds(since * 3600),
        ends_at: now.plus_seconds(until * 3600),
    };
    app.office().await.call(&AddTerm {}, &term).await
}
