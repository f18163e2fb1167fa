//! A file of the server that is put into the reader's downloads.

use leptos::{prelude::*, task::spawn_local};

use crate::{
    client::SignedIn,
    device,
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
    #[prop(into)]
    path: String,
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
    let path = StoredValue::new(path);
    let fetch = move |()| {
        busy.set(true);
        spawn_local(async move {
            let path = path.get_value();
            match client.download(&path, &query()).await {
                Ok(text) => device::hand_over(name, &text),
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
