//! A line of text.

use leptos::prelude::*;

use crate::ui::field::{Field, fresh_id};

/// What a line of text is, for the keyboard of the phone and for the browser's memory.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum TextKind {
    /// Anything.
    #[default]
    Plain,
    /// A first name.
    FirstName,
    /// A last name.
    LastName,
    /// An e-mail address.
    Email,
    /// A phone number.
    Phone,
    /// A printed code: capitals and digits.
    Code,
    /// Something to look for.
    Search,
    /// The name of somebody else: the browser must not offer the reader's own.
    OtherName,
    /// The e-mail address of somebody else.
    OtherEmail,
}

impl TextKind {
    const fn input_type(self) -> &'static str {
        match self {
            Self::Email | Self::OtherEmail => "email",
            Self::Phone => "tel",
            Self::Search => "search",
            _ => "text",
        }
    }

    const fn autocomplete(self) -> &'static str {
        match self {
            Self::FirstName => "given-name",
            Self::LastName => "family-name",
            Self::Email => "email",
            Self::Phone => "tel",
            _ => "off",
        }
    }

    const fn capitals(self) -> &'static str {
        match self {
            Self::FirstName | Self::LastName | Self::OtherName => "words",
            Self::Code => "characters",
            Self::Plain => "sentences",
            _ => "none",
        }
    }
}

/// A field for a line of text.
#[component]
pub fn TextField(
    /// What to fill in.
    #[prop(into)]
    label: Signal<String>,
    /// The text.
    value: RwSignal<String>,
    /// What kind of text.
    #[prop(optional)]
    kind: TextKind,
    /// The name of the field in the form, for password managers and tests.
    #[prop(optional)]
    name: &'static str,
    /// Help below the field.
    #[prop(optional, into)]
    hint: Signal<Option<String>>,
    /// What is wrong.
    #[prop(optional, into)]
    error: Signal<Option<String>>,
    /// May stay empty.
    #[prop(optional)]
    optional: bool,
    /// Cannot be changed.
    #[prop(optional, into)]
    disabled: Signal<bool>,
) -> impl IntoView {
    let id = fresh_id("field");
    let described = format!("{id}-hint {id}-error");
    view! {
        <Field id=id.clone() label=label hint=hint error=error optional={optional && kind != TextKind::Search}>
            <input
                class=if kind == TextKind::Code { "input input-code" } else { "input" }
                id=id
                name=name
                type=kind.input_type()
                autocomplete=kind.autocomplete()
                autocapitalize=kind.capitals()
                spellcheck="false"
                disabled=disabled
                aria-required=(!optional).then_some("true")
                aria-describedby=described
                aria-invalid=move || error.get().map(|_| "true")
                prop:value=value
                on:input=move |event| value.set(event_target_value(&event))
            />
        </Field>
    }
}
