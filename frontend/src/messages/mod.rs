//! Messages: the list of conversations, one conversation, a new one. From 900 px the list stands beside the conversation.

mod asides;
mod bubble;
mod composer;
mod head;
mod link_banner;
mod links;
mod list;
mod members;
pub mod names;
mod new_line;
mod people;
pub mod row;
mod scroller;
mod spaces;
mod thread;
mod ticks;
mod writing_place;

use domain::id::ConversationId;
use leptos::prelude::*;
use leptos_router::{components::Route, hooks::use_params_map, path};

use crate::{
    i18n::{key, t},
    messages::{link_banner::LinkBanner, list::ConversationList, people::PeoplePane, thread::ThreadPane},
    ui::{empty_state::EmptyState, icon::Glyph, module::Module, page_head::PageTitle},
};

/// The addresses of this capability, inside the frame.
#[component(transparent)]
pub fn MessagesRoutes() -> impl leptos_router::MatchNestedRoutes + Clone {
    view! { <Route path=path!("/messages/:place?") view=MessagesPage /> }.into_inner()
}

/// What stands beside the list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Place {
    Nothing,
    New,
    Thread(ConversationId),
    Nowhere,
}

impl Place {
    fn of(word: Option<&str>) -> Self {
        match word {
            None | Some("") => Self::Nothing,
            Some("nouveau") => Self::New,
            Some(id) => id.parse().map_or(Self::Nowhere, Self::Thread),
        }
    }
}

#[component]
fn MessagesPage() -> impl IntoView {
    let params = use_params_map();
    let place = Memo::new(move |_| Place::of(params.read().get_str("place")));
    let beside = move || match place.get() {
        Place::Nothing => view! {
            <PageTitle text=t(key::NAV_MESSAGES) />
            <div class="messages-choose">
                <EmptyState
                    glyph=Glyph::MessageCircle
                    module=Module::Messages
                    title=t(key::MESSAGES_CHOOSE)
                    detail=Signal::derive(move || Some(t(key::MESSAGES_CHOOSE_DETAIL)()))
                />
            </div>
        }
        .into_any(),
        Place::New => view! { <PeoplePane /> }.into_any(),
        Place::Thread(id) => view! { <ThreadPane id=id /> }.into_any(),
        Place::Nowhere => view! { <thread::Gone /> }.into_any(),
    };
    view! {
        <div class="fill-page messages" data-open=move || (place.get() != Place::Nothing).to_string()>
            <LinkBanner />
            <ConversationList alone=Signal::derive(move || place.get() == Place::Nothing) />
            <div class="messages-beside">{beside}</div>
        </div>
    }
}
