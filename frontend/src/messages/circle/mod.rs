//! Réglages: what others see of me, when I am not disturbed, whom I hear from, whom I ask for contact; and the menu of a conversation in the list.

mod blocked;
pub mod dot;
mod quiet;
pub mod requests;
pub mod row_menu;
mod shown;

use leptos::prelude::*;

use self::{blocked::Blocked, quiet::Quiet, requests::Requests, shown::Shown};
use crate::{accounts::settings::SettingsHead, i18n::key};

/// The page of the settings about messages.
#[component]
pub fn CirclePage() -> impl IntoView {
    view! {
        <SettingsHead title=key::CIRCLE_TITLE />
        <div class="columns">
            <div class="stack">
                <Shown />
                <Quiet />
                <Blocked />
            </div>
            <Requests />
        </div>
    }
}
