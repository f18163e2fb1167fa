//! What a room is for, and its words changed by whoever keeps it.

use std::sync::Arc;

use domain::{
    id::ConversationId,
    messaging::{
        rooms::{calls::ChangeRoom, types::RoomForm},
        types::ConversationInfo,
    },
    problem::Code,
};
use leptos::prelude::*;

use super::keeps;
use crate::{
    client::{SignedIn, Submission},
    i18n::{key, say_with, t},
    state::live::Live,
    ui::{
        button::{Button, Look},
        form_error::FormError,
        icon::Glyph,
        tag::Tag,
        text_area::TextArea,
        text_field::TextField,
        toasts::Toasts,
    },
};

/// The description and what is special about the room; for whoever keeps it a form.
#[component]
pub fn About(
    /// Which room.
    id: ConversationId,
) -> impl IntoView {
    let live = Live::here();
    let room = Memo::new(move |_| live.room(id));
    let is_open = RwSignal::new(false);
    let kept = Memo::new(move |_| room.get().is_some_and(|room| keeps(&room)));
    let description = move || room.get().and_then(|room| room.description.clone());
    let address = move || {
        let slug = room.get().and_then(|room| room.slug.clone());
        slug.map(|slug| say_with(key::MESSAGES_PUBLIC_ADDRESS, [("slug", slug.into())]))
    };
    let staff_only = move || room.get().is_some_and(|room| room.staff_only);
    let closed = move || room.get().is_some_and(|room| room.closed_at.is_some());
    view! {
        <div class="info-about stack">
            <p class="cluster">
                <Show when=staff_only><Tag glyph=Glyph::Lock words=t(key::MESSAGES_STAFF_ONLY) /></Show>
                <Show when=closed><Tag glyph=Glyph::Lock words=t(key::MESSAGES_CLOSED) /></Show>
            </p>
            <Show
                when=move || is_open.get()
                fallback=move || view! {
                    {move || description().map(|words| view! { <p class="info-words" dir="auto">{words}</p> })}
                    {move || address().map(|words| view! { <p class="row-detail">{words}</p> })}
                    <Show when=move || kept.get()>
                        <div class="cluster">
                            <Button look=Look::Second glyph=Glyph::Pencil on_press=move |()| is_open.set(true)>
                                {t(key::MESSAGES_INFO_CHANGE)}
                            </Button>
                        </div>
                    </Show>
                }
            >
                {move || room.get_untracked().map(|room| view! { <Form room=room is_open=is_open /> })}
            </Show>
        </div>
    }
}

#[component]
fn Form(room: Arc<ConversationInfo>, is_open: RwSignal<bool>) -> impl IntoView {
    let (live, client, toasts) = (Live::here(), SignedIn::here(), Toasts::here());
    let submission = Submission::default();
    let (id, version, has_slug) = (room.id, room.version, room.slug.is_some());
    let title = RwSignal::new(room.title.clone().unwrap_or_default());
    let description = RwSignal::new(room.description.clone().unwrap_or_default());
    let slug = RwSignal::new(room.slug.clone().unwrap_or_default());
    let wrong_slug = RwSignal::new(false);
    let on_submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let word = has_slug.then(|| slug.get_untracked().parse());
        wrong_slug.set(matches!(word, Some(Err(_))));
        let Ok(slug) = word.transpose() else { return };
        let form = RoomForm {
            title: Some(title.get_untracked()),
            description: Some(description.get_untracked()),
            slug,
            ..RoomForm::default()
        };
        let call = client.change(ChangeRoom { conversation: id }, version, form);
        submission.run(call, move |room| {
            live.put(room);
            toasts.say(t(key::MESSAGES_INFO_CHANGED)());
            is_open.set(false);
        });
    };
    // Somebody else has changed it meanwhile: what they wrote is read, what I wrote stays in the fields.
    Effect::new(move || {
        if submission
            .failure()
            .with(|failure| failure.as_ref().is_some_and(|failure| failure.is(Code::Stale)))
        {
            live.ask_room(id);
        }
    });
    let slug_error = Signal::derive(move || {
        let taken = submission.error_of("/slug").get();
        taken.or_else(|| wrong_slug.get().then(t(key::MESSAGES_PUBLIC_WORD_HINT)))
    });
    view! {
        <form class="stack" novalidate=true on:submit=on_submit>
            <TextField label=t(key::MESSAGES_GROUP_NAME) value=title name="title" error=submission.error_of("/title") />
            <TextArea label=t(key::MESSAGES_GROUP_FOR) value=description error=submission.error_of("/description") />
            {has_slug.then(|| view! {
                <TextField
                    label=t(key::MESSAGES_PUBLIC_WORD)
                    value=slug
                    name="slug"
                    hint=Signal::derive(move || Some(t(key::MESSAGES_PUBLIC_WORD_HINT)()))
                    error=slug_error
                />
            })}
            <FormError failure=submission.failure() />
            <div class="cluster">
                <Button busy=submission.busy()>{t(key::ACTION_SAVE)}</Button>
                <Button look=Look::Quiet on_press=move |()| is_open.set(false)>{t(key::ACTION_CANCEL)}</Button>
            </div>
        </form>
    }
}
