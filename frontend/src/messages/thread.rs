//! One conversation: who it is with, its messages, and where one writes.

use domain::id::ConversationId;
use leptos::prelude::*;

use crate::{
    client::Failure,
    i18n::{dates, key, say, say_with, t},
    messages::{
        asides::{News, ToNewest, Typing},
        bubble::BubbleView,
        composer::Composer,
        head::ThreadHead,
        names,
        new_line::new_line,
        scroller::{Extent, Scroller},
        writing_place::WritingPlace,
    },
    state::live::{
        Listing, Live, Thread,
        bubbles::{Item, lay_out},
        timeline::Timeline,
    },
    ui::{
        day_divider::{DayDivider, NewDivider},
        empty_state::EmptyState,
        error_state::ErrorState,
        icon::Glyph,
        link_button::LinkButton,
        module::Module,
        page_head::PageTitle,
        skeleton::SkeletonRows,
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
            .map(|thread| view! { <ThreadView id=id thread=thread.0 /> })
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

#[component]
fn ThreadView(id: ConversationId, thread: Thread) -> impl IntoView {
    let live = Live::here();
    live.open(id);
    let timeline = thread.timeline.clone();
    let scroller = Scroller::new(move || live.go_back(id));
    let written = RwSignal::new(0_u32);
    let line = new_line(id, timeline.clone(), scroller, written.into());
    let items = {
        let timeline = timeline.clone();
        Memo::new(move |_| timeline.with(|timeline| lay_out(timeline, line.get().drawn, dates::calendar)))
    };
    let extent = {
        let timeline = timeline.clone();
        Memo::new(move |_| timeline.with(extent_of))
    };
    let loaded = {
        let timeline = timeline.clone();
        Memo::new(move |_| timeline.with(Timeline::is_loaded))
    };
    // The page has changed: the place of the reader is kept.
    Effect::new(move |before: Option<Option<Extent>>| {
        items.track();
        let now = loaded.get().then(|| extent.get());
        if let Some(now) = now {
            scroller.changed(before.flatten(), now);
        }
        now
    });
    // What is on the screen of somebody who looks at it has been read.
    Effect::new(move || {
        if loaded.get() && scroller.at_end().get() && scroller.attentive().get() {
            live.seen(id, extent.get().last);
        }
    });
    let failure = thread.failure.clone();
    let body = move || {
        if loaded.get() {
            view! { <Column id=id thread=thread.clone() items=items scroller=scroller /> }.into_any()
        } else if let Some(failure) = failure.get() {
            view! { <ErrorState failure=failure on_retry=move |()| live.open(id) /> }.into_any()
        } else {
            view! { <div class="thread-wait"><SkeletonRows count=4 /></div> }.into_any()
        }
    };
    view! {
        <PageTitle text=Signal::derive(move || live.room(id).map(|room| names::title(&room)).unwrap_or_default()) />
        <section class="thread">
            <ThreadHead id=id />
            <div class="thread-body">
                {body}
                <ToNewest id=id timeline=timeline.clone() scroller=scroller />
                <Typing id=id />
            </div>
            <WritingPlace id=id>
                <Composer id=id on_write=move |()| written.update(|written| *written += 1) />
            </WritingPlace>
            <News timeline=timeline />
        </section>
    }
}

#[component]
fn Column(id: ConversationId, thread: Thread, items: Memo<Vec<Item>>, scroller: Scroller) -> impl IntoView {
    let live = Live::here();
    let me = live.me();
    let room = Memo::new(move |_| live.room(id));
    let kind = room
        .get_untracked()
        .map_or(domain::messaging::types::ConversationKind::Direct, |room| room.kind);
    let name = Signal::derive(move || room.get().map(|room| names::title(&room)).unwrap_or_default());
    let beginning = move || match room.get() {
        Some(room) if room.class.is_some() => say(key::MESSAGES_BEGINNING_CLASS),
        _ => say_with(key::MESSAGES_BEGINNING_DIRECT, [("name", name.get().into())]),
    };
    let timeline = thread.timeline;
    let whole = Memo::new(move |_| timeline.with(|timeline| timeline.older_before().is_none()));
    let item = move |item: Item| match item {
        Item::Day(at) => {
            view! { <li><DayDivider day=Signal::derive(move || dates::day_heading(at)) /></li> }.into_any()
        }
        Item::New(count) => {
            let words = move || say_with(key::MESSAGES_NEW_LINE, [("count", count.into())]);
            view! { <li class="new-item"><NewDivider words=Signal::derive(words) /></li> }.into_any()
        }
        Item::Bubble(bubble) => view! { <BubbleView id=id kind=kind bubble=bubble /> }.into_any(),
    };
    view! {
        <div
            class="thread-scroll"
            node_ref=scroller.node
            tabindex="0"
            role="region"
            aria-label=move || say_with(key::MESSAGES_COLUMN, [("name", name.get().into())])
            on:scroll=move |_| scroller.scrolled()
        >
            <div class="thread-column" node_ref=scroller.column>
                <h2 class="visually-hidden">{move || say_with(key::MESSAGES_COLUMN, [("name", name.get().into())])}</h2>
                <p class="thread-beginning">
                    {move || if whole.get() { beginning() } else { say(key::MESSAGES_GOING_BACK) }}
                </p>
                <ol class="bubbles">
                    <For each=move || items.get() key=move |item| me.map(|me| item.key(me)) children=item />
                </ol>
            </div>
        </div>
    }
}

fn extent_of(timeline: &Timeline) -> Extent {
    Extent {
        first: timeline.shown().next().map_or(0, |message| message.seq),
        last: timeline.top(),
        echoes: timeline.echoes().len(),
    }
}
