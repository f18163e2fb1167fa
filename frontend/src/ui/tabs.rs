//! Tabs of the binder: several sheets in one place.

use leptos::{ev, html, prelude::*};
use wasm_bindgen::JsCast;

use crate::ui::field::fresh_id;

/// A row of tabs; the sheet below is the caller's, chosen by `chosen`. Left and right arrows move between the tabs.
#[component]
pub fn Tabs(
    /// What the tabs are about.
    #[prop(into)]
    label: Signal<String>,
    /// The words of the tabs.
    tabs: Vec<Signal<String>>,
    /// Which one is open, from 0.
    chosen: RwSignal<usize>,
    /// The sheet of the open tab.
    children: Children,
) -> impl IntoView {
    let id = fresh_id("tabs");
    let list = NodeRef::<html::Div>::new();
    let count = tabs.len();
    let on_key = move |event: ev::KeyboardEvent| {
        let now = chosen.get_untracked();
        let next = match event.key().as_str() {
            "ArrowRight" => (now + 1) % count,
            "ArrowLeft" => (now + count - 1) % count,
            "Home" => 0,
            "End" => count - 1,
            _ => return,
        };
        event.prevent_default();
        chosen.set(next);
        let tab = list
            .get_untracked()
            .and_then(|list| list.children().item(u32::try_from(next).ok()?));
        if let Some(tab) = tab.and_then(|tab| tab.dyn_into::<web_sys::HtmlElement>().ok()) {
            // A button can always take the focus.
            drop(tab.focus());
        }
    };
    let buttons = tabs
        .into_iter()
        .enumerate()
        .map(|(place, words)| {
            let open = move || chosen.get() == place;
            view! {
                <button
                    type="button"
                    role="tab"
                    id=format!("{id}-{place}")
                    aria-controls=format!("{id}-sheet")
                    aria-selected=move || open().to_string()
                    tabindex=move || if open() { "0" } else { "-1" }
                    on:click=move |_| chosen.set(place)
                >
                    {words}
                </button>
            }
        })
        .collect_view();
    let labelled = {
        let id = id.clone();
        move || format!("{id}-{}", chosen.get())
    };
    view! {
        <div class="tabs" role="tablist" aria-label=label node_ref=list on:keydown=on_key>
            {buttons}
        </div>
        <div role="tabpanel" id=format!("{id}-sheet") aria-labelledby=labelled>{children()}</div>
    }
}
