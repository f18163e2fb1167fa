//! Links of mails: their token, and what to say when they do not work.

use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

use crate::{
    i18n::{key, t},
    ui::{empty_state::EmptyState, icon::Glyph, module::Module},
};

/// The token of the link that led here.
pub fn token_of_link() -> Option<String> {
    use_query_map()
        .with_untracked(|query| query.get("token"))
        .filter(|token| !token.is_empty())
}

/// The link is incomplete, used or too old, and what to do about it.
#[component]
pub fn BrokenLink(
    /// What to do.
    #[prop(into)]
    detail: Signal<String>,
    /// The button to do it.
    children: Children,
) -> impl IntoView {
    view! {
        <div role="status">
            <EmptyState
                glyph=Glyph::Hourglass
                module=Module::Entraide
                title=t(key::LINK_BROKEN)
                detail=Signal::derive(move || Some(detail.get()))
            >
                {children()}
            </EmptyState>
        </div>
    }
}
