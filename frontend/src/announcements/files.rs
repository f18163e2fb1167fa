//! Pictures and documents of an announcement: hung on it while it is written, opened or kept by its readers.

use domain::messaging::attachment::Attachment;
use leptos::{html, prelude::*, task::spawn_local};
use uuid::Uuid;
use web_sys::File;

use crate::{
    client::SignedIn,
    i18n::{key, say_with, t},
    ui::{
        button::{Button, Look},
        icon::{Glyph, Icon},
        icon_button::IconButton,
        toasts::Toasts,
    },
};

/// What may be chosen.
const TAKEN: &str = "image/jpeg,image/png,image/webp,image/gif,.jpg,.jpeg,.png,.webp,.gif,.pdf,.docx,.xlsx,.pptx,.odt,.ods,.odp,.txt,.csv";

/// The files as links.
#[component]
pub fn Attachments(
    /// The files.
    files: Vec<Attachment>,
) -> impl IntoView {
    (!files.is_empty()).then(|| {
        let links = files
            .into_iter()
            .map(|file| {
                view! {
                    <li>
                        <a href=file.url target="_blank" rel="noopener" class="attachment-link">
                            <Icon glyph=Glyph::Paperclip />
                            <span>{file.name}</span>
                        </a>
                    </li>
                }
            })
            .collect_view();
        view! { <ul class="attachments" aria-label=t(key::ANNOUNCEMENT_FILES)>{links}</ul> }
    })
}

/// Chooses files, which are uploaded at once; each can be taken off again.
#[component]
pub fn FileFields(
    /// What hangs on it.
    files: RwSignal<Vec<Attachment>>,
) -> impl IntoView {
    let (client, toasts) = (SignedIn::here(), Toasts::here());
    let node = NodeRef::<html::Input>::new();
    let on_its_way = RwSignal::new(0_u32);
    let send = move |file: File| {
        on_its_way.update(|count| *count += 1);
        spawn_local(async move {
            let upload = client.upload(&file, &Uuid::now_v7().to_string(), |_| {});
            if let Some(upload) = upload {
                match client.uploaded(upload).await {
                    Ok(attachment) => {
                        files.try_update(|files| files.push(attachment));
                    }
                    Err(failure) => toasts.failed(&failure),
                }
            }
            on_its_way.try_update(|count| *count = count.saturating_sub(1));
        });
    };
    let chosen = move |_| {
        let Some(input) = node.get_untracked() else { return };
        if let Some(list) = input.files() {
            (0..list.length()).filter_map(|at| list.get(at)).for_each(send);
        }
        // The same file may be chosen again.
        input.set_value("");
    };
    let press = move |()| {
        if let Some(input) = node.get_untracked() {
            input.click();
        }
    };
    let busy = Signal::derive(move || on_its_way.get() > 0);
    view! {
        <Chosen files=files />
        <div>
            <Button look=Look::Second glyph=Glyph::Paperclip busy=busy on_press=press>{t(key::ANNOUNCEMENT_FILE_ADD)}</Button>
        </div>
        <input
            node_ref=node
            type="file"
            class="visually-hidden"
            tabindex="-1"
            aria-hidden="true"
            multiple
            accept=TAKEN
            on:change=chosen
        />
    }
}

/// What hangs on it so far.
#[component]
fn Chosen(files: RwSignal<Vec<Attachment>>) -> impl IntoView {
    let rows = move || {
        files
            .get()
            .into_iter()
            .map(|file| {
                let (id, name) = (file.id, file.name.clone());
                let label = move || say_with(key::ANNOUNCEMENT_FILE_REMOVE, [("name", name.clone().into())]);
                let remove = move |()| files.update(|files| files.retain(|one| one.id != id));
                view! {
                    <li>
                        <Icon glyph=Glyph::Paperclip />
                        <span>{file.name}</span>
                        <IconButton glyph=Glyph::X label=Signal::derive(label) on_press=remove />
                    </li>
                }
            })
            .collect_view()
    };
    view! { <ul class="attachments" hidden=move || files.with(Vec::is_empty)>{rows}</ul> }
}
