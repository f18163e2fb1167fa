//! The signature of EcoleHub: a card under its divider tab (intercalaire), in the colour of its module.

use leptos::prelude::*;

use crate::ui::{
    icon::{Glyph, Icon},
    module::Module,
};

/// A section with its tab. The tab is the section's heading.
#[component]
pub fn DividerCard(
    /// The colour.
    module: Module,
    /// The icon on the tab.
    glyph: Glyph,
    /// The words on the tab; short, they do not wrap.
    #[prop(into)]
    title: Signal<String>,
    /// What stands on the card.
    children: Children,
) -> impl IntoView {
    let heading = super::field::fresh_id("section");
    let labelled = heading.clone();
    view! {
        <section class=format!("divider {}", module.class()) aria-labelledby=labelled>
            <h2 class="divider-tab" id=heading>
                <Icon glyph=glyph />
                {title}
            </h2>
            <div class="card">{children()}</div>
        </section>
    }
}
