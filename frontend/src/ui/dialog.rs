//! A question on top of the page.

use leptos::{html, prelude::*};
use wasm_bindgen::JsCast;

use crate::{
    i18n::{key, t},
    ui::{field::fresh_id, icon::Glyph, icon_button::IconButton},
};

/// A dialog on the native element: the browser keeps the focus inside, closes it on Escape and gives the focus back.
/// Its content is made anew each time it opens.
#[component]
pub fn Dialog(
    /// Whether it is open.
    open: RwSignal<bool>,
    /// Its heading.
    #[prop(into)]
    title: Signal<String>,
    /// Its content; put the buttons into a `.dialog-actions`.
    children: ChildrenFn,
) -> impl IntoView {
    let node = NodeRef::<html::Dialog>::new();
    let heading = fresh_id("dialog");
    let labelled = heading.clone();
    Effect::new(move || {
        let Some(dialog) = node.get() else { return };
        if open.get() && !dialog.open() {
            // Fails only for a dialog that is not in the page.
            drop(dialog.show_modal());
        } else if !open.get() && dialog.open() {
            dialog.close();
        }
    });
    let children = StoredValue::new(children);
    view! {
        <dialog
            node_ref=node
            class="dialog"
            aria-labelledby=labelled
            on:close=move |_| open.set(false)
            on:mousedown=move |event| {
                // Only its backdrop is the dialog itself; everything else is inside a child.
                let on_backdrop = event.target().is_some_and(|target| target.has_type::<web_sys::HtmlDialogElement>());
                if on_backdrop {
                    open.set(false);
                }
            }
        >
            <Show when=move || open.get()>
                <div class="dialog-body">{children.with_value(|children| children())}</div>
            </Show>
            <div class="dialog-head">
                <h2 id=heading>{title}</h2>
                <IconButton glyph=Glyph::X label=t(key::ACTION_CLOSE) on_press=move |()| open.set(false) />
            </div>
        </dialog>
    }
}
