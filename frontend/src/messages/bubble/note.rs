//! What has happened in the room, as a quiet line.

use domain::messaging::note::{NoteKind, SystemNote};
use leptos::prelude::*;

use crate::{
    i18n::{key, say, say_with},
    messages::here::Shown,
};

/// In place of a bubble.
#[component]
pub fn Note(
    /// The system message.
    message: Shown,
) -> impl IntoView {
    let seq = message.with_untracked(|message| message.seq);
    let words = move || message.with(|message| message.note.as_ref().map(said).unwrap_or_default());
    view! {
        <li class="note-item" data-seq=seq.to_string()>
            <p dir="auto">{words}</p>
        </li>
    }
}

/// `Marie Dupont a ajouté Jean Dubois`.
fn said(note: &SystemNote) -> String {
    let actor = || {
        (
            "name",
            note.actor
                .clone()
                .unwrap_or_else(|| say(key::MESSAGES_GONE_PERSON))
                .into(),
        )
    };
    let people = || ("people", together(note).into());
    let title = || ("title", note.title.clone().unwrap_or_default().into());
    match note.what {
        NoteKind::Created => say_with(key::MESSAGES_NOTE_CREATED, [actor(), title()]),
        NoteKind::Added => say_with(key::MESSAGES_NOTE_ADDED, [actor(), people()]),
        NoteKind::Joined => say_with(key::MESSAGES_NOTE_JOINED, [actor()]),
        NoteKind::Removed => say_with(key::MESSAGES_NOTE_REMOVED, [actor(), people()]),
        NoteKind::Left => say_with(key::MESSAGES_NOTE_LEFT, [actor()]),
        NoteKind::Renamed => say_with(key::MESSAGES_NOTE_RENAMED, [actor(), title()]),
        NoteKind::Pictured => say_with(key::MESSAGES_NOTE_PICTURED, [actor()]),
        NoteKind::Closed => say_with(key::MESSAGES_NOTE_CLOSED, [actor()]),
        NoteKind::Reopened => say_with(key::MESSAGES_NOTE_REOPENED, [actor()]),
    }
}

fn together(note: &SystemNote) -> String {
    let names = note.people.join(", ");
    if note.more == 0 {
        return names;
    }
    say_with(
        key::MESSAGES_NOTE_MORE,
        [("people", names.into()), ("count", note.more.into())],
    )
}
