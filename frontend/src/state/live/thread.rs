//! The messages of one conversation as signals, with what is going on about them.

use domain::id::AccountId;
use leptos::prelude::*;

use super::timeline::{Next, Timeline};
use crate::client::Failure;

/// The messages of one conversation; clones share them. It outlives the page that shows it.
#[derive(Debug, Clone)]
pub struct Thread {
    /// The messages.
    pub timeline: ArcRwSignal<Timeline>,
    /// Why they could not be read, when none are here.
    pub failure: ArcRwSignal<Option<Failure>>,
    /// I am not in the conversation any more.
    pub gone: ArcRwSignal<bool>,
    /// Older messages are on their way.
    pub going_back: ArcRwSignal<bool>,
    /// Newer ones are, while the reader is far back.
    pub going_on: ArcRwSignal<bool>,
    pub(super) asking: Busy,
    pub(super) sending: Busy,
}

impl Thread {
    pub(super) fn new(me: AccountId) -> Self {
        Self {
            timeline: ArcRwSignal::new(Timeline::new(me)),
            failure: ArcRwSignal::new(None),
            gone: ArcRwSignal::new(false),
            going_back: ArcRwSignal::new(false),
            going_on: ArcRwSignal::new(false),
            asking: Busy::default(),
            sending: Busy::default(),
        }
    }

    /// Changes the messages and answers what to ask next.
    pub(super) fn change(&self, change: impl FnOnce(&mut Timeline) -> Next) -> Next {
        self.timeline.try_update(change).unwrap_or(Next::Nothing)
    }
}

/// Lets one task at a time do a thing; whoever comes meanwhile makes it do the thing once more.
#[derive(Debug, Clone, Default)]
pub(super) struct Busy(ArcStoredValue<(bool, bool)>);

impl Busy {
    /// Whether the caller is to do it.
    pub(super) fn begin(&self) -> bool {
        self.0
            .try_update_value(|(busy, again)| {
                let free = !*busy;
                *again = *busy;
                *busy = true;
                free
            })
            .unwrap_or(false)
    }

    /// Whether it is to be done once more; if not, the next one may begin.
    pub(super) fn again(&self) -> bool {
        self.0
            .try_update_value(|(busy, again)| {
                *busy = std::mem::take(again);
                *busy
            })
            .unwrap_or(false)
    }
}
