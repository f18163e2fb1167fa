//! Where the keyboard and the screen reader go on when a page or a step is replaced by another.

use leptos::prelude::*;
use leptos_router::hooks::use_location;
use wasm_bindgen::JsCast;

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
        if let Some(heading) = heading.and_then(|heading| heading.dyn_into::<web_sys::HtmlElement>().ok()) {
            // A heading with a tabindex can take the focus.
            drop(heading.focus());
        }
    });
}
