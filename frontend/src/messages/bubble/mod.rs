//! A message as a bubble. What stands in it and around it has a file each: `text`, `quote`, `attachments`, `poll` inside, `reactions`,
//! `meta`, `menu` around, `note` instead of it.

mod attachments;
mod menu;
mod meta;
mod note;
mod poll;
mod quote;
mod reactions;
mod text;

use std::sync::Arc;

use domain::messaging::types::{ConversationKind, MessageInfo, MessageKind};
use leptos::prelude::*;

use self::{
    attachments::Attachments,
    menu::MessageMenu,
    meta::{ConfirmedMeta, EchoMeta},
    note::Note,
    poll::Poll,
    quote::QuoteBox,
    reactions::Reactions,
    text::BubbleText,
};
pub use self::{
    reactions::{Hand, may_react},
    text::linked,
};
use crate::{
    i18n::{key, say_with, t},
    messages::{
        calm::{AnsweredLine, is_folded},
        files::list::AttachmentList,
        here::Here,
        menu::Press,
    },
    rooms::names,
    state::live::{
        Live,
        bubbles::{Body, Bubble},
        timeline::echo::{Echo, EchoState},
    },
    ui::{
        icon::{Glyph, Icon},
        module::Module,
    },
};

/// A message with the name above its group and the time below it.
#[component]
pub fn BubbleView(
    /// The message.
    bubble: Bubble,
) -> impl IntoView {
    let Bubble { body, opens, closes } = bubble;
    match body {
        Body::Confirmed(message) if message.message_type == MessageKind::System => {
            view! { <Note message=Here::now().shown(message) /> }.into_any()
        }
        Body::Confirmed(message) => view! { <Confirmed message=message opens=opens closes=closes /> }.into_any(),
        Body::Echo(echo) => view! { <OnItsWay echo=echo opens=opens closes=closes /> }.into_any(),
    }
}

#[component]
fn Confirmed(message: Arc<MessageInfo>, opens: bool, closes: bool) -> impl IntoView {
    let here = Here::now();
    let mine = message.sender_id == Live::here().me();
    let seq = message.seq;
    let author = (!mine).then(|| {
        let shown = opens && here.kind != ConversationKind::Direct;
        view! { <AuthorName message=message.clone() shown=shown /> }
    });
    let shown = here.shown(message);
    let gone = move || shown.with(|message| message.deleted_at.is_some() || message.hidden_at.is_some());
    let folded = is_folded(here, shown);
    let press = Press::on(here, shown);
    view! {
        <li
            class="bubble-item"
            tabindex="-1"
            data-aimed=move || (here.aimed.get() == Some(seq)).to_string()
            data-mine=mine.to_string()
            data-opens=opens.to_string()
            data-gone=move || gone().to_string()
            data-folded=move || folded.get().to_string()
            data-seq=seq.to_string()
            on:focusin=move |_| here.current.set(Some(seq))
            on:pointerdown=move |event| press.begins(&event)
            on:pointermove=move |event| press.moves(&event)
            on:pointerup=move |_| press.ends()
            on:pointercancel=move |_| press.ends()
            on:contextmenu=move |event| press.asks(&event)
            on:keydown=move |event| press.keys(&event)
        >
            {author}
            {mine.then(|| view! { <Mine /> })}
            <div class="bubble-line">
                <div class="bubble" dir="auto">
                    <Show when=move || !gone()>
                        <QuoteBox message=shown />
                        <Attachments message=shown />
                    </Show>
                    <BubbleText message=shown />
                    <Show when=move || !gone()>
                        <Poll message=shown />
                    </Show>
                </div>
                <MessageMenu message=shown />
            </div>
            <Show when=move || !gone()>
                <Reactions message=shown />
            </Show>
            <AnsweredLine message=shown />
            <ConfirmedMeta message=shown closes=closes />
        </li>
    }
}

#[component]
fn OnItsWay(echo: Echo, opens: bool, closes: bool) -> impl IntoView {
    let failed = matches!(echo.state, EchoState::Refused(_));
    let text = (!echo.written.content.is_empty()).then(|| linked(&echo.written.content));
    let files = echo.written.attachments.clone();
    view! {
        <li class="bubble-item" data-mine="true" data-opens=opens.to_string() data-failed=failed.to_string()>
            <Mine />
            <div class="bubble-line">
                <div class="bubble" dir="auto">
                    {(!files.is_empty()).then(|| view! { <AttachmentList files=files /> })}
                    {text.map(|text| view! { <p>{text}</p> })}
                </div>
            </div>
            {closes.then(|| view! { <EchoMeta echo=echo /> })}
        </li>
    }
}

/// Says that it is mine to whoever does not see on which side it stands.
#[component]
fn Mine() -> impl IntoView {
    view! { <span class="visually-hidden">{move || say_with(key::MESSAGES_YOU, [("text", "".into())])}</span> }
}

/// Who wrote a group; staff with what they are, which a name cannot imitate.
#[component]
fn AuthorName(message: Arc<MessageInfo>, shown: bool) -> impl IntoView {
    let role = message.sender_role;
    let name = message.sender_name.clone();
    let module = message
        .sender_id
        .map_or(Module::Plain, |sender| Module::of_id(sender.as_uuid().as_bytes()));
    let staff = role.is_staff().then(|| {
        view! {
            <span class="bubble-role">
                <Icon glyph=Glyph::School />
                {t(names::role_words(role))}
            </span>
        }
    });
    view! {
        <p class=if shown { format!("bubble-name {}", module.class()) } else { "visually-hidden".to_owned() }>
            <span>{name}</span>
            {staff}
        </p>
    }
}
