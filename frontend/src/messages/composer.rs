//! Where one writes. What is begun stays on this device; what is sent waits for the network if it must.

use domain::{id::ConversationId, messaging::types::ConversationInfo, words::MESSAGE_MAX};
use leptos::{ev, html, prelude::*};

use crate::{
    i18n::{key, say, say_with, t},
    state::live::Live,
    ui::{
        field::fresh_id,
        icon::{Glyph, Icon},
    },
};

/// From so many characters on, the number left is said.
const NEAR_MAX: usize = MESSAGE_MAX - 200;

/// A field that grows with its text, and a button.
#[component]
pub fn Composer(
    /// Which conversation.
    id: ConversationId,
    /// Something was written and sent.
    #[prop(into)]
    on_write: Callback<()>,
) -> impl IntoView {
    let live = Live::here();
    let text = RwSignal::new(untrack(|| live.draft(id)));
    let length = Memo::new(move |_| text.with(|text| text.trim().chars().count()));
    let send = move || {
        let content = text.with_untracked(|text| sendable(text));
        if content.is_empty() || length.get_untracked() > MESSAGE_MAX {
            return;
        }
        live.write(id, content);
        text.set(String::new());
        live.keep_draft(id, String::new());
        on_write.run(());
    };
    let too_long = Signal::derive(move || length.get() > MESSAGE_MAX);
    let hint = fresh_id("composer");
    view! {
        <form
            class="composer"
            on:submit=move |event| {
                event.prevent_default();
                send();
            }
        >
            <GrowingField id=id text=text too_long=too_long hint=hint.clone() on_enter=send />
            <button
                type="submit"
                class="composer-send"
                aria-label=t(key::MESSAGES_SEND)
                title=t(key::MESSAGES_SEND)
                aria-disabled=move || (length.get() == 0 || too_long.get()).then_some("true")
                // The keyboard of a phone stays open.
                on:pointerdown=move |event| event.prevent_default()
            >
                <Icon glyph=Glyph::Send />
            </button>
            <p class="composer-count" id=hint role="status" data-over=move || too_long.get().to_string()>
                {move || count_words(length.get())}
            </p>
        </form>
    }
}

/// The field; with a keyboard Enter sends, and Shift and Enter make a new line.
#[component]
fn GrowingField(
    id: ConversationId,
    text: RwSignal<String>,
    too_long: Signal<bool>,
    hint: String,
    #[prop(into)] on_enter: Callback<()>,
) -> impl IntoView {
    let live = Live::here();
    let field = NodeRef::<html::Textarea>::new();
    let keyboard = has_keyboard();
    if keyboard {
        focus_when_ready(field);
    }
    let on_input = move |event: ev::Event| {
        let now = event_target_value(&event);
        live.keep_draft(id, now.clone());
        if !now.trim().is_empty() {
            live.type_in(id);
        }
        text.set(now);
    };
    let on_key = move |event: ev::KeyboardEvent| {
        let plain = !event.shift_key() && !event.ctrl_key() && !event.alt_key() && !event.is_composing();
        if keyboard && plain && event.key() == "Enter" {
            event.prevent_default();
            on_enter.run(());
        }
    };
    let label = move || label_of(live.room(id).as_deref());
    view! {
        <div class="composer-field" data-text=move || text.get() + "\n">
            <textarea
                node_ref=field
                class="input"
                rows="1"
                enterkeyhint=if keyboard { "send" } else { "enter" }
                aria-label=label
                placeholder=label
                aria-describedby=hint
                aria-invalid=move || too_long.get().then_some("true")
                prop:value=text
                on:input=on_input
                on:keydown=on_key
            ></textarea>
        </div>
    }
}

/// To whom one writes.
fn label_of(room: Option<&ConversationInfo>) -> String {
    match room.map(|room| (&room.class, &room.other)) {
        Some((Some(class), _)) => say_with(key::MESSAGES_WRITE_CLASS, [("class", class.name.clone().into())]),
        Some((None, Some(other))) => say_with(key::MESSAGES_WRITE_TO, [("name", other.first_name.clone().into())]),
        Some((None, None)) | None => say(key::MESSAGES_NEW),
    }
}

/// Nothing as long as there is room enough.
fn count_words(length: usize) -> String {
    if length < NEAR_MAX {
        return String::new();
    }
    let (words, count) = if length > MESSAGE_MAX {
        (key::MESSAGES_TOO_MANY_CHARACTERS, length - MESSAGE_MAX)
    } else {
        (key::MESSAGES_LEFT_CHARACTERS, MESSAGE_MAX - length)
    };
    say_with(words, [("count", count.into())])
}

/// The text without what the server refuses: invisible control characters that come with pasting.
fn sendable(text: &str) -> String {
    text.trim()
        .chars()
        .filter(|letter| !letter.is_control() || matches!(letter, '\n' | '\t'))
        .collect()
}

/// Whether Enter sends: with a mouse there is a keyboard; on a phone Enter makes a new line and the button sends.
fn has_keyboard() -> bool {
    window()
        .match_media("(hover: hover) and (pointer: fine)")
        .ok()
        .flatten()
        .is_some_and(|query| query.matches())
}

/// Takes the focus after the heading of the new page had it.
fn focus_when_ready(field: NodeRef<html::Textarea>) {
    request_animation_frame(move || {
        request_animation_frame(move || {
            if let Some(field) = field.try_get_untracked().flatten() {
                // A field that is not in the page any more keeps the focus where it is.
                drop(field.focus());
            }
        });
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pasted_control_characters_do_not_make_a_message_refused() {
        let pasted = "  un\u{0}deux\r\n\ttrois\u{7}  ";
        let sent = sendable(pasted);
        assert_eq!(sent, "undeux\n\ttrois");
        assert!(domain::words::message(&sent, &()).is_ok());
    }
}
