//! A message as a bubble.

use std::sync::Arc;

use domain::{
    id::ConversationId,
    messaging::types::{ConversationKind, MessageInfo},
    problem::Code,
};
use leptos::prelude::*;

use crate::{
    i18n::{dates, find, key, say_with, t},
    messages::{
        links::{Part, parts},
        names,
        spaces::tied,
        ticks::{ConfirmedTick, EchoTick},
    },
    state::live::{
        Live,
        bubbles::{Body, Bubble},
        timeline::{Echo, EchoState},
    },
    ui::{
        icon::{Glyph, Icon},
        module::Module,
    },
};

/// A message with the name above its group and the time below it.
#[component]
pub fn BubbleView(
    /// Which conversation.
    id: ConversationId,
    /// Its kind: in a class every group says who wrote it.
    kind: ConversationKind,
    /// The message.
    bubble: Bubble,
) -> impl IntoView {
    let Bubble { body, opens, closes } = bubble;
    let at = body.at();
    let (mine, author, text) = match &body {
        Body::Confirmed(message) if message.sender_id == Live::here().me() => (true, None, message.content.clone()),
        Body::Confirmed(message) => (false, Some(message.clone()), message.content.clone()),
        Body::Echo(echo) => (true, None, echo.content.clone()),
    };
    let shown = opens && kind == ConversationKind::Class;
    let author = author.map(|message| view! { <AuthorName message=message shown=shown /> });
    let failed = matches!(
        &body,
        Body::Echo(Echo {
            state: EchoState::Refused(_),
            ..
        })
    );
    let state = move || match body.clone() {
        Body::Confirmed(message) if mine => view! { <ConfirmedTick id=id seq=message.seq /> }.into_any(),
        Body::Confirmed(_) => ().into_any(),
        Body::Echo(echo) => view! { <EchoMeta id=id echo=echo /> }.into_any(),
    };
    let meta = closes.then(|| {
        view! {
            <div class="bubble-meta">
                <time class="numbers" datetime=at.to_string() title=move || dates::full(at)>{move || dates::time(at)}</time>
                {state}
            </div>
        }
    });
    view! {
        <li
            class="bubble-item"
            data-mine=mine.to_string()
            data-opens=opens.to_string()
            data-failed=failed.to_string()
        >
            {author}
            {mine.then(|| view! {
                <span class="visually-hidden">{move || say_with(key::MESSAGES_YOU, [("text", "".into())])}</span>
            })}
            <p class="bubble" dir="auto">{linked(&text)}</p>
            {meta}
        </li>
    }
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

/// How far an echo has come; a refused one with the ways out.
#[component]
fn EchoMeta(id: ConversationId, echo: Echo) -> impl IntoView {
    let live = Live::here();
    let number = echo.id;
    match echo.state {
        EchoState::Sending | EchoState::Taken => view! { <EchoTick /> }.into_any(),
        EchoState::Refused(code) => view! {
            <span class="tick tick-failed" role="alert">
                <Icon glyph=Glyph::CircleAlert />
                <span>{move || say_with(key::MESSAGES_FAILED, [("why", why(code).into())])}</span>
            </span>
            <span class="bubble-actions">
                <button type="button" class="link-button" on:click=move |_| live.retry(id, number)>
                    {t(key::MESSAGES_RETRY)}
                </button>
                <button type="button" class="link-button" on:click=move |_| live.discard(id, number)>
                    {t(key::MESSAGES_DISCARD)}
                </button>
            </span>
        }
        .into_any(),
    }
}

fn why(code: Code) -> String {
    find(&format!("problem-{}", code.as_str().replace('_', "-"))).unwrap_or_default()
}

/// The text, with its addresses as links. Text nodes only: nothing in a message is ever HTML.
fn linked(text: &str) -> impl IntoView + use<> {
    parts(text)
        .into_iter()
        .map(|part| match (part, part.address()) {
            (Part::Link(words), Some(address)) => view! {
                <a href=address target="_blank" rel="noopener noreferrer nofollow">{words.to_owned()}</a>
            }
            .into_any(),
            (Part::Link(words), None) => words.to_owned().into_any(),
            (Part::Words(words), _) => tied(words).into_any(),
        })
        .collect_view()
}
