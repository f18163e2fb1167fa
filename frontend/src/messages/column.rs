//! The column of messages. Arrows go from one message to the next.

use domain::id::ConversationId;
use leptos::{ev, prelude::*};
use leptos_router::components::A;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};

use crate::{
    i18n::{dates, key, say, say_with, t},
    messages::{bubble::BubbleView, calm::keeping::ErasedLine, reading::Reading},
    rooms::names,
    state::live::{Live, bubbles::Item, timeline::Timeline},
    ui::{
        day_divider::{DayDivider, NewDivider},
        each::each,
        field::fresh_id,
    },
};

/// What is in the page of a conversation.
#[component]
pub fn Column(
    /// Which conversation.
    id: ConversationId,
    /// Its messages.
    timeline: RwSignal<Timeline>,
    /// What stands in the column.
    items: Memo<Vec<Item>>,
    /// How it is read.
    reading: Reading,
) -> impl IntoView {
    let live = Live::here();
    let (me, scroller, window) = (live.me(), reading.scroller, reading.window());
    let room = Memo::new(move |_| live.room(id));
    let name = Signal::derive(move || room.get().map(|room| names::title(&room)).unwrap_or_default());
    let beginning = move || match room.get() {
        Some(room) if room.class.is_some() => say(key::MESSAGES_BEGINNING_CLASS),
        Some(room) if room.kind == domain::messaging::types::ConversationKind::Support => {
            say(key::MESSAGES_BEGINNING_OFFICE)
        }
        Some(room) if room.other.is_none() => room.description.clone().unwrap_or_default(),
        _ => say_with(key::MESSAGES_BEGINNING_DIRECT, [("name", name.get().into())]),
    };
    let whole = Memo::new(move |_| {
        let from = window.get().from;
        timeline.with(|timeline| {
            timeline.older_before().is_none() && timeline.between(0, from.saturating_sub(1)).next().is_none()
        })
    });
    let item = move |item: Item| match item {
        Item::Day(at) => {
            view! { <li><DayDivider day=Signal::derive(move || dates::day_heading(at)) /></li> }.into_any()
        }
        Item::New(count) => {
            let words = move || say_with(key::MESSAGES_NEW_LINE, [("count", count.into())]);
            view! { <li class="new-item"><NewDivider words=Signal::derive(words) /></li> }.into_any()
        }
        Item::Bubble(bubble) => view! { <BubbleView bubble=bubble /> }.into_any(),
    };
    let label = move || say_with(key::MESSAGES_COLUMN, [("name", name.get().into())]);
    let hint = fresh_id("column");
    let described = hint.clone();
    view! {
        <div
            class="thread-scroll"
            node_ref=scroller.node
            tabindex="0"
            role="region"
            aria-label=label
            aria-describedby=described
            on:scroll=move |_| scroller.scrolled()
            on:keydown=on_arrow
        >
            <div class="thread-column" node_ref=scroller.column>
                <h2 class="visually-hidden">{label}</h2>
                <p class="visually-hidden" id=hint>{t(key::MESSAGES_KEYS)}</p>
                <p class="thread-beginning">
                    {move || if whole.get() { beginning() } else { say(key::MESSAGES_GOING_BACK) }}
                </p>
                <Show when=move || whole.get()>
                    <p class="thread-beginning">
                        <A href=format!("/messages/{id}/papier")>{t(key::MESSAGES_PAPER)}</A>
                    </p>
                    <ErasedLine />
                </Show>
                <ol class="bubbles">
                    {each(move || items.get(), move |item| me.map(|me| item.key(me)), item)}
                </ol>
            </div>
        </div>
    }
}

/// The message above or below the one that the keyboard is on; the last one on the screen at first.
fn on_arrow(event: ev::KeyboardEvent) {
    let up = match event.key().as_str() {
        "ArrowUp" => true,
        "ArrowDown" => false,
        _ => return,
    };
    let column = event
        .current_target()
        .and_then(|column| column.dyn_into::<HtmlElement>().ok());
    let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
    let (Some(column), Some(target)) = (column, target) else {
        return;
    };
    if target.closest("input, textarea").ok().flatten().is_some() {
        return;
    }
    let next = match target.closest(".bubble-item[data-seq]").ok().flatten() {
        Some(item) => beside(&item, up),
        None => last_on_screen(&column),
    };
    if let Some(next) = next.and_then(|next| next.dyn_into::<HtmlElement>().ok()) {
        event.prevent_default();
        // With a tabindex it can take the focus.
        drop(next.focus());
    }
}

fn beside(item: &Element, up: bool) -> Option<Element> {
    let step = |item: &Element| {
        if up {
            item.previous_element_sibling()
        } else {
            item.next_element_sibling()
        }
    };
    let mut found = step(item);
    while let Some(item) = found {
        if item.has_attribute("data-seq") {
            return Some(item);
        }
        found = step(&item);
    }
    None
}

fn last_on_screen(column: &HtmlElement) -> Option<Element> {
    let end = column.scroll_top() + column.client_height();
    let mut found = column.query_selector(".bubbles > li:last-child").ok().flatten();
    while let Some(item) = found {
        let is_seen = item
            .dyn_ref::<HtmlElement>()
            .is_some_and(|item| item.offset_top() < end);
        if is_seen && item.has_attribute("data-seq") {
            return Some(item);
        }
        found = item.previous_element_sibling();
    }
    None
}
