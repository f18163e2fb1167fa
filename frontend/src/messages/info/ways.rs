//! The ways out of a room: closing it, opening it again, leaving it.

use domain::{
    id::ConversationId,
    messaging::rooms::{
        calls::{ChangeRoom, LeaveConversation},
        types::RoomForm,
    },
};
use leptos::prelude::*;

use super::keeps;
use crate::{
    client::{SignedIn, Submission},
    i18n::{key, t},
    state::live::Live,
    ui::{
        button::{Button, Look},
        dialog::Dialog,
        form_error::FormError,
        icon::Glyph,
    },
};

/// The buttons; rooms that nobody left by hand have none.
#[component]
pub fn Ways(
    /// Which room.
    id: ConversationId,
) -> impl IntoView {
    let (live, client) = (Live::here(), SignedIn::here());
    let submission = Submission::default();
    let room = Memo::new(move |_| live.room(id));
    let leaving = RwSignal::new(false);
    let kept = Memo::new(move |_| room.get().is_some_and(|room| keeps(&room)));
    let made = Memo::new(move |_| room.get().is_some_and(|room| room.my_role.is_some()));
    let closed = Memo::new(move |_| room.get().is_some_and(|room| room.closed_at.is_some()));
    let switch = move |()| {
        let Some(room) = room.get_untracked() else { return };
        let form = RoomForm {
            closed: Some(room.closed_at.is_none()),
            ..RoomForm::default()
        };
        let call = client.change(ChangeRoom { conversation: id }, room.version, form);
        submission.run(call, move |room| live.put(room));
    };
    let leave = move |()| {
        submission.run(client.ask(LeaveConversation { conversation: id }), move |_| {
            leaving.set(false);
            // The page is left by whoever watches what is open.
            live.leave(id);
        });
    };
    let words = move || {
        if closed.get() {
            t(key::MESSAGES_REOPEN)()
        } else {
            t(key::MESSAGES_CLOSE)()
        }
    };
    view! {
        <div class="cluster info-ways">
            <Show when=move || kept.get()>
                <Button look=Look::Second glyph=Glyph::Lock busy=submission.busy() on_press=switch>{words}</Button>
            </Show>
            <Show when=move || made.get()>
                <Button look=Look::Second glyph=Glyph::LogOut on_press=move |()| leaving.set(true)>{t(key::MESSAGES_LEAVE)}</Button>
            </Show>
        </div>
        <FormError failure=submission.failure() />
        <Dialog open=leaving title=t(key::MESSAGES_LEAVE_SURE)>
            <p>{t(key::MESSAGES_LEAVE_DETAIL)}</p>
            <div class="dialog-actions">
                <Button look=Look::Quiet on_press=move |()| leaving.set(false)>{t(key::ACTION_CANCEL)}</Button>
                <Button look=Look::Danger busy=submission.busy() on_press=leave>{t(key::MESSAGES_LEAVE)}</Button>
            </div>
        </Dialog>
    }
}
