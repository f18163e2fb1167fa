//! The field in which one types.

use std::sync::Arc;

use domain::messaging::{
    edit::EDIT_SECONDS,
    types::{ConversationInfo, ConversationKind, MessageInfo, MessageKind},
};
use leptos::{ev, html, prelude::*};

use crate::{
    client::SignedIn,
    i18n::{dates, key, say, say_with},
    messages::{
        composer::{Writing, mention},
        here::Here,
    },
    rooms::names,
    state::live::Live,
};

/// The field; with a keyboard Enter sends, and Shift and Enter make a new line.
#[component]
pub fn GrowingField(
    /// What is being written.
    writing: Writing,
    /// Whether it is too long.
    too_long: Signal<bool>,
    /// The element that says so.
    hint: String,
    /// Enter was pressed.
    #[prop(into)]
    on_enter: Callback<()>,
) -> impl IntoView {
    let (live, here) = (Live::here(), Here::now());
    let id = here.id;
    let Writing {
        text,
        field,
        mentioning,
        ..
    } = writing;
    let keyboard = has_keyboard();
    let typing = Keys {
        writing,
        here,
        live,
        client: SignedIn::here(),
        on_enter: keyboard.then_some(on_enter),
    };
    let active_line = Memo::new(move |_| mentioning.active_line(here));
    if keyboard {
        focus_when_ready(field);
    }
    let label = move || label_of(live.room(id).as_deref());
    let placeholder = move || placeholder_of(live.room(id).as_deref());
    view! {
        <div class="composer-field" data-text=move || text.get() + "\n">
            <textarea
                node_ref=field
                class="input"
                rows="1"
                enterkeyhint=if keyboard { "send" } else { "enter" }
                aria-label=label
                placeholder=placeholder
                aria-describedby=hint
                aria-autocomplete="list"
                aria-controls=move || active_line.get().map(|_| mention::LIST)
                aria-activedescendant=move || active_line.get()
                aria-invalid=move || too_long.get().then_some("true")
                prop:value=text
                on:input=move |event| typing.write(&event)
                on:keydown=move |event| typing.press(&event)
                on:blur=move |_| mentioning.close()
            ></textarea>
        </div>
    }
}

/// What the keys do.
#[derive(Clone, Copy)]
struct Keys {
    writing: Writing,
    here: Here,
    live: Live,
    client: SignedIn,
    /// Where Enter sends.
    on_enter: Option<Callback<()>>,
}

impl Keys {
    /// The text has changed.
    fn write(self, event: &ev::Event) {
        let Writing {
            text,
            field,
            mentioning,
            editing,
            ..
        } = self.writing;
        let now = event_target_value(event);
        self.writing.types();
        if editing.with_untracked(Option::is_none) {
            self.live.keep_draft(self.here.id, now.clone());
        }
        if !now.trim().is_empty() {
            self.live.type_in(self.here.id);
        }
        text.set(now);
        if let Some(field) = mention::element(field) {
            mentioning.look(self.here, self.client, &field);
        }
    }

    fn press(self, event: &ev::KeyboardEvent) {
        let writing = self.writing;
        if writing.mentioning.takes(writing, self.here, event) {
            return;
        }
        let plain = !event.shift_key() && !event.ctrl_key() && !event.alt_key() && !event.is_composing();
        match (event.key().as_str(), self.on_enter) {
            ("Enter", Some(on_enter)) if plain => {
                event.prevent_default();
                on_enter.run(());
            }
            ("Escape", _) if writing.is_special() => {
                event.prevent_default();
                writing.give_up();
            }
            ("ArrowUp", _) if writing.text.with_untracked(String::is_empty) && !writing.is_special() => {
                if let Some(message) = last_of_mine(self.here) {
                    event.prevent_default();
                    writing.edit(message);
                }
            }
            _ => {}
        }
    }
}

/// My last message, as long as it may still be edited.
fn last_of_mine(here: Here) -> Option<Arc<MessageInfo>> {
    let since = dates::now().plus_seconds(-EDIT_SECONDS);
    here.timeline.with_untracked(|timeline| {
        let me = Some(timeline.me());
        let mut recent = timeline.shown().rev().take_while(|message| message.created_at > since);
        let is_it = |message: &&Arc<MessageInfo>| {
            message.sender_id == me && message.message_type != MessageKind::Poll && message.deleted_at.is_none()
        };
        recent.find(is_it).cloned()
    })
}

/// To whom one writes.
fn label_of(room: Option<&ConversationInfo>) -> String {
    match room.map(|room| (&room.class, &room.other, room)) {
        Some((Some(class), ..)) => say_with(key::MESSAGES_WRITE_CLASS, [("class", class.name.clone().into())]),
        Some((None, Some(other), _)) => say_with(key::MESSAGES_WRITE_TO, [("name", other.first_name.clone().into())]),
        Some((None, None, room)) if room.kind != ConversationKind::Direct => {
            say_with(key::MESSAGES_WRITE_IN, [("name", names::title(room).into())])
        }
        Some((None, None, _)) | None => say(key::MESSAGES_NEW),
    }
}

/// The same in the field, where the name of a group would be cut off: it stands above the messages.
fn placeholder_of(room: Option<&ConversationInfo>) -> String {
    match room {
        Some(room) if room.class.is_none() && room.other.is_none() && room.kind != ConversationKind::Direct => {
            say(key::MESSAGES_WRITE_HERE)
        }
        room => label_of(room),
    }
}

/// Whether Enter sends: with a mouse there is a keyboard; on a phone Enter makes a new line and the button sends.
pub fn has_keyboard() -> bool {
    window()
        .match_media("(hover: hover) and (pointer: fine)")
        .ok()
        .flatten()
        .is_some_and(|query| query.matches())
}

/// Takes the focus after the heading of the new page had it.
pub fn focus_when_ready(field: NodeRef<html::Textarea>) {
    request_animation_frame(move || {
        request_animation_frame(move || {
            if let Some(field) = field.try_get_untracked().flatten() {
                // A field that is not in the page any more keeps the focus where it is.
                drop(field.focus());
            }
        });
    });
}
