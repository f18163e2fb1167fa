//! The picture of a room on its page: seen by everybody in it, chosen, changed and taken away by whoever keeps the room.

use domain::{
    id::{ConversationId, Id},
    messaging::{
        rooms::{
            calls::{RemoveRoomPicture, SetRoomPicture},
            types::RoomPicture as NewPicture,
        },
        types::ConversationInfo,
    },
    problem::{Code, Problem},
};
use leptos::{html, prelude::*, task::spawn_local};
use wasm_bindgen::JsCast;
use web_sys::{File, HtmlElement};

use super::keeps;
use crate::{
    client::{Failure, SignedIn, Submission},
    i18n::{key, say},
    rooms::names,
    state::live::Live,
    ui::{
        avatar::{Avatar, AvatarSize},
        button::{Button, Look},
        form_error::FormError,
        icon::Glyph,
        toasts::Toasts,
    },
};

/// What may be chosen. By their exact types: then an iPhone gives its photos as JPEG.
const TAKEN: &str = "image/jpeg,image/png,image/webp,image/gif";

/// The circle, and for whoever keeps the room what to do about it.
#[component]
pub fn RoomPicture(
    /// Which room.
    id: ConversationId,
) -> impl IntoView {
    let live = Live::here();
    let room = Memo::new(move |_| live.room(id));
    let is_kept = Memo::new(move |_| room.get().is_some_and(|room| keeps(&room)));
    let hanging = Hanging {
        id,
        live,
        client: SignedIn::here(),
        toasts: Toasts::here(),
        submission: Submission::default(),
        url: Memo::new(move |_| room.with(|room| room.as_ref()?.picture_url.clone())),
        hidden: RwSignal::new(false),
    };
    let (initials, module) = room.get_untracked().map(|room| names::face(&room)).unwrap_or_default();
    view! {
        <div class="info-picture">
            <Avatar text=initials module=module size=AvatarSize::Large picture=hanging.shown() />
            <Show when=move || is_kept.get()>
                <Keeping hanging=hanging />
            </Show>
        </div>
        <FormError failure=hanging.submission.failure() />
    }
}

/// To choose, change and take away.
#[component]
fn Keeping(hanging: Hanging) -> impl IntoView {
    let (input, buttons) = (NodeRef::<html::Input>::new(), NodeRef::<html::Div>::new());
    let picture = hanging.shown();
    let choose = move |()| {
        if let Some(input) = input.get_untracked() {
            input.click();
        }
    };
    let chosen = move |_| {
        let Some(input) = input.get_untracked() else { return };
        let file = input.files().and_then(|files| files.get(0));
        // The same file may be chosen again.
        input.set_value("");
        if let Some(file) = file {
            hanging.put_up(file);
        }
    };
    let take_away = move |()| {
        hanging.take_away();
        if let Some(buttons) = buttons.get_untracked() {
            focus_first(&buttons);
        }
    };
    let words = move || {
        say(if picture.get().is_some() {
            key::MESSAGES_PICTURE_CHANGE
        } else {
            key::MESSAGES_PICTURE_CHOOSE
        })
    };
    view! {
        <div class="cluster" node_ref=buttons>
            <Button look=Look::Second glyph=Glyph::Camera busy=hanging.submission.busy() on_press=choose>{words}</Button>
            <Show when=move || picture.get().is_some()>
                <Button look=Look::Quiet glyph=Glyph::Trash2 on_press=take_away>{move || say(key::MESSAGES_PICTURE_REMOVE)}</Button>
            </Show>
            <input
                node_ref=input
                type="file"
                class="visually-hidden"
                tabindex="-1"
                aria-hidden="true"
                accept=TAKEN
                on:change=chosen
            />
        </div>
    }
}

/// The picture as it hangs on the room; `Copy`, like a signal.
#[derive(Clone, Copy)]
struct Hanging {
    id: ConversationId,
    live: Live,
    client: SignedIn,
    toasts: Toasts,
    submission: Submission,
    url: Memo<Option<String>>,
    /// Taken away on this page, and in a moment on the server.
    hidden: RwSignal<bool>,
}

impl Hanging {
    fn shown(self) -> Signal<Option<String>> {
        Signal::derive(move || self.url.get().filter(|_| !self.hidden.get()))
    }

    fn put_up(self, file: File) {
        let Self {
            live, toasts, hidden, ..
        } = self;
        self.submission.run(put_up(self.client, self.id, file), move |room| {
            live.put(room);
            hidden.set(false);
            toasts.say(say(key::MESSAGES_PICTURE_SET));
        });
    }

    fn take_away(self) {
        let Self {
            id,
            live,
            client,
            toasts,
            hidden,
            ..
        } = self;
        hidden.set(true);
        let gone = self.url.get_untracked();
        toasts.offer_undo_before(
            say(key::MESSAGES_PICTURE_GONE),
            move || {
                let _gone = hidden.try_set(false);
            },
            // A picture that was chosen meanwhile stays.
            move || {
                if untrack(|| live.room(id)).is_some_and(|room| room.picture_url == gone) {
                    remove(client, live, id, (hidden, toasts));
                }
            },
        );
    }
}

/// Uploads a picture and hangs it on the room.
async fn put_up(client: SignedIn, conversation: ConversationId, file: File) -> Result<ConversationInfo, Failure> {
    if !file.type_().starts_with("image/") {
        return Err(Failure::Problem(Box::new(Problem::new(Code::FileKind))));
    }
    let key = Id::<()>::fresh().to_string();
    let upload = client.upload(&file, &key, |_| {}).ok_or(Failure::NoAnswer)?;
    let file_id = client.uploaded(upload).await?.id;
    client
        .tell(SetRoomPicture { conversation }, NewPicture { file_id })
        .await
}

fn remove(client: SignedIn, live: Live, conversation: ConversationId, (hidden, toasts): (RwSignal<bool>, Toasts)) {
    spawn_local(async move {
        match client.ask(RemoveRoomPicture { conversation }).await {
            Ok(room) => live.put(room),
            Err(failure) => toasts.failed(&failure),
        }
        // The page may be gone.
        let _gone = hidden.try_set(false);
    });
}

/// The button that was pressed is gone: the keyboard goes on from the one beside it.
fn focus_first(place: &web_sys::Element) {
    let button = place.query_selector("button").ok().flatten();
    if let Some(button) = button.and_then(|button| button.dyn_into::<HtmlElement>().ok()) {
        // A button can always take the focus.
        drop(button.focus());
    }
}
