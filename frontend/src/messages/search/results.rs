//! What was found: people, conversations, messages, each with the words that were looked for.

use domain::messaging::{
    search::{FoundMessage, FoundRoom, Piece, SearchHit},
    types::Person,
};
use leptos::prelude::*;
use leptos_router::components::A;

use super::{found::Found, question::Wanted, recent};
use crate::{
    i18n::{dates, key, say_with, t},
    messages::members::begin_direct,
    rooms::names,
    state::live::Live,
    ui::{
        avatar::Avatar,
        button::{Button, Look},
        empty_state::EmptyState,
        error_state::ErrorState,
        form_error::FormError,
        icon::{Glyph, Icon},
        module::Module,
        skeleton::SkeletonRows,
    },
};

/// The groups, or why there are none.
#[component]
pub fn Results(
    /// What is looked for.
    wanted: Wanted,
    /// What was found.
    found: Found,
) -> impl IntoView {
    let account = Live::here().me();
    let body = move || match (found.hits.get(), found.failure.get()) {
        (Some(hits), _) if hits.is_empty() => {
            let detail =
                Signal::derive(move || Some(say_with(key::SEARCH_NONE_DETAIL, [("words", wanted.asked().into())])));
            view! {
                <EmptyState glyph=Glyph::Search module=Module::Messages title=t(key::SEARCH_NONE) detail=detail>
                    <Show when=move || wanted.has_filters()>
                        <Button look=Look::Second on_press=move |()| wanted.without_filters()>
                            {t(key::SEARCH_FILTERS_OFF)}
                        </Button>
                    </Show>
                </EmptyState>
            }
            .into_any()
        }
        (Some(hits), _) => view! { <Groups hits=hits /> <More found=found /> }.into_any(),
        (None, Some(failure)) => view! { <ErrorState failure=failure on_retry=move |()| found.again() /> }.into_any(),
        (None, None) => view! { <SkeletonRows count=5 /> }.into_any(),
    };
    let count = move || {
        let count = found.hits.with(|hits| hits.as_ref().map(Vec::len));
        count.map(|count| say_with(key::SEARCH_COUNT, [("count", count.into())]))
    };
    view! {
        <p class="visually-hidden" role="status">{count}</p>
        // whoever opens a result has found what they looked for
        <div
            class="search-results"
            aria-busy=move || found.busy.get().to_string()
            on:click=move |_| recent::keep(account, &wanted.asked())
        >
            {body}
        </div>
    }
}

#[component]
fn Groups(hits: Vec<SearchHit>) -> impl IntoView {
    let (mut people, mut rooms, mut messages) = (Vec::new(), Vec::new(), Vec::new());
    for hit in hits {
        match hit {
            SearchHit::Person { person, pieces } => {
                people.push(view! { <PersonHit person=person pieces=pieces /> }.into_any())
            }
            SearchHit::Conversation { conversation, pieces } => {
                rooms.push(view! { <RoomHit room=conversation pieces=pieces /> }.into_any());
            }
            SearchHit::Message { message } | SearchHit::File { message } => {
                messages.push(view! { <MessageHit message=message /> }.into_any());
            }
        }
    }
    let groups = [
        (key::SEARCH_PEOPLE, people),
        (key::SEARCH_ROOMS, rooms),
        (key::SEARCH_MESSAGES, messages),
    ];
    groups
        .into_iter()
        .filter(|(_, rows)| !rows.is_empty())
        .map(|(title, rows)| {
            let rows = rows.into_iter().map(|row| view! { <li>{row}</li> }).collect_view();
            view! {
                <section aria-label=t(title)>
                    <h2 class="search-group">{t(title)}</h2>
                    <ul class="row-list">{rows}</ul>
                </section>
            }
        })
        .collect_view()
}

#[component]
fn More(found: Found) -> impl IntoView {
    view! {
        <Show when=move || found.next.with(Option::is_some)>
            <div class="search-more">
                <FormError failure=found.failure />
                <Button look=Look::Second busy=found.busy on_press=move |()| found.more()>
                    {t(key::SEARCH_MORE)}
                </Button>
            </div>
        </Show>
    }
}

/// Some words, those that were looked for marked.
#[component]
fn Pieces(pieces: Vec<Piece>) -> impl IntoView {
    let pieces = pieces.into_iter().map(|piece| {
        if piece.found {
            view! { <mark>{piece.text}</mark> }.into_any()
        } else {
            piece.text.into_any()
        }
    });
    pieces.collect_view()
}

#[component]
fn PersonHit(person: Person, pieces: Vec<Piece>) -> impl IntoView {
    let begin = begin_direct();
    let (initials, module) = names::person_face(&person);
    let account = person.id;
    view! {
        <button type="button" class="row person-button" on:click=move |_| begin.run(account)>
            <Avatar text=initials module=module />
            <span class="row-body">
                <span class="row-title"><Pieces pieces=pieces /></span>
                <span class="row-detail">{move || names::what_they_are(&person)}</span>
            </span>
            <Icon glyph=Glyph::MessageCircle />
        </button>
    }
}

/// What a conversation is called here, and what stands in its circle.
fn called(room: &FoundRoom) -> (Signal<String>, String, Module) {
    let live = Live::here();
    let (id, name) = (room.id, room.name.clone().unwrap_or_default());
    let known = untrack(|| live.room(id));
    let (initials, module) = known.map_or_else(|| (String::new(), Module::Messages), |known| names::face(&known));
    let title = Signal::derive(move || live.room(id).map_or_else(|| name.clone(), |known| names::title(&known)));
    (title, initials, module)
}

#[component]
fn RoomHit(room: FoundRoom, pieces: Vec<Piece>) -> impl IntoView {
    let (title, initials, module) = called(&room);
    view! {
        <A href=format!("/messages/{}", room.id) attr:class="row">
            <Avatar text=initials module=module />
            <span class="row-body">
                <span class="row-title">{title}</span>
                <span class="row-detail"><Pieces pieces=pieces /></span>
            </span>
            <Icon glyph=Glyph::ChevronRight />
        </A>
    }
}

#[component]
fn MessageHit(message: FoundMessage) -> impl IntoView {
    let (title, initials, module) = called(&message.conversation);
    let address = format!("/messages/{}?place={}", message.conversation.id, message.seq);
    let who = message.sender_name.split(' ').next().unwrap_or_default().to_owned();
    let at = message.created_at;
    let files: Vec<String> = message.attachments.into_iter().map(|file| file.name).collect();
    view! {
        <A href=address attr:class="row">
            <Avatar text=initials module=module />
            <span class="row-body">
                <span class="row-line">
                    <span class="row-title">{title}</span>
                    <span class="row-detail numbers">{move || dates::in_list(at)}</span>
                </span>
                <span class="row-detail search-text">
                    <span class="search-who">{move || say_with(key::MESSAGES_THEY, [("name", who.clone().into()), ("text", "".into())])}</span>
                    <Pieces pieces=message.pieces />
                </span>
                {(!files.is_empty()).then(|| view! { <span class="row-detail search-text">{files.join(", ")}</span> })}
            </span>
        </A>
    }
}
