//! Numbers of things that wait for me, one per entry of the navigation.

use leptos::prelude::*;

/// The numbers on the navigation, provided to the whole application.
#[derive(Debug, Clone, Copy)]
pub struct Badges {
    /// Messages that I have not read. The list of conversations sets it.
    pub messages: RwSignal<u32>,
    /// Requests that wait for the school's answer; 0 for whoever does not answer them.
    pub school: RwSignal<u32>,
    /// Announcements that I have not said to have read, and texts that wait for me to publish them.
    pub announcements: RwSignal<u32>,
    /// Transfers of the SEL that wait for my decision.
    pub exchange: RwSignal<u32>,
}

impl Default for Badges {
    fn default() -> Self {
        Self {
            messages: RwSignal::new(0),
            school: RwSignal::new(0),
            announcements: RwSignal::new(0),
            exchange: RwSignal::new(0),
        }
    }
}

impl Badges {
    /// The one of the application.
    pub fn here() -> Self {
        expect_context::<Self>()
    }
}
