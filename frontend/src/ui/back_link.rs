//! The way back to the page above.

use leptos::prelude::*;
use leptos_router::components::A;

use crate::ui::icon::{Glyph, Icon};

/// Stands above the heading of a page that belongs to another one, with that one's name.
#[component]
pub fn BackLink(
    /// Where it leads.
    href: &'static str,
    /// The name of that page.
    #[prop(into)]
    words: Signal<String>,
) -> impl IntoView {
    view! {
        <A href=href attr:class="back-link">
            <Icon glyph=Glyph::ArrowLeft />
            <span>{words}</span>
        </A>
    }
}
