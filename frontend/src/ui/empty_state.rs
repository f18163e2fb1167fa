//! Nothing here yet, and what to do about it.

use leptos::prelude::*;

use crate::ui::{
    icon::{Glyph, Icon},
    module::Module,
};

/// A calm picture, what is missing, and the next action as children.
#[component]
pub fn EmptyState(
    /// The picture.
    glyph: Glyph,
    /// The colour.
    #[prop(optional)]
    module: Module,
    /// What there is none of.
    #[prop(into)]
    title: Signal<String>,
    /// Why, and what happens next.
    #[prop(optional, into)]
    detail: Signal<Option<String>>,
    /// The next action.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    view! {
        <div class=format!("empty {}", module.class())>
            <span class="empty-mark">
                <Icon glyph=glyph />
            </span>
            <p class="row-title">{title}</p>
            {move || detail.get().map(|detail| view! { <p>{detail}</p> })}
            {children.map(|children| children())}
        </div>
    }
}
