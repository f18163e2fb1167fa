//! The queue: what was reported, by where it stands.

use domain::messaging::moderation::{
    calls::ListReports,
    types::{CaseInfo, CaseQuery, CaseStatus},
};
use leptos::prelude::*;
use leptos_router::components::A;

use crate::{
    accounts::demo::role_words,
    client::SignedIn,
    i18n::{dates, key, say, say_with, t},
    school::{
        moderation::{log::LogCard, words},
        paged::{Paged, PagedList},
        place::{BackToSchool, Place},
    },
    state::{live::Live, session::Session},
    ui::{
        button::Look,
        divider_card::DividerCard,
        empty_state::EmptyState,
        icon::{Glyph, Icon},
        link_button::LinkButton,
        module::Module,
        page_head::PageHead,
        select::Select,
    },
};

/// The page: a filter and the cases; for the direction the way to parent moderators and the log.
#[component]
pub fn QueuePage() -> impl IntoView {
    let (client, live, me) = (SignedIn::here(), Live::here(), Session::here().me());
    let is_office = Memo::new(move |_| me.get().is_some_and(|me| me.membership.role.is_office()));
    let is_staff = Memo::new(move |_| me.get().is_some_and(|me| me.membership.role.is_staff()));
    let wanted = RwSignal::new(CaseStatus::Open.as_str().to_owned());
    let cases = Paged::ask(move |cursor| {
        live.moderated().track();
        let status = wanted.get().parse().ok();
        async move {
            let query = CaseQuery {
                status,
                limit: Some(50),
                cursor,
            };
            client.ask_with(ListReports {}, query).await
        }
    });
    let options = Signal::derive(move || {
        let known = CaseStatus::ALL
            .iter()
            .map(|status| (status.as_str().to_owned(), say(words::status(*status))));
        known.collect::<Vec<_>>()
    });
    view! {
        <Show when=move || is_staff.get()>
            <BackToSchool />
        </Show>
        <PageHead title=t(key::CASES_TITLE) detail=t(key::CASES_DETAIL)>
            <Show when=move || is_office.get()>
                <LinkButton href=Place::Moderators.href() look=Look::Second>{t(key::TERMS_TITLE)}</LinkButton>
            </Show>
        </PageHead>
        <div class="reading stack">
            <DividerCard module=Module::Announcements glyph=Glyph::Flag title=t(key::CASES_TITLE)>
                <div class="card-body">
                    <Select label=t(key::CASES_STATUS) options=options value=wanted />
                </div>
                <PagedList list=cases row=|case| view! { <Row case=case /> } empty=|| view! { <Nothing /> }.into_any() />
            </DividerCard>
            <Show when=move || is_office.get()>
                <LogCard />
            </Show>
        </div>
    }
}

#[component]
fn Row(case: CaseInfo) -> impl IntoView {
    let href = format!("{}/{}", Place::Reports.href(), case.id);
    let CaseInfo {
        room,
        author_name,
        author_role,
        message_type,
        content,
        reports,
        opened_at,
        ..
    } = case;
    let line = move || {
        let count = say_with(key::CASE_REPORTS, [("count", reports.into())]);
        format!("{} · {count} · {}", words::room(&room), dates::full(opened_at))
    };
    // a picture without a word is told by what it is
    let kind = words::kind(message_type);
    view! {
        <A href=href attr:class="row">
            <div class="row-body">
                <p class="row-title">{move || format!("{author_name} ({})", say(role_words(author_role)))}</p>
                {kind.map(|kind| view! { <p class="muted">{t(kind)}</p> })}
                <p class="case-excerpt" dir="auto">{content}</p>
                <p class="row-detail">{line}</p>
            </div>
            <Icon glyph=Glyph::ChevronRight />
        </A>
    }
}

#[component]
fn Nothing() -> impl IntoView {
    view! {
        <EmptyState glyph=Glyph::CircleCheck module=Module::Education title=t(key::CASES_NONE) detail=t(key::CASES_NONE_DETAIL) />
    }
}
