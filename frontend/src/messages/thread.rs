//! One conversation: open, on its way, or not mine.

use domain::id::ConversationId;
use leptos::prelude::*;

use crate::{
    client::Failure,
    i18n::{key, say, t},
    messages::{circle::row_menu::opened, open_thread::OpenThread},
    state::live::{Listing, Live, Thread},
    ui::{
        empty_state::EmptyState, error_state::ErrorState, icon::Glyph, link_button::LinkButton, module::Module,
        page_head::PageTitle, skeleton::SkeletonRows,
    },
};

#[derive(Debug, Clone, PartialEq, Eq)]
enum State {
    Waiting,
    Failed(Failure),
    Gone,
    Open,
}

/// The right column; on phones the whole screen.
#[component]
pub fn ThreadPane(
    /// Which conversation.
    id: ConversationId,
) -> impl IntoView {
    let live = Live::here();
    let thread = Memo::new(move |_| {
        let known = live.listing().with(|listing| matches!(listing, Listing::Known(_)));
        known.then(|| live.thread(id)).flatten().map(Shared)
    });
    let state = Memo::new(move |_| match (live.listing().get(), thread.get()) {
        (Listing::Failed(failure), _) => State::Failed(failure),
        (Listing::Known(roll), Some(thread)) => {
            if roll.find(id).is_some() {
                State::Open
            } else if thread.0.gone.get() {
                State::Gone
            } else {
                State::Waiting
            }
        }
        _ => State::Waiting,
    });
    // What I had marked as unread is so no more: tells the server, that is what effects are for.
    Effect::new(move || {
        if state.get() == State::Open {
            opened(id);
        }
    });
    // A conversation that is not in the list may be new, or not be mine: the server knows.
    Effect::new(move || {
        if state.get() == State::Waiting && thread.get().is_some() {
            live.ask_room(id);
        }
    });
    move || match state.get() {
        State::Waiting => view! { <div class="thread-wait"><SkeletonRows count=4 /></div> }.into_any(),
        State::Failed(failure) => {
            view! { <ErrorState failure=failure on_retry=move |()| live.catch_up() /> }.into_any()
        }
        State::Gone => view! { <Gone /> }.into_any(),
        State::Open => thread
            .get_untracked()
            .map(|thread| view! { <OpenThread id=id thread=thread.0 /> })
            .into_any(),
    }
}

/// Two of them are equal: the messages inside are signals.
#[derive(Debug, Clone)]
struct Shared(Thread);

impl PartialEq for Shared {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

/// The conversation is not mine, or not any more.
#[component]
pub fn Gone() -> impl IntoView {
    view! {
        <PageTitle text=t(key::MESSAGES_LEFT_TITLE) />
        <div class="messages-choose">
            <h1 class="visually-hidden" tabindex="-1">{t(key::MESSAGES_LEFT_TITLE)}</h1>
            <EmptyState
                glyph=Glyph::Lock
                module=Module::Messages
                title=t(key::MESSAGES_LEFT_TITLE)
                detail=Signal::derive(move || Some(say(key::MESSAGES_LEFT_DETAIL)))
            >
                <LinkButton href="/messages">{t(key::MESSAGES_BACK)}</LinkButton>
            </EmptyState>
        </div>
    }
}
