//! Looking for people: a field that finds while one types, a chip for each class, and the people found.

use std::collections::BTreeSet;

use domain::{id::AccountId, messaging::types::Person};
use leptos::prelude::*;

use crate::{
    i18n::{key, say, say_with, t},
    messages::{list::SearchField, new::beyond::Beyond},
    rooms::names,
    state::live::roll::matches,
    ui::{
        avatar::Avatar,
        button::{Button, Look},
        chip_picker::ChipPicker,
        each::each,
        icon::{Glyph, Icon},
    },
};

/// What choosing a person does.
#[derive(Debug, Clone, Copy)]
pub enum Choose {
    /// Opens the conversation with them.
    One(Callback<AccountId>),
    /// Puts them among the chosen, or takes them out again.
    Several(RwSignal<Vec<AccountId>>),
}

/// The field, the chips, the people.
#[component]
pub fn Finder(
    /// Everybody who may be chosen.
    people: StoredValue<Vec<Person>>,
    /// What choosing does.
    choose: Choose,
) -> impl IntoView {
    let wanted = RwSignal::new(String::new());
    let class = RwSignal::new(Some(None::<String>));
    let classes: BTreeSet<String> = people.with_value(|people| {
        let all = people.iter().flat_map(|person| person.classes.iter().cloned());
        all.collect()
    });
    let has_chips = classes.len() > 1;
    let options = Signal::derive(move || {
        let all = (None, say(key::MESSAGES_PEOPLE_ALL));
        std::iter::once(all)
            .chain(classes.iter().map(|class| (Some(class.clone()), class.clone())))
            .collect::<Vec<_>>()
    });
    let found = Memo::new(move |_| {
        let (wanted, class) = (wanted.get(), class.get().flatten());
        people.with_value(|people| {
            let fits = |person: &&Person| {
                class.as_ref().is_none_or(|class| person.classes.contains(class))
                    && matches(&wanted, &[&names::full_name(person)])
            };
            people.iter().filter(fits).cloned().collect::<Vec<_>>()
        })
    });
    let count = move || match found.with(Vec::len) {
        0 => say(key::MESSAGES_PEOPLE_FOUND_NOTHING),
        count => say_with(key::MESSAGES_PEOPLE_FOUND, [("count", count.into())]),
    };
    let beyond = match choose {
        Choose::One(_) => Some(view! { <Beyond wanted=wanted people=people /> }),
        Choose::Several(_) => None,
    };
    let all = match choose {
        Choose::One(_) => None,
        Choose::Several(chosen) => Some(view! { <EverybodyFound found=found chosen=chosen /> }),
    };
    let row = move |person: Person| match choose {
        Choose::One(begin) => view! { <PersonButton person=person begin=begin /> }.into_any(),
        Choose::Several(chosen) => view! { <PersonCheck person=person chosen=chosen /> }.into_any(),
    };
    view! {
        <SearchField value=wanted label=t(key::MESSAGES_PEOPLE_SEARCH) />
        {has_chips.then(|| view! {
            <div class="people-classes">
                <ChipPicker label=t(key::MESSAGES_PEOPLE_CLASS) options=options chosen=class />
            </div>
        })}
        <div class="people-found">
            <p class="messages-note" role="status">{count}</p>
            {all}
        </div>
        <ul class="row-list people-list" aria-label=t(key::MESSAGES_PEOPLE)>
            {each(move || found.get(), |person| person.id, row)}
        </ul>
        {beyond}
    }
}

/// A whole class in one go.
#[component]
fn EverybodyFound(found: Memo<Vec<Person>>, chosen: RwSignal<Vec<AccountId>>) -> impl IntoView {
    let missing = Memo::new(move |_| {
        let chosen = chosen.get();
        let all = found.get();
        all.iter().filter(|person| !chosen.contains(&person.id)).count()
    });
    let take = move |()| {
        let all = found.get_untracked();
        chosen.update(|chosen| {
            for person in all {
                if !chosen.contains(&person.id) {
                    chosen.push(person.id);
                }
            }
        });
    };
    view! {
        <Show when=move || missing.get().gt(&1)>
            <Button look=Look::Quiet on_press=take>
                {move || say_with(key::MESSAGES_PEOPLE_TAKE_ALL, [("count", missing.get().into())])}
            </Button>
        </Show>
    }
}

#[component]
fn PersonButton(person: Person, begin: Callback<AccountId>) -> impl IntoView {
    let account = person.id;
    view! {
        <li>
            <button type="button" class="row person-button" on:click=move |_| begin.run(account)>
                <Who person=person />
                <Icon glyph=Glyph::ChevronRight />
            </button>
        </li>
    }
}

#[component]
fn PersonCheck(person: Person, chosen: RwSignal<Vec<AccountId>>) -> impl IntoView {
    let account = person.id;
    let is_chosen = move || chosen.with(|chosen| chosen.contains(&account));
    let switch = move |event| {
        let on = event_target_checked(&event);
        chosen.update(|chosen| {
            chosen.retain(|known| *known != account);
            if on {
                chosen.push(account);
            }
        });
    };
    view! {
        <li>
            <label class="row person-button">
                <Who person=person />
                <input type="checkbox" prop:checked=is_chosen on:change=switch />
            </label>
        </li>
    }
}

#[component]
fn Who(person: Person) -> impl IntoView {
    let (initials, module) = names::person_face(&person);
    let name = names::full_name(&person);
    view! {
        <Avatar text=initials module=module />
        <span class="row-body">
            <span class="row-title">{name}</span>
            <span class="row-detail">{move || names::what_they_are(&person)}</span>
        </span>
    }
}
