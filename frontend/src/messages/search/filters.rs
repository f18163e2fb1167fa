//! Narrowing what is looked for: by kind, and by conversation, person, days and files.

use std::collections::BTreeMap;

use domain::messaging::search::{SearchHit, SearchKind};
use leptos::prelude::*;

use super::{found::Found, question::Wanted};
use crate::{
    i18n::{key, say, t},
    rooms::names,
    state::live::Live,
    ui::{
        button::{Button, Look},
        checkbox::Checkbox,
        chip_picker::ChipPicker,
        date_field::DateField,
        select::Select,
    },
};

/// Chips for the kind, and the rest behind one line.
#[component]
pub fn Filters(
    /// What is looked for.
    wanted: Wanted,
    /// What was found, for whose messages there are.
    found: Found,
) -> impl IntoView {
    let kinds = Signal::derive(|| {
        vec![
            (None, say(key::SEARCH_ALL)),
            (Some(SearchKind::Messages), say(key::SEARCH_MESSAGES)),
            (Some(SearchKind::People), say(key::SEARCH_PEOPLE)),
            (Some(SearchKind::Files), say(key::SEARCH_FILES)),
            (Some(SearchKind::Conversations), say(key::SEARCH_ROOMS)),
        ]
    });
    let about_messages = move || {
        let kind = wanted.kind.get().flatten();
        !matches!(kind, Some(SearchKind::People | SearchKind::Conversations))
    };
    let is_open = wanted.has_filters();
    view! {
        <div class="search-kinds">
            <ChipPicker label=t(key::SEARCH_KIND) options=kinds chosen=wanted.kind />
        </div>
        <Show when=about_messages>
            <details class="search-filters" open=is_open>
                <summary>{t(key::SEARCH_FILTERS)}</summary>
                <div class="search-fields">
                    <Select label=t(key::SEARCH_IN) options=rooms() value=wanted.room />
                    <Select label=t(key::SEARCH_FROM) options=people(wanted, found) value=wanted.person />
                    <DateField label=t(key::SEARCH_AFTER) value=wanted.after />
                    <DateField label=t(key::SEARCH_BEFORE) value=wanted.before />
                    <Checkbox checked=wanted.with_file label=t(key::SEARCH_WITH_FILE) />
                    <Show when=move || wanted.has_filters()>
                        <Button look=Look::Second on_press=move |()| wanted.without_filters()>
                            {t(key::SEARCH_FILTERS_OFF)}
                        </Button>
                    </Show>
                </div>
            </details>
        </Show>
    }
}

fn rooms() -> Signal<Vec<(String, String)>> {
    let live = Live::here();
    Signal::derive(move || {
        let all = (String::new(), say(key::SEARCH_IN_ALL));
        let rooms = live.rooms();
        let rooms = rooms.iter().map(|room| (room.id.to_string(), names::title(room)));
        std::iter::once(all).chain(rooms).collect()
    })
}

/// Everybody of whom something was found since the page was opened.
fn people(wanted: Wanted, found: Found) -> Signal<Vec<(String, String)>> {
    let known = Memo::new(move |before: Option<&BTreeMap<String, String>>| {
        let mut known = before.cloned().unwrap_or_default();
        found.hits.with(|hits| {
            for hit in hits.iter().flatten() {
                let (SearchHit::Message { message } | SearchHit::File { message }) = hit else {
                    continue;
                };
                if let Some(sender) = message.sender_id {
                    known.insert(sender.to_string(), message.sender_name.clone());
                }
            }
        });
        known
    });
    Signal::derive(move || {
        let chosen = wanted.person.get();
        let mut people: Vec<(String, String)> = known.get().into_iter().collect();
        people.sort_by(|one, other| one.1.cmp(&other.1));
        if !chosen.is_empty() && people.iter().all(|(id, _)| *id != chosen) {
            people.push((chosen, say(key::SEARCH_FROM_CHOSEN)));
        }
        people.insert(0, (String::new(), say(key::SEARCH_FROM_ALL)));
        people
    })
}
