//! Ways to open the menu of a message without its button: a long press on a phone, the right button of a mouse, Enter on the message.

use std::time::Duration;

use leptos::{ev, leptos_dom::helpers::TimeoutHandle, prelude::*};
use wasm_bindgen::JsCast;

use super::{Opened, Spot};
use crate::messages::here::{Here, Shown};

/// A press so long opens the menu.
const LONG: Duration = Duration::from_millis(480);
/// A finger that moves further scrolls, in pixels.
const STILL: f64 = 10.0;

/// What a finger, a mouse or a key does on a message; `Copy`.
#[derive(Clone, Copy)]
pub struct Press {
    here: Here,
    message: Shown,
    waiting: StoredValue<Option<(TimeoutHandle, Spot)>, LocalStorage>,
}

impl Press {
    /// On this message of the open conversation.
    pub fn on(here: Here, message: Shown) -> Self {
        let press = Self {
            here,
            message,
            waiting: StoredValue::new_local(None),
        };
        on_cleanup(move || press.ends());
        press
    }

    /// A finger comes down.
    pub fn begins(self, event: &ev::PointerEvent) {
        self.ends();
        if event.pointer_type() != "touch" || is_on(event, "a, button, input") {
            return;
        }
        let spot = Spot {
            x: f64::from(event.client_x()),
            y: f64::from(event.client_y()),
        };
        let open = move || {
            self.ends();
            self.open(spot);
        };
        if let Ok(timer) = set_timeout_with_handle(open, LONG) {
            self.waiting.set_value(Some((timer, spot)));
        }
    }

    /// The finger moves.
    pub fn moves(self, event: &ev::PointerEvent) {
        let began = self
            .waiting
            .try_with_value(|waiting| waiting.as_ref().map(|(_, spot)| *spot))
            .flatten();
        let is_far = |began: Spot| {
            let (x, y) = (
                f64::from(event.client_x()) - began.x,
                f64::from(event.client_y()) - began.y,
            );
            x.hypot(y) > STILL
        };
        if began.is_some_and(is_far) {
            self.ends();
        }
    }

    /// The finger goes up, or the browser takes over to scroll.
    pub fn ends(self) {
        if let Some((timer, _)) = self.waiting.try_update_value(Option::take).flatten() {
            timer.clear();
        }
    }

    /// The right button, or the key for it. Selected words and links keep the menu of the browser.
    pub fn asks(self, event: &ev::MouseEvent) {
        let selects = window()
            .get_selection()
            .ok()
            .flatten()
            .is_some_and(|selection| !selection.is_collapsed());
        // What a message answers is a button that fills half of its bubble, and the browser has no menu of its own for it.
        if selects || is_on(event, "a, button:not(.bubble-quote), input") {
            return;
        }
        event.prevent_default();
        self.ends();
        // By key there is no pointer: the middle of the message is as good.
        self.open(Spot {
            x: f64::from(event.client_x()),
            y: f64::from(event.client_y()),
        });
    }

    /// A key on the message itself.
    pub fn keys(self, event: &ev::KeyboardEvent) {
        let itself = event.target() == event.current_target();
        if itself && event.key() == "Enter" && !event.is_composing() {
            event.prevent_default();
            let item = event
                .current_target()
                .and_then(|item| item.dyn_into::<web_sys::Element>().ok());
            if let Some(item) = item {
                self.open(Spot::below(&item));
            }
        }
    }

    fn open(self, spot: Spot) {
        let Some(message) = self.message.try_get_untracked() else {
            return;
        };
        if message.deleted_at.is_none() {
            self.here.menu.set(Some(Opened { message, spot }));
        }
    }
}

fn is_on(event: &web_sys::Event, controls: &str) -> bool {
    let target = event
        .target()
        .and_then(|target| target.dyn_into::<web_sys::Element>().ok());
    target.is_some_and(|target| target.closest(controls).ok().flatten().is_some())
}
