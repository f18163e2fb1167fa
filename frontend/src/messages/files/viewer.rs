//! A picture over the whole screen.

use domain::messaging::attachment::Attachment;
use leptos::{ev, html, prelude::*};

use crate::{
    i18n::{key, say, say_with, t},
    messages::files::size::stem,
    ui::{
        icon::{Glyph, Icon},
        icon_button::IconButton,
    },
};

/// The pictures of a message, one at a time; arrows lead on, Escape closes.
#[component]
pub fn Viewer(
    /// In the order of the author.
    pictures: Vec<Attachment>,
    /// Which one comes first.
    first: usize,
    /// It was closed.
    #[prop(into)]
    on_close: Callback<()>,
) -> impl IntoView {
    let node = NodeRef::<html::Dialog>::new();
    let count = pictures.len();
    let pictures = StoredValue::new(pictures);
    let at = RwSignal::new(first.min(count.saturating_sub(1)));
    let picture = Memo::new(move |_| pictures.with_value(|pictures| pictures.get(at.get()).cloned()));
    Effect::new(move || {
        if let Some(dialog) = node.get() {
            // Fails only for a dialog that is not in the page.
            drop(dialog.show_modal());
        }
    });
    let step = move |on: bool| {
        at.update(|at| {
            *at = if on {
                (*at + 1).min(count - 1)
            } else {
                at.saturating_sub(1)
            };
        });
    };
    let on_key = move |event: ev::KeyboardEvent| match event.key().as_str() {
        "ArrowRight" => step(true),
        "ArrowLeft" => step(false),
        _ => {}
    };
    let of = move |field: fn(&Attachment) -> String| picture.with(|picture| picture.as_ref().map(field));
    let name = move || of(|picture| picture.name.clone());
    view! {
        <dialog
            node_ref=node
            class="viewer"
            aria-label=move || say(key::MESSAGES_PICTURE)
            on:close=move |_| on_close.run(())
            on:keydown=on_key
        >
            <div class="viewer-head">
                <p class="viewer-name" role="status">
                    {name}
                    {(count > 1).then(|| view! {
                        <span class="numbers">{move || {
                            let place = u32::try_from(at.get() + 1).unwrap_or_default();
                            let count = u32::try_from(count).unwrap_or_default();
                            say_with(key::MESSAGES_PICTURE_OF, [("place", place.into()), ("count", count.into())])
                        }}</span>
                    })}
                </p>
                <a
                    class="icon-button"
                    rel="external"
                    href=move || of(|picture| picture.url.clone())
                    download=name
                    aria-label=t(key::MESSAGES_FILE_KEEP)
                    title=t(key::MESSAGES_FILE_KEEP)
                >
                    <Icon glyph=Glyph::Download />
                </a>
                <IconButton glyph=Glyph::X label=t(key::ACTION_CLOSE) on_press=move |()| on_close.run(()) />
            </div>
            <div class="viewer-stage">
                {(count > 1).then(|| view! {
                    <IconButton
                        glyph=Glyph::ChevronLeft
                        label=t(key::MESSAGES_PICTURE_BEFORE)
                        disabled=Signal::derive(move || at.get() == 0)
                        on_press=move |()| step(false)
                    />
                })}
                <img
                    class="viewer-picture"
                    src=move || of(|picture| picture.url.clone())
                    alt=move || of(|picture| stem(&picture.name).to_owned())
                />
                {(count > 1).then(|| view! {
                    <IconButton
                        glyph=Glyph::ChevronRight
                        label=t(key::MESSAGES_PICTURE_AFTER)
                        disabled=Signal::derive(move || at.get() + 1 == count)
                        on_press=move |()| step(true)
                    />
                })}
            </div>
        </dialog>
    }
}
