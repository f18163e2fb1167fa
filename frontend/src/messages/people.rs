//! A new message: choose a person.

use std::collections::BTreeSet;

use domain::{
    messaging::{calls::ListContacts, types::Person},
    page::PageQuery,
};
use leptos::prelude::*;
use leptos_router::components::A;

use crate::{
    client::{Answer, SignedIn},
    i18n::{key, say, say_with, t},
    messages::{list::SearchField, members::begin_direct, names},
    state::live::roll::matches,
    ui::{
        chip_picker::ChipPicker,
        empty_state::EmptyState,
        icon::{Glyph, Icon},
        loaded::Loaded,
        module::Module,
        page_head::PageTitle,
        skeleton::SkeletonRows,
    },
};

/// Everybody to whom I may write, by name and class.
#[component]
pub fn PeoplePane() -> impl IntoView {
    let client = SignedIn::here();
    let people = Answer::ask(move || async move {
        let mut all = Vec::new();
        let mut cursor = None;
        loop {
            let page = client
                .ask_with(
                    ListContacts {},
                    PageQuery {
                        limit: Some(100),
                        cursor,
                    },
                )
                .await?;
            all.extend(page.items);
            cursor = page.next;
            if cursor.is_none() {
                return Ok(all);
            }
        }
    });
    view! {
        <PageTitle text=t(key::MESSAGES_PEOPLE_TITLE) />
        <section class="people">
            <header class="thread-head">
                <A href="/messages" exact=true attr:class="icon-button thread-back" attr:aria-label=t(key::MESSAGES_BACK)>
                    <Icon glyph=Glyph::ArrowLeft />
                </A>
                <div class="thread-who">
                    <h1 tabindex="-1">{t(key::MESSAGES_PEOPLE_TITLE)}</h1>
                </div>
            </header>
            <div class="people-body">
                <Loaded answer=people waiting=|| view! { <SkeletonRows count=6 /> } let:people>
                    <Chooser people=people />
                </Loaded>
            </div>
        </section>
    }
}

#[component]
fn Chooser(people: Vec<Person>) -> impl IntoView {
    if people.is_empty() {
        return view! {
            <EmptyState
                glyph=Glyph::Users
                module=Module::Messages
                title=t(key::MESSAGES_PEOPLE_NONE)
                detail=Signal::derive(move || Some(say(key::MESSAGES_PEOPLE_NONE_DETAIL)))
            />
        }
        .into_any();
    }
    let wanted = RwSignal::new(String::new());
    let class = RwSignal::new(Some(None::<String>));
    let classes: BTreeSet<String> = people
        .iter()
        .flat_map(|person| person.classes.iter().cloned())
        .collect();
    let several = classes.len() > 1;
    let options = Signal::derive(move || {
        let all = (None, say(key::MESSAGES_PEOPLE_ALL));
        std::iter::once(all)
            .chain(classes.iter().map(|class| (Some(class.clone()), class.clone())))
            .collect::<Vec<_>>()
    });
    let people = StoredValue::new(people);
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
    view! {
        <SearchField value=wanted label=t(key::MESSAGES_PEOPLE_SEARCH) />
        {several.then(|| view! {
            <div class="people-classes">
                <ChipPicker label=t(key::MESSAGES_PEOPLE_CLASS) options=options chosen=class />
            </div>
        })}
        <p class="messages-note" role="status">{count}</p>
        <ul class="row-list people-list" aria-label=t(key::MESSAGES_PEOPLE)>
            <For each=move || found.get() key=|person| person.id children=|person| view! { <PersonButton person=person /> } />
        </ul>
    }
    .into_any()
}

#[component]
fn PersonButton(person: Person) -> impl IntoView {
    let begin = begin_direct();
    let (initials, module) = names::person_face(&person);
    let (account, name) = (person.id, names::full_name(&person));
    view! {
        <li>
            <button type="button" class="row person-button" on:click=move |_| begin.run(account)>
                <crate::ui::avatar::Avatar text=initials module=module />
                <span class="row-body">
                    <span class="row-title">{name}</span>
                    <span class="row-detail">{move || names::what_they_are(&person)}</span>
                </span>
                <Icon glyph=Glyph::ChevronRight />
            </button>
        </li>
    }
}
