//! Whether somebody is there, as a dot and in words.

use domain::{id::AccountId, messaging::presence::SeenState};
use leptos::prelude::*;

use crate::{
    i18n::{Key, dates, key, say, say_with},
    state::live::{Live, present::Present},
};

const fn words_of(state: SeenState) -> Key {
    match state {
        SeenState::Online => key::CIRCLE_ONLINE,
        SeenState::Away => key::CIRCLE_AWAY,
        SeenState::Busy => key::CIRCLE_BUSY,
        SeenState::Offline => key::CIRCLE_OFFLINE,
    }
}

/// `En ligne`, or when they were last there; nothing when that is not known.
pub fn seen_words(seen: Present) -> Option<String> {
    match (seen.state, seen.last_seen_at) {
        (SeenState::Offline, Some(at)) => {
            Some(say_with(key::CIRCLE_LAST_SEEN, [("at", dates::after_words(at).into())]))
        }
        (SeenState::Offline, None) => None,
        (state, _) => Some(say(words_of(state))),
    }
}

/// A dot for somebody who shows whether they are there; nothing for others.
#[component]
pub fn PresenceDot(
    /// Who.
    account: AccountId,
) -> impl IntoView {
    let live = Live::here();
    move || {
        live.present(account).map(|seen| {
            let words = words_of(seen.state);
            view! {
                <span class="presence-dot" data-state=seen.state.as_str() title=move || say(words)>
                    <span class="visually-hidden">{move || say(words)}</span>
                </span>
            }
        })
    }
}
