//! The audit log: who did what, whom it is about, and why.

use domain::{
    endpoint::Endpoint,
    schools::{
        audit::{Act, AuditEntry, AuditQuery},
        calls::{ExportAudit, ListAudit},
    },
};
use leptos::prelude::*;

use crate::{
    accounts::demo::role_words,
    client::SignedIn,
    i18n::{self, dates, key, say, t},
    school::{
        download::Download,
        paged::{Paged, PagedList},
        place::BackToSchool,
    },
    ui::{
        divider_card::DividerCard, empty_state::EmptyState, icon::Glyph, module::Module, page_head::PageHead,
        select::Select,
    },
};

/// What was done, in words.
fn act_words(act: Act) -> String {
    let name = format!("act-{}", act.as_str().replace('_', "-"));
    i18n::find(&name).unwrap_or(name)
}

/// The page: a filter, and the entries, the newest first.
#[component]
pub fn AuditPage() -> impl IntoView {
    let client = SignedIn::here();
    let wanted = RwSignal::new(String::new());
    let entries = Paged::ask(move |cursor| {
        let act = wanted.get().parse::<Act>().ok();
        async move {
            let query = AuditQuery {
                act,
                limit: Some(50),
                cursor,
                ..AuditQuery::default()
            };
            client.ask_with(ListAudit {}, query).await
        }
    });
    let acts = Signal::derive(move || {
        let all = (String::new(), say(key::AUDIT_ALL));
        std::iter::once(all)
            .chain(Act::ALL.iter().map(|act| (act.as_str().to_owned(), act_words(*act))))
            .collect::<Vec<_>>()
    });
    let chosen = move || {
        let act = wanted.get_untracked();
        if act.is_empty() { Vec::new() } else { vec![("act", act)] }
    };
    view! {
        <BackToSchool />
        <PageHead title=t(key::AUDIT_TITLE) detail=t(key::AUDIT_DETAIL)>
            <Download path=ExportAudit::PATH name="journal.csv" query=chosen />
        </PageHead>
        <div class="reading">
            <DividerCard module=Module::Announcements glyph=Glyph::Eye title=t(key::AUDIT_TITLE)>
                <div class="card-body">
                    <Select label=t(key::AUDIT_ACT) options=acts value=wanted />
                </div>
                <PagedList list=entries row=|entry| view! { <Entry entry=entry /> } empty=|| view! { <Nothing /> }.into_any() />
            </DividerCard>
        </div>
    }
}

#[component]
fn Entry(entry: AuditEntry) -> impl IntoView {
    let AuditEntry {
        act,
        actor_name,
        actor_role,
        subject,
        reason,
        created_at,
        ..
    } = entry;
    let line = move || {
        format!(
            "{}, {actor_name} ({})",
            dates::full(created_at),
            say(role_words(actor_role))
        )
    };
    view! {
        <div class="row row-wraps">
            <div class="row-body">
                <p class="row-title">{move || act_words(act)}</p>
                <p>{subject}</p>
                {reason.map(|reason| view! { <p class="muted">{reason}</p> })}
                <p class="row-detail">{line}</p>
            </div>
        </div>
    }
}

#[component]
fn Nothing() -> impl IntoView {
    view! {
        <EmptyState glyph=Glyph::Search module=Module::Announcements title=t(key::AUDIT_NOTHING) detail=t(key::AUDIT_NOTHING_DETAIL) />
    }
}
