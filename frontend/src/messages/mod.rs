//! Messages: the list of conversations, one conversation, a new one. From 900 px the list stands beside the conversation.

mod anchor;
mod asides;
pub mod asked;
pub mod beside;
mod bubble;
mod calm;
pub mod circle;
mod column;
mod composer;
mod emoji;
pub mod files;
mod head;
mod here;
mod info;
mod later;
mod leaving;
mod link_banner;
mod links;
mod list;
mod members;
mod menu;
mod new;
mod new_line;
pub mod notices;
mod open_thread;
mod paper;
mod polls;
mod public;
mod reading;
mod report;
mod scroller;
pub mod search;
mod thread;
mod ticks;
mod window;
mod writing_place;

use domain::{id::ConversationId, messaging::rooms::rules::Slug};
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;

use crate::{
    i18n::{key, t},
    lazy,
    messages::{link_banner::LinkBanner, list::ConversationList, thread::ThreadPane},
    ui::{empty_state::EmptyState, icon::Glyph, module::Module, page_head::PageTitle},
};

/// What stands beside the list.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Place {
    Nothing,
    New,
    Rooms,
    Room(Slug),
    Thread(ConversationId),
    Info(ConversationId),
    Paper(ConversationId),
    Nowhere,
}

impl Place {
    /// That of the address.
    fn now() -> Memo<Self> {
        let params = use_params_map();
        Memo::new(move |_| {
            let params = params.read();
            Self::of(params.get_str("place"), params.get_str("more"))
        })
    }

    fn of(word: Option<&str>, more: Option<&str>) -> Self {
        match (word, more.filter(|more| !more.is_empty())) {
            (None | Some(""), None) => Self::Nothing,
            (Some("nouveau"), None) => Self::New,
            (Some("salons"), None) => Self::Rooms,
            (Some("salon"), Some(slug)) => slug.parse().map_or(Self::Nowhere, Self::Room),
            (Some(id), Some("infos")) => id.parse().map_or(Self::Nowhere, Self::Info),
            (Some(id), Some("papier")) => id.parse().map_or(Self::Nowhere, Self::Paper),
            (Some(id), None) => id.parse().map_or(Self::Nowhere, Self::Thread),
            _ => Self::Nowhere,
        }
    }

    /// What comes with the list; the rest is a part of its own.
    fn near(self) -> Option<Self> {
        match self {
            Self::Nothing | Self::Thread(_) | Self::Nowhere => Some(self),
            Self::New | Self::Rooms | Self::Room(_) | Self::Info(_) | Self::Paper(_) => None,
        }
    }

    /// The conversation that is open, or about which there is something open.
    const fn conversation(&self) -> Option<ConversationId> {
        match self {
            Self::Thread(id) | Self::Info(id) | Self::Paper(id) => Some(*id),
            Self::Nothing | Self::New | Self::Rooms | Self::Room(_) | Self::Nowhere => None,
        }
    }
}

/// All addresses of this capability.
#[component]
pub fn MessagesPage() -> impl IntoView {
    let place = Place::now();
    let near = Memo::new(move |_| place.get().near());
    leaving::come_back(Signal::derive(move || place.with(Place::conversation)));
    let beside = move || match near.get() {
        None => lazy::beside().into_any(),
        Some(Place::Nothing) => view! {
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
        Some(Place::Thread(id)) => view! { <ThreadPane id=id /> }.into_any(),
        Some(_) => view! { <thread::Gone /> }.into_any(),
    };
    view! {
        <div class="fill-page messages" data-open=move || (place.get() != Place::Nothing).to_string()>
            <LinkBanner />
            <notices::banner::NoticesBanner />
            <ConversationList alone=Signal::derive(move || place.get() == Place::Nothing) />
            <div class="messages-beside">{beside}</div>
        </div>
    }
}
