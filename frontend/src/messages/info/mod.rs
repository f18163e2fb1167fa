//! What a room is: its name and what it is for, who is in it and as what, the way out. `members` lists people, `adding` takes more in,
//! `about` changes the words, `picture` the picture, `ways` leads out.

mod about;
mod adding;
mod members;
mod picture;
mod ways;

use domain::{
    id::ConversationId,
    messaging::{
        calls::ListMembers,
        types::{ConversationInfo, Person},
    },
};
use leptos::prelude::*;
use leptos_router::components::A;

use self::{about::About, adding::Adding, members::Members, picture::RoomPicture, ways::Ways};
use crate::{
    client::{Answer, SignedIn},
    i18n::{key, say_with, t},
    messages::thread::Gone,
    rooms::names,
    state::live::{Live, Shape},
    ui::{
        icon::{Glyph, Icon},
        loaded::Loaded,
        page_head::PageTitle,
        skeleton::SkeletonRows,
    },
};

/// Everybody in a room, asked page by page.
pub fn everybody(client: SignedIn, id: ConversationId) -> Answer<Vec<Person>> {
    let regained = Live::here().regained();
    Answer::ask(move || {
        regained.track();
        client.ask_all(ListMembers { conversation: id })
    })
}

/// Whether I keep the room: add people, change its words.
pub fn keeps(room: &ConversationInfo) -> bool {
    room.my_role.is_some_and(|role| role.keeps())
}

/// The page of a room.
#[component]
pub fn InfoPane(
    /// Which room.
    id: ConversationId,
) -> impl IntoView {
    let live = Live::here();
    let shape = live.shape();
    let there = Memo::new(move |_| live.room(id).is_some());
    move || match (shape.get(), there.get()) {
        (_, true) => view! { <Info id=id /> }.into_any(),
        (Shape::Waiting, _) => view! { <div class="thread-wait"><SkeletonRows count=4 /></div> }.into_any(),
        _ => view! { <Gone /> }.into_any(),
    }
}

#[component]
fn Info(id: ConversationId) -> impl IntoView {
    let live = Live::here();
    let room = Memo::new(move |_| live.room(id));
    let title = Signal::derive(move || room.get().map(|room| names::title(&room)).unwrap_or_default());
    let people = everybody(SignedIn::here(), id);
    // Somebody has come or gone: the list is read again.
    let count = Memo::new(move |_| room.get().map(|room| (room.member_count, room.my_role)));
    Effect::new(move |before: Option<Option<_>>| {
        let now = count.get();
        if before.is_some_and(|before| before != now) {
            people.refetch();
        }
        now
    });
    let kept = Memo::new(move |_| room.get().is_some_and(|room| keeps(&room)));
    let made = Memo::new(move |_| room.get().is_some_and(|room| room.my_role.is_some()));
    view! {
        <PageTitle text=Signal::derive(move || say_with(key::MESSAGES_INFO_SHOW, [("name", title.get().into())])) />
        <section class="people">
            <header class="thread-head">
                <A href=format!("/messages/{id}") attr:class="icon-button" attr:aria-label=t(key::MESSAGES_INFO_BACK)>
                    <Icon glyph=Glyph::ArrowLeft />
                </A>
                <div class="thread-who">
                    <h1 tabindex="-1">{title}</h1>
                    <p>{move || room.get().map(|room| say_with(key::MESSAGES_MEMBERS, [("count", room.member_count.into())]))}</p>
                </div>
            </header>
            <div class="people-body info stack">
                <Show when=move || made.get()>
                    <RoomPicture id=id />
                </Show>
                <About id=id />
                <Loaded answer=people waiting=|| view! { <SkeletonRows count=4 /> } let:found>
                    <Members id=id people=found />
                </Loaded>
                <Show when=move || kept.get()>
                    <Adding id=id />
                </Show>
                <Ways id=id />
            </div>
        </section>
    }
}
