//! Six emoji and the way to the others, on top of the menu of a message: with a keyboard, left and right.

use std::sync::Arc;

use domain::messaging::types::MessageInfo;
use leptos::prelude::*;
use wasm_bindgen::JsCast;

use crate::{
    i18n::{key, say_with, t},
    messages::{
        bubble::{Hand, may_react},
        emoji::QUICK,
        here::{Asking, Here},
    },
    ui::icon::{Glyph, Icon},
};

/// One press reacts.
#[component]
pub fn QuickReactions(
    /// The message.
    message: Arc<MessageInfo>,
    /// Something was chosen: the menu closes.
    #[prop(into)]
    on_done: Callback<()>,
) -> impl IntoView {
    let (here, hand) = (Here::now(), Hand::here());
    let is_gone = message.hidden_at.is_some() || message.deleted_at.is_some();
    if is_gone || !may_react(here) {
        return ().into_any();
    }
    let message = StoredValue::new(message);
    let button = move |emoji: &'static str| {
        let mine = message.with_value(|message| {
            let mut reactions = message.reactions.iter();
            reactions.any(|count| count.emoji == emoji && count.mine)
        });
        view! {
            <button
                type="button"
                tabindex="-1"
                class="emoji"
                data-mine=mine.to_string()
                aria-label=move || say_with(key::MESSAGES_REACT_WITH, [("emoji", emoji.into())])
                on:click=move |_| {
                    on_done.run(());
                    hand.press(&message.get_value(), emoji.to_owned());
                }
            >
                {emoji}
            </button>
        }
    };
    view! {
        <div class="menu-quick" role="group" aria-label=t(key::MESSAGES_REACT)>
            {QUICK.into_iter().map(button).collect_view()}
            <button
                type="button"
                tabindex="-1"
                class="emoji"
                aria-label=t(key::MESSAGES_REACT_MORE)
                title=t(key::MESSAGES_REACT_MORE)
                on:click=move |_| {
                    on_done.run(());
                    here.asking.set(Some(Asking::React(message.get_value())));
                }
            >
                <Icon glyph=Glyph::Plus />
            </button>
        </div>
    }
    .into_any()
}

/// Moves the focus among the emoji of an open menu, from its entries to the first or the last of them.
pub fn move_focus(menu: &web_sys::HtmlElement, forward: bool) {
    let Ok(found) = menu.query_selector_all(".menu-quick button") else {
        return;
    };
    let buttons: Vec<web_sys::HtmlElement> = (0..found.length())
        .filter_map(|place| found.item(place)?.dyn_into().ok())
        .collect();
    let active = document().active_element();
    let now = buttons
        .iter()
        .position(|button| Some(button.as_ref()) == active.as_ref());
    let count = buttons.len();
    let to = match (now, forward) {
        (None, true) => 0,
        (None, false) => count.saturating_sub(1),
        (Some(now), true) => (now + 1) % count,
        (Some(now), false) => (now + count - 1) % count,
    };
    if let Some(button) = buttons.get(to) {
        // A button can always take the focus.
        drop(button.focus());
    }
}
