//! The words of a message.

use domain::messaging::{
    rich::{Block, Span},
    types::MessageInfo,
};
use leptos::prelude::*;

use crate::{
    i18n::{key, say},
    messages::{
        here::Shown,
        links::{Part, parts},
    },
    state::live::Live,
    ui::spaces::tied,
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
        Words::Tree(blocks) => blocks.into_iter().map(block).collect_view().into_any(),
        Words::Deleted => view! { <p class="bubble-gone">{move || say(key::MESSAGES_DELETED)}</p> }.into_any(),
        Words::Hidden => view! { <p class="bubble-gone">{move || say(key::MESSAGES_HIDDEN)}</p> }.into_any(),
    }
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Words {
    Text(String),
    Tree(Vec<Block>),
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
    if !message.blocks.is_empty() {
        return Words::Tree(message.blocks.clone());
    }
    Words::Text(message.content.clone())
}

fn block(block: Block) -> AnyView {
    match block {
        Block::Paragraph { spans } => view! { <p>{flowing(spans)}</p> }.into_any(),
        Block::Quote { spans } => view! { <blockquote>{flowing(spans)}</blockquote> }.into_any(),
        Block::Code { text } => view! { <pre tabindex="0"><code>{text}</code></pre> }.into_any(),
        Block::List { ordered, items } => {
            let items = items
                .into_iter()
                .map(|spans| view! { <li>{flowing(spans)}</li> })
                .collect_view();
            if ordered {
                view! { <ol>{items}</ol> }.into_any()
            } else {
                view! { <ul>{items}</ul> }.into_any()
            }
        }
    }
}

fn flowing(spans: Vec<Span>) -> impl IntoView {
    spans.into_iter().map(span).collect_view()
}

fn span(span: Span) -> AnyView {
    match span {
        Span::Break {} => "\n".into_any(),
        Span::Link { text, url } => view! {
            <a href=url.clone() title=url target="_blank" rel="noopener noreferrer nofollow">{text}</a>
        }
        .into_any(),
        Span::Mention { name, account_id } => {
            let is_me = account_id.is_none() || account_id == Live::here().me();
            view! { <span class="mention" data-me=is_me.to_string()>{format!("@{name}")}</span> }.into_any()
        }
        Span::Text { text, code: true, .. } => view! { <code>{text}</code> }.into_any(),
        Span::Text {
            text,
            bold,
            italic,
            strike,
            ..
        } => {
            let mut words = linked(&text).into_any();
            if strike {
                words = view! { <s>{words}</s> }.into_any();
            }
            if italic {
                words = view! { <em>{words}</em> }.into_any();
            }
            if bold {
                words = view! { <strong>{words}</strong> }.into_any();
            }
            words
        }
    }
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
