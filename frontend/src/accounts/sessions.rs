//! Where my account is signed in, and how to end that.

use domain::{
    accounts::{
        calls::{EndMySession, ListMySessions},
        types::{SessionKind, SessionSummary},
    },
    id::SessionId,
    page::PageQuery,
};
use leptos::{prelude::*, task::spawn_local};

use crate::{
    client::{Answer, SignedIn},
    i18n::{dates, key, say, say_with, t},
    ui::{
        button::{Button, Look},
        icon::{Glyph, Icon},
        loaded::Loaded,
        module::Module,
        skeleton::SkeletonRows,
        tag::Tag,
        toasts::Toasts,
    },
};

/// The list of my sessions.
#[component]
pub fn MySessions() -> impl IntoView {
    let (client, toasts) = (SignedIn::here(), Toasts::here());
    let sessions = Answer::ask(move || async move {
        let query = PageQuery {
            limit: Some(100),
            cursor: None,
        };
        client.ask_with(ListMySessions {}, query).await.map(|page| page.items)
    });
    let end = Callback::new(move |session: SessionId| {
        spawn_local(async move {
            match client.ask(EndMySession { session }).await {
                Ok(_) => toasts.say(say(key::SESSION_ENDED)),
                Err(failure) => toasts.problem(failure.says()),
            }
            sessions.refetch();
        });
    });
    view! {
        <Loaded answer=sessions waiting=|| view! { <SkeletonRows count=2 /> } let:sessions>
            <ul class="row-list">
                {sessions.into_iter().map(|session| view! { <li><SessionRow session=session end=end /></li> }).collect_view()}
            </ul>
        </Loaded>
    }
}

#[component]
fn SessionRow(session: SessionSummary, end: Callback<SessionId>) -> impl IntoView {
    let SessionSummary {
        id,
        kind,
        device,
        current,
        last_seen_at,
        ..
    } = session;
    let phone = ["Android", "iPhone", "iPad", "Mobile"]
        .iter()
        .any(|word| device.contains(word));
    let glyph = match kind {
        SessionKind::Bearer => Glyph::KeyRound,
        SessionKind::Cookie if phone => Glyph::Smartphone,
        SessionKind::Cookie => Glyph::Laptop,
    };
    let seen = move || say_with(key::SESSION_SEEN, [("when", dates::full(last_seen_at).into())]);
    let busy = RwSignal::new(false);
    let press = move |()| {
        busy.set(true);
        end.run(id);
    };
    let name = if device.is_empty() { None } else { Some(device) };
    let title = move || name.clone().unwrap_or_else(|| say(key::SESSION_UNKNOWN));
    view! {
        <div class="row row-wraps">
            <span class=format!("avatar {}", Module::Announcements.class()) aria-hidden="true">
                <Icon glyph=glyph />
            </span>
            <div class="row-body">
                <p class="row-title">{title}</p>
                <p class="row-detail">{seen}</p>
            </div>
            <div class="row-end">
                {if current {
                    view! { <Tag glyph=Glyph::Check module=Module::Education words=t(key::SESSION_CURRENT) /> }.into_any()
                } else {
                    view! { <Button look=Look::Second busy=busy on_press=press>{t(key::SESSION_END)}</Button> }.into_any()
                }}
            </div>
        </div>
    }
}
