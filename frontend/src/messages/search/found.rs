//! What was found so far: page by page, and from the start again when something else is looked for.

use domain::messaging::search::{Search, SearchHit};
use leptos::{prelude::*, task::spawn_local};

use super::question::Wanted;
use crate::client::{Failure, SignedIn};

/// What was found; `Copy`, like a signal.
#[derive(Clone, Copy)]
pub struct Found {
    /// What was found, in its order; `None` while the first page is on its way.
    pub hits: RwSignal<Option<Vec<SearchHit>>>,
    /// Where the following page begins.
    pub next: RwSignal<Option<String>>,
    /// Why there is nothing.
    pub failure: RwSignal<Option<Failure>>,
    /// Whether a page is on its way.
    pub busy: RwSignal<bool>,
    newest: StoredValue<u32>,
    wanted: Wanted,
    client: SignedIn,
}

impl Found {
    /// Looks whenever something else is looked for.
    pub fn follow(wanted: Wanted) -> Self {
        let found = Self {
            hits: RwSignal::new(None),
            next: RwSignal::new(None),
            failure: RwSignal::new(None),
            busy: RwSignal::new(false),
            newest: StoredValue::new(0),
            wanted,
            client: SignedIn::here(),
        };
        // asks the server: that is what effects are for
        Effect::new(move || {
            if wanted.is_enough() {
                found.fetch(None);
            }
        });
        found
    }

    /// Looks for the same again.
    pub fn again(self) {
        untrack(|| self.fetch(None));
    }

    /// Brings the following page.
    pub fn more(self) {
        if let Some(cursor) = self.next.get_untracked() {
            untrack(|| self.fetch(Some(cursor)));
        }
    }

    fn fetch(self, cursor: Option<String>) {
        let is_first = cursor.is_none();
        let query = self.wanted.query(cursor);
        let number = self.newest.try_update_value(|newest| {
            *newest = newest.wrapping_add(1);
            *newest
        });
        let client = self.client;
        spawn_local(async move {
            self.busy.try_set(true);
            let answer = client.ask_with(Search {}, query).await;
            // the page may be gone, or a later question on its way
            if self.newest.try_get_value() != number {
                return;
            }
            self.busy.try_set(false);
            match answer {
                Ok(page) => {
                    self.failure.set(None);
                    self.next.set(page.next);
                    self.hits.update(|hits| match hits {
                        Some(hits) if !is_first => hits.extend(page.items),
                        _ => *hits = Some(page.items),
                    });
                }
                Err(failure) => {
                    if is_first {
                        self.hits.set(None);
                    }
                    self.failure.set(Some(failure));
                }
            }
        });
    }
}
