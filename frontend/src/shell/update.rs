//! A newer version of the application is on the server: says so, and leaves the moment to the reader.

use gloo_net::http::Request;
use gloo_timers::future::TimeoutFuture;
use leptos::{prelude::*, task::spawn_local};

use crate::{
    i18n::{key, t},
    ui::{
        banner::Banner,
        button::{Button, Look},
        icon::Glyph,
        module::Module,
    },
};

/// How often the server is asked, in milliseconds: every half hour.
const PAUSE: u32 = 30 * 60 * 1000;

/// A strip at the top when the server has another version than this page.
#[component]
pub fn UpdateBanner() -> impl IntoView {
    let newer = RwSignal::new(false);
    spawn_local(async move {
        while !newer.get_untracked() {
            TimeoutFuture::new(PAUSE).await;
            if is_newer().await.unwrap_or(false) {
                newer.set(true);
            }
        }
    });
    view! {
        <div role="status">
            <Show when=move || newer.get()>
                <Banner glyph=Glyph::RefreshCw module=Module::Messages top=true>
                    <p>{t(key::UPDATE_READY)}</p>
                    <Button look=Look::Quiet on_press=|()| reload()>
                        {t(key::UPDATE_RELOAD)}
                    </Button>
                </Banner>
            </Show>
        </div>
    }
}

/// Loads the page again, and with it the version on the server.
pub fn reload() {
    // A page can always be loaded again.
    drop(window().location().reload());
}

/// Compares the name of the start script, which holds a hash of the application, with the one on the server.
pub async fn is_newer() -> Option<bool> {
    let mine = document()
        .query_selector("script[type=module]")
        .ok()??
        .get_attribute("src")?;
    let page = Request::get("/")
        .send()
        .await
        .ok()
        .filter(gloo_net::http::Response::ok)?
        .text()
        .await
        .ok()?;
    // Something else than our page, such as the sign-in page of a hotel, says nothing about versions.
    page.contains("/start-").then(|| !page.contains(&mine))
}
