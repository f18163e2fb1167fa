//! Whoever leaves the room that is open, or is taken out of it, comes back to the list and is told so.

use domain::id::ConversationId;
use leptos::prelude::*;
use leptos_router::{NavigateOptions, hooks::use_navigate};

use crate::{
    i18n::{key, say_with},
    rooms::names,
    state::live::{Listing, Live},
    ui::toasts::Toasts,
};

/// Watches the open conversation. One that was never mine is another thing: its page says so and stays.
pub fn come_back(open: Signal<Option<ConversationId>>) {
    let (live, toasts, navigate) = (Live::here(), Toasts::here(), use_navigate());
    // Its name while it is mine, `None` inside when it is not; nothing while the list is not known.
    let mine = Memo::new(move |_| {
        let id = open.get()?;
        live.listing().with(|listing| match listing {
            Listing::Known(roll) => Some((id, roll.find(id).map(|room| names::title(room)))),
            Listing::Waiting | Listing::Failed(_) => None,
        })
    });
    // Goes to another page: that is what effects are for.
    Effect::new(move |before: Option<Option<(ConversationId, Option<String>)>>| {
        let now = mine.get();
        let lost = match (before.flatten(), &now) {
            (Some((before, Some(name))), Some((id, None))) if before == *id => Some(name),
            _ => None,
        };
        // A school that switches its messages off has told everybody out: the page says what there is to say.
        if let Some(name) = lost.filter(|_| live.is_offered()) {
            toasts.say(say_with(key::MESSAGES_LEFT_TOLD, [("name", name.into())]));
            let instead = NavigateOptions {
                replace: true,
                ..NavigateOptions::default()
            };
            navigate("/messages", instead);
        }
        now
    });
}
