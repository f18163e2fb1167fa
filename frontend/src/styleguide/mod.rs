//! `/styleguide`: every component in every state, to look at in both themes and three languages, and for axe to check.

mod controls;
mod feedback;
mod paper;

use leptos::prelude::*;

use crate::{
    shell::sheet::Brand,
    styleguide::{controls::Controls, feedback::Feedback, paper::Paper},
    ui::{language_switch::LanguageSwitch, page_head::PageHead, theme_switch::ThemeSwitch},
};

/// The page. Its headings are in English: it is for those who build EcoleHub.
#[component]
pub fn StyleguidePage() -> impl IntoView {
    view! {
        <header class="sheet-top">
            <Brand />
            <LanguageSwitch />
            <ThemeSwitch />
        </header>
        <main class="shell-main" tabindex="-1">
            <PageHead title="Style guide" detail="Le cahier de communication" />
            <div class="specimens" lang="en">
                <Paper />
                <Controls />
                <Feedback />
            </div>
        </main>
    }
}

/// One component under its name.
#[component]
fn Specimen(
    /// The name of the component.
    name: &'static str,
    /// Its states.
    children: Children,
) -> impl IntoView {
    view! {
        <section class="specimen">
            <h2>{name}</h2>
            {children()}
        </section>
    }
}
