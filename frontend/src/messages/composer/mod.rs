//! Where one writes. What is begun stays on this device; what is sent waits for the network if it must.

mod attach;
mod draft;
mod field;
mod mention;
mod naming;
mod reply;
mod schedule;

pub use self::schedule::WaysDialog;

use std::sync::Arc;

use domain::{
    id::{ConversationId, MessageId},
    messaging::{calls::EditMessage, edit::MessageEdit, types::MessageInfo},
    moment::Moment,
    words::MESSAGE_MAX,
};
use leptos::{html, prelude::*, task::spawn_local};

use self::{
    attach::{AttachButton, AttachTray},
    field::GrowingField,
    mention::{MentionList, Mentioning},
    reply::ReplyBar,
    schedule::{ScheduleButton, WaitingLine},
};
use crate::{
    client::SignedIn,
    i18n::{dates, key, say_with, t},
    messages::{
        calm::{Calm, PaceLine},
        files::uploads::Uploads,
        here::Here,
        later,
    },
    state::live::{Live, timeline::echo::Written},
    ui::{
        field::fresh_id,
        icon::{Glyph, Icon},
        toasts::Toasts,
    },
};

/// From so many characters on, the number left is said.
const NEAR_MAX: usize = MESSAGE_MAX - 200;

/// After so many seconds without a key nobody is typing.
const TYPING: i64 = 2;

/// What is being written in the open conversation; `Copy`, like a signal.
#[derive(Debug, Clone, Copy)]
pub struct Writing {
    /// The text.
    pub text: RwSignal<String>,
    /// The message that it answers.
    pub reply: RwSignal<Option<Arc<MessageInfo>>>,
    /// The message of mine that it replaces.
    pub editing: RwSignal<Option<Arc<MessageInfo>>>,
    /// The pictures and documents that go with it.
    pub uploads: Uploads,
    /// Who is spoken to in it.
    pub mentioning: Mentioning,
    /// Where one types.
    pub field: NodeRef<html::Textarea>,
    /// When a key was last pressed here.
    typed_at: StoredValue<Option<Moment>>,
    /// What was begun before a message was edited.
    begun: StoredValue<String>,
}

impl Writing {
    /// Begins with a text.
    pub fn new(text: String) -> Self {
        Self {
            text: RwSignal::new(text),
            reply: RwSignal::new(None),
            editing: RwSignal::new(None),
            uploads: Uploads::new(),
            mentioning: Mentioning::new(),
            field: NodeRef::new(),
            typed_at: StoredValue::new(None),
            begun: StoredValue::new(String::new()),
        }
    }

    /// Somebody is typing here now.
    fn types(self) {
        self.typed_at.set_value(Some(dates::now()));
    }

    /// Whether somebody was typing here a moment ago.
    fn is_typed_in(self) -> bool {
        let since = dates::now().plus_seconds(-TYPING);
        self.typed_at
            .try_get_value()
            .flatten()
            .is_some_and(|typed| typed > since)
    }

    /// What was begun goes on in another tab. While a message is edited it waits.
    fn goes_on(self, text: String) {
        if self.editing.with_untracked(Option::is_some) {
            self.begun.set_value(text);
        } else if self.text.with_untracked(|mine| *mine != text) {
            self.text.set(text);
        }
    }

    /// Begins an answer to a message.
    pub fn answer(self, message: Arc<MessageInfo>) {
        if self.editing.with_untracked(Option::is_some) {
            self.give_up();
        }
        self.reply.set(Some(message));
        self.focus();
    }

    /// Begins to write a message of mine anew. What was begun before waits.
    pub fn edit(self, message: Arc<MessageInfo>) {
        if self.editing.with_untracked(Option::is_none) {
            self.begun.set_value(self.text.get_untracked());
        }
        self.text.set(message.content.clone());
        self.reply.set(None);
        self.editing.set(Some(message));
        self.focus();
    }

    /// Answers and replaces nothing any more; what was begun before is there again.
    pub fn give_up(self) {
        self.reply.set(None);
        if self.editing.with_untracked(Option::is_some) {
            self.editing.set(None);
            self.text.set(self.begun.get_value());
        }
        self.focus();
    }

    /// Whether it answers or replaces something.
    pub fn is_special(self) -> bool {
        self.reply.with_untracked(Option::is_some) || self.editing.with_untracked(Option::is_some)
    }

    /// Puts the cursor into the field.
    pub fn focus(self) {
        field::focus_when_ready(self.field);
    }
}

/// What sends: `Copy`, like a signal.
#[derive(Clone, Copy)]
struct Sender {
    here: Here,
    live: Live,
    client: SignedIn,
    on_write: Callback<()>,
}

impl Sender {
    /// Sends what is written, or gives a message of mine its new text.
    fn send(self) {
        let Self { here, live, client, .. } = self;
        let writing = here.writing;
        let uploads = writing.uploads;
        let content = writing.text.with_untracked(|text| sendable(text));
        let has_files = !untrack(|| uploads.is_empty());
        if (content.is_empty() && !has_files) || writing.text.with_untracked(|text| length(text)) > MESSAGE_MAX {
            return;
        }
        if let Some(message) = writing.editing.get_untracked() {
            return replace(client, writing, (here.id, message.id), content);
        }
        let Some(attachments) = untrack(|| uploads.ready()) else {
            return uploads.pressed.set(true);
        };
        let room = untrack(|| live.room(here.id));
        let (mentions, mentions_everyone) = writing.mentioning.spoken_to(&content, room.as_deref());
        writing.mentioning.close();
        let written = Written {
            content,
            reply_to: writing.reply.get_untracked().map(|message| message.id),
            attachments,
            mentions,
            mentions_everyone,
            poll: None,
            service_id: untrack(|| live.about(here.id)).map(|about| about.id),
        };
        live.write(here.id, written);
        live.is_about(here.id, None);
        uploads.sent();
        writing.text.set(String::new());
        writing.reply.set(None);
        live.keep_draft(here.id, String::new());
        self.on_write.run(());
    }
}

/// A field that grows with its text, what belongs to it, and a button.
#[component]
pub fn Composer(
    /// Something was written and sent.
    #[prop(into)]
    on_write: Callback<()>,
) -> impl IntoView {
    let (live, here, client) = (Live::here(), Here::now(), SignedIn::here());
    let writing = here.writing;
    let (text, uploads) = (writing.text, writing.uploads);
    draft::follow(here, live, client, Calm::here());
    let sender = Sender {
        here,
        live,
        client,
        on_write,
    };
    // Pressed while files were on their way: it goes when they are there.
    Effect::new(move || {
        if uploads.pressed.get() && uploads.ready().is_some() {
            sender.send();
        }
    });
    let count = Memo::new(move |_| text.with(|text| length(text)));
    let too_long = Signal::derive(move || count.get() > MESSAGE_MAX);
    let hint = fresh_id("composer");
    view! {
        <form
            class="composer"
            on:submit=move |event| {
                event.prevent_default();
                sender.send();
            }
        >
            <PaceLine />
            <WaitingLine />
            <ReplyBar writing=writing />
            <AttachTray writing=writing />
            <MentionList writing=writing />
            <AttachButton writing=writing />
            <GrowingField writing=writing too_long=too_long hint=hint.clone() on_enter=move || sender.send() />
            <ScheduleButton writing=writing />
            <SendButton
                here=here
                useless=Signal::derive(move || (count.get() == 0 && uploads.is_empty()) || too_long.get())
            />
            <p class="composer-count" id=hint role="status" data-over=move || too_long.get().to_string()>
                {move || count_words(count.get())}
            </p>
        </form>
    }
}

#[component]
fn SendButton(here: Here, useless: Signal<bool>) -> impl IntoView {
    view! {
        <button
            type="submit"
            class="composer-send"
            aria-label=t(key::MESSAGES_SEND)
            title=t(key::MESSAGES_SEND)
            aria-disabled=move || useless.get().then_some("true")
            // The keyboard of a phone stays open.
            on:pointerdown=move |event| event.prevent_default()
            // A long press, or the right button, asks when.
            on:contextmenu=move |event| {
                event.prevent_default();
                later::ask(here);
            }
        >
            <Icon glyph=Glyph::Send />
        </button>
    }
}

/// How many characters count.
fn length(text: &str) -> usize {
    text.trim().chars().count()
}

/// Gives a message of mine another text; what was typed stays until the server has it.
fn replace(client: SignedIn, writing: Writing, (conversation, message): (ConversationId, MessageId), content: String) {
    let (live, toasts) = (Live::here(), Toasts::here());
    spawn_local(async move {
        let call = EditMessage { conversation, message };
        match client.tell(call, MessageEdit { content }).await {
            Ok(edited) => {
                live.answered(edited);
                writing.give_up();
            }
            Err(failure) => toasts.failed(&failure),
        }
    });
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
