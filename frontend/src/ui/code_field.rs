//! The six digits of an authenticator app.

use leptos::prelude::*;

use crate::ui::field::{Field, fresh_id};

/// How many digits a code has.
const DIGITS: usize = 6;

/// Six boxes that are one field: pasting, the keyboard's offer of a code, and screen readers know it as what it is.
#[component]
pub fn CodeField(
    /// What to fill in.
    #[prop(into)]
    label: Signal<String>,
    /// The digits.
    value: RwSignal<String>,
    /// Help below the boxes.
    #[prop(optional, into)]
    hint: Signal<Option<String>>,
    /// What is wrong.
    #[prop(optional, into)]
    error: Signal<Option<String>>,
) -> impl IntoView {
    let id = fresh_id("code");
    let described = format!("{id}-hint {id}-error");
    let boxes = (0..DIGITS)
        .map(|place| {
            let digit = move || value.with(|value| value.chars().nth(place).map(String::from));
            let next = move || {
                value
                    .with(|value| value.len().min(DIGITS - 1) == place)
                    .then_some("true")
            };
            view! { <span class="code-box" data-next=next>{digit}</span> }
        })
        .collect_view();
    view! {
        <Field id=id.clone() label=label hint=hint error=error>
            <div class="code-boxes">
                <div aria-hidden="true">{boxes}</div>
                <input
                    id=id
                    name="code"
                    type="text"
                    inputmode="numeric"
                    autocomplete="one-time-code"
                    spellcheck="false"
                    aria-required="true"
                    aria-describedby=described
                    aria-invalid=move || error.get().map(|_| "true")
                    prop:value=value
                    on:input:target=move |event| {
                        let digits = digits(&event.target().value());
                        // What is no digit never stands in the field, even when the code stays the same.
                        event.target().set_value(&digits);
                        value.set(digits);
                    }
                />
            </div>
        </Field>
    }
}

/// The first six digits of what was typed or pasted, such as `123 456`.
fn digits(typed: &str) -> String {
    typed.chars().filter(char::is_ascii_digit).take(DIGITS).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pasted_code_loses_what_is_no_digit() {
        assert_eq!(digits("123 456"), "123456");
        assert_eq!(digits("Code: 123-456."), "123456");
        assert_eq!(digits("12345678"), "123456");
        assert_eq!(digits(""), "");
    }
}
