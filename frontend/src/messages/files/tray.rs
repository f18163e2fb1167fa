//! The files that will be sent, above the field.

use domain::id::{ClientMessage, Id};
use leptos::prelude::*;

use crate::{
    client::SignedIn,
    i18n::{key, say, say_with, t},
    messages::files::{
        size,
        uploads::{Item, Step, Uploads},
    },
    ui::{
        each::each,
        icon::{Glyph, Icon},
        icon_button::IconButton,
    },
};

/// One row for each, with how far it has come.
#[component]
pub fn Tray(
    /// The files.
    uploads: Uploads,
) -> impl IntoView {
    let keys = move || {
        uploads
            .items()
            .with(|items| items.iter().map(|item| item.key).collect::<Vec<_>>())
    };
    let says = move || {
        if uploads.too_many.get() {
            say(key::MESSAGES_FILES_TOO_MANY)
        } else if uploads.pressed.get() && uploads.has_refused() {
            say(key::MESSAGES_FILES_REMOVE_FIRST)
        } else if uploads.pressed.get() {
            say(key::MESSAGES_FILES_GO)
        } else {
            String::new()
        }
    };
    view! {
        <Show when=move || !uploads.is_empty()>
            <ul class="tray" aria-label=t(key::MESSAGES_FILES)>
                {each(keys, |key| *key, move |key| view! { <TrayItem uploads=uploads key=key /> })}
            </ul>
        </Show>
        <p class="tray-says" role="status">{says}</p>
    }
}

#[component]
fn TrayItem(uploads: Uploads, key: Id<ClientMessage>) -> impl IntoView {
    let client = SignedIn::here();
    let item = Memo::new(move |before: Option<&Option<Item>>| {
        let found = uploads
            .items()
            .with(|items| items.iter().find(|item| item.key == key).cloned());
        found.or_else(|| before.cloned().flatten())
    });
    let (name, preview) = item
        .get_untracked()
        .map(|item| (item.name, item.preview))
        .unwrap_or_default();
    let step = Memo::new(move |_| item.get().map(|item| item.step));
    let state = move || match step.get() {
        Some(Step::Waiting) | None => "waiting",
        Some(Step::Moving(_)) => "moving",
        Some(Step::Pausing) => "pausing",
        Some(Step::Done(_)) => "done",
        Some(Step::Refused(_)) => "refused",
    };
    let words = move || match step.get() {
        Some(Step::Waiting) | None => say(key::MESSAGES_FILE_WAITS),
        Some(Step::Moving(percent)) => say_with(key::MESSAGES_FILE_MOVES, [("percent", u32::from(percent).into())]),
        Some(Step::Pausing) => say(key::MESSAGES_WAITING),
        Some(Step::Done(file)) => size::words(file.bytes),
        Some(Step::Refused(failure)) => failure.says(),
    };
    let share = move || match step.get() {
        Some(Step::Moving(percent)) => Some(percent.to_string()),
        _ => None,
    };
    let may_retry = move || matches!(step.get(), Some(Step::Refused(failure)) if failure.may_pass());
    let remove = {
        let name = name.clone();
        Signal::derive(move || say_with(key::MESSAGES_FILE_REMOVE, [("name", name.clone().into())]))
    };
    let face = match preview {
        Some(preview) => view! { <img class="tray-preview" src=preview alt="" /> }.into_any(),
        None => view! { <span class="tray-preview"><Icon glyph=Glyph::FileText /></span> }.into_any(),
    };
    view! {
        <li class="tray-item" data-state=state>
            {face}
            <span class="tray-name">{name}</span>
            <span class="tray-words numbers">
                {words}
                <Show when=may_retry>
                    <button type="button" class="link-button" on:click=move |_| uploads.retry(client, key)>
                        {t(key::MESSAGES_RETRY)}
                    </button>
                </Show>
            </span>
            <Show when=move || share().is_some()>
                <progress class="tray-progress" max="100" value=share aria-label=t(key::MESSAGES_SENDING)></progress>
            </Show>
            <IconButton glyph=Glyph::X label=remove on_press=move |()| uploads.remove(client, key) />
        </li>
    }
}
