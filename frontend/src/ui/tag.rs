//! A short word about a thing: its state.

use leptos::prelude::*;

use crate::ui::{
    icon::{Glyph, Icon},
    module::Module,
};

/// A word with an icon on a tint: state is never told by colour alone.
#[component]
pub fn Tag(
    /// The icon.
    glyph: Glyph,
    /// The colour.
    #[prop(optional)]
    module: Module,
    /// The word.
    #[prop(into)]
    words: Signal<String>,
) -> impl IntoView {
    view! {
        <span class=format!("tag {}", module.class())>
            <Icon glyph=glyph />
            {words}
        </span>
    }
}
