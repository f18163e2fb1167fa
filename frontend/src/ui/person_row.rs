//! A person, a child or a room in a list.

use leptos::prelude::*;
use leptos_router::components::A;

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
    /// Where the name leads.
    #[prop(optional, into)]
    href: Option<String>,
    /// The line below.
    #[prop(optional, into)]
    detail: Signal<Option<String>>,
    /// Tags and buttons.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    let name = match href {
        Some(href) => view! { <A href=href attr:class="row-link">{title}</A> }.into_any(),
        None => title.into_any(),
    };
    view! {
        <div class="row row-wraps">
            <Avatar text=initials module=module />
            <div class="row-body">
                <p class="row-title">{name}</p>
                {move || detail.get().map(|detail| view! { <p class="row-detail">{detail}</p> })}
            </div>
            {children.map(|children| view! { <div class="row-end">{children()}</div> })}
        </div>
    }
}
