//! What this account looked for on this device, to look for it again. It stays on the device and goes with it.

use domain::id::AccountId;
use leptos::prelude::*;

use super::{question::Wanted, shortcut::SlashSetting};
use crate::{
    device,
    i18n::{key, t},
    state::live::Live,
    ui::icon::{Glyph, Icon},
};

/// How many are kept.
const KEPT: usize = 6;

/// Keeps what was looked for.
pub fn keep(account: Option<AccountId>, words: &str) {
    let words = words.trim();
    let Some(account) = account.filter(|_| !words.is_empty()) else {
        return;
    };
    let mut all = recall(account);
    all.retain(|known| known != words);
    all.insert(0, words.to_owned());
    all.truncate(KEPT);
    if let Ok(text) = serde_json::to_string(&all) {
        device::remember(&name(account), &text);
    }
}

fn recall(account: AccountId) -> Vec<String> {
    let text = device::recall(&name(account));
    text.and_then(|text| serde_json::from_str(&text).ok())
        .unwrap_or_default()
}

fn name(account: AccountId) -> String {
    crate::state::live::kept::searches_name(account)
}

/// What was looked for before, and how to look.
#[component]
pub fn Recent(
    /// What is looked for.
    wanted: Wanted,
) -> impl IntoView {
    let account = Live::here().me();
    let all = RwSignal::new(account.map(recall).unwrap_or_default());
    let forget = move |_| {
        if let Some(account) = account {
            device::forget(&name(account));
        }
        all.set(Vec::new());
    };
    let rows = move || {
        all.get()
            .into_iter()
            .map(|words| {
                let shown = words.clone();
                view! {
                    <li>
                        <button type="button" class="row person-button" on:click=move |_| wanted.look_for(words.clone())>
                            <Icon glyph=Glyph::Clock />
                            <span class="row-body">{shown}</span>
                        </button>
                    </li>
                }
            })
            .collect_view()
    };
    view! {
        <Show when=move || !all.with(Vec::is_empty)>
            <section aria-label=t(key::SEARCH_RECENT)>
                <h2 class="search-group">{t(key::SEARCH_RECENT)}</h2>
                <ul class="row-list">{rows}</ul>
                <p class="messages-note">
                    <button type="button" class="link-button" on:click=forget>{t(key::SEARCH_FORGET)}</button>
                </p>
            </section>
        </Show>
        <p class="messages-note">{t(key::SEARCH_HINT)}</p>
        <SlashSetting />
    }
}
