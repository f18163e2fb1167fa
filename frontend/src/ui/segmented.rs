//! One of two to four things, side by side.

use leptos::prelude::*;

use crate::ui::{
    field::fresh_id,
    icon::{Glyph, Icon},
};

/// One of the things to choose from.
#[derive(Debug, Clone)]
pub struct Choice<T> {
    /// What it means.
    pub value: T,
    /// Its words.
    pub words: Signal<String>,
    /// An icon before them.
    pub glyph: Option<Glyph>,
    /// The language of the words, when it is not the page's.
    pub lang: Option<&'static str>,
}

impl<T> Choice<T> {
    /// A choice with words only.
    pub const fn new(value: T, words: Signal<String>) -> Self {
        Self {
            value,
            words,
            glyph: None,
            lang: None,
        }
    }
}

/// A segmented control. It is made of radio buttons: arrows move between them.
#[component]
pub fn Segmented<T>(
    /// The question.
    #[prop(into)]
    label: Signal<String>,
    /// Only for screen readers.
    #[prop(optional)]
    hide_label: bool,
    /// The answers.
    options: Vec<Choice<T>>,
    /// The answer now.
    #[prop(into)]
    chosen: Signal<T>,
    /// Another answer was chosen.
    #[prop(into)]
    on_choice: Callback<T>,
) -> impl IntoView
where
    T: Clone + PartialEq + Send + Sync + 'static,
{
    let name = fresh_id("segmented");
    let options = options
        .into_iter()
        .map(
            |Choice {
                 value,
                 words,
                 glyph,
                 lang,
             }| {
                let mine = value.clone();
                view! {
                    <label lang=lang>
                        <input
                            type="radio"
                            name=name.clone()
                            prop:checked=move || chosen.get() == mine
                            on:change=move |_| on_choice.run(value.clone())
                        />
                        {glyph.map(|glyph| view! { <Icon glyph=glyph /> })}
                        <span>{words}</span>
                    </label>
                }
            },
        )
        .collect_view();
    view! {
        <fieldset class="field">
            <legend class=if hide_label { "visually-hidden" } else { "field-label" }>{label}</legend>
            <div class="segmented">{options}</div>
        </fieldset>
    }
}
