//! What I have begun to write is the same on all my devices: told after a short rest, taken over when nothing is being typed here. And in
//! all tabs of this device, at once.

use std::{collections::HashMap, time::Duration};

use domain::{
    id::ConversationId,
    messaging::{
        draft::Draft,
        rich_calls::{ForgetDraft, KeepDraft, ShowDraft},
    },
    page::NoBody,
};
use leptos::{leptos_dom::helpers::TimeoutHandle, prelude::*, task::spawn_local};

use crate::{
    client::SignedIn,
    device,
    i18n::dates,
    messages::{calm::Calm, composer::Writing, here::Here},
    state::live::{Live, asides::Aside, kept},
};

/// So long nothing is typed before it is told.
const REST: Duration = Duration::from_secs(2);

/// The draft of the open conversation, here and on the server; `Copy`.
#[derive(Clone, Copy)]
struct Sync {
    id: ConversationId,
    live: Live,
    client: SignedIn,
    writing: Writing,
    waiting: StoredValue<Option<TimeoutHandle>, LocalStorage>,
}

/// Keeps the draft of the open conversation the same everywhere, as long as it is open.
pub fn follow(here: Here, live: Live, client: SignedIn, calm: Calm) {
    let sync = Sync {
        id: here.id,
        live,
        client,
        writing: here.writing,
        waiting: StoredValue::new_local(None),
    };
    let changed = live.asides().of(Aside::Draft(here.id));
    let other_tab = live.asides().of(Aside::OtherTab(here.id));
    // What is said with the rest about the conversation: most have no draft anywhere.
    let elsewhere = Memo::new(move |_| calm.known().is_some_and(|calm| calm.has_draft));
    // Asks when there may be one, and when another device says so: that is what effects are for.
    Effect::new(move || {
        let is_here = || !sync.known().is_empty() || !sync.writing.text.with_untracked(String::is_empty);
        if changed.get() > 0 || elsewhere.get() || is_here() {
            sync.ask();
        }
    });
    // A tab that is being typed in stays as it is, until its rest.
    Effect::new(move || {
        if other_tab.get() > 0 && !sync.writing.is_typed_in() {
            sync.go_on();
        }
    });
    Effect::new(move |before: Option<()>| {
        sync.writing.text.track();
        if before.is_some() && sync.writing.editing.with_untracked(Option::is_none) {
            sync.wait();
        }
    });
    on_cleanup(move || {
        if sync.stop() {
            sync.tell();
        }
    });
}

impl Sync {
    fn ask(self) {
        let call = ShowDraft { conversation: self.id };
        spawn_local(async move {
            // Without an answer the text of this device stays.
            if let Ok(theirs) = self.client.ask(call).await {
                self.hear(theirs.content);
            }
        });
    }

    fn hear(self, theirs: String) {
        let Some(mine) = self.writing.text.try_get_untracked() else {
            return;
        };
        if self.writing.editing.with_untracked(Option::is_some) {
            return;
        }
        match decide(&mine, &self.known(), &theirs, self.is_typing()) {
            Decision::Same => self.knows(theirs),
            Decision::Take => {
                self.knows(theirs.clone());
                self.live.keep_draft(self.id, theirs.clone());
                self.writing.text.set(theirs);
            }
            Decision::Keep => {}
        }
    }

    fn wait(self) {
        self.stop();
        let told = move || {
            self.stop();
            self.go_on();
            self.tell();
        };
        if let Ok(timer) = set_timeout_with_handle(told, REST) {
            self.waiting.set_value(Some(timer));
        }
    }

    /// Shows the newest of all tabs of this device.
    fn go_on(self) {
        if self.writing.text.try_get_untracked().is_some() {
            self.writing.goes_on(untrack(|| self.live.draft(self.id)));
        }
    }

    /// Whether something was waiting.
    fn stop(self) -> bool {
        let timer = self.waiting.try_update_value(Option::take).flatten();
        timer.map(|timer| timer.clear()).is_some()
    }

    fn tell(self) {
        let mine = untrack(|| self.live.draft(self.id));
        if mine == self.known() {
            return;
        }
        let conversation = self.id;
        let draft = Draft {
            content: mine.chars().take(domain::words::MESSAGE_MAX).collect(),
            written_at: dates::now(),
        };
        spawn_local(async move {
            let told = if mine.is_empty() {
                self.client
                    .tell(ForgetDraft { conversation }, NoBody {})
                    .await
                    .map(drop)
            } else {
                self.client.tell(KeepDraft { conversation }, draft).await.map(drop)
            };
            // Without an answer it is told with the next letter, or when the conversation opens again.
            if told.is_ok() {
                self.knows(mine);
            }
        });
    }

    fn is_typing(self) -> bool {
        let field = self.writing.field.try_get_untracked().flatten();
        let active = document().active_element();
        field.is_some_and(|field| active.as_ref() == Some(field.as_ref()))
    }

    /// What the server had when this device last heard of it.
    fn known(self) -> String {
        self.all_known().remove(&self.id).unwrap_or_default()
    }

    fn knows(self, text: String) {
        let Some(me) = self.live.me() else { return };
        let mut all = self.all_known();
        if text.is_empty() {
            all.remove(&self.id);
        } else {
            all.insert(self.id, text);
        }
        match serde_json::to_string(&all) {
            Ok(text) if !all.is_empty() => device::remember(&kept::told_drafts_name(me), &text),
            _ => device::forget(&kept::told_drafts_name(me)),
        }
    }

    fn all_known(self) -> HashMap<ConversationId, String> {
        let kept = self
            .live
            .me()
            .and_then(|me| device::recall(&kept::told_drafts_name(me)));
        kept.and_then(|text| serde_json::from_str(&text).ok())
            .unwrap_or_default()
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Decision {
    /// Both have the same.
    Same,
    /// The other device has gone on.
    Take,
    /// This device has gone on.
    Keep,
}

/// What becomes of the text here, `known` being what both had at last.
fn decide(mine: &str, known: &str, theirs: &str, is_typing: bool) -> Decision {
    if mine == theirs {
        return Decision::Same;
    }
    let has_gone_on = mine != known;
    if has_gone_on || (is_typing && !mine.is_empty()) {
        return Decision::Keep;
    }
    Decision::Take
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case("", "", "Est-ce", false, Decision::Take)]
    #[case("", "", "Est-ce", true, Decision::Take)]
    #[case("Est-ce", "Est-ce", "Est-ce que", false, Decision::Take)]
    #[case("Est-ce", "Est-ce", "", false, Decision::Take)]
    #[case("Est-ce", "Est-ce", "Est-ce que", true, Decision::Keep)]
    #[case("Est-ce qu", "Est-ce", "Est-ce que", false, Decision::Keep)]
    #[case("autre", "", "Est-ce", false, Decision::Keep)]
    #[case("Est-ce", "", "Est-ce", true, Decision::Same)]
    fn what_is_being_typed_is_never_overwritten(
        #[case] mine: &str,
        #[case] known: &str,
        #[case] theirs: &str,
        #[case] is_typing: bool,
        #[case] expected: Decision,
    ) {
        assert_eq!(decide(mine, known, theirs, is_typing), expected);
    }
}
