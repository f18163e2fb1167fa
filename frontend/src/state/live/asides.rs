//! What has changed beside the messages on one of my devices: whoever shows it asks for it again.

use std::collections::HashMap;

use domain::id::ConversationId;
use leptos::prelude::*;

/// What has changed, and where.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Aside {
    /// What I have begun to write.
    Draft(ConversationId),
    /// The same, in another tab of this device.
    OtherTab(ConversationId),
    /// Contact requests, contacts, whom I have blocked.
    Contacts,
    /// What I want to be sent later.
    Scheduled(ConversationId),
    /// How often one may write, and what else keeps a conversation calm.
    Calm(ConversationId),
}

/// How often each of them has changed; `Copy`.
#[derive(Debug, Clone, Copy)]
pub struct Asides {
    counts: RwSignal<HashMap<Aside, u32>>,
    /// How often any of them may have.
    all: RwSignal<u32>,
}

impl Default for Asides {
    fn default() -> Self {
        Self {
            counts: RwSignal::new(HashMap::new()),
            all: RwSignal::new(0),
        }
    }
}

impl Asides {
    /// It has changed.
    pub fn tell(self, aside: Aside) {
        self.counts.update(|counts| {
            let count = counts.entry(aside).or_default();
            *count = count.wrapping_add(1);
        });
    }

    /// Any of them may have changed: nobody could be told for a while.
    pub fn tell_all(self) {
        self.all.update(|all| *all = all.wrapping_add(1));
    }

    /// A number that grows whenever this changes.
    pub fn of(self, aside: Aside) -> Memo<u32> {
        let count = Memo::new(move |_| {
            let own = self
                .counts
                .with(|counts| counts.get(&aside).copied().unwrap_or_default());
            own.wrapping_add(self.all.get())
        });
        // A memo hears of no change before it was read once, and to track it does not read it.
        count.with_untracked(|_| ());
        count
    }
}
