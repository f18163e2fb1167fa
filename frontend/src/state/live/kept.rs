//! What is not sent yet, kept on this device: drafts and messages on their way survive a reload and an expired session. And what was looked for.
//! Signing out forgets them.
//!
//! All tabs of this device share it. Each draft and each message has a name of its own in the store, so that no tab writes over what another
//! one keeps; of a draft the newest counts, and a message is sent by whichever tab can: its number makes it one.

use std::collections::HashMap;

use domain::{
    id::{AccountId, ClientMessageId, ConversationId},
    moment::Moment,
    sel::service::ServiceQuote,
};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use super::{
    Live,
    asides::Aside,
    timeline::{
        Timeline,
        echo::{Echo, EchoState},
    },
};
use crate::{device, i18n::dates};

/// An emptied draft is remembered for so long, in seconds: another tab hears of it within a moment.
const EMPTY: i64 = 3_600;

/// What I had begun to write in a conversation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Begun {
    text: String,
    /// When, by the clock of this device. Emptied it stays for a while, so that an older one of another tab does not come back.
    at: Moment,
}

/// A message on its way, as it is kept.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct Waiting {
    conversation: ConversationId,
    echo: Echo,
}

/// What this tab has kept of the messages on their way, by their numbers.
pub(super) type Outbox = HashMap<ClientMessageId, String>;

impl Live {
    /// What I had begun to write, empty when nothing.
    pub fn draft(self, id: ConversationId) -> String {
        self.drafts
            .with(|drafts| drafts.get(&id).map(|begun| begun.text.clone()).unwrap_or_default())
    }

    /// Keeps what I am writing.
    pub fn keep_draft(self, id: ConversationId, text: String) {
        let text = if text.trim().is_empty() { String::new() } else { text };
        if untrack(|| self.draft(id)) == text {
            return;
        }
        let begun = Begun { text, at: dates::now() };
        if let Some(me) = self.me() {
            keep(&format!("{}{id}", drafts_of(me)), &begun);
        }
        self.drafts.update(|drafts| {
            drafts.insert(id, begun);
        });
    }

    /// The offer or request that my next message is about.
    pub fn about(self, id: ConversationId) -> Option<ServiceQuote> {
        self.abouts.with(|abouts| abouts.get(&id).cloned())
    }

    /// My next message is about this offer or request, or about none.
    pub fn is_about(self, id: ConversationId, service: Option<ServiceQuote>) {
        self.abouts.update(|abouts| {
            match service {
                Some(service) => abouts.insert(id, service),
                None => abouts.remove(&id),
            };
        });
    }

    /// Takes up what this account had begun on this device.
    pub(super) fn restore(self) {
        let Some(me) = self.me() else { return };
        let mut drafts = HashMap::new();
        let long_ago = dates::now().plus_seconds(-EMPTY);
        for (id, text) in device::recall_all(&drafts_of(me)) {
            match (id.parse(), read::<Begun>(&text)) {
                (Ok(id), Some(begun)) if !begun.text.is_empty() || begun.at > long_ago => {
                    drafts.insert(id, begun);
                }
                _ => device::forget(&format!("{}{id}", drafts_of(me))),
            }
        }
        self.drafts.set(drafts);
        let mut waiting: Vec<(String, Waiting)> = device::recall_all(&outbox_of(me))
            .into_iter()
            .filter_map(|(_, text)| read(&text).map(|waiting| (text, waiting)))
            .collect();
        waiting.sort_by_key(|(_, waiting)| (waiting.echo.at, waiting.echo.id));
        for (text, mut waiting) in waiting {
            if waiting.echo.state == EchoState::Taken {
                waiting.echo.state = EchoState::Sending;
            }
            self.adopt(waiting, text);
        }
    }

    /// Keeps the messages on their way.
    pub(super) fn keep_outbox(self) {
        let Some(me) = self.me() else { return };
        let now = self.threads.with_value(|threads| {
            let mut now = Outbox::new();
            for (id, thread) in threads {
                thread.timeline.with_untracked(|timeline| {
                    for echo in timeline.echoes() {
                        let waiting = Waiting {
                            conversation: *id,
                            echo: echo.clone(),
                        };
                        now.extend(serde_json::to_string(&waiting).ok().map(|text| (echo.id, text)));
                    }
                });
            }
            now
        });
        self.outbox.update_value(|before| {
            for (id, text) in changed(before, &now) {
                let name = format!("{}{id}", outbox_of(me));
                match text {
                    Some(text) => device::remember(&name, text),
                    None => device::forget(&name),
                }
            }
            *before = now;
        });
    }

    /// Another tab has kept or forgotten something.
    pub(super) fn hear_other_tab(self, name: &str, word: Option<String>) {
        let Some(me) = self.me() else { return };
        if let Some(id) = name.strip_prefix(&drafts_of(me)).and_then(|id| id.parse().ok()) {
            self.hear_draft(id, word.as_deref().and_then(read));
        } else if let Some(id) = name.strip_prefix(&outbox_of(me)).and_then(|id| id.parse().ok()) {
            match word.and_then(|text| read(&text).map(|waiting| (waiting, text))) {
                Some((waiting, text)) => self.adopt(waiting, text),
                None => self.let_go(id),
            }
        }
    }

    fn hear_draft(self, id: ConversationId, theirs: Option<Begun>) {
        let mine = self.drafts.with_untracked(|drafts| drafts.get(&id).cloned());
        let Some(theirs) = theirs.filter(|theirs| is_newer(theirs, mine.as_ref())) else {
            return;
        };
        self.drafts.update(|drafts| {
            drafts.insert(id, theirs);
        });
        self.asides.tell(Aside::OtherTab(id));
    }

    /// A message that waits: this tab shows it and sends it, too, if it comes to that.
    fn adopt(self, waiting: Waiting, text: String) {
        let Some(thread) = self.thread(waiting.conversation) else {
            return;
        };
        self.outbox.update_value(|outbox| {
            outbox.insert(waiting.echo.id, text);
        });
        thread.timeline.update(|timeline| timeline.adopt(waiting.echo));
    }

    /// A message does not wait any more: another tab has sent it, or given it up.
    fn let_go(self, message: ClientMessageId) {
        self.outbox.update_value(|outbox| {
            outbox.remove(&message);
        });
        let threads: Vec<_> = self.threads.with_value(|threads| threads.values().cloned().collect());
        for thread in threads {
            let has_it = |timeline: &Timeline| timeline.echoes().iter().any(|echo| echo.id == message);
            if thread.timeline.with_untracked(has_it) {
                thread.timeline.update(|timeline| timeline.discard(message));
            }
        }
    }
}

/// Forgets what an account had begun on this device.
pub(super) fn forget(account: AccountId) {
    for beginning in [drafts_of(account), outbox_of(account)] {
        for (rest, _) in device::recall_all(&beginning) {
            device::forget(&format!("{beginning}{rest}"));
        }
    }
    device::forget(&searches_name(account));
    device::forget(&told_drafts_name(account));
}

/// Where it is kept what an account looked for.
pub fn searches_name(account: AccountId) -> String {
    format!("ecolehub.searches.{account}")
}

/// Where it is kept which drafts the server had at last.
pub fn told_drafts_name(account: AccountId) -> String {
    format!("ecolehub.drafts.told.{account}")
}

/// How the names of an account's drafts begin; then comes the conversation.
fn drafts_of(account: AccountId) -> String {
    format!("ecolehub.draft.{account}.")
}

/// How the names of its messages on their way begin; then comes the number of the message.
fn outbox_of(account: AccountId) -> String {
    format!("ecolehub.waiting.{account}.")
}

/// Whether what another tab has is to be taken over.
fn is_newer(theirs: &Begun, mine: Option<&Begun>) -> bool {
    mine.is_none_or(|mine| theirs.at > mine.at && theirs.text != mine.text)
}

/// What is to be written into the store: messages that are new or have changed, and those of this tab that are not there any more. What
/// another tab keeps is neither.
fn changed<'a>(before: &'a Outbox, now: &'a Outbox) -> Vec<(ClientMessageId, Option<&'a str>)> {
    let written = now
        .iter()
        .filter(|(id, text)| before.get(id) != Some(*text))
        .map(|(id, text)| (*id, Some(text.as_str())));
    let gone = before.keys().filter(|id| !now.contains_key(id)).map(|id| (*id, None));
    written.chain(gone).collect()
}

fn keep<T: Serialize>(name: &str, value: &T) {
    if let Ok(text) = serde_json::to_string(value) {
        device::remember(name, &text);
    }
}

fn read<T: serde::de::DeserializeOwned>(text: &str) -> Option<T> {
    serde_json::from_str(text).ok()
}

#[cfg(test)]
mod tests {
    use domain::id::Id;

    use super::*;

    fn begun(text: &str, seconds: i64) -> Begun {
        let start: Moment = "2026-11-21T08:00:00Z".parse().unwrap();
        Begun {
            text: text.to_owned(),
            at: start.plus_seconds(seconds),
        }
    }

    #[test]
    fn of_two_tabs_the_one_that_was_written_in_last_is_right() {
        let mine = begun("Est-ce que", 10);
        assert!(is_newer(&begun("Est-ce que Louis", 11), Some(&mine)));
        assert!(is_newer(&begun("", 11), Some(&mine)), "sent there");
        assert!(!is_newer(&begun("Est-ce", 9), Some(&mine)), "older");
        assert!(!is_newer(&begun("Est-ce que", 11), Some(&mine)), "the same");
        assert!(is_newer(&begun("Bonjour", 1), None));
    }

    #[test]
    fn a_tab_writes_its_own_messages_and_leaves_those_of_others() {
        let [sent, same, refused, new] = [(); 4].map(|()| Id::fresh());
        let outbox = |of: &[(ClientMessageId, &str)]| -> Outbox {
            of.iter().map(|(id, text)| (*id, (*text).to_owned())).collect()
        };
        let before = outbox(&[(sent, "1"), (same, "2"), (refused, "3")]);
        let now = outbox(&[(same, "2"), (refused, "3 refused"), (new, "4")]);
        let mut written = changed(&before, &now);
        written.sort_by_key(|(_, text)| text.map(str::to_owned));
        assert_eq!(written, [(sent, None), (refused, Some("3 refused")), (new, Some("4"))]);
    }

    #[test]
    fn what_is_kept_is_read_again() {
        let waiting = Waiting {
            conversation: Id::fresh(),
            echo: Echo {
                id: Id::fresh(),
                written: crate::state::live::timeline::echo::Written {
                    content: "Bonjour".to_owned(),
                    ..Default::default()
                },
                at: begun("", 0).at,
                state: EchoState::Sending,
            },
        };
        let text = serde_json::to_string(&waiting).unwrap();
        assert_eq!(read(&text), Some(waiting));
    }
}
