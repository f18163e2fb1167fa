//! What moderators decided about messages of mine: what, why, and one appeal.

mod appeal;
pub mod banner;

use domain::messaging::moderation::{
    calls::{ListNotices, SeeNotice},
    types::{AppealInfo, AppealOutcome, ModerationAct, Notice, NoticeAct},
};
use leptos::{prelude::*, task::spawn_local};

use self::appeal::AppealForm;
use crate::{
    client::{Answer, SignedIn},
    i18n::{Key, dates, key, say, say_with, t},
    state::live::Live,
    ui::{
        back_link::BackLink, card::Card, empty_state::EmptyState, icon::Glyph, loaded::Loaded, module::Module,
        page_head::PageHead, skeleton::SkeletonRows, tag::Tag,
    },
};

/// The page.
#[component]
pub fn NoticesPage() -> impl IntoView {
    let (client, live) = (SignedIn::here(), Live::here());
    let notices = Answer::ask(move || {
        live.moderated().track();
        client.ask_all(ListNotices {})
    });
    view! {
        <BackLink href="/messages" words=t(key::MESSAGES_BACK) />
        <PageHead title=t(key::NOTICES_TITLE) detail=t(key::NOTICES_DETAIL) />
        <div class="reading stack">
            <Loaded answer=notices waiting=|| view! { <SkeletonRows count=3 /> } let:found>
                <List found=found all=notices />
            </Loaded>
        </div>
    }
}

#[component]
fn List(found: Vec<Notice>, all: Answer<Vec<Notice>>) -> impl IntoView {
    if found.is_empty() {
        return view! {
            <Card>
                <EmptyState
                    glyph=Glyph::CircleCheck
                    module=Module::Education
                    title=t(key::NOTICES_NONE)
                    detail=t(key::NOTICES_NONE_DETAIL)
                />
            </Card>
        }
        .into_any();
    }
    let client = SignedIn::here();
    let unseen: Vec<_> = found
        .iter()
        .filter(|notice| !notice.seen)
        .map(|notice| notice.id)
        .collect();
    spawn_local(async move {
        for case in unseen {
            // What is not noted now is new once more next time.
            drop(client.ask(SeeNotice { case }).await);
        }
    });
    let one = move |notice: Notice| view! { <One notice=notice all=all /> };
    found.into_iter().map(one).collect_view().into_any()
}

#[component]
fn One(notice: Notice, all: Answer<Vec<Notice>>) -> impl IntoView {
    let Notice {
        id,
        room,
        content,
        acts,
        reason,
        decided_at,
        seen,
        may_appeal,
        appeal,
    } = notice;
    let place = move || match &room.name {
        Some(name) => say_with(key::NOTICES_IN_ROOM, [("room", name.clone().into())]),
        None => say(key::NOTICES_IN_DIRECT),
    };
    let by_parent = acts.iter().any(|act| !act.by_role.is_staff());
    let by = if by_parent {
        key::NOTICES_BY_PARENT
    } else {
        key::NOTICES_BY_SCHOOL
    };
    view! {
        <Card>
            <article class="card-body notice">
                <p class="cluster">
                    {(!seen).then(|| view! { <Tag glyph=Glyph::Info words=t(key::NOTICES_NEW) /> })}
                    <span class="row-detail">{move || dates::full(decided_at)}</span>
                </p>
                <h2>{place}</h2>
                {(!content.is_empty()).then(|| view! { <blockquote class="report-quote" dir="auto">{content}</blockquote> })}
                <ul>{acts.into_iter().map(|act| view! { <li>{move || act_words(&act)}</li> }).collect_view()}</ul>
                <p><strong>{t(by)}</strong>" "<span dir="auto">{reason}</span></p>
                {appeal.map(|appeal| view! { <Appealed appeal=appeal /> })}
                {may_appeal.then(|| view! { <AppealForm case=id all=all /> })}
            </article>
        </Card>
    }
}

fn act_words(act: &NoticeAct) -> String {
    let words: Key = match act.act {
        ModerationAct::Hide => key::NOTICES_HIDDEN,
        ModerationAct::Warn => key::NOTICES_WARNED,
        ModerationAct::Suspend => key::NOTICES_SUSPENDED,
        ModerationAct::Mute => {
            let until = act.until.map(dates::full).unwrap_or_default();
            return say_with(key::NOTICES_MUTED, [("when", until.into())]);
        }
        ModerationAct::Dismiss | ModerationAct::Uphold | ModerationAct::Undo => key::NOTICES_WARNED,
    };
    say(words)
}

#[component]
fn Appealed(appeal: AppealInfo) -> impl IntoView {
    let AppealInfo {
        text, outcome, answer, ..
    } = appeal;
    let words = match outcome {
        None => key::NOTICES_APPEAL_WAITS,
        Some(AppealOutcome::Upheld) => key::NOTICES_APPEAL_UPHELD,
        Some(AppealOutcome::Undone) => key::NOTICES_APPEAL_UNDONE,
    };
    view! {
        <div class="stack">
            <h3>{t(key::NOTICES_APPEAL)}</h3>
            <p dir="auto">{text}</p>
            <p><strong>{t(words)}</strong>" "<span dir="auto">{answer}</span></p>
        </div>
    }
}
