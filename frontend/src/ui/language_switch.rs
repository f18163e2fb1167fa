//! French, Dutch or English, each named in itself.

use domain::accounts::types::Locale;
use leptos::{prelude::*, task::spawn_local};

use crate::{
    i18n::{self, key, t},
    ui::segmented::{Choice, Segmented},
};

/// The names of the languages in themselves.
pub const LANGUAGES: [(Locale, &str); 3] = [
    (Locale::Fr, "Français"),
    (Locale::Nl, "Nederlands"),
    (Locale::En, "English"),
];

/// Changes the language of the page at once and keeps the choice on this device.
#[component]
pub fn LanguageSwitch(
    /// What else a choice means, for instance for the account.
    #[prop(optional, into)]
    on_choice: Option<Callback<Locale>>,
    /// `FR NL EN` instead of the full names, where there is little room.
    #[prop(optional)]
    short: bool,
) -> impl IntoView {
    let options = LANGUAGES
        .iter()
        .map(|(locale, name)| {
            let words = if short {
                locale.as_str().to_uppercase()
            } else {
                (*name).to_owned()
            };
            Choice {
                lang: Some(locale.as_str()),
                ..Choice::new(*locale, Signal::stored(words))
            }
        })
        .collect::<Vec<_>>();
    let choose = move |locale: Locale| {
        spawn_local(async move {
            if i18n::choose(locale).await
                && let Some(on_choice) = on_choice
            {
                on_choice.run(locale);
            }
        });
    };
    view! { <Segmented label=t(key::LANGUAGE_LABEL) hide_label=true options=options chosen=i18n::current on_choice=choose /> }
}
