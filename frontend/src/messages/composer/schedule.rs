//! Other ways to write: an emoji, a poll, a message that leaves later. And what waits already.

use domain::{
    messaging::rich_calls::ListScheduled,
    page::{Page, PageQuery},
    problem::Code,
};
use leptos::prelude::*;
use serde::Deserialize;

use crate::{
    client::{Answer, SignedIn},
    i18n::{Key, key, say, say_with, t},
    messages::{
        composer::Writing,
        here::{Asking, Here},
    },
    state::live::{Live, asides::Aside},
    ui::{
        dialog::Dialog,
        icon::{Glyph, Icon},
    },
};

/// Opens the list of ways.
#[component]
pub fn ScheduleButton(
    /// What is being written.
    writing: Writing,
) -> impl IntoView {
    let here = Here::now();
    view! {
        <Show when=move || writing.editing.with(Option::is_none)>
            <button
                type="button"
                class="icon-button composer-more"
                aria-label=t(key::MESSAGES_MORE_WAYS)
                title=t(key::MESSAGES_MORE_WAYS)
                aria-haspopup="dialog"
                on:click=move |_| here.asking.set(Some(Asking::Ways))
            >
                <Icon glyph=Glyph::Ellipsis />
            </button>
        </Show>
    }
}

/// What is looked at of a message that waits.
#[derive(Clone, Deserialize)]
struct Waiting {
    refusal: Option<Code>,
}

/// Above the field: how many messages wait, and whether one could not be sent.
#[component]
pub fn WaitingLine() -> impl IntoView {
    let (here, client) = (Here::now(), SignedIn::here());
    let changed = Live::here().asides().of(Aside::Scheduled(here.id));
    let waiting = Answer::ask(move || {
        changed.track();
        let call = ListScheduled { conversation: here.id };
        client.ask_with(call, PageQuery::default()).read_as::<Page<Waiting>>()
    });
    let counts = Memo::new(move |_| match waiting.get() {
        Some(Ok(waiting)) => {
            let refused = waiting.items.iter().filter(|one| one.refusal.is_some()).count();
            (waiting.items.len() - refused, refused)
        }
        _ => (0, 0),
    });
    let words = move || {
        let (waiting, refused) = counts.get();
        if refused > 0 {
            say_with(key::MESSAGES_LATER_REFUSED, [("count", refused.into())])
        } else {
            say_with(key::MESSAGES_LATER_WAITING, [("count", waiting.into())])
        }
    };
    view! {
        <Show when=move || counts.get() != (0, 0)>
            <p class="composer-later" role="status" data-refused=move || (counts.get().1 > 0).to_string()>
                <Icon glyph=Glyph::Clock />
                <button type="button" class="link-button" on:click=move |_| here.asking.set(Some(Asking::Waiting))>
                    {words}
                </button>
            </p>
        </Show>
    }
}

/// The ways, each with what it does.
#[component]
pub fn WaysDialog(
    /// Whether it is open.
    open: RwSignal<bool>,
) -> impl IntoView {
    let here = Here::now();
    let way = move |glyph: Glyph, words: Key, asking: Asking| {
        view! {
            <li>
                <button
                    type="button"
                    class="menu-item"
                    on:click=move |_| {
                        open.set(false);
                        let asking = asking.clone();
                        // the next dialog opens when this one has given the focus back
                        request_animation_frame(move || here.asking.set(Some(asking)));
                    }
                >
                    <Icon glyph=glyph />
                    {t(words)}
                </button>
            </li>
        }
    };
    view! {
        <Dialog open=open title=t(key::MESSAGES_MORE_WAYS)>
            <ul class="ways">
                {way(Glyph::Plus, key::MESSAGES_WAY_EMOJI, Asking::Emoji)}
                {way(Glyph::Check, key::MESSAGES_WAY_POLL, Asking::Poll)}
                {way(Glyph::Clock, key::MESSAGES_WAY_LATER, Asking::Later)}
            </ul>
            <h3>{t(key::MESSAGES_MARKS)}</h3>
            <p class="marks-hint">
                <code>"**"{move || say(key::MESSAGES_MARKS_BOLD)}"**"</code>
                <code>"_"{move || say(key::MESSAGES_MARKS_ITALIC)}"_"</code>
                <code>"~~"{move || say(key::MESSAGES_MARKS_STRIKE)}"~~"</code>
                <code>"> "{move || say(key::MESSAGES_MARKS_QUOTE)}</code>
                <code>"- "{move || say(key::MESSAGES_MARKS_LIST)}</code>
            </p>
        </Dialog>
    }
}
