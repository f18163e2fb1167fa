//! What the text answers or replaces.

use std::sync::Arc;

use domain::messaging::types::MessageInfo;
use leptos::prelude::*;

use crate::{
    i18n::{key, say_with, t},
    messages::{composer::Writing, here::Here},
    rooms::names,
    state::live::Live,
    ui::{
        icon::{Glyph, Icon},
        icon_button::IconButton,
    },
};

/// Above the field.
#[component]
pub fn ReplyBar(
    /// What is being written.
    writing: Writing,
) -> impl IntoView {
    move || match (writing.editing.get(), writing.reply.get()) {
        (Some(message), _) => view! { <Bar writing=writing message=message edits=true /> }.into_any(),
        (None, Some(message)) => view! { <Bar writing=writing message=message edits=false /> }.into_any(),
        (None, None) => view! { <AboutBar writing=writing /> }.into_any(),
    }
}

/// The offer or request that the text is about.
#[component]
fn AboutBar(writing: Writing) -> impl IntoView {
    let (live, here) = (Live::here(), Here::now());
    let about = Memo::new(move |_| live.about(here.id));
    let off = move |()| {
        live.is_about(here.id, None);
        writing.focus();
    };
    move || {
        about.get().map(|service| {
            view! {
                <div class="composer-reply">
                    <Icon glyph=Glyph::HandHeart />
                    <p>
                        <strong role="status">{t(key::MESSAGES_ABOUT_SERVICE)}</strong>
                        <span>{service.title}</span>
                    </p>
                    <IconButton glyph=Glyph::X label=t(key::ACTION_CANCEL) on_press=off />
                </div>
            }
        })
    }
}

#[component]
fn Bar(writing: Writing, message: Arc<MessageInfo>, edits: bool) -> impl IntoView {
    // what is edited is what was typed
    let text = names::one_line(&if edits {
        message.content.clone()
    } else {
        message.in_short()
    });
    let name = if message.sender_id == Live::here().me() {
        None
    } else {
        Some(message.sender_name.clone())
    };
    let head = move || match (&name, edits) {
        (_, true) => t(key::MESSAGES_EDITING)(),
        (None, false) => t(key::MESSAGES_REPLYING_SELF)(),
        (Some(name), false) => say_with(key::MESSAGES_REPLYING, [("name", name.clone().into())]),
    };
    view! {
        <div class="composer-reply">
            <Icon glyph=if edits { Glyph::Pencil } else { Glyph::Reply } />
            <p>
                <strong role="status">{head}</strong>
                <span>{text}</span>
            </p>
            <IconButton glyph=Glyph::X label=t(key::ACTION_CANCEL) on_press=move |()| writing.give_up() />
        </div>
    }
}
