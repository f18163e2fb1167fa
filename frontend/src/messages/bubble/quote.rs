//! The message that another one answers.

use domain::{
    messaging::types::{MessageKind, Quote},
    sel::service::ServiceQuote,
};
use leptos::prelude::*;
use leptos_router::components::A;

use crate::{
    i18n::{key, say, say_with},
    messages::here::{Here, Shown},
    rooms::names,
    ui::{
        icon::{Glyph, Icon},
        module::Module,
    },
};

/// Above its words; pressing leads there. And that it was forwarded.
#[component]
pub fn QuoteBox(
    /// The message.
    message: Shown,
) -> impl IntoView {
    let quote = Memo::new(move |_| message.with(|message| message.quote.clone()));
    let forwarded = message.with_untracked(|message| message.forwarded);
    let service = message.with_untracked(|message| message.service.clone());
    view! {
        {forwarded.then(|| view! {
            <p class="bubble-forwarded">
                <Icon glyph=Glyph::Forward />
                {move || say(key::MESSAGES_FORWARDED)}
            </p>
        })}
        {service.map(|service| view! { <AboutService service=service /> })}
        {move || quote.get().map(|quote| view! { <QuoteButton quote=quote /> })}
    }
}

/// The offer or request that it is about, leading to it.
#[component]
fn AboutService(service: ServiceQuote) -> impl IntoView {
    view! {
        <A href=format!("/entraide/{}", service.id) attr:class=format!("bubble-quote {}", Module::Entraide.class())>
            <strong>{move || say(key::MESSAGES_ABOUT_SERVICE)}</strong>
            " "
            <span>{service.title}</span>
        </A>
    }
}

/// The first words of a message, leading to it.
#[component]
pub fn QuoteButton(
    /// The message in short.
    quote: Quote,
) -> impl IntoView {
    let here = Here::now();
    let Quote {
        seq,
        sender_name,
        excerpt,
        message_type,
    } = quote;
    let name = sender_name.clone();
    let excerpt = names::one_line(&excerpt);
    let words = move || match (excerpt.is_empty(), message_type) {
        (false, _) => excerpt.clone(),
        (true, MessageKind::Image) => say(key::MESSAGES_A_PICTURE),
        (true, MessageKind::File) => say(key::MESSAGES_A_FILE),
        (true, _) => say(key::MESSAGES_DELETED),
    };
    let jump = move || say_with(key::MESSAGES_QUOTE_JUMP, [("name", name.clone().into())]);
    view! {
        <button
            type="button"
            class="bubble-quote"
            on:click=move |_| here.jump.run(seq)
        >
            // Spaces between them: what is read out is what is seen.
            <strong>{sender_name}</strong>
            " "
            <span>{words}</span>
            " "
            <span class="visually-hidden">{jump}</span>
        </button>
    }
}
