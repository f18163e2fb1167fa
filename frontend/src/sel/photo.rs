//! The picture of an offer or a request: chosen, uploaded at once, taken off again.

use domain::messaging::attachment::Attachment;
use leptos::{html, prelude::*, task::spawn_local};
use uuid::Uuid;
use web_sys::File;

use crate::{
    client::SignedIn,
    i18n::{key, t},
    ui::{
        button::{Button, Look},
        icon::Glyph,
        toasts::Toasts,
    },
};

/// What may be chosen.
const TAKEN: &str = "image/jpeg,image/png,image/webp";

/// The picture with its buttons.
#[component]
pub fn PhotoField(
    /// The picture.
    photo: RwSignal<Option<Attachment>>,
) -> impl IntoView {
    let (client, toasts) = (SignedIn::here(), Toasts::here());
    let node = NodeRef::<html::Input>::new();
    let busy = RwSignal::new(false);
    let send = move |file: File| {
        busy.set(true);
        spawn_local(async move {
            if let Some(upload) = client.upload(&file, &Uuid::now_v7().to_string(), |_| {}) {
                match client.uploaded(upload).await {
                    Ok(uploaded) => {
                        photo.try_set(Some(uploaded));
                    }
                    Err(failure) => toasts.failed(&failure),
                }
            }
            busy.try_set(false);
        });
    };
    let chosen = move |_| {
        let Some(input) = node.get_untracked() else { return };
        if let Some(file) = input.files().and_then(|files| files.get(0)) {
            send(file);
        }
        // The same file may be chosen again.
        input.set_value("");
    };
    let press = move |()| {
        if let Some(input) = node.get_untracked() {
            input.click();
        }
    };
    view! {
        {move || photo.get().map(|photo| view! { <Photo photo=photo /> })}
        <div class="cluster">
            <Button look=Look::Second glyph=Glyph::Camera busy=busy on_press=press>
                {move || t(if photo.with(Option::is_some) { key::SEL_PHOTO_OTHER } else { key::SEL_PHOTO_ADD })()}
            </Button>
            <Show when=move || photo.with(Option::is_some)>
                <Button look=Look::Quiet glyph=Glyph::X on_press=move |()| photo.set(None)>{t(key::SEL_PHOTO_OFF)}</Button>
            </Show>
        </div>
        <input node_ref=node type="file" class="visually-hidden" tabindex="-1" aria-hidden="true" accept=TAKEN on:change=chosen />
    }
}

/// The picture itself, for the eye: what matters stands in words beside it.
#[component]
pub fn Photo(
    /// The picture.
    photo: Attachment,
) -> impl IntoView {
    let source = photo.thumbnail_url.unwrap_or(photo.url);
    view! {
        <img
            class="service-photo"
            src=source
            alt=""
            loading="lazy"
            decoding="async"
            width=photo.width.map(|width| width.to_string())
            height=photo.height.map(|height| height.to_string())
        />
    }
}
