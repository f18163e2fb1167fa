//! A page that is one sheet of paper: before signing in, first steps, and when there is nothing else to show.

use leptos::prelude::*;
use leptos_router::components::A;

use crate::ui::language_switch::LanguageSwitch;

/// The brand at the top with the choice of language, and a narrow column.
#[component]
pub fn Sheet(
    /// Two columns from 900 px.
    #[prop(optional)]
    wide: bool,
    /// The content.
    children: Children,
) -> impl IntoView {
    let width = if wide {
        "sheet-main sheet-main-wide"
    } else {
        "sheet-main"
    };
    view! {
        <div class="sheet-page">
            <header class="sheet-top">
                <Brand />
                <LanguageSwitch short=true />
            </header>
            <main class=width tabindex="-1">{children()}</main>
        </div>
    }
}

/// The mark and the name; leads home.
#[component]
pub fn Brand() -> impl IntoView {
    view! {
        <A href="/" exact=true attr:class="brand">
            <span class="brand-mark" aria-hidden="true">"é"</span>
            "EcoleHub"
        </A>
    }
}
