//! Where my account is signed in, and how to end that.

use domain::{
    accounts::{
        calls::{EndMyOtherSessions, EndMySession, ListMySessions},
        types::{SessionKind, SessionSummary},
    },
    id::SessionId,
    page::PageQuery,
};
use leptos::{prelude::*, task::spawn_local};

use crate::{
    client::{Answer, SignedIn, Submission},
    i18n::{dates, key, say, say_with, t},
    ui::{
        button::{Button, Look},
        form_error::FormError,
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
    let answer = Answer::ask(move || async move {
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
                Err(failure) => toasts.failed(&failure),
            }
            answer.refetch();
        });
    });
    let several = move || {
        answer
            .get()
            .and_then(Result::ok)
            .is_some_and(|sessions| sessions.len() > 1)
    };
    view! {
        <Loaded answer=answer waiting=|| view! { <SkeletonRows count=2 /> } let:sessions>
            <ul class="row-list">
                {sessions.into_iter().map(|session| view! { <li><SessionRow session=session end=end /></li> }).collect_view()}
            </ul>
        </Loaded>
        <Show when=several>
            <EndOthers sessions=answer />
        </Show>
    }
}

/// Signs out every device but this one.
#[component]
fn EndOthers(sessions: Answer<Vec<SessionSummary>>) -> impl IntoView {
    let (client, toasts) = (SignedIn::here(), Toasts::here());
    let submission = Submission::default();
    let end = move |()| {
        submission.run(async move { client.ask(EndMyOtherSessions {}).await }, move |_| {
            toasts.say(say(key::SESSIONS_ENDED));
            sessions.refetch();
        });
    };
    view! {
        <div class="card-body">
            <FormError failure=submission.failure() />
            <div>
                <Button look=Look::Second glyph=Glyph::LogOut busy=submission.busy() on_press=end>
                    {t(key::SESSIONS_END)}
                </Button>
            </div>
        </div>
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
    let title = Signal::derive(move || name.clone().unwrap_or_else(|| say(key::SESSION_UNKNOWN)));
    let label = move || Some(say_with(key::SESSION_END_OF, [("device", title.get().into())]));
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
                    view! { <Button look=Look::Second busy=busy label=Signal::derive(label) on_press=press>{t(key::SESSION_END)}</Button> }.into_any()
                }}
            </div>
        </div>
    }
}
