//! The last seven days of a class on one card: how much was written, what was asked, answered and pinned.

use domain::messaging::{
    calm::{calls::ShowRecap, types::Recap},
    types::MessageInfo,
};
use leptos::prelude::*;

use crate::{
    client::{Answer, SignedIn},
    i18n::{Key, key, say_with, t},
    messages::{calm::keeping::SlowModeChoice, here::Here},
    ui::{dialog::Dialog, loaded::Loaded, skeleton::SkeletonRows},
};

/// Opens the card.
#[component]
pub fn RecapButton() -> impl IntoView {
    let open = RwSignal::new(false);
    view! {
        <button type="button" class="link-button" aria-haspopup="dialog" on:click=move |_| open.set(true)>
            {t(key::CALM_RECAP)}
        </button>
        <Dialog open=open title=t(key::CALM_RECAP)>
            <Card open=open />
        </Dialog>
    }
}

#[component]
fn Card(open: RwSignal<bool>) -> impl IntoView {
    let (client, here) = (SignedIn::here(), Here::now());
    let conversation = here.id;
    let recap = Answer::ask(move || async move { client.ask(ShowRecap { conversation }).await });
    view! {
        <Loaded answer=recap waiting=|| view! { <SkeletonRows count=4 /> } let:recap>
            <Week recap=recap open=open />
        </Loaded>
        <SlowModeChoice />
    }
}

#[component]
fn Week(recap: Recap, open: RwSignal<bool>) -> impl IntoView {
    let Recap {
        messages,
        writers,
        pinned,
        answered,
        open: waiting,
        ..
    } = recap;
    let counts = move || say_with(key::CALM_RECAP_COUNT, [("count", messages.into())]);
    let people = move || (writers > 1).then(|| say_with(key::CALM_RECAP_WRITERS, [("count", writers.into())]));
    view! {
        <p>{counts} " " {people}</p>
        <Part title=key::CALM_RECAP_OPEN messages=waiting open=open />
        <Part title=key::CALM_RECAP_ANSWERED messages=answered open=open />
        <Part title=key::CALM_PINS messages=pinned open=open />
    }
}

#[component]
fn Part(title: Key, messages: Vec<MessageInfo>, open: RwSignal<bool>) -> impl IntoView {
    let here = Here::now();
    let one = move |message: MessageInfo| {
        let words = message.in_short();
        // to an answered question belongs its answer
        let seq = message.answer_seq.unwrap_or(message.seq);
        let jump = move |_| {
            open.set(false);
            here.jump.run(seq);
        };
        view! {
            <li>
                <button type="button" class="recap-line" on:click=jump>
                    <span class="pin-name">{message.sender_name}</span>
                    <span dir="auto">{words}</span>
                </button>
            </li>
        }
    };
    (!messages.is_empty()).then(|| {
        view! {
            <h3>{t(title)}</h3>
            <ul class="recap">{messages.into_iter().map(one).collect_view()}</ul>
        }
    })
}
