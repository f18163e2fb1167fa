//! Speaking to somebody: a list while one types a name after an at sign. The keyboard stays in the field: arrows choose, Enter takes.

use domain::{
    id::AccountId,
    messaging::{
        calls::ListMembers,
        mention::{self, LARGE_ROOM},
        types::{ConversationInfo, ConversationKind, Person},
    },
};
use leptos::{ev, html, prelude::*, task::spawn_local};

use crate::{
    client::SignedIn,
    i18n::{key, say, say_with, t},
    messages::{
        composer::{
            Writing,
            naming::{Fragment, fits, fragment},
        },
        here::Here,
    },
    rooms::names,
    state::{live::Live, session::Session},
};

/// Most lines of the list.
const LINES: usize = 6;
/// The name of the list in the page: there is one.
pub const LIST: &str = "mention-list";

/// Whom one may speak to, and what is being typed of a name; `Copy`.
#[derive(Debug, Clone, Copy)]
pub struct Mentioning {
    live: Live,
    session: Session,
    /// Everybody in the room but me, as soon as an at sign was typed.
    people: RwSignal<Option<Vec<Person>>>,
    asked: StoredValue<bool>,
    fragment: RwSignal<Option<Fragment>>,
    active: RwSignal<usize>,
}

/// A line of the list.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Choice {
    /// What will stand after the at sign.
    name: String,
    /// Who they are.
    detail: String,
}

impl Mentioning {
    /// Nothing is typed yet.
    pub fn new() -> Self {
        Self {
            live: Live::here(),
            session: Session::here(),
            people: RwSignal::new(None),
            asked: StoredValue::new(false),
            fragment: RwSignal::new(None),
            active: RwSignal::new(0),
        }
    }

    /// The text or the cursor has moved.
    pub fn look(self, here: Here, client: SignedIn, field: &web_sys::HtmlTextAreaElement) {
        let text = field.value();
        if text.contains('@') {
            self.ask(here, client);
        }
        let cursor = field.selection_end().ok().flatten().unwrap_or_default();
        let found = fragment(&text, usize::try_from(cursor).unwrap_or_default());
        if self.fragment.with_untracked(|known| *known != found) {
            self.active.set(0);
            self.fragment.set(found);
        }
    }

    /// Closes the list.
    pub fn close(self) {
        self.fragment.set(None);
    }

    /// Who is spoken to in a text, and whether everybody is.
    pub fn spoken_to(self, text: &str, room: Option<&ConversationInfo>) -> (Vec<AccountId>, bool) {
        let everybody = room.is_some_and(|room| self.may_speak_to_all(room)) && mention::everybody(text).is_some();
        let people = self.people.with_untracked(|people| {
            let people = people.as_deref().unwrap_or_default();
            let names: Vec<String> = people.iter().map(names::full_name).collect();
            let found = mention::find(text, &names);
            let said = |name: &str| {
                found
                    .iter()
                    .any(|found| names.get(found.name).is_some_and(|said| said == name))
            };
            let spoken = people.iter().zip(&names).filter(|(_, name)| said(name));
            spoken
                .map(|(person, _)| person.id)
                .take(mention::MENTIONS_MAX)
                .collect()
        });
        (people, everybody)
    }

    /// Takes a key that belongs to the open list; whether it did.
    pub fn takes(self, writing: Writing, here: Here, event: &ev::KeyboardEvent) -> bool {
        let choices = untrack(|| self.choices(here));
        if choices.is_empty() || event.is_composing() {
            return false;
        }
        let last = choices.len() - 1;
        let active = self.active.get_untracked().min(last);
        match event.key().as_str() {
            "ArrowDown" => self.active.set(if active == last { 0 } else { active + 1 }),
            "ArrowUp" => self.active.set(if active == 0 { last } else { active - 1 }),
            "Enter" | "Tab" if !event.shift_key() => {
                if let Some(choice) = choices.get(active) {
                    self.take(writing, here, &choice.name);
                }
            }
            "Escape" => self.close(),
            _ => return false,
        }
        event.prevent_default();
        true
    }

    /// The element of the active line, while the list is open.
    pub fn active_line(self, here: Here) -> Option<String> {
        let count = self.choices(here).len();
        (count > 0).then(|| line_id(self.active.get().min(count - 1)))
    }

    fn ask(self, here: Here, client: SignedIn) {
        if self.asked.get_value() {
            return;
        }
        self.asked.set_value(true);
        let (me, conversation) = (self.live.me(), here.id);
        spawn_local(async move {
            let Ok(mut people) = client.ask_all(ListMembers { conversation }).await else {
                // the next at sign asks again
                let _gone = self.asked.try_set_value(false);
                return;
            };
            people.retain(|person: &Person| Some(person.id) != me);
            let _gone = self.people.try_set(Some(people));
        });
    }

    fn choices(self, here: Here) -> Vec<Choice> {
        let Some(wanted) = self
            .fragment
            .with(|fragment| fragment.as_ref().map(|fragment| fragment.words.clone()))
        else {
            return Vec::new();
        };
        let room = self.live.room(here.id);
        let mut choices = Vec::new();
        if room.as_deref().is_some_and(|room| self.may_speak_to_all(room)) {
            let word = say(if here.kind == ConversationKind::Class {
                key::MESSAGES_MENTION_CLASS
            } else {
                key::MESSAGES_MENTION_ALL
            });
            if fits(&word, &wanted) {
                choices.push(Choice {
                    name: word,
                    detail: say(key::MESSAGES_MENTION_ALL_DETAIL),
                });
            }
        }
        self.people.with(|people| {
            let people = people.as_deref().unwrap_or_default().iter();
            let fitting = people.filter(|person| fits(&names::full_name(person), &wanted));
            choices.extend(fitting.take(LINES).map(|person| Choice {
                name: names::full_name(person),
                detail: names::what_they_are(person),
            }));
        });
        choices
    }

    /// Whether I may speak to everybody in a room at once.
    fn may_speak_to_all(self, room: &ConversationInfo) -> bool {
        let is_small = usize::try_from(room.member_count).is_ok_and(|count| count <= LARGE_ROOM);
        let is_staff = || untrack(|| self.session.me().get()).is_some_and(|me| me.membership.role.is_staff());
        let keeps = room.my_role.is_some_and(|role| role.keeps());
        room.kind != ConversationKind::Direct && (is_small || keeps || is_staff())
    }

    fn take(self, writing: Writing, here: Here, name: &str) {
        let Some(Fragment { start, end, .. }) = self.fragment.get_untracked() else {
            return;
        };
        let text = writing.text.get_untracked();
        let (Some(before), Some(after)) = (text.get(..start), text.get(end..)) else {
            return;
        };
        let head = format!("{before}@{name} ");
        let cursor = u32::try_from(head.encode_utf16().count()).unwrap_or(u32::MAX);
        let whole = format!("{head}{}", after.trim_start_matches(' '));
        if let Some(field) = element(writing.field) {
            // At once and not with the next frame: what is typed meanwhile belongs behind the name. The same text set once more by the
            // signal leaves the cursor where it is.
            field.set_value(&whole);
            drop(field.set_selection_range(cursor, cursor));
            drop(field.focus());
        }
        self.live.keep_draft(here.id, whole.clone());
        writing.text.set(whole);
        self.close();
    }
}

/// People to choose from, above the field.
#[component]
pub fn MentionList(
    /// What is being written.
    writing: Writing,
) -> impl IntoView {
    let here = Here::now();
    let mentioning = writing.mentioning;
    let choices = Memo::new(move |_| mentioning.choices(here));
    let status = move || match choices.with(Vec::len) {
        0 => String::new(),
        count => say_with(key::MESSAGES_MENTION_FOUND, [("count", count.into())]),
    };
    let line = move |(index, choice): (usize, Choice)| {
        let name = StoredValue::new(choice.name.clone());
        let active = move || choices.with(Vec::len).saturating_sub(1).min(mentioning.active.get()) == index;
        view! {
            <li
                id=line_id(index)
                role="option"
                class="mention-line"
                aria-selected=move || active().to_string()
                // The keyboard stays in the field.
                on:pointerdown=move |event| event.prevent_default()
                on:click=move |_| name.with_value(|name| mentioning.take(writing, here, name))
            >
                <strong>{format!("@{}", choice.name)}</strong>
                <span class="muted">{choice.detail}</span>
            </li>
        }
    };
    view! {
        <div class="mentions">
            <Show when=move || choices.with(|choices| !choices.is_empty())>
                <ul class="mention-list" id=LIST role="listbox" aria-label=t(key::MESSAGES_MENTION)>
                    {move || choices.get().into_iter().enumerate().map(line).collect_view()}
                </ul>
            </Show>
            <p class="visually-hidden" role="status">{status}</p>
        </div>
    }
}

fn line_id(index: usize) -> String {
    format!("{LIST}-{index}")
}

/// The field as an element.
pub fn element(field: NodeRef<html::Textarea>) -> Option<web_sys::HtmlTextAreaElement> {
    field.try_get_untracked().flatten()
}
