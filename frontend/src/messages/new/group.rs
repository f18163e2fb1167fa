//! A room for several people: its name, who is in it, for staff what kind of room it is, and how many people will read.

use domain::{
    id::AccountId,
    messaging::{
        rooms::{
            calls::CreateConversation,
            types::{NewConversation, NewKind},
        },
        types::Person,
    },
};
use leptos::prelude::*;
use leptos_router::hooks::use_navigate;

use crate::{
    client::{SignedIn, Submission},
    i18n::{Key, key, say, say_with, t},
    messages::new::chosen::Chosen,
    state::live::Live,
    ui::{
        button::Button,
        checkbox::Checkbox,
        form_error::FormError,
        icon::{Glyph, Icon},
        select::Select,
        text_field::TextField,
    },
};

/// Who reads a room that is not made yet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Readers {
    /// So many, with me.
    These(usize),
    /// Whoever joins.
    WhoeverJoins,
    /// Parents were chosen, who cannot be in a room of the staff.
    Parents(usize),
}

/// The form; its children are where people are looked for.
#[component]
pub fn GroupForm(
    /// Everybody who may be chosen.
    people: StoredValue<Vec<Person>>,
    /// Who is.
    chosen: RwSignal<Vec<AccountId>>,
    /// Staff makes every kind of room.
    is_staff: bool,
    /// The finder.
    children: Children,
) -> impl IntoView {
    let (live, client) = (Live::here(), SignedIn::here());
    let navigate = StoredValue::new_local(use_navigate());
    let submission = Submission::default();
    let title = RwSignal::new(String::new());
    let kind = RwSignal::new(NewKind::Group.as_str().to_owned());
    let staff_only = RwSignal::new(false);
    let kind_now = move || kind.get().parse::<NewKind>().unwrap_or(NewKind::Group);
    let readers = Memo::new(move |_| {
        let parents = chosen.with(|chosen| {
            people.with_value(|people| {
                let is_parent = |person: &&Person| chosen.contains(&person.id) && !person.role.is_staff();
                people.iter().filter(is_parent).count()
            })
        });
        if staff_only.get() && parents > 0 {
            return Readers::Parents(parents);
        }
        match kind_now() {
            NewKind::Public => Readers::WhoeverJoins,
            _ => Readers::These(chosen.with(Vec::len) + 1),
        }
    });
    let on_submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let new = NewConversation {
            kind: kind.with_untracked(|kind| kind.parse()).unwrap_or(NewKind::Group),
            title: Some(title.get_untracked()),
            description: None,
            members: chosen.get_untracked(),
            staff_only: staff_only.get_untracked(),
            posting: None,
        };
        submission.run(client.tell(CreateConversation {}, new), move |room| {
            let address = format!("/messages/{}", room.id);
            live.put(room);
            navigate.with_value(|navigate| navigate(&address, leptos_router::NavigateOptions::default()));
        });
    };
    view! {
        <form class="stack people-form" novalidate=true on:submit=on_submit>
            <TextField label=t(key::MESSAGES_GROUP_NAME) value=title name="title" error=submission.error_of("/title") />
            {is_staff.then(|| view! { <StaffChoices kind=kind staff_only=staff_only /> })}
            <Chosen people=people chosen=chosen />
            <FormError failure=submission.failure() />
            <div class="people-make">
                <ReadersLine readers=readers />
                <Button
                    busy=submission.busy()
                    disabled=Signal::derive(move || matches!(readers.get(), Readers::Parents(_)))
                >
                    {t(key::MESSAGES_GROUP_MAKE)}
                </Button>
            </div>
        </form>
        {children()}
    }
}

/// `12 personnes liront`, before anything is sent.
#[component]
fn ReadersLine(readers: Memo<Readers>) -> impl IntoView {
    let words = move || match readers.get() {
        Readers::These(count) => say_with(key::MESSAGES_READERS, [("count", count.into())]),
        Readers::WhoeverJoins => say(key::MESSAGES_READERS_PUBLIC),
        Readers::Parents(count) => say_with(key::MESSAGES_READERS_PARENTS, [("count", count.into())]),
    };
    view! {
        <p class="readers" role="status">
            <Icon glyph=Glyph::Eye />
            <span>{words}</span>
        </p>
    }
}

/// What only staff decides.
#[component]
fn StaffChoices(kind: RwSignal<String>, staff_only: RwSignal<bool>) -> impl IntoView {
    let options = Signal::derive(move || {
        let option = |kind: NewKind, words: Key| (kind.as_str().to_owned(), say(words));
        vec![
            option(NewKind::Group, key::MESSAGES_KIND_GROUP),
            option(NewKind::Announcement, key::MESSAGES_KIND_ANNOUNCEMENT),
            option(NewKind::Public, key::MESSAGES_KIND_PUBLIC),
        ]
    });
    view! {
        <Select label=t(key::MESSAGES_KIND) options=options value=kind />
        <Checkbox
            checked=staff_only
            label=t(key::MESSAGES_STAFF_ONLY)
            hint=Signal::derive(move || Some(say(key::MESSAGES_STAFF_ONLY_HINT)))
        />
    }
}
