//! The top of a conversation: who it is with, what they are, and the way back on phones.

use domain::{
    id::ConversationId,
    messaging::{
        calls::{ListMembers, ShowPresence},
        types::{ConversationKind, Person},
    },
};
use leptos::{prelude::*, task::spawn_local};
use leptos_router::components::A;

use crate::{
    client::{Answer, SignedIn},
    i18n::{key, say, say_with, t},
    messages::{
        circle::dot::{PresenceDot, seen_words},
        members::MembersDialog,
    },
    rooms::names,
    state::live::Live,
    ui::{
        avatar::Avatar,
        icon::{Glyph, Icon},
    },
};

/// Presence is asked again so often.
const PRESENCE: std::time::Duration = std::time::Duration::from_secs(30);

/// Circle, name, and a line below: role and classes of a person, number of members of a class.
#[component]
pub fn ThreadHead(
    /// Which conversation.
    id: ConversationId,
) -> impl IntoView {
    let live = Live::here();
    let room = Memo::new(move |_| live.room(id));
    let title = Signal::derive(move || room.get().map(|room| names::title(&room)).unwrap_or_default());
    let (initials, module) = room.get_untracked().map(|room| names::face(&room)).unwrap_or_default();
    let picture = Signal::derive(move || room.with(|room| room.as_ref()?.picture_url.clone()));
    let kind = room.get_untracked().map_or(ConversationKind::Direct, |room| room.kind);
    let below = match kind {
        ConversationKind::Class => view! { <Members id=id title=title /> }.into_any(),
        ConversationKind::Direct => {
            let other = Signal::derive(move || room.get().and_then(|room| room.other.clone()));
            view! { <OneOther id=id other=other /> }.into_any()
        }
        _ => view! { <ToInfo id=id title=title /> }.into_any(),
    };
    view! {
        <header class="thread-head">
            <A href="/messages" exact=true attr:class="icon-button thread-back" attr:aria-label=t(key::MESSAGES_BACK)>
                <Icon glyph=Glyph::ArrowLeft />
            </A>
            <Avatar text=initials module=module picture=picture />
            <div class="thread-who">
                <h1 tabindex="-1">{title}</h1>
                {below}
            </div>
            <A href=format!("/recherche?conversation={id}") attr:class="icon-button" attr:aria-label=t(key::SEARCH_OPEN) attr:title=t(key::SEARCH_OPEN)>
                <Icon glyph=Glyph::Search />
            </A>
            <A href=format!("/messages/{id}/papier") attr:class="icon-button thread-paper" attr:aria-label=t(key::MESSAGES_PAPER) attr:title=t(key::MESSAGES_PAPER)>
                <Icon glyph=Glyph::Printer />
            </A>
        </header>
    }
}

/// `Parent, P3`, and whether they are online now.
#[component]
fn OneOther(id: ConversationId, other: Signal<Option<Person>>) -> impl IntoView {
    let client = SignedIn::here();
    let live = Live::here();
    let ask = move || {
        spawn_local(async move {
            if let Ok(presence) = client.ask(ShowPresence { conversation: id }).await {
                live.have_seen(&presence.people);
            }
        });
    };
    let seen = move || other.get().and_then(|other| seen_words(live.present(other.id)?));
    ask();
    if let Ok(timer) = set_interval_with_handle(
        move || {
            if !document().hidden() {
                ask();
            }
        },
        PRESENCE,
    ) {
        on_cleanup(move || timer.clear());
    }
    view! {
        <p>
            {move || other.get().map(|other| names::what_they_are(&other))}
            {move || seen().map(|words| view! { <span class="seen">{words}</span> })}
            {move || other.get().map(|other| view! { <PresenceDot account=other.id /> })}
        </p>
    }
}

/// How many people read here; leads to who they are.
#[component]
fn ToInfo(id: ConversationId, title: Signal<String>) -> impl IntoView {
    let live = Live::here();
    let room = Memo::new(move |_| live.room(id));
    let words = move || {
        room.get().map(|room| {
            let words = if room.staff_only {
                key::MESSAGES_READERS_STAFF
            } else {
                key::MESSAGES_MEMBERS
            };
            say_with(words, [("count", room.member_count.into())])
        })
    };
    let label = move || say_with(key::MESSAGES_INFO_SHOW, [("name", title.get().into())]);
    view! {
        <A href=format!("/messages/{id}/infos") attr:class="link-button" attr:title=label>
            {words}
        </A>
    }
}

/// How many members a class has; pressing shows them.
#[component]
fn Members(id: ConversationId, title: Signal<String>) -> impl IntoView {
    let client = SignedIn::here();
    let (open, live) = (RwSignal::new(false), Live::here());
    let see = move || {
        spawn_local(async move {
            if let Ok(presence) = client.ask(ShowPresence { conversation: id }).await {
                live.have_seen(&presence.people);
            }
        });
    };
    let regained = live.regained();
    let members = Answer::ask(move || {
        regained.track();
        client.ask_all(ListMembers { conversation: id })
    });
    let count = move || match members.get() {
        Some(Ok(members)) => say_with(key::MESSAGES_MEMBERS, [("count", members.len().into())]),
        _ => say(key::MESSAGES_MEMBERS_TITLE),
    };
    view! {
        <button
            type="button"
            class="link-button"
            aria-haspopup="dialog"
            title=move || say_with(key::MESSAGES_MEMBERS_SHOW, [("name", title.get().into())])
            on:click=move |_| {
                see();
                members.refetch();
                open.set(true);
            }
        >
            {count}
        </button>
        <MembersDialog open=open members=members />
    }
}
