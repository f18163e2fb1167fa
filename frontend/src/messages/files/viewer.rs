//! A picture over the whole screen.

use domain::messaging::attachment::Attachment;
use leptos::{ev, html, prelude::*};

use crate::{
    i18n::{key, say, say_with, t},
    lazy,
    messages::files::size::stem,
    ui::{
        icon::{Glyph, Icon},
        icon_button::IconButton,
    },
};

/// The pictures of a message, and which of them is open; `Copy`, like a signal.
#[derive(Debug, Clone, Copy)]
pub struct Viewing {
    pictures: StoredValue<Vec<Attachment>>,
    /// The one that was pressed.
    pub open: RwSignal<Option<usize>>,
}

impl Viewing {
    /// In the order of the author.
    pub fn of(pictures: Vec<Attachment>) -> Self {
        Self {
            pictures: StoredValue::new(pictures),
            open: RwSignal::new(None),
        }
    }

    /// Where an open picture appears; what shows it is fetched when the first one is pressed.
    pub fn place(self) -> impl IntoView {
        provide_context(self);
        let close = Callback::new(move |()| self.open.set(None));
        lazy::viewer(Signal::derive(move || self.open.get().is_some()), close)
    }
}

/// The open picture, if one is.
#[component]
pub fn OpenViewer() -> impl IntoView {
    let viewing = expect_context::<Viewing>();
    move || {
        let first = viewing.open.get()?;
        Some(view! { <Viewer viewing=viewing first=first /> })
    }
}

/// The pictures of a message, one at a time; arrows lead on, Escape closes.
#[component]
fn Viewer(viewing: Viewing, first: usize) -> impl IntoView {
    let node = NodeRef::<html::Dialog>::new();
    let pictures = viewing.pictures;
    let count = pictures.with_value(Vec::len);
    let at = RwSignal::new(first.min(count.saturating_sub(1)));
    let picture = Memo::new(move |_| pictures.with_value(|pictures| pictures.get(at.get()).cloned()));
    Effect::new(move || {
        if let Some(dialog) = node.get() {
            // Fails only for a dialog that is not in the page.
            drop(dialog.show_modal());
        }
    });
    let on_key = move |event: ev::KeyboardEvent| {
        let way = match event.key().as_str() {
            "ArrowRight" => Way::On,
            "ArrowLeft" => Way::Back,
            _ => return,
        };
        at.update(|at| *at = way.from(*at, count));
    };
    let of = move |field: fn(&Attachment) -> String| picture.with(|picture| picture.as_ref().map(field));
    let step = move |way: Way| (count > 1).then(|| view! { <Step way=way at=at count=count /> });
    view! {
        <dialog
            node_ref=node
            class="viewer"
            aria-label=move || say(key::MESSAGES_PICTURE)
            on:close=move |_| viewing.open.set(None)
            on:keydown=on_key
        >
            <Head viewing=viewing picture=picture at=at count=count />
            <div class="viewer-stage">
                {step(Way::Back)}
                <img
                    class="viewer-picture"
                    src=move || of(|picture| picture.url.clone())
                    alt=move || of(|picture| stem(&picture.name).to_owned())
                />
                {step(Way::On)}
            </div>
        </dialog>
    }
}

/// Which picture it is, how to keep it, and the way out.
#[component]
fn Head(viewing: Viewing, picture: Memo<Option<Attachment>>, at: RwSignal<usize>, count: usize) -> impl IntoView {
    let name = move || picture.with(|picture| picture.as_ref().map(|picture| picture.name.clone()));
    let place = move || {
        let place = u32::try_from(at.get() + 1).unwrap_or_default();
        let count = u32::try_from(count).unwrap_or_default();
        say_with(
            key::MESSAGES_PICTURE_OF,
            [("place", place.into()), ("count", count.into())],
        )
    };
    view! {
        <div class="viewer-head">
            <p class="viewer-name" role="status">
                {name}
                {(count > 1).then(|| view! { <span class="numbers">{place}</span> })}
            </p>
            <a
                class="icon-button"
                rel="external"
                href=move || picture.with(|picture| picture.as_ref().map(|picture| picture.url.clone()))
                download=name
                aria-label=t(key::MESSAGES_FILE_KEEP)
                title=t(key::MESSAGES_FILE_KEEP)
            >
                <Icon glyph=Glyph::Download />
            </a>
            <IconButton glyph=Glyph::X label=t(key::ACTION_CLOSE) on_press=move |()| viewing.open.set(None) />
        </div>
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Way {
    Back,
    On,
}

impl Way {
    /// Where it leads from a picture.
    fn from(self, at: usize, count: usize) -> usize {
        match self {
            Self::Back => at.saturating_sub(1),
            Self::On => (at + 1).min(count.saturating_sub(1)),
        }
    }
}

/// To the picture before or after.
#[component]
fn Step(way: Way, at: RwSignal<usize>, count: usize) -> impl IntoView {
    let (glyph, words) = match way {
        Way::Back => (Glyph::ChevronLeft, key::MESSAGES_PICTURE_BEFORE),
        Way::On => (Glyph::ChevronRight, key::MESSAGES_PICTURE_AFTER),
    };
    view! {
        <IconButton
            glyph=glyph
            label=t(words)
            disabled=Signal::derive(move || way.from(at.get(), count) == at.get())
            on_press=move |()| at.update(|at| *at = way.from(*at, count))
        />
    }
}
