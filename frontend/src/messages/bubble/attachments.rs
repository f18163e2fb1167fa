//! Pictures and documents of a message.

use leptos::prelude::*;

use crate::messages::{files::list::AttachmentList, here::Shown};

/// Above its words.
#[component]
pub fn Attachments(
    /// The message.
    message: Shown,
) -> impl IntoView {
    // other changes of the message leave the pictures where they are
    let files = Memo::new(move |_| message.with(|message| message.attachments.clone()));
    move || {
        let files = files.get();
        (!files.is_empty()).then(|| view! { <AttachmentList files=files /> })
    }
}
