//! A password: may be shown, may be pasted; a new one is judged in words.

use leptos::prelude::*;

use crate::{
    i18n::{key, say, t},
    ui::{
        field::{Field, fresh_id},
        icon::Glyph,
        icon_button::IconButton,
    },
};

/// Whether the password exists already or is being chosen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PasswordKind {
    /// To sign in.
    Known,
    /// To choose: a password manager may offer one, and its strength is said.
    New,
}

/// A field for a password.
#[component]
pub fn PasswordField(
    /// What to fill in.
    #[prop(into)]
    label: Signal<String>,
    /// The password.
    value: RwSignal<String>,
    /// Known or new.
    kind: PasswordKind,
    /// Help below the field.
    #[prop(optional, into)]
    hint: Signal<Option<String>>,
    /// What is wrong.
    #[prop(optional, into)]
    error: Signal<Option<String>>,
) -> impl IntoView {
    let id = fresh_id("password");
    let described = format!("{id}-hint {id}-error");
    let shown = RwSignal::new(false);
    let autocomplete = if kind == PasswordKind::New {
        "new-password"
    } else {
        "current-password"
    };
    view! {
        <Field id=id.clone() label=label hint=hint error=error>
            <div class="input-with-button">
                <input
                    class="input"
                    id=id
                    name="password"
                    type=move || if shown.get() { "text" } else { "password" }
                    autocomplete=autocomplete
                    autocapitalize="none"
                    spellcheck="false"
                    required
                    aria-describedby=described
                    aria-invalid=move || error.get().map(|_| "true")
                    prop:value=value
                    on:input=move |event| value.set(event_target_value(&event))
                />
                <IconButton
                    glyph=move || if shown.get() { Glyph::EyeOff } else { Glyph::Eye }
                    label=move || say(if shown.get() { key::PASSWORD_HIDE } else { key::PASSWORD_SHOW })
                    on_press=move |()| shown.update(|shown| *shown = !*shown)
                />
            </div>
            {(kind == PasswordKind::New).then(|| view! { <Strength value=value /> })}
        </Field>
    }
}

/// How strong a new password is, as a short bar and in words.
#[component]
fn Strength(value: RwSignal<String>) -> impl IntoView {
    let strength = Memo::new(move |_| value.with(|value| Strength::of(value)));
    let words = move || {
        say(match strength.get() {
            Strength::TooShort => key::PASSWORD_TOO_SHORT,
            Strength::Fair => key::PASSWORD_FAIR,
            Strength::Strong => key::PASSWORD_STRONG,
        })
    };
    view! {
        <div class="strength" hidden=move || value.with(String::is_empty)>
            <meter
                min="0"
                max="3"
                low="1.5"
                high="2.5"
                optimum="3"
                prop:value=move || strength.get().level()
                aria-label=t(key::PASSWORD_STRENGTH)
            ></meter>
            <span aria-live="polite">{words}</span>
        </div>
    }
}

/// What can be said about a password without asking anybody: its length counts most, repetition takes away.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Strength {
    TooShort,
    Fair,
    Strong,
}

impl Strength {
    fn of(password: &str) -> Self {
        let length = password.chars().count();
        if length < domain::words::PASSWORD_MIN {
            return Self::TooShort;
        }
        let mut letters: Vec<char> = password.chars().collect();
        letters.sort_unstable();
        letters.dedup();
        let varied = letters.len() >= 8;
        if varied && (length >= 16 || password.split_whitespace().count() >= 3) {
            Self::Strong
        } else {
            Self::Fair
        }
    }

    const fn level(self) -> f64 {
        match self {
            Self::TooShort => 1.0,
            Self::Fair => 2.0,
            Self::Strong => 3.0,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn length_and_variety_make_a_password_strong() {
        assert_eq!(Strength::of("moutons"), Strength::TooShort);
        assert_eq!(Strength::of("moutonsverts"), Strength::Fair);
        assert_eq!(Strength::of("quatre moutons verts"), Strength::Strong);
        assert_eq!(Strength::of("aaaaaaaaaaaaaaaaaaaaaa"), Strength::Fair);
    }
}
