//! What the school makes known: read and answered by families, written and proved by the school. A part of its own.

mod answers;
mod audience;
pub mod authoring;
mod deciding;
mod detail;
mod feed;
mod files;
mod form;
mod form_parts;
mod people;
mod receipts;
mod rules;
mod slip_return;
mod slips;
mod texts;
mod versions;
mod words;

use domain::id::AnnouncementId;
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;

use self::{detail::AnnouncementPage, feed::FeedPage};
use crate::{
    i18n::{key, t},
    lazy,
    shell::navigation::is_staff,
    state::session::Session,
    ui::{
        back_link::BackLink, card::Card, empty_state::EmptyState, icon::Glyph, link_button::LinkButton, module::Module,
        page_head::PageHead,
    },
};

/// A place among the announcements: `/annonces/{place}/{more}`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Place {
    Feed,
    New,
    Return,
    One(AnnouncementId),
    Edit(AnnouncementId),
    Receipts(AnnouncementId),
    Slips(AnnouncementId),
    Nowhere,
}

impl Place {
    /// That of the address.
    fn now() -> Memo<Self> {
        let params = use_params_map();
        Memo::new(move |_| {
            let params = params.read();
            Self::of(
                params.get_str("place").unwrap_or_default(),
                params.get_str("more").unwrap_or_default(),
            )
        })
    }

    fn of(place: &str, more: &str) -> Self {
        match (place, more) {
            ("", "") => Self::Feed,
            ("nouvelle", "") => Self::New,
            ("talon", "") => Self::Return,
            (id, more) => match (id.parse(), more) {
                (Ok(id), "") => Self::One(id),
                (Ok(id), "modifier") => Self::Edit(id),
                (Ok(id), "accuses") => Self::Receipts(id),
                (Ok(id), "talons") => Self::Slips(id),
                _ => Self::Nowhere,
            },
        }
    }

    /// Whether it is only for those who work at the school.
    const fn is_for_staff(self) -> bool {
        matches!(
            self,
            Self::New | Self::Return | Self::Edit(_) | Self::Receipts(_) | Self::Slips(_)
        )
    }
}

/// The pages of announcements by their address.
#[component]
pub fn AnnouncementsPage() -> impl IntoView {
    let staff = is_staff(Session::here());
    let place = Place::now();
    // What only staff does is a part of its own.
    let read = Memo::new(move |_| match (place.get(), staff.get()) {
        (place, true) if place.is_for_staff() => None,
        (place, _) => Some(place),
    });
    view! {
        <div class=Module::Announcements.class()>
            {move || match read.get() {
                None => lazy::authoring().into_any(),
                Some(Place::Feed) => view! { <FeedPage /> }.into_any(),
                Some(Place::One(id)) => view! { <AnnouncementPage id=id /> }.into_any(),
                Some(_) => view! { <NotHere /> }.into_any(),
            }}
        </div>
    }
}

/// The way back to the feed.
#[component]
fn BackToFeed() -> impl IntoView {
    view! { <BackLink href="/annonces" words=t(key::NAV_ANNOUNCEMENTS) /> }
}

/// The way back to one announcement.
#[component]
fn BackToOne(
    /// Which.
    id: AnnouncementId,
) -> impl IntoView {
    view! {
        <leptos_router::components::A href=format!("/annonces/{id}") attr:class="back-link">
            <crate::ui::icon::Icon glyph=Glyph::ArrowLeft />
            <span>{t(key::ANNOUNCEMENT_BACK)}</span>
        </leptos_router::components::A>
    }
}

#[component]
fn NotHere() -> impl IntoView {
    view! {
        <BackToFeed />
        <PageHead title=t(key::NOT_FOUND_TITLE) />
        <div class="reading">
            <Card>
                <EmptyState
                    glyph=Glyph::Megaphone
                    module=Module::Announcements
                    title=t(key::NOT_FOUND_TITLE)
                    detail=t(key::NOT_FOUND_DETAIL)
                >
                    <LinkButton href="/annonces">{t(key::NAV_ANNOUNCEMENTS)}</LinkButton>
                </EmptyState>
            </Card>
        </div>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_a_place() {
        let id = AnnouncementId::fresh();
        let word = id.to_string();
        assert_eq!(Place::of("", ""), Place::Feed);
        assert_eq!(Place::of("nouvelle", ""), Place::New);
        assert_eq!(Place::of(&word, ""), Place::One(id));
        assert_eq!(Place::of(&word, "accuses"), Place::Receipts(id));
        assert_eq!(Place::of(&word, "ailleurs"), Place::Nowhere);
        assert_eq!(Place::of("ailleurs", ""), Place::Nowhere);
    }
}
