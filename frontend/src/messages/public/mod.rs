//! The public rooms of the school: the list of them, and the page of one by the word in its address.

use domain::{
    id::ConversationId,
    messaging::rooms::{
        calls::{JoinRoom, ListRooms, ShowRoom},
        rules::Slug,
        types::PublicRoom,
    },
    problem::Code,
};
use leptos::prelude::*;
use leptos_router::{NavigateOptions, hooks::use_navigate};

use crate::{
    client::{Answer, SignedIn, Submission},
    i18n::{key, say, say_with, t},
    messages::{new::PaneHead, thread::Gone},
    state::live::Live,
    ui::{
        button::Button, empty_state::EmptyState, error_state::ErrorState, form_error::FormError, icon::Glyph,
        loaded::Loaded, module::Module, page_head::PageTitle, person_row::PersonRow, skeleton::SkeletonRows, tag::Tag,
    },
};

/// The list of rooms that one may join.
#[component]
pub fn RoomsPane() -> impl IntoView {
    let client = SignedIn::here();
    let regained = Live::here().regained();
    let rooms = Answer::ask(move || {
        regained.track();
        client.ask_all(ListRooms {})
    });
    view! {
        <PageTitle text=t(key::MESSAGES_PUBLIC_TITLE) />
        <section class="people">
            <PaneHead title=Signal::derive(t(key::MESSAGES_PUBLIC_TITLE)) />
            <div class="people-body">
                <Loaded answer=rooms waiting=|| view! { <SkeletonRows count=4 /> } let:rooms>
                    <Rooms rooms=rooms />
                </Loaded>
            </div>
        </section>
    }
}

#[component]
fn Rooms(rooms: Vec<PublicRoom>) -> impl IntoView {
    if rooms.is_empty() {
        return view! {
            <EmptyState
                glyph=Glyph::Users
                module=Module::Messages
                title=t(key::MESSAGES_PUBLIC_NONE)
                detail=Signal::derive(move || Some(say(key::MESSAGES_PUBLIC_NONE_DETAIL)))
            />
        }
        .into_any();
    }
    let row = |room: PublicRoom| {
        let mut words = room.title.split_whitespace();
        let letters = (words.next().unwrap_or_default(), words.next().unwrap_or_default());
        let initials = domain::words::initials(letters.0, letters.1);
        let (title, description, count) = (room.title.clone(), room.description.clone(), room.member_count);
        let detail = Signal::derive(move || {
            let members = say_with(key::MESSAGES_MEMBERS, [("count", count.into())]);
            Some(match &description {
                Some(words) => format!("{members} · {words}"),
                None => members,
            })
        });
        let tag = room
            .joined
            .then(|| view! { <Tag glyph=Glyph::Check words=t(key::MESSAGES_PUBLIC_JOINED) /> });
        view! {
            <li>
                <PersonRow
                    initials=initials
                    module=Module::of_id(room.conversation_id.as_uuid().as_bytes())
                    title=title
                    href=format!("/messages/salon/{}", room.slug)
                    detail=detail
                >
                    {tag}
                </PersonRow>
            </li>
        }
    };
    view! { <ul class="row-list people-list">{rooms.into_iter().map(row).collect_view()}</ul> }.into_any()
}

/// One room: whoever is in it comes to its messages, the others may join.
#[component]
pub fn RoomPane(
    /// The word in its address.
    slug: Slug,
) -> impl IntoView {
    let client = SignedIn::here();
    let word = StoredValue::new(slug);
    let room = Answer::ask(move || {
        let slug = word.get_value();
        async move { client.ask(ShowRoom { slug }).await }
    });
    move || match room.get() {
        None => view! { <div class="thread-wait"><SkeletonRows count=4 /></div> }.into_any(),
        Some(Ok(room)) if room.joined => view! { <Onward id=room.conversation_id /> }.into_any(),
        Some(Ok(room)) => view! { <Door room=room /> }.into_any(),
        Some(Err(failure)) if failure.is(Code::NotFound) => view! { <Gone /> }.into_any(),
        Some(Err(failure)) => view! { <ErrorState failure=failure on_retry=move |()| room.refetch() /> }.into_any(),
    }
}

/// To the messages of a room that one is in; going back does not lead here again.
#[component]
fn Onward(id: ConversationId) -> impl IntoView {
    let navigate = use_navigate();
    let options = NavigateOptions {
        replace: true,
        ..NavigateOptions::default()
    };
    request_animation_frame(move || navigate(&format!("/messages/{id}"), options));
}

#[component]
fn Door(room: PublicRoom) -> impl IntoView {
    let (live, client) = (Live::here(), SignedIn::here());
    let navigate = StoredValue::new_local(use_navigate());
    let submission = Submission::default();
    let PublicRoom {
        slug,
        title,
        description,
        member_count,
        ..
    } = room;
    let slug = StoredValue::new(slug);
    let join = move |()| {
        let call = client.ask(JoinRoom { slug: slug.get_value() });
        submission.run(call, move |room| {
            let address = format!("/messages/{}", room.id);
            live.put(room);
            navigate.with_value(|navigate| navigate(&address, NavigateOptions::default()));
        });
    };
    let heading = title.clone();
    let detail = Signal::derive(move || {
        let members = say_with(key::MESSAGES_MEMBERS, [("count", member_count.into())]);
        Some(match &description {
            Some(words) => format!("{words} · {members}"),
            None => members,
        })
    });
    view! {
        <PageTitle text=title.clone() />
        <section class="people">
            <PaneHead title=Signal::derive(move || heading.clone()) />
            <div class="people-body">
                <EmptyState glyph=Glyph::Users module=Module::Messages title=title detail=detail>
                    <Button busy=submission.busy() on_press=join>{t(key::MESSAGES_PUBLIC_JOIN)}</Button>
                </EmptyState>
                <FormError failure=submission.failure() />
            </div>
        </section>
    }
}
