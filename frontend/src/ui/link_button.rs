//! Links that look like buttons: they lead to another page.

use leptos::prelude::*;
use leptos_router::components::A;

use crate::ui::{
    button::Look,
    icon::{Glyph, Icon},
};

/// A link in the clothes of a button.
#[component]
pub fn LinkButton(
    /// Where it leads.
    #[prop(into)]
    href: String,
    /// How loud.
    #[prop(optional)]
    look: Look,
    /// An icon before the words.
    #[prop(optional, into)]
    glyph: Option<Glyph>,
    /// The words.
    children: Children,
) -> impl IntoView {
    view! {
        <A href=href attr:class=look.class()>
            {glyph.map(|glyph| view! { <Icon glyph=glyph /> })}
            <span>{children()}</span>
        </A>
    }
}
