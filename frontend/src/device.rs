//! What this device remembers, and what it can tell: local storage, appearance, connection.

use leptos::prelude::*;
use wasm_bindgen::{JsCast, closure::Closure};

/// Keeps a word on this device. Where storage is forbidden (private windows) the choice lasts as long as the page.
pub fn remember(name: &str, value: &str) {
    if let Ok(Some(storage)) = window().local_storage() {
        drop(storage.set_item(name, value));
    }
}

/// A word kept on this device.
pub fn recall(name: &str) -> Option<String> {
    window().local_storage().ok()??.get_item(name).ok()?
}

/// Forgets a word.
pub fn forget(name: &str) {
    if let Ok(Some(storage)) = window().local_storage() {
        drop(storage.remove_item(name));
    }
}

/// Whether the browser believes that there is a network; follows its `online` and `offline` events.
pub fn online() -> ReadSignal<bool> {
    let (online, set_online) = signal(window().navigator().on_line());
    for (event, now) in [("online", true), ("offline", false)] {
        let heard = Closure::<dyn FnMut()>::new(move || set_online.set(now));
        drop(window().add_event_listener_with_callback(event, heard.as_ref().unchecked_ref()));
        // Lives as long as the page.
        heard.forget();
    }
    online
}
