//! Several people, chosen one after the other; each can be taken off again.

use domain::{id::AccountId, sel::types::SelPerson};
use leptos::prelude::*;

use crate::{
    i18n::{key, say_with, t},
    sel::exchanges::People,
    ui::{
        button::{Button, Look},
        dialog::Dialog,
        field::{FieldError, fresh_id},
        icon::Glyph,
        icon_button::IconButton,
    },
};

/// Somebody who was chosen.
pub type Chosen = (AccountId, String);

/// The people who were chosen, and a button for one more.
#[component]
pub fn PeopleField(
    /// What they are chosen for.
    #[prop(into)]
    label: Signal<String>,
    /// Who was chosen.
    people: RwSignal<Vec<Chosen>>,
    /// How many at most.
    most: usize,
    /// What is wrong.
    #[prop(optional, into)]
    error: Signal<Option<String>>,
) -> impl IntoView {
    let open = RwSignal::new(false);
    let on_person = Callback::new(move |person: SelPerson| {
        let name = format!("{} {}", person.first_name, person.last_name);
        people.update(|people| {
            if people.iter().all(|(id, _)| *id != person.id) {
                people.push((person.id, name));
            }
        });
        open.set(false);
    });
    let rows = move || {
        people
            .get()
            .into_iter()
            .map(|(id, name)| {
                let said = name.clone();
                let label = move || say_with(key::SEL_PERSON_OFF, [("name", said.clone().into())]);
                let off = move |()| people.update(|people| people.retain(|(one, _)| *one != id));
                view! {
                    <li>
                        <span>{name}</span>
                        <IconButton glyph=Glyph::X label=Signal::derive(label) on_press=off />
                    </li>
                }
            })
            .collect_view()
    };
    view! {
        <fieldset class="field">
            <legend class="field-label">{label}</legend>
            <ul class="sel-chosen" hidden=move || people.with(Vec::is_empty)>{rows}</ul>
            <Show when=move || people.with(|people| people.len() < most)>
                <Button look=Look::Second glyph=Glyph::UserPlus on_press=move |()| open.set(true)>{t(key::SEL_PERSON_ADD)}</Button>
            </Show>
            <FieldError id=fresh_id("people") error=error />
        </fieldset>
        <Dialog open=open title=label>
            <People on_person=on_person />
        </Dialog>
    }
}

/// Their accounts.
pub fn accounts(people: RwSignal<Vec<Chosen>>) -> Vec<AccountId> {
    people.with_untracked(|people| people.iter().map(|(id, _)| *id).collect())
}
