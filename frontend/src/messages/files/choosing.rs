//! Ways to add files: choose, take a photo, drop, paste.

use leptos::{ev, html, prelude::*};
use web_sys::{File, FileList};

use crate::{
    client::SignedIn,
    i18n::{key, t},
    messages::files::uploads::Uploads,
    ui::{
        icon::{Glyph, Icon},
        icon_button::IconButton,
    },
};

/// What may be chosen. Pictures by their exact types: then an iPhone gives its photos as JPEG.
const TAKEN: &str = "image/jpeg,image/png,image/webp,image/gif,.jpg,.jpeg,.png,.webp,.gif,.pdf,.docx,.xlsx,.pptx,.odt,.ods,.odp,.txt,.csv";

/// Chooses files; on a phone also takes a photo.
#[component]
pub fn ChooseButtons(
    /// Where they go.
    uploads: Uploads,
) -> impl IntoView {
    let client = SignedIn::here();
    let (files, photo) = (NodeRef::<html::Input>::new(), NodeRef::<html::Input>::new());
    let chosen = move |node: NodeRef<html::Input>| {
        let Some(input) = node.get_untracked() else { return };
        uploads.add(client, input.files().map(all).unwrap_or_default());
        // The same file may be chosen again.
        input.set_value("");
    };
    let press = |node: NodeRef<html::Input>| {
        if let Some(input) = node.get_untracked() {
            input.click();
        }
    };
    view! {
        <div class="composer-attach">
            <IconButton glyph=Glyph::Paperclip label=t(key::MESSAGES_ATTACH) on_press=move |()| press(files) />
            {is_phone().then(|| view! {
                <IconButton glyph=Glyph::Camera label=t(key::MESSAGES_PHOTO) on_press=move |()| press(photo) />
            })}
            <input
                node_ref=files
                type="file"
                class="visually-hidden"
                tabindex="-1"
                aria-hidden="true"
                multiple
                accept=TAKEN
                on:change=move |_| chosen(files)
            />
            <input
                node_ref=photo
                type="file"
                class="visually-hidden"
                tabindex="-1"
                aria-hidden="true"
                accept="image/jpeg"
                capture="environment"
                on:change=move |_| chosen(photo)
            />
        </div>
    }
}

/// Takes what is dropped anywhere on the page or pasted into the message.
#[component]
pub fn DropPlace(
    /// Where they go.
    uploads: Uploads,
) -> impl IntoView {
    let client = SignedIn::here();
    let over = RwSignal::new(0_i32);
    let has_files = |event: &ev::DragEvent| {
        event
            .data_transfer()
            .is_some_and(|data| data.types().includes(&"Files".into(), 0))
    };
    let listeners = [
        window_event_listener(ev::dragenter, move |event| {
            if has_files(&event) {
                event.prevent_default();
                over.update(|over| *over += 1);
            }
        }),
        window_event_listener(ev::dragover, move |event| {
            if has_files(&event) {
                event.prevent_default();
            }
        }),
        window_event_listener(ev::dragleave, move |event| {
            if has_files(&event) {
                over.update(|over| *over = (*over - 1).max(0));
            }
        }),
        window_event_listener(ev::drop, move |event| {
            over.set(0);
            let dropped = event
                .data_transfer()
                .and_then(|data| data.files())
                .map(all)
                .unwrap_or_default();
            if !dropped.is_empty() {
                event.prevent_default();
                uploads.add(client, dropped);
            }
        }),
        window_event_listener(ev::paste, move |event| {
            let pasted = event
                .clipboard_data()
                .and_then(|data| data.files())
                .map(all)
                .unwrap_or_default();
            if !pasted.is_empty() {
                event.prevent_default();
                uploads.add(client, pasted);
            }
        }),
    ];
    on_cleanup(move || {
        for listener in listeners {
            listener.remove();
        }
        uploads.leave();
    });
    view! {
        <Show when=move || { over.get() > 0 }>
            <div class="drop-place">
                <Icon glyph=Glyph::Paperclip />
                <span>{t(key::MESSAGES_DROP)}</span>
            </div>
        </Show>
    }
}

fn all(files: FileList) -> Vec<File> {
    (0..files.length()).filter_map(|index| files.get(index)).collect()
}

/// Whether there is a camera in the hand.
fn is_phone() -> bool {
    window()
        .match_media("(pointer: coarse)")
        .ok()
        .flatten()
        .is_some_and(|query| query.matches())
}
