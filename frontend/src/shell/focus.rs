//! Where the keyboard and the screen reader go on when a page or a step is replaced by another.

use std::cell::Cell;

use leptos::prelude::*;
use leptos_router::hooks::use_location;
use wasm_bindgen::JsCast;

thread_local! {
    /// A page was gone to that has no heading yet, because it is still being fetched.
    static LATE: Cell<bool> = const { Cell::new(false) };
}

/// Gives the focus to the heading of the new page.
#[component]
pub fn FocusFollowsPage() -> impl IntoView {
    let location = use_location();
    Effect::new(move |before: Option<String>| {
        let now = location.pathname.get();
        if before.is_some_and(|before| before != now) {
            on_heading();
        }
        now
    });
}

/// Gives the focus to the page's heading as soon as the page stands.
pub fn on_heading() {
    request_animation_frame(|| {
        let heading = document().query_selector("main h1, h1").ok().flatten();
        LATE.set(heading.is_none());
        if let Some(heading) = heading.and_then(|heading| heading.dyn_into::<web_sys::HtmlElement>().ok()) {
            // A heading with a tabindex can take the focus.
            drop(heading.focus());
        }
    });
}

/// The page that was gone to has come now; one that was opened directly leaves the focus where the browser puts it.
pub fn on_late_heading() {
    if LATE.take() {
        on_heading();
    }
}

/// Gives the focus to the field with this name as soon as it stands, when a step asks for something else than the one before.
pub fn on_field(name: &'static str) {
    request_animation_frame(move || {
        let field = document().query_selector(&format!("[name='{name}']")).ok().flatten();
        if let Some(field) = field.and_then(|field| field.dyn_into::<web_sys::HtmlElement>().ok()) {
            // A field can always take the focus.
            drop(field.focus());
        }
    });
}
