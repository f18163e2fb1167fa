//! The pictures and documents of a message.

use domain::messaging::attachment::Attachment;
use leptos::prelude::*;

use crate::{
    i18n::{key, say_with},
    messages::files::{
        blurred::Blurred,
        size::{self, stem},
        viewer::Viewing,
    },
    ui::icon::{Glyph, Icon},
};

/// The longest side of a picture that stands alone, in pixels.
const ALONE: i32 = 300;
/// How wide and how high such a picture is at least.
const LEAST: i32 = 96;

/// Pictures in a grid, documents in rows below.
#[component]
pub fn AttachmentList(
    /// In the order of the author.
    files: Vec<Attachment>,
) -> impl IntoView {
    let (pictures, documents): (Vec<Attachment>, Vec<Attachment>) =
        files.into_iter().partition(|file| file.thumbnail_url.is_some());
    let count = pictures.len();
    let viewing = Viewing::of(pictures.clone());
    let shown = pictures
        .iter()
        .enumerate()
        .map(|(index, picture)| {
            let picture = picture.clone();
            view! { <Picture picture=picture alone=count == 1 on_open=move |()| viewing.open.set(Some(index)) /> }
        })
        .collect_view();
    let documents = documents
        .into_iter()
        .map(|document| view! { <li><Document document=document /></li> })
        .collect_view();
    view! {
        {(count > 0).then(|| view! { <div class="pictures" data-count=count.min(4).to_string()>{shown}</div> })}
        <ul class="documents">{documents}</ul>
        {(count > 0).then(|| viewing.place())}
    }
}

/// A small picture that opens the large one. Its place is there before it is.
#[component]
fn Picture(picture: Attachment, alone: bool, #[prop(into)] on_open: Callback<()>) -> impl IntoView {
    let (width, height) = if alone { fitted(&picture) } else { (ALONE, ALONE) };
    let name = stem(&picture.name).to_owned();
    let label = {
        let name = name.clone();
        move || say_with(key::MESSAGES_PICTURE_OPEN, [("name", name.clone().into())])
    };
    let is_here = RwSignal::new(false);
    view! {
        <button type="button" class="picture" aria-label=label on:click=move |_| on_open.run(())>
            {picture.placeholder.map(|placeholder| view! { <Blurred placeholder=placeholder /> })}
            <img
                src=picture.thumbnail_url
                alt=name
                width=width.to_string()
                height=height.to_string()
                loading="lazy"
                decoding="async"
                data-here=move || is_here.get().to_string()
                on:load=move |_| is_here.set(true)
            />
        </button>
    }
}

/// How large a picture that stands alone is shown.
fn fitted(picture: &Attachment) -> (i32, i32) {
    let (width, height) = (picture.width.unwrap_or(1).max(1), picture.height.unwrap_or(1).max(1));
    let longest = width.max(height).max(ALONE);
    let scaled = |side: i32| (side.saturating_mul(ALONE) / longest).max(LEAST);
    (scaled(width), scaled(height))
}

/// A document to keep.
#[component]
fn Document(document: Attachment) -> impl IntoView {
    let name = document.name.clone();
    let (kind, bytes) = (size::kind(&name), document.bytes);
    let detail = move || format!("{kind} · {}", size::words(bytes));
    view! {
        <a class="document" href=document.url download=document.name rel="external">
            <Icon glyph=Glyph::FileText />
            <span class="document-name">{name}</span>
            <span class="document-detail numbers">{detail}</span>
            <Icon glyph=Glyph::Download />
        </a>
    }
}

#[cfg(test)]
mod tests {
    use domain::id::Id;

    use super::*;

    fn picture(width: i32, height: i32) -> Attachment {
        Attachment {
            id: Id::fresh(),
            name: "photo.jpg".to_owned(),
            media_type: "image/jpeg".to_owned(),
            bytes: 1,
            url: String::new(),
            thumbnail_url: None,
            width: Some(width),
            height: Some(height),
            placeholder: None,
        }
    }

    #[test]
    fn a_picture_keeps_its_form_and_stays_touchable() {
        assert_eq!(fitted(&picture(2560, 1280)), (300, 150));
        assert_eq!(fitted(&picture(1280, 2560)), (150, 300));
        assert_eq!(fitted(&picture(200, 100)), (200, 100));
        assert_eq!(fitted(&picture(2560, 20)), (300, LEAST));
        assert_eq!(fitted(&picture(i32::MAX, 1)).1, LEAST);
    }
}
