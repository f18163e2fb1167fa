//! What is looked for: the words, which settle when typing pauses, and the filters.

use std::time::Duration;

use domain::messaging::search::{QUERY_MIN, SearchKind, SearchQuery};
use leptos::prelude::*;
use leptos_router::params::ParamsMap;

use crate::ui::date_field::day_start;

/// How long typing pauses before we look.
const PAUSE: Duration = Duration::from_millis(250);

/// Fields of the page; `Copy`, like a signal. Ids and days are texts, empty for none.
#[derive(Debug, Clone, Copy)]
pub struct Wanted {
    /// What is being typed.
    pub words: RwSignal<String>,
    /// What has been typed when it paused.
    settled: RwSignal<String>,
    /// One kind, or everything.
    pub kind: RwSignal<Option<Option<SearchKind>>>,
    /// In which conversation.
    pub room: RwSignal<String>,
    /// Of whom.
    pub person: RwSignal<String>,
    /// From which day on.
    pub after: RwSignal<String>,
    /// Until which day.
    pub before: RwSignal<String>,
    /// Only with pictures or documents.
    pub with_file: RwSignal<bool>,
}

impl Wanted {
    /// What the address says; from here on it follows the fields.
    pub fn of(address: &ParamsMap) -> Self {
        let text = |name: &str| address.get(name).unwrap_or_default();
        let kind: Option<SearchKind> = text("kind").parse().ok();
        let wanted = Self {
            words: RwSignal::new(text("q")),
            settled: RwSignal::new(text("q")),
            kind: RwSignal::new(Some(kind)),
            room: RwSignal::new(text("conversation")),
            person: RwSignal::new(text("from")),
            after: RwSignal::new(text("after")),
            before: RwSignal::new(text("before")),
            with_file: RwSignal::new(text("has_file") == "true"),
        };
        wanted.settle_when_typing_pauses();
        wanted
    }

    fn settle_when_typing_pauses(self) {
        let timer = StoredValue::new(None::<TimeoutHandle>);
        Effect::new(move |first: Option<()>| {
            self.words.track();
            if first.is_none() {
                return;
            }
            let later = set_timeout_with_handle(move || self.settle(), PAUSE).ok();
            timer.update_value(|timer| {
                if let Some(earlier) = timer.take() {
                    earlier.clear();
                }
                *timer = later;
            });
        });
        on_cleanup(move || {
            if let Some(timer) = timer.try_get_value().flatten() {
                timer.clear();
            }
        });
    }

    /// Looks for what has been typed so far.
    pub fn settle(self) {
        // the page may be gone by now
        let Some(words) = self.words.try_get_untracked() else {
            return;
        };
        if self.settled.try_get_untracked().is_some_and(|settled| settled != words) {
            self.settled.try_set(words);
        }
    }

    /// Looks for these words at once.
    pub fn look_for(self, words: String) {
        self.words.set(words.clone());
        self.settled.set(words);
    }

    /// The words that are looked for.
    pub fn asked(self) -> String {
        self.settled.get()
    }

    /// Whether there is enough to look for.
    pub fn is_enough(self) -> bool {
        self.settled
            .with(|words| words.chars().filter(|letter| letter.is_alphanumeric()).count() >= QUERY_MIN)
    }

    /// Whether anything but words is chosen.
    pub fn has_filters(self) -> bool {
        let texts = [self.room, self.person, self.after, self.before];
        texts.iter().any(|text| text.with(|text| !text.is_empty())) || self.with_file.get()
    }

    /// Takes the filters away.
    pub fn without_filters(self) {
        for text in [self.room, self.person, self.after, self.before] {
            text.set(String::new());
        }
        self.with_file.set(false);
    }

    /// As the server is asked.
    pub fn query(self, cursor: Option<String>) -> SearchQuery {
        SearchQuery {
            q: self.settled.get(),
            kind: self.kind.get().flatten(),
            conversation: self.room.with(|id| id.parse().ok()),
            from: self.person.with(|id| id.parse().ok()),
            after: self.after.with(|day| day_start(day, 0)),
            before: self.before.with(|day| day_start(day, 1)),
            has_file: self.with_file.get().then_some(true),
            limit: None,
            cursor,
        }
    }

    /// The address of this page with all of it.
    pub fn address(self) -> String {
        let kind = self.kind.get().flatten().map(|kind| kind.as_str().to_owned());
        let fields = [
            ("q", self.settled.get()),
            ("kind", kind.unwrap_or_default()),
            ("conversation", self.room.get()),
            ("from", self.person.get()),
            ("after", self.after.get()),
            ("before", self.before.get()),
            (
                "has_file",
                if self.with_file.get() {
                    "true".to_owned()
                } else {
                    String::new()
                },
            ),
        ];
        let said: Vec<String> = fields
            .iter()
            .filter(|(_, value)| !value.is_empty())
            .map(|(name, value)| format!("{name}={}", js_sys::encode_uri_component(value)))
            .collect();
        if said.is_empty() {
            return "/recherche".to_owned();
        }
        format!("/recherche?{}", said.join("&"))
    }
}
