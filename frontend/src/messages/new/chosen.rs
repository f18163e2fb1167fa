//! Who was chosen, as chips that can be taken away.

use domain::{id::AccountId, messaging::types::Person};
use leptos::prelude::*;

use crate::{
    i18n::{key, say_with, t},
    rooms::names,
    ui::{
        each::each,
        icon::{Glyph, Icon},
    },
};

/// One chip a person; nothing while nobody is chosen.
#[component]
pub fn Chosen(
    /// Everybody who may be chosen.
    people: StoredValue<Vec<Person>>,
    /// Who is.
    chosen: RwSignal<Vec<AccountId>>,
) -> impl IntoView {
    let name_of = move |account: AccountId| {
        people.with_value(|people| {
            let found = people.iter().find(|person| person.id == account);
            found.map(names::full_name).unwrap_or_default()
        })
    };
    let chip = move |account: AccountId| {
        let name = name_of(account);
        let shown = name.clone();
        let label = move || say_with(key::MESSAGES_PEOPLE_TAKE_AWAY, [("name", name.clone().into())]);
        view! {
            <li>
                <button
                    type="button"
                    class="chip chip-away"
                    aria-label=label
                    on:click=move |_| chosen.update(|chosen| chosen.retain(|known| *known != account))
                >
                    <span>{shown}</span>
                    <Icon glyph=Glyph::X />
                </button>
            </li>
        }
    };
    view! {
        <Show when=move || !chosen.with(Vec::is_empty)>
            <ul class="people-chosen" aria-label=t(key::MESSAGES_PEOPLE_CHOSEN)>
                {each(move || chosen.get(), |account| *account, chip)}
            </ul>
        </Show>
    }
}
