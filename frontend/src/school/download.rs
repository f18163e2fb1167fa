//! A file of the server that is put into the reader's downloads.

use leptos::{prelude::*, task::spawn_local};
use wasm_bindgen::JsCast;

use crate::{
    client::SignedIn,
    i18n::{key, t},
    ui::{
        button::{Button, Look},
        icon::Glyph,
        toasts::Toasts,
    },
};

/// Fetches the file first and hands it over then, so that a refusal is told on the page, and a proof of identity asked for.
#[component]
pub fn Download<Q>(
    /// The path under `/api/v1`.
    path: &'static str,
    /// The name of the file.
    name: &'static str,
    /// The query, read when the button is pressed.
    query: Q,
) -> impl IntoView
where
    Q: Fn() -> Vec<(&'static str, String)> + Copy + Send + Sync + 'static,
{
    let (client, toasts) = (SignedIn::here(), Toasts::here());
    let busy = RwSignal::new(false);
    let fetch = move |()| {
        busy.set(true);
        spawn_local(async move {
            match client.download(path, &query()).await {
                Ok(text) => hand_over(name, &text),
                Err(failure) => toasts.failed(&failure),
            }
            busy.try_set(false);
        });
    };
    view! {
        <Button look=Look::Second glyph=Glyph::ArrowDown busy=busy on_press=fetch>
            {t(key::LIST_DOWNLOAD)}
        </Button>
    }
}

/// A link to the text that is pressed at once; the browser asks where to put it, or has its own place.
fn hand_over(name: &str, text: &str) {
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
