//! Recherche: messages, people, files and conversations in one field. What is looked for stands in the address, so that the way back from a
//! message leads to the same results.

mod filters;
mod found;
mod question;
mod recent;
mod results;
pub mod shortcut;

use leptos::prelude::*;
use leptos_router::{
    NavigateOptions,
    hooks::{use_navigate, use_query_map},
};

use self::{filters::Filters, found::Found, question::Wanted, recent::Recent, results::Results};
use crate::{
    i18n::{key, t},
    messages::{list::SearchField, search::shortcut::focus_on_slash},
    ui::page_head::PageHead,
};

/// The field of the page, for the shortcut.
const FIELD: &str = "search-words";

/// Recherche.
#[component]
pub fn SearchPage() -> impl IntoView {
    let wanted = Wanted::of(&use_query_map().get_untracked());
    let found = Found::follow(wanted);
    follow_in_address(wanted);
    focus_on_slash(FIELD);
    let has_words = Memo::new(move |_| wanted.is_enough());
    view! {
        <div class="search">
            <PageHead title=t(key::SEARCH_TITLE) />
            <form role="search" on:submit=move |event| {
                event.prevent_default();
                wanted.settle();
            }>
                <SearchField value=wanted.words label=t(key::SEARCH_FIELD) id=FIELD />
                <Filters wanted=wanted found=found />
            </form>
            <Show when=move || has_words.get() fallback=move || view! { <Recent wanted=wanted /> }>
                <Results wanted=wanted found=found />
            </Show>
        </div>
    }
}

/// The address says what is looked for, without a step in the history for each letter.
fn follow_in_address(wanted: Wanted) {
    let navigate = use_navigate();
    Effect::new(move |before: Option<String>| {
        let address = wanted.address();
        if before.is_some_and(|before| before != address) {
            let options = NavigateOptions {
                replace: true,
                scroll: false,
                ..NavigateOptions::default()
            };
            navigate(&address, options);
        }
        address
    });
}
