//! A person, a child or a room in a list.

use leptos::prelude::*;

use crate::ui::{avatar::Avatar, module::Module};

/// A circle, a name, a line below it, and at the end tags or buttons as children; on phones they go below the words.
#[component]
pub fn PersonRow(
    /// What stands in the circle.
    #[prop(into)]
    initials: Signal<String>,
    /// The colour of the circle.
    module: Module,
    /// The name.
    #[prop(into)]
    title: Signal<String>,
    /// The line below.
    #[prop(optional, into)]
    detail: Signal<Option<String>>,
    /// Tags and buttons.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    view! {
        <div class="row row-wraps">
            <Avatar text=initials module=module />
            <div class="row-body">
                <p class="row-title">{title}</p>
                {move || detail.get().map(|detail| view! { <p class="row-detail">{detail}</p> })}
            </div>
            {children.map(|children| view! { <div class="row-end">{children()}</div> })}
        </div>
    }
}
