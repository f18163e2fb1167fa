//! The words of a message.

use domain::messaging::types::MessageInfo;
use leptos::prelude::*;

use crate::{
    i18n::{key, say},
    messages::{
        here::Shown,
        links::{Part, parts},
        spaces::tied,
    },
};

/// The text, or that it is gone.
#[component]
pub fn BubbleText(
    /// The message.
    message: Shown,
) -> impl IntoView {
    let text = Memo::new(move |_| message.with(words_of));
    move || match text.get() {
        Words::Text(text) if text.is_empty() => ().into_any(),
        Words::Text(text) => view! { <p>{linked(&text)}</p> }.into_any(),
        Words::Deleted => view! { <p class="bubble-gone">{move || say(key::MESSAGES_DELETED)}</p> }.into_any(),
        Words::Hidden => view! { <p class="bubble-gone">{move || say(key::MESSAGES_HIDDEN)}</p> }.into_any(),
    }
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Words {
    Text(String),
    Deleted,
    Hidden,
}

fn words_of(message: &std::sync::Arc<MessageInfo>) -> Words {
    if message.deleted_at.is_some() {
        return Words::Deleted;
    }
    if message.hidden_at.is_some() {
        return Words::Hidden;
    }
    Words::Text(message.content.clone())
}

/// The text, with its addresses as links. Text nodes only: nothing in a message is ever HTML.
pub fn linked(text: &str) -> impl IntoView + use<> {
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
