//! The list of conversations with its search field.

use domain::{id::ConversationId, schools::modules::Module as SchoolModule};
use leptos::prelude::*;
use leptos_router::components::A;

use crate::{
    i18n::{key, say, say_with, t},
    messages::{
        circle::row_menu::{Menus, RowWithMenu},
        search::shortcut::focus_on_slash,
    },
    rooms::names,
    shell::navigation::{has_module, is_member, is_staff},
    state::{
        live::{Live, Shape, roll::matches},
        session::Session,
    },
    ui::{
        each::each,
        empty_state::EmptyState,
        error_state::ErrorState,
        icon::{Glyph, Icon},
        link_button::LinkButton,
        module::Module,
        skeleton::SkeletonRows,
    },
};

/// The field of the list, for the shortcut.
const FIELD: &str = "list-words";

/// The left column; on phones the whole page while no conversation is open.
#[component]
pub fn ConversationList(
    /// Nothing stands beside it, so that its heading is the page's.
    alone: Signal<bool>,
) -> impl IntoView {
    let live = Live::here();
    let session = Session::here();
    let (member, staff) = (is_member(session), is_staff(session));
    let direct = has_module(session, SchoolModule::DirectMessages);
    let wanted = RwSignal::new(String::new());
    focus_on_slash(FIELD);
    let shape = live.shape();
    let begin = || view! { <LinkButton href="/messages/nouveau">{t(key::MESSAGES_NEW)}</LinkButton> };
    let body = move || match shape.get() {
        _ if !member.get() => view! { <p class="messages-note">{t(key::MEMBERSHIP_PENDING)}</p> }.into_any(),
        Shape::Waiting => view! { <SkeletonRows count=6 /> }.into_any(),
        Shape::Failed(failure) => {
            view! { <ErrorState failure=failure on_retry=move |()| live.catch_up() /> }.into_any()
        }
        Shape::Empty => view! {
            <EmptyState
                glyph=Glyph::MessageCircle
                module=Module::Messages
                title=t(key::MESSAGES_NONE)
                detail=Signal::derive(move || Some(say(key::MESSAGES_NONE_DETAIL)))
            >
                {direct.get().then(begin)}
            </EmptyState>
        }
        .into_any(),
        Shape::Rooms => view! { <Rows wanted=wanted /> }.into_any(),
    };
    let heading = move || {
        if alone.get() {
            view! { <h1 tabindex="-1">{t(key::NAV_MESSAGES)}</h1> }.into_any()
        } else {
            view! { <h2>{t(key::NAV_MESSAGES)}</h2> }.into_any()
        }
    };
    view! {
        <div class="messages-list">
            <div class="messages-list-head">
                {heading}
                <Show when=move || member.get()>
                    <A href="/messages/salons" attr:class="icon-button" attr:aria-label=t(key::MESSAGES_PUBLIC_TITLE) attr:title=t(key::MESSAGES_PUBLIC_TITLE)>
                        <Icon glyph=Glyph::Users />
                    </A>
                </Show>
                <Show when=move || direct.get() || staff.get()>
                    <A href="/messages/nouveau" attr:class="icon-button icon-button-main" attr:aria-label=t(key::MESSAGES_NEW) attr:title=t(key::MESSAGES_NEW)>
                        <Icon glyph=Glyph::Pencil />
                    </A>
                </Show>
            </div>
            <Show when=move || shape.get() == Shape::Rooms>
                <SearchField value=wanted label=t(key::MESSAGES_SEARCH) id=FIELD />
            </Show>
            <nav class="messages-rows" aria-label=t(key::MESSAGES_LIST)>{body}</nav>
        </div>
    }
}

/// A search field whose label is in it.
#[component]
pub fn SearchField(
    /// What is looked for.
    value: RwSignal<String>,
    /// What it searches.
    #[prop(into)]
    label: Signal<String>,
    /// Its name on the page, where a key leads to it.
    #[prop(optional)]
    id: Option<&'static str>,
) -> impl IntoView {
    view! {
        <div class="search-field">
            <Icon glyph=Glyph::Search />
            <input
                class="input"
                id=id
                type="search"
                maxlength="200"
                autocomplete="off"
                spellcheck="false"
                enterkeyhint="search"
                aria-label=label
                placeholder=label
                prop:value=value
                on:input=move |event| value.set(event_target_value(&event))
            />
        </div>
    }
}

#[component]
fn Rows(wanted: RwSignal<String>) -> impl IntoView {
    let live = Live::here();
    let menus = Menus::provide();
    let in_archive = RwSignal::new(false);
    let put_away = Memo::new(move |_| live.rooms().iter().filter(|room| room.archived).count());
    let found = Memo::new(move |_| {
        let wanted = wanted.get();
        // what is looked for is found wherever it is
        let everywhere = !wanted.is_empty();
        let archive = in_archive.get() && put_away.get() > 0;
        live.rooms()
            .into_iter()
            .filter(|room| everywhere || room.archived == archive)
            .filter(|room| {
                let last = room
                    .last_message
                    .as_ref()
                    .map_or("", |message| message.content.as_str());
                wanted.is_empty() || matches(&wanted, &[&names::title(room), last])
            })
            .map(|room| room.id)
            .collect::<Vec<ConversationId>>()
    });
    let everywhere = move || {
        let words = wanted.with(|wanted| js_sys::encode_uri_component(wanted.trim()));
        format!("/recherche?q={words}")
    };
    view! {
        <Show when=move || in_archive.get() && put_away.get() != 0 && wanted.with(String::is_empty)>
            <button type="button" class="row archive-row" on:click=move |_| in_archive.set(false)>
                <Icon glyph=Glyph::ArrowLeft />
                <span class="row-title">{t(key::CIRCLE_ARCHIVE_LEAVE)}</span>
            </button>
        </Show>
        {menus.place()}
        <ul class="row-list">
            {each(move || found.get(), |id| *id, move |id| view! { <RowWithMenu id=id menus=menus /> })}
        </ul>
        <Show when=move || !in_archive.get() && put_away.get() != 0 && wanted.with(String::is_empty)>
            <button type="button" class="row archive-row" on:click=move |_| in_archive.set(true)>
                <Icon glyph=Glyph::Archive />
                <span class="row-title">{t(key::CIRCLE_ARCHIVE)}</span>
                <span class="row-detail numbers">{put_away}</span>
            </button>
        </Show>
        <div role="status">
            <Show when=move || found.with(Vec::is_empty) && !wanted.with(String::is_empty)>
                <EmptyState
                    glyph=Glyph::Search
                    module=Module::Messages
                    title=t(key::SEARCH_NONE)
                    detail=Signal::derive(move || {
                        Some(say_with(key::MESSAGES_FOUND_NOTHING, [("words", wanted.get().into())]))
                    })
                />
            </Show>
        </div>
        <Show when=move || wanted.with(|wanted| wanted.trim().chars().count() > 1)>
            <p class="messages-note">
                <A href=everywhere attr:class="link-button">
                    {move || say_with(key::SEARCH_EVERYWHERE, [("words", wanted.get().trim().to_owned().into())])}
                </A>
            </p>
        </Show>
    }
}
