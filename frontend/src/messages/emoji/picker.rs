//! The table from which one emoji is chosen.

use leptos::{ev, html, prelude::*};
use wasm_bindgen::JsCast;

use super::table::{self, Emoji, Group};
use crate::{
    i18n::{key, say, say_with, t},
    messages::list::SearchField,
};

/// Emoji by group with a field to search them. With a keyboard Tab goes from group to group, and the arrows inside of one.
#[component]
pub fn EmojiPicker(
    /// One was chosen.
    #[prop(into)]
    on_pick: Callback<String>,
) -> impl IntoView {
    let wanted = RwSignal::new(String::new());
    let found = Memo::new(move |_| wanted.with(|wanted| table::found(wanted)));
    let status = move || {
        let count: usize = found.with(|groups| groups.iter().map(|group| group.emoji.len()).sum());
        match (wanted.with(String::is_empty), count) {
            (true, _) => String::new(),
            (false, 0) => say(key::MESSAGES_EMOJI_NONE),
            (false, count) => say_with(key::MESSAGES_EMOJI_FOUND, [("count", count.into())]),
        }
    };
    view! {
        <div class="emoji-picker">
            <SearchField value=wanted label=t(key::MESSAGES_EMOJI_SEARCH) />
            <p role="status" class="messages-note">{status}</p>
            {move || found.get().into_iter().map(|group| view! { <EmojiGroup group=group on_pick=on_pick /> }).collect_view()}
        </div>
    }
}

#[component]
fn EmojiGroup(group: Group, on_pick: Callback<String>) -> impl IntoView {
    let node = NodeRef::<html::Div>::new();
    let label = group.title.clone();
    let button = move |(index, emoji): (usize, Emoji)| {
        let sign = emoji.sign.clone();
        view! {
            <button
                type="button"
                class="emoji"
                tabindex=if index == 0 { "0" } else { "-1" }
                aria-label=emoji.words.clone()
                title=emoji.words
                on:click=move |_| on_pick.run(sign.clone())
            >
                {emoji.sign}
            </button>
        }
    };
    let on_key = move |event: ev::KeyboardEvent| {
        if let Some(grid) = node.get_untracked()
            && move_focus(&grid, &event.key())
        {
            event.prevent_default();
        }
    };
    view! {
        <section>
            <h3 class="emoji-title">{group.title}</h3>
            <div class="emoji-grid" role="group" aria-label=label node_ref=node on:keydown=on_key>
                {group.emoji.into_iter().enumerate().map(button).collect_view()}
            </div>
        </section>
    }
}

/// Moves the focus among the buttons of a grid; whether the key was one of its own.
fn move_focus(grid: &web_sys::HtmlElement, pressed: &str) -> bool {
    let buttons: Vec<web_sys::HtmlElement> = {
        let all = grid.children();
        (0..all.length())
            .filter_map(|place| all.item(place)?.dyn_into().ok())
            .collect()
    };
    let active = document().active_element();
    let Some(now) = buttons
        .iter()
        .position(|button| Some(button.as_ref()) == active.as_ref())
    else {
        return false;
    };
    // as many in a row as stand as high as the first
    let top = |button: &web_sys::HtmlElement| button.offset_top();
    let first = buttons.first().map(top);
    let columns = buttons
        .iter()
        .take_while(|button| Some(top(button)) == first)
        .count()
        .max(1);
    let to = match pressed {
        "ArrowRight" => now + 1,
        "ArrowLeft" => now.saturating_sub(1),
        "ArrowDown" => now + columns,
        "ArrowUp" => now.checked_sub(columns).unwrap_or(now),
        "Home" => 0,
        "End" => buttons.len() - 1,
        _ => return false,
    };
    if let Some(button) = buttons.get(to) {
        // A button can always take the focus.
        drop(button.focus());
    }
    true
}
