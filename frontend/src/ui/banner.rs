//! A sentence about the state of things, above what it is about.

use leptos::prelude::*;

use crate::ui::{
    icon::{Glyph, Icon},
    module::Module,
};

/// A coloured strip with an icon, a sentence, and maybe a button.
#[component]
pub fn Banner(
    /// The icon.
    glyph: Glyph,
    /// The colour.
    #[prop(optional)]
    module: Module,
    /// Across the whole width at the top of the window.
    #[prop(optional)]
    top: bool,
    /// The sentence, and maybe a button.
    children: Children,
) -> impl IntoView {
    let place = if top { " banner-top" } else { "" };
    view! {
        <div class=format!("banner {}{place}", module.class())>
            <Icon glyph=glyph />
            {children()}
        </div>
    }
}
