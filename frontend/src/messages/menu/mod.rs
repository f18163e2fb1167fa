//! The menu of a message: one for the whole conversation, beside the message on a large screen and at the foot of a phone. Arrows go
//! through it, Escape closes it and gives the focus back.

mod entries;
mod gestures;
mod quick;

use std::sync::Arc;

use domain::messaging::types::MessageInfo;
use leptos::{ev, html, prelude::*};
use wasm_bindgen::JsCast;

pub use self::gestures::Press;
use self::{
    entries::{Entry, entries},
    quick::QuickReactions,
};
use crate::{
    device,
    i18n::{key, t},
    messages::here::Here,
    ui::icon::Icon,
};

/// The menu of a message is open.
#[derive(Debug, Clone, PartialEq)]
pub struct Opened {
    /// The message as it was then.
    pub message: Arc<MessageInfo>,
    /// Where.
    pub spot: Spot,
}

/// A point of the window, in pixels.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Spot {
    /// From the left.
    pub x: f64,
    /// From the top.
    pub y: f64,
}

impl Spot {
    /// Below an element, at its left.
    pub fn below(element: &web_sys::Element) -> Self {
        let place = element.get_bounding_client_rect();
        Self {
            x: place.left(),
            y: place.bottom(),
        }
    }
}

/// The open menu, if one is.
#[component]
pub fn MenuLayer() -> impl IntoView {
    let here = Here::now();
    move || here.menu.get().map(|opened| view! { <OpenMenu opened=opened /> })
}

#[component]
fn OpenMenu(opened: Opened) -> impl IntoView {
    let here = Here::now();
    let node = NodeRef::<html::Div>::new();
    let seq = opened.message.seq;
    let close = move || {
        here.menu.set(None);
        focus_message(seq);
    };
    let spot = opened.spot;
    // Before the next key, which a frame would leave to the message: Enter twice is the first entry.
    Effect::new(move || {
        let Some(menu) = node.try_get().flatten() else { return };
        place(&menu, spot);
        focus_item(&menu, Move::First);
    });
    let on_key = move |event: ev::KeyboardEvent| {
        if matches!(event.key().as_str(), "Escape" | "Tab") {
            event.prevent_default();
            return close();
        }
        if let Some(menu) = node.get_untracked() {
            go(&menu, &event);
        }
    };
    let item = move |entry: Entry| view! { <Item entry=entry on_press=close /> };
    view! {
        <div class="menu-backdrop" on:pointerdown=move |_| close() on:contextmenu=|event| event.prevent_default()></div>
        <div class="menu" node_ref=node on:keydown=on_key>
            <QuickReactions message=opened.message.clone() on_done=close />
            <div role="menu" aria-label=t(key::MESSAGES_ACTIONS)>
                {entries(here, &opened.message).into_iter().map(item).collect_view()}
            </div>
        </div>
    }
}

/// One line: the menu closes, and then it is done.
#[component]
fn Item(entry: Entry, #[prop(into)] on_press: Callback<()>) -> impl IntoView {
    let Entry {
        glyph,
        words,
        act,
        grave,
    } = entry;
    view! {
        <button
            type="button"
            role="menuitem"
            tabindex="-1"
            class="menu-item"
            data-grave=grave.to_string()
            on:click=move |_| {
                on_press.run(());
                act.run(());
            }
        >
            <Icon glyph=glyph />
            {t(words)}
        </button>
    }
}

/// Arrows, Home and End lead through the menu; other keys are left alone.
fn go(menu: &web_sys::HtmlElement, event: &ev::KeyboardEvent) {
    let step = match event.key().as_str() {
        "ArrowDown" => Move::Next,
        "ArrowUp" => Move::Before,
        "Home" => Move::First,
        "End" => Move::Last,
        "ArrowRight" | "ArrowLeft" => {
            event.prevent_default();
            return quick::move_focus(menu, event.key() == "ArrowRight");
        }
        _ => return,
    };
    event.prevent_default();
    event.stop_propagation();
    focus_item(menu, step);
}

#[derive(Clone, Copy)]
enum Move {
    First,
    Before,
    Next,
    Last,
}

fn focus_item(menu: &web_sys::HtmlElement, step: Move) {
    let Ok(items) = menu.query_selector_all("[role=menuitem]") else {
        return;
    };
    let count = items.length();
    if count == 0 {
        return;
    }
    let active = document().active_element();
    let now = (0..count).find(|place| {
        let item = items
            .item(*place)
            .and_then(|item| item.dyn_into::<web_sys::Element>().ok());
        item.is_some() && item == active
    });
    let to = match (step, now) {
        (Move::First, _) | (Move::Next, None) => 0,
        (Move::Last, _) | (Move::Before, None) => count - 1,
        (Move::Next, Some(now)) => (now + 1) % count,
        (Move::Before, Some(now)) => (now + count - 1) % count,
    };
    if let Some(item) = items
        .item(to)
        .and_then(|item| item.dyn_into::<web_sys::HtmlElement>().ok())
    {
        // A button can always take the focus.
        drop(item.focus());
    }
}

/// Gives the focus to the message at a place.
pub fn focus_message(seq: i64) {
    let found = document()
        .query_selector(&format!(".bubble-item[data-seq='{seq}']"))
        .ok()
        .flatten();
    if let Some(item) = found.and_then(|item| item.dyn_into::<web_sys::HtmlElement>().ok()) {
        // With a tabindex it can take the focus.
        drop(item.focus());
    }
}

/// Puts the menu where all of it is in the window. Style sheets of a phone put it elsewhere.
fn place(menu: &web_sys::HtmlElement, spot: Spot) {
    const MARGIN: f64 = 8.0;
    let size = menu.get_bounding_client_rect();
    let inner = |length: Result<wasm_bindgen::JsValue, wasm_bindgen::JsValue>| {
        length.ok().and_then(|length| length.as_f64()).unwrap_or_default()
    };
    let (width, height) = (inner(window().inner_width()), inner(window().inner_height()));
    let x = spot.x.min(width - size.width() - MARGIN).max(MARGIN);
    let y = spot.y.min(height - size.height() - MARGIN).max(MARGIN);
    // An attribute would be refused by the security policy of the page; properties are not.
    let style = menu.style();
    drop(style.set_property("--x", &format!("{}px", device::written(x))));
    drop(style.set_property("--y", &format!("{}px", device::written(y))));
}
