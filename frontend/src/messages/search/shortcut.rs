//! `/` leads to the search field of a page. It can be switched off, for those who speak to their browser (WCAG 2.1.4).

use leptos::{ev, prelude::*};
use wasm_bindgen::JsCast;
use web_sys::{HtmlElement, HtmlInputElement};

use crate::{
    device,
    i18n::{key, t},
    ui::checkbox::Checkbox,
};

/// Where the choice is kept.
const NAME: &str = "ecolehub.slash";

/// Takes the reader to this field when `/` is pressed anywhere but in a field, for as long as the page is there.
pub fn focus_on_slash(field: &'static str) {
    let handle = window_event_listener(ev::keydown, move |event| {
        let with_others = event.ctrl_key() || event.meta_key() || event.alt_key();
        if event.key() != "/" || with_others || !is_on() || is_writing() {
            return;
        }
        let found = document().get_element_by_id(field);
        let Some(field) = found.and_then(|field| field.dyn_into::<HtmlInputElement>().ok()) else {
            return;
        };
        event.prevent_default();
        // a field that is hidden takes no focus
        drop(field.focus());
        field.select();
    });
    on_cleanup(move || handle.remove());
}

fn is_on() -> bool {
    device::recall(NAME).as_deref() != Some("off")
}

fn is_writing() -> bool {
    let Some(element) = document().active_element() else {
        return false;
    };
    let is_field = matches!(element.tag_name().as_str(), "INPUT" | "TEXTAREA" | "SELECT");
    is_field
        || element
            .dyn_ref::<HtmlElement>()
            .is_some_and(HtmlElement::is_content_editable)
}

/// Whether `/` leads to the search.
#[component]
pub fn SlashSetting() -> impl IntoView {
    let on = RwSignal::new(is_on());
    // keeps the choice on the device: that is what effects are for
    Effect::new(move |before: Option<bool>| {
        let now = on.get();
        if before.is_some_and(|before| before != now) {
            device::remember(NAME, if now { "on" } else { "off" });
        }
        now
    });
    view! {
        <div class="search-slash">
            <Checkbox checked=on label=t(key::SEARCH_SLASH) />
        </div>
    }
}
