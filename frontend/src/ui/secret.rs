//! Something that is shown once and must be kept: a code, a token.

use leptos::{prelude::*, task::spawn_local};
use wasm_bindgen_futures::JsFuture;

use crate::{
    i18n::{key, say, t},
    ui::{
        button::{Button, Look},
        icon::Glyph,
    },
};

/// A text to keep, in a frame of its own; pressing on it selects all of it.
#[component]
pub fn Secret(
    /// The text.
    #[prop(into)]
    text: String,
) -> impl IntoView {
    // A long one is a thing to copy, and need not be read aloud on the phone.
    let class = if text.len() > 20 {
        "secret-code secret-long"
    } else {
        "secret-code"
    };
    view! { <p class=class>{text}</p> }
}

/// Puts a text on the clipboard, and says beside the button whether it is there: what lies under an open dialog is not read out.
#[component]
pub fn CopyButton(
    /// The text.
    #[prop(into)]
    text: String,
) -> impl IntoView {
    let copied = RwSignal::new(None::<bool>);
    let copy = move |()| {
        let copying = window().navigator().clipboard().write_text(&text);
        spawn_local(async move {
            let done = JsFuture::from(copying).await.is_ok();
            // The dialog may be closed by now.
            copied.try_set(Some(done));
        });
    };
    let news = move || {
        copied
            .get()
            .map(|done| say(if done { key::COPY_DONE } else { key::COPY_FAILED }))
    };
    view! {
        <Button look=Look::Second glyph=Glyph::Copy on_press=copy>
            {t(key::COPY_ACTION)}
        </Button>
        <span class="muted small" role="status">{news}</span>
    }
}
