//! The bar at the head of a conversation: what is pinned, and the recap of the week of a class.

use std::sync::Arc;

use domain::{
    messaging::{
        calm::calls::{ListPins, UnpinMessage},
        types::{ConversationKind, MessageInfo},
    },
    moment::Moment,
};
use leptos::{prelude::*, task::spawn_local};

use crate::{
    client::{Answer, SignedIn},
    i18n::{key, say, say_with, t},
    messages::{
        calm::{Calm, recap::RecapButton},
        here::Here,
    },
    state::live::Live,
    ui::{
        icon::{Glyph, Icon},
        icon_button::IconButton,
        toasts::Toasts,
    },
};

/// The newest pin on one line, the others behind a button.
#[component]
pub fn PinnedBar() -> impl IntoView {
    let (client, here) = (SignedIn::here(), Here::now());
    let conversation = here.id;
    // What is pinned among the messages that are known: when that changes, the list is asked for again.
    let known = Memo::new(move |_| {
        here.timeline.with(|timeline| {
            let pinned = timeline
                .shown()
                .filter_map(|message| Some((message.seq, message.pinned_at?)));
            pinned.collect::<Vec<(i64, Moment)>>()
        })
    });
    let pins = Answer::ask(move || {
        // Read, not only tracked: a memo that nobody has read hears of no change.
        known.with(|_| ());
        async move { Ok(client.ask(ListPins { conversation }).await?.items) }
    });
    let list = Memo::new(move |_| pins.get().and_then(Result::ok).unwrap_or_default());
    let all = RwSignal::new(false);
    let count = Memo::new(move |_| list.with(Vec::len));
    let shown = move || {
        let most = if all.get() { usize::MAX } else { 1 };
        list.get().into_iter().take(most).collect::<Vec<_>>()
    };
    let more = move || {
        if all.get() {
            say(key::CALM_PINS_LESS)
        } else {
            say_with(key::CALM_PINS_MORE, [("count", (count.get() - 1).into())])
        }
    };
    let weekly = here.kind == ConversationKind::Class;
    view! {
        <div class="pinned-bar" data-empty=move || (count.get() == 0 && !weekly).to_string()>
            <Show when=move || count.get() != 0>
                <ul class="pins" aria-label=t(key::CALM_PINS)>
                    {move || shown().into_iter().map(|message| view! { <li><Pin message=Arc::new(message) /></li> }).collect_view()}
                </ul>
            </Show>
            <div class="cluster">
                <Show when=move || { count.get() > 1 }>
                    <button
                        type="button"
                        class="link-button"
                        aria-expanded=move || all.get().to_string()
                        on:click=move |_| all.update(|all| *all = !*all)
                    >
                        {more}
                    </button>
                </Show>
                {weekly.then(|| view! { <RecapButton /> })}
            </div>
        </div>
    }
}

#[component]
fn Pin(message: Arc<MessageInfo>) -> impl IntoView {
    let (client, here, calm) = (SignedIn::here(), Here::now(), Calm::here());
    let (live, toasts) = (Live::here(), Toasts::here());
    let (seq, id, conversation) = (message.seq, message.id, here.id);
    let words = if message.content.is_empty() {
        say(key::CALM_PIN_FILE)
    } else {
        message.in_short()
    };
    let take_off = move |()| {
        spawn_local(async move {
            match client
                .ask(UnpinMessage {
                    conversation,
                    message: id,
                })
                .await
            {
                Ok(message) => live.answered(message),
                Err(failure) => toasts.failed(&failure),
            }
        });
    };
    view! {
        <div class="pin">
            <button type="button" class="pin-words" on:click=move |_| here.jump.run(seq)>
                <Icon glyph=Glyph::Pin />
                <span class="pin-text" dir="auto">
                    <span class="pin-name">{message.sender_name.clone()}</span>
                    " "
                    {words}
                </span>
            </button>
            <Show when=move || calm.known().is_some_and(|calm| calm.may_moderate)>
                <IconButton glyph=Glyph::X label=t(key::CALM_UNPIN) on_press=take_off />
            </Show>
        </div>
    }
}
