//! Buttons that do something.

use leptos::prelude::*;

use crate::ui::{
    icon::{Glyph, Icon},
    spinner::Spinner,
};

/// How loud a button is; one `First` per screen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Look {
    /// The one thing to do here.
    #[default]
    First,
    /// Another thing to do here.
    Second,
    /// Aside: "later", "cancel".
    Quiet,
    /// Ends or removes something.
    Danger,
}

impl Look {
    /// Its classes.
    pub const fn class(self) -> &'static str {
        match self {
            Self::First => "button",
            Self::Second => "button button-second",
            Self::Quiet => "button button-quiet",
            Self::Danger => "button button-danger",
        }
    }
}

/// A button. Without `on_press` it submits the form that it stands in.
#[component]
pub fn Button(
    /// How loud.
    #[prop(optional)]
    look: Look,
    /// An icon before the words.
    #[prop(optional, into)]
    glyph: Option<Glyph>,
    /// Waiting for an answer: keeps its place and the focus, and shows that something happens.
    #[prop(optional, into)]
    busy: Signal<bool>,
    /// As wide as its place.
    #[prop(optional)]
    wide: bool,
    /// Cannot be pressed; say why beside it.
    #[prop(optional, into)]
    disabled: Signal<bool>,
    /// What pressing does.
    #[prop(optional, into)]
    on_press: Option<Callback<()>>,
    /// Its name for screen readers, where several buttons have the same words; begins with those words.
    #[prop(optional, into)]
    label: Signal<Option<String>>,
    /// The words.
    children: Children,
) -> impl IntoView {
    let kind = if on_press.is_some() { "button" } else { "submit" };
    let width = if wide { " button-wide" } else { "" };
    view! {
        <button
            type=kind
            class=format!("{}{width}", look.class())
            disabled=disabled
            aria-label=label
            aria-disabled=move || busy.get().then_some("true")
            on:click=move |_| {
                if let Some(on_press) = on_press.filter(|_| !busy.get_untracked()) {
                    on_press.run(());
                }
            }
        >
            {move || {
                if busy.get() {
                    view! { <Spinner /> }.into_any()
                } else {
                    glyph.map(|glyph| view! { <Icon glyph=glyph /> }).into_any()
                }
            }}
            <span>{children()}</span>
        </button>
    }
}
