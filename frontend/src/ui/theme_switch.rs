//! Light, dark, or as the device says.

use leptos::prelude::*;

use crate::{
    device,
    i18n::{key, t},
    ui::{
        icon::Glyph,
        segmented::{Choice, Segmented},
    },
};

const STORED: &str = "ecolehub.theme";

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Theme {
    System,
    Light,
    Dark,
}

impl Theme {
    fn now() -> Self {
        match device::recall(STORED).as_deref() {
            Some("light") => Self::Light,
            Some("dark") => Self::Dark,
            _ => Self::System,
        }
    }

    /// Keeps the choice on this device and shows it; `public/boot.js` does the same before the first paint.
    fn take(self) {
        let Some(root) = document().document_element() else {
            return;
        };
        let word = match self {
            Self::System => {
                device::forget(STORED);
                // The attribute is always removable.
                drop(root.remove_attribute("data-theme"));
                return;
            }
            Self::Light => "light",
            Self::Dark => "dark",
        };
        device::remember(STORED, word);
        drop(root.set_attribute("data-theme", word));
    }
}

/// Changes the appearance at once and keeps the choice on this device.
#[component]
pub fn ThemeSwitch() -> impl IntoView {
    let chosen = RwSignal::new(Theme::now());
    let option = |theme, words: Signal<String>, glyph| Choice {
        glyph: Some(glyph),
        ..Choice::new(theme, words)
    };
    let options = vec![
        option(Theme::System, Signal::derive(t(key::THEME_SYSTEM)), Glyph::Monitor),
        option(Theme::Light, Signal::derive(t(key::THEME_LIGHT)), Glyph::Sun),
        option(Theme::Dark, Signal::derive(t(key::THEME_DARK)), Glyph::Moon),
    ];
    let choose = move |theme: Theme| {
        theme.take();
        chosen.set(theme);
    };
    view! { <Segmented label=t(key::THEME_LABEL) options=options chosen=chosen on_choice=choose /> }
}
