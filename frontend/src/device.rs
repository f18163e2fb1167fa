//! What this device remembers, and what it can tell: local storage, appearance, connection.

use leptos::prelude::*;
use wasm_bindgen::{JsCast, JsValue, closure::Closure};

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

/// What is kept on this device under names that begin so: the rest of each name, and the word.
pub fn recall_all(beginning: &str) -> Vec<(String, String)> {
    let Ok(Some(storage)) = window().local_storage() else {
        return Vec::new();
    };
    let names = (0..storage.length().unwrap_or_default()).filter_map(|place| storage.key(place).ok().flatten());
    names
        .filter_map(|name| {
            let rest = name.strip_prefix(beginning)?.to_owned();
            Some((rest, storage.get_item(&name).ok().flatten()?))
        })
        .collect()
}

/// Hears what other tabs of this device keep and forget, as long as the page lives: the name, and the word if it is kept.
pub fn hear_other_tabs(hear: impl Fn(&str, Option<String>) + 'static) {
    let heard = Closure::<dyn FnMut(web_sys::StorageEvent)>::new(move |event: web_sys::StorageEvent| {
        if let Some(name) = event.key() {
            hear(&name, event.new_value());
        }
    });
    drop(window().add_event_listener_with_callback("storage", heard.as_ref().unchecked_ref()));
    heard.forget();
}

/// A number as the browser writes it: Rust's own way would be a fortieth of what a phone downloads at the start.
pub fn written(number: f64) -> String {
    String::from(js_sys::Object::from(JsValue::from_f64(number)).to_string())
}

/// The number that was written; `None` for anything else.
pub fn number(text: &str) -> Option<f64> {
    let number = js_sys::Number::parse_float(text);
    (!number.is_nan()).then_some(number)
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

/// Gives a text to the reader as a file: a link that is pressed at once; the browser asks where to put it, or has its own place.
pub fn hand_over(name: &str, text: &str) {
    // the browser has taken the mark away that tells a spreadsheet how the letters are written
    let parts = js_sys::Array::of2(&"\u{feff}".into(), &text.into());
    let Ok(blob) = web_sys::Blob::new_with_str_sequence(&parts) else {
        return;
    };
    let Ok(url) = web_sys::Url::create_object_url_with_blob(&blob) else {
        return;
    };
    let link = document()
        .create_element("a")
        .ok()
        .and_then(|link| link.dyn_into::<web_sys::HtmlAnchorElement>().ok());
    if let Some(link) = link {
        link.set_href(&url);
        link.set_download(name);
        link.click();
    }
    // the click has taken hold of the file
    drop(web_sys::Url::revoke_object_url(&url));
}
