//! Full pages for somebody who may not go on as they are: the school has suspended them, or asks for a second factor first.

use domain::schools::types::MembershipStatus;
use leptos::prelude::*;
use leptos_router::hooks::use_location;

use crate::{
    accounts::sign_out::SignOutButton,
    i18n::{key, say_with, t},
    state::session::Session,
    ui::{
        button::Look, card::Card, empty_state::EmptyState, icon::Glyph, link_button::LinkButton, module::Module,
        page_head::PageTitle,
    },
};

/// Why somebody may not go on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Block {
    /// The school has suspended the membership.
    Suspended,
    /// The school asks its staff for a second factor.
    SecondFactor,
}

/// Why not, on the page of now. What is about one's own account stays open, and the decisions that one may appeal against.
pub fn block() -> Memo<Option<Block>> {
    let me = Session::here().me();
    let path = use_location().pathname;
    Memo::new(move |_| {
        let membership = me.get()?.membership;
        let own = path.with(|path| path.starts_with("/reglages") || path == "/plus" || path == "/moderation");
        if own {
            None
        } else if membership.status == MembershipStatus::Suspended {
            Some(Block::Suspended)
        } else if membership.needs_second_factor {
            Some(Block::SecondFactor)
        } else {
            None
        }
    })
}

/// The page in place of the one that was wanted.
#[component]
pub fn BlockedPage(
    /// Why.
    block: Block,
) -> impl IntoView {
    let me = Session::here().me().get_untracked();
    let school = me.map(|me| me.membership.school_name).unwrap_or_default();
    let (title, detail, glyph, module) = match block {
        Block::Suspended => (
            key::SUSPENDED_TITLE,
            key::SUSPENDED_DETAIL,
            Glyph::Hourglass,
            Module::Announcements,
        ),
        Block::SecondFactor => (
            key::SECOND_FIRST_TITLE,
            key::SECOND_FIRST_DETAIL,
            Glyph::ShieldCheck,
            Module::Education,
        ),
    };
    view! {
        <PageTitle text=t(title) />
        <h1 class="visually-hidden" tabindex="-1">{t(title)}</h1>
        <div class="reading alone">
            <Card>
                <EmptyState
                    glyph=glyph
                    module=module
                    title=t(title)
                    detail=move || say_with(detail, [("school", school.clone().into())])
                >
                    {match block {
                        Block::Suspended => view! {
                            <LinkButton href="/moderation" look=Look::First>{t(key::SUSPENDED_WHY)}</LinkButton>
                            <SignOutButton />
                        }
                        .into_any(),
                        Block::SecondFactor => view! {
                            <LinkButton href="/reglages/second-code" look=Look::First>{t(key::SECOND_TURN_ON)}</LinkButton>
                        }
                        .into_any(),
                    }}
                </EmptyState>
            </Card>
        </div>
    }
}
