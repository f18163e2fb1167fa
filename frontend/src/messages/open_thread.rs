//! An open conversation: who it is with, its messages, and where one writes.

use domain::{id::ConversationId, messaging::types::ConversationKind};
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

use crate::{
    i18n::dates,
    lazy,
    messages::{
        asides::{News, ToNewest, Typing},
        calm::{Calm, PinnedBar},
        column::Column,
        composer::{Composer, Writing},
        head::ThreadHead,
        here::Here,
        menu::MenuLayer,
        new_line::new_line,
        reading::Reading,
        scroller::Extent,
        writing_place::WritingPlace,
    },
    rooms::names,
    state::live::{
        Live, Thread,
        bubbles::{Item, Part, lay_out},
        timeline::Timeline,
    },
    ui::{error_state::ErrorState, page_head::PageTitle, skeleton::SkeletonRows, toasts::Toasts},
};

/// The conversation with everything around it.
#[component]
pub fn OpenThread(
    /// Which conversation.
    id: ConversationId,
    /// Its messages.
    thread: Thread,
) -> impl IntoView {
    let live = Live::here();
    live.open(id);
    let timeline: RwSignal<Timeline> = thread.timeline.clone().into();
    let reading = Reading::begin(id, timeline);
    provide_context(here(id, timeline, reading));
    Calm::provide();
    let written = RwSignal::new(0_u32);
    let loaded = Memo::new(move |_| timeline.with(Timeline::is_loaded));
    let items = {
        let line = new_line(id, thread.timeline.clone(), reading.scroller, written.into());
        let window = reading.window();
        Memo::new(move |_| {
            let window = window.get();
            let part = Part {
                from: window.from,
                until: window.until,
                line: line.get().drawn,
            };
            timeline.with(|timeline| lay_out(timeline, part, dates::calendar))
        })
    };
    follow(id, timeline, reading, items);
    jump_by_address(loaded.into());
    let failure = thread.failure.clone();
    let body = move || {
        if loaded.get() {
            view! { <Column id=id timeline=timeline items=items reading=reading /> }.into_any()
        } else if let Some(failure) = failure.get() {
            view! { <ErrorState failure=failure on_retry=move |()| live.open(id) /> }.into_any()
        } else {
            view! { <div class="thread-wait"><SkeletonRows count=4 /></div> }.into_any()
        }
    };
    let wrote = move |()| {
        written.update(|written| *written += 1);
        reading.to_newest(live);
    };
    view! {
        <PageTitle text=Signal::derive(move || live.room(id).map(|room| names::title(&room)).unwrap_or_default()) />
        <section class="thread">
            <ThreadHead id=id />
            <PinnedBar />
            <div class="thread-body">
                {body}
                <ToNewest id=id timeline=thread.timeline.clone() reading=reading />
                <Typing id=id />
            </div>
            <WritingPlace id=id>
                <Composer on_write=wrote />
            </WritingPlace>
            <News timeline=thread.timeline />
            <MenuLayer />
            <Asked />
        </section>
    }
}

/// The dialogs of the conversation, fetched when the first of them is asked for.
#[component]
fn Asked() -> impl IntoView {
    let asking = Here::now().asking;
    let wanted = Signal::derive(move || asking.with(Option::is_some));
    lazy::asked(wanted, Callback::new(move |()| asking.set(None)))
}

fn here(id: ConversationId, timeline: RwSignal<Timeline>, reading: Reading) -> Here {
    let (live, toasts) = (Live::here(), Toasts::here());
    Here {
        id,
        kind: untrack(|| live.room(id)).map_or(ConversationKind::Direct, |room| room.kind),
        timeline,
        writing: Writing::new(untrack(|| live.draft(id))),
        jump: Callback::new(move |seq| reading.to_place(live, toasts, seq)),
        aimed: reading.aimed(),
        current: RwSignal::new(None),
        menu: RwSignal::new(None),
        asking: RwSignal::new(None),
    }
}

/// Keeps the place of the reader when the page changes, and tells what was read.
fn follow(id: ConversationId, timeline: RwSignal<Timeline>, reading: Reading, items: Memo<Vec<Item>>) {
    let (live, scroller) = (Live::here(), reading.scroller);
    let loaded = Memo::new(move |_| timeline.with(Timeline::is_loaded));
    let extent = Memo::new(move |_| timeline.with(extent_of));
    let newest = Memo::new(move |_| timeline.with(Timeline::newest));
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
            live.seen(id, newest.get());
        }
    });
}

/// `?place=42` leads to that place: a link to a message.
fn jump_by_address(loaded: Signal<bool>) {
    let query = use_query_map();
    let place = Memo::new(move |_| {
        query
            .read()
            .get_str("place")
            .and_then(|place| place.parse::<i64>().ok())
    });
    let here = Here::now();
    Effect::new(move || {
        if let Some(place) = place.get().filter(|_| loaded.get()) {
            here.jump.run(place);
        }
    });
}

fn extent_of(timeline: &Timeline) -> Extent {
    Extent {
        first: timeline.shown().next().map_or(0, |message| message.seq),
        last: timeline.shown().next_back().map_or(0, |message| message.seq),
        echoes: timeline.echoes().len(),
    }
}
