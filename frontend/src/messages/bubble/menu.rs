//! What can be done with a message.

use leptos::prelude::*;

use crate::{
    i18n::{key, t},
    messages::{
        here::{Here, Shown},
        menu::{Opened, Spot},
    },
    ui::icon::{Glyph, Icon},
};

/// A button beside the bubble that opens a menu. Among many messages the keyboard stops only at the one that it is on.
#[component]
pub fn MessageMenu(
    /// The message.
    message: Shown,
) -> impl IntoView {
    let here = Here::now();
    let seq = message.with_untracked(|message| message.seq);
    let is_open = Memo::new(move |_| {
        here.menu
            .with(|open| open.as_ref().is_some_and(|open| open.message.seq == seq))
    });
    let gone = Memo::new(move |_| message.with(|message| message.deleted_at.is_some()));
    view! {
        <button
            type="button"
            class="icon-button bubble-more"
            hidden=gone
            tabindex=move || if here.current.get() == Some(seq) { "0" } else { "-1" }
            aria-label=t(key::MESSAGES_ACTIONS)
            title=t(key::MESSAGES_ACTIONS)
            aria-haspopup="menu"
            aria-expanded=move || is_open.get().to_string()
            on:click=move |event| {
                let button = event_target::<web_sys::Element>(&event);
                here.menu.set(Some(Opened {
                    message: message.get_untracked(),
                    spot: Spot::below(&button),
                }));
            }
        >
            <Icon glyph=Glyph::Ellipsis />
        </button>
    }
}
