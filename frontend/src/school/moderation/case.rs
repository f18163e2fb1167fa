//! One reported message with what stood around it, the reports, what was done, and what may be done.

use domain::{
    id::CaseId,
    messaging::moderation::{
        calls::ShowReport,
        types::{ActInfo, AppealInfo, CaseDetail, ReportInfo},
    },
};
use leptos::prelude::*;

use crate::{
    accounts::demo::role_words,
    client::{Answer, SignedIn},
    i18n::{dates, key, say, say_with, t},
    school::moderation::{
        decide::{AnswerForm, DecideForm},
        said::Said,
        words,
    },
    state::live::Live,
    ui::{
        back_link::BackLink, divider_card::DividerCard, icon::Glyph, loaded::Loaded, module::Module,
        page_head::PageHead, skeleton::SkeletonRows, tag::Tag,
    },
};

/// The page.
#[component]
pub fn CasePage(
    /// Which case.
    case: CaseId,
) -> impl IntoView {
    let (client, live) = (SignedIn::here(), Live::here());
    let detail = Answer::ask(move || {
        live.moderated().track();
        async move { client.ask(ShowReport { case }).await }
    });
    view! {
        <BackLink href="/ecole/signalements" words=t(key::CASES_TITLE) />
        <PageHead title=t(key::CASE_TITLE) />
        <div class="reading stack">
            <Loaded answer=detail waiting=|| view! { <SkeletonRows count=5 /> } let:found>
                <Case found=found detail=detail />
            </Loaded>
        </div>
    }
}

#[component]
fn Case(found: CaseDetail, detail: Answer<CaseDetail>) -> impl IntoView {
    let CaseDetail {
        case,
        context,
        reports,
        acts,
        appeal,
        may,
    } = found;
    let (id, status, room, judged) = (case.id, case.status, case.room, case.message_id);
    let who = move || {
        let role = say(role_words(case.author_role));
        format!("{} ({role}) · {}", case.author_name, words::room(&room))
    };
    let appealed = appeal.as_ref().is_some_and(|appeal| appeal.outcome.is_none());
    view! {
        <DividerCard module=Module::Announcements glyph=Glyph::Flag title=t(key::CASE_CONTEXT)>
            <div class="card-body">
                <p class="cluster">
                    <Tag glyph=Glyph::Info words=t(words::status(status)) />
                    <span>{who}</span>
                </p>
                <ol class="case-context">
                    {context
                        .into_iter()
                        .map(|message| {
                            let reported = Some(message.id) == judged;
                            view! { <li data-reported=reported.to_string()><Said message=message /></li> }
                        })
                        .collect_view()}
                </ol>
            </div>
        </DividerCard>
        <DividerCard module=Module::Entraide glyph=Glyph::Users title=t(key::CASE_REPORTED)>
            <ul class="row-list">
                {reports.into_iter().map(|report| view! { <li><Reported report=report /></li> }).collect_view()}
            </ul>
        </DividerCard>
        {(!acts.is_empty()).then(|| view! { <Done acts=acts /> })}
        {appeal.map(|appeal| view! { <Appeal appeal=appeal /> })}
        {match (may.is_empty(), appealed) {
            (true, _) => ().into_any(),
            (false, true) => view! { <AnswerForm case=id detail=detail /> }.into_any(),
            (false, false) => view! { <DecideForm case=id may=may detail=detail /> }.into_any(),
        }}
    }
}

#[component]
fn Reported(report: ReportInfo) -> impl IntoView {
    let ReportInfo {
        reason,
        note,
        reporter_name,
        content,
        created_at,
    } = report;
    let who = move || match &reporter_name {
        Some(name) => format!("{name}, {}", dates::full(created_at)),
        None => dates::full(created_at),
    };
    view! {
        <div class="row row-wraps">
            <div class="row-body">
                <p class="row-title">{t(words::reason(reason))}</p>
                {note.map(|note| view! { <p dir="auto">{note}</p> })}
                {content.map(|content| view! {
                    <p class="muted">{move || say_with(key::CASE_THEN, [("text", content.clone().into())])}</p>
                })}
                <p class="row-detail">{who}</p>
            </div>
        </div>
    }
}

#[component]
fn Done(acts: Vec<ActInfo>) -> impl IntoView {
    view! {
        <DividerCard module=Module::Education glyph=Glyph::ShieldCheck title=t(key::CASE_DONE)>
            <ul class="row-list">{acts.into_iter().map(|act| view! { <li><ActRow act=act /></li> }).collect_view()}</ul>
        </DividerCard>
    }
}

/// What a moderator did, why, and when.
#[component]
pub fn ActRow(
    /// What was done.
    act: ActInfo,
    /// About whose message, in the log.
    #[prop(optional, into)]
    about: Option<String>,
) -> impl IntoView {
    let ActInfo {
        act,
        by_name,
        by_role,
        reason,
        until,
        created_at,
    } = act;
    let line = move || format!("{by_name} ({}), {}", say(role_words(by_role)), dates::full(created_at));
    let title = move || match &about {
        Some(about) => say_with(
            key::CASE_DID_ABOUT,
            [("act", say(words::done(act)).into()), ("name", about.clone().into())],
        ),
        None => say(words::done(act)),
    };
    view! {
        <div class="row row-wraps">
            <div class="row-body">
                <p class="row-title">{title}</p>
                <p dir="auto">{reason}</p>
                {until.map(|until| view! {
                    <p class="muted">{move || say_with(key::CASE_UNTIL, [("when", dates::full(until).into())])}</p>
                })}
                <p class="row-detail">{line}</p>
            </div>
        </div>
    }
}

#[component]
fn Appeal(appeal: AppealInfo) -> impl IntoView {
    let AppealInfo { text, created_at, .. } = appeal;
    view! {
        <DividerCard module=Module::Messages glyph=Glyph::Reply title=t(key::CASE_APPEAL)>
            <div class="card-body">
                <p dir="auto">{text}</p>
                <p class="row-detail">{move || dates::full(created_at)}</p>
            </div>
        </DividerCard>
    }
}
