//! A quiet line about how messages arrive, when it is not at once.

use leptos::prelude::*;

use crate::{
    i18n::{key, t},
    state::live::{Link, Live},
    ui::icon::{Glyph, Icon},
};

/// Nothing while messages arrive at once.
#[component]
pub fn LinkBanner() -> impl IntoView {
    let (link, online) = (Live::here().link(), Live::here().online());
    let words = move || match link.get() {
        Link::Polling if online.get() => Some((Glyph::Clock, key::MESSAGES_SLOW)),
        // Without a network the page says so at its top.
        Link::Unreachable if online.get() => Some((Glyph::WifiOff, key::MESSAGES_UNREACHABLE)),
        _ => None,
    };
    view! {
        <div class="link-banner" role="status">
            {move || words().map(|(glyph, words)| view! {
                <p class="module-entraide">
                    <Icon glyph=glyph />
                    <span>{t(words)}</span>
                </p>
            })}
        </div>
    }
}
