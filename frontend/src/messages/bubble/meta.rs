//! What stands below a message: when it was written, whether it was edited, how far it has come.

use domain::{moment::Moment, problem::Code};
use leptos::prelude::*;

use crate::{
    i18n::{dates, find, key, say_with, t},
    messages::{
        here::{Here, Shown},
        ticks::{ConfirmedTick, EchoTick},
    },
    state::live::{
        Live,
        timeline::echo::{Echo, EchoState},
    },
    ui::icon::{Glyph, Icon},
};

/// Below a confirmed message: always that it was edited, and below the last of a group its time.
#[component]
pub fn ConfirmedMeta(
    /// The message.
    message: Shown,
    /// Whether it is the last of its group.
    closes: bool,
) -> impl IntoView {
    let id = Here::now().id;
    let (at, seq, mine) = message.with_untracked(|message| {
        let mine = message.sender_id == Live::here().me();
        (message.created_at, message.seq, mine)
    });
    let edited = Memo::new(move |_| message.with(|message| message.edited_at.filter(|_| message.deleted_at.is_none())));
    let gone = Memo::new(move |_| message.with(|message| message.deleted_at.is_some()));
    let below = move || closes || edited.get().is_some();
    view! {
        <Show when=below>
            <div class="bubble-meta">
                {move || edited.get().map(|at| view! { <span title=move || dates::full(at)>{t(key::MESSAGES_EDITED)}</span> })}
                {closes.then(|| view! { <Time at=at /> })}
                <Show when=move || closes && mine && !gone.get()>
                    <ConfirmedTick id=id seq=seq />
                </Show>
            </div>
        </Show>
    }
}

#[component]
fn Time(at: Moment) -> impl IntoView {
    view! {
        <time class="numbers" datetime=at.to_string() title=move || dates::full(at)>{move || dates::time(at)}</time>
    }
}

/// How far an echo has come; a refused one with the ways out.
#[component]
pub fn EchoMeta(
    /// The echo.
    echo: Echo,
) -> impl IntoView {
    let (live, id) = (Live::here(), Here::now().id);
    let (number, at) = (echo.id, echo.at);
    let state = match echo.state {
        EchoState::Sending | EchoState::Taken => view! { <EchoTick /> }.into_any(),
        EchoState::Refused(code) => view! {
            <span class="tick tick-failed" role="alert">
                <Icon glyph=Glyph::CircleAlert />
                <span>{move || say_with(key::MESSAGES_FAILED, [("why", why(code).into())])}</span>
            </span>
            <span class="bubble-actions">
                <button type="button" class="link-button" on:click=move |_| live.retry(id, number)>
                    {t(key::MESSAGES_RETRY)}
                </button>
                <button type="button" class="link-button" on:click=move |_| live.discard(id, number)>
                    {t(key::MESSAGES_DISCARD)}
                </button>
            </span>
        }
        .into_any(),
    };
    view! {
        <div class="bubble-meta">
            <Time at=at />
            {state}
        </div>
    }
}

fn why(code: Code) -> String {
    find(&format!("problem-{}", code.as_str().replace('_', "-"))).unwrap_or_default()
}
