//! Network and tab come and go: the connection is looked at when they do. And what other tabs do is heard.

use leptos::prelude::*;
use wasm_bindgen::{JsCast, closure::Closure};

use super::Live;
use crate::device;

impl Live {
    /// Network and tab come and go.
    pub(super) fn listen_to_the_device(self) {
        let heard = Closure::<dyn FnMut()>::new(move || {
            let online = window().navigator().on_line();
            if self.online.get_untracked() != online {
                self.online.set(online);
            }
            if self.nudge() {
                // An old pulse says nothing after the device slept.
                self.doubt();
                self.tick();
            }
        });
        for event in ["online", "offline", "focus", "pageshow"] {
            drop(window().add_event_listener_with_callback(event, heard.as_ref().unchecked_ref()));
        }
        drop(document().add_event_listener_with_callback("visibilitychange", heard.as_ref().unchecked_ref()));
        device::hear_other_tabs(move |name, word| self.hear_other_tab(name, word));
        // Lives as long as the page.
        heard.forget();
    }
}
