//! Without a second factor again.

use domain::accounts::calls::RemoveSecondFactor;
use leptos::prelude::*;

use crate::{
    client::{SignedIn, Submission},
    i18n::{key, say, t},
    state::session::Session,
    ui::{
        button::{Button, Look},
        dialog::Dialog,
        form_error::FormError,
        toasts::Toasts,
    },
};

/// The last part of the card: where the school asks for a second factor it only says so.
#[component]
pub fn RemoveSecondFactorCard(
    /// Whether the school asks for it.
    required: bool,
    /// It is gone.
    on_removed: Callback<()>,
) -> impl IntoView {
    let open = RwSignal::new(false);
    view! {
        <div class="card-body">
            {if required {
                view! { <p class="muted">{t(key::SECOND_SCHOOL_ASKS)}</p> }.into_any()
            } else {
                view! {
                    <div>
                        <Button look=Look::Quiet on_press=move |()| open.set(true)>{t(key::SECOND_TURN_OFF)}</Button>
                    </div>
                }
                .into_any()
            }}
        </div>
        <Dialog open=open title=t(key::SECOND_TURN_OFF_TITLE)>
            <Remove open=open on_removed=on_removed />
        </Dialog>
    }
}

#[component]
fn Remove(open: RwSignal<bool>, on_removed: Callback<()>) -> impl IntoView {
    let (client, session, toasts) = (SignedIn::here(), Session::here(), Toasts::here());
    let submission = Submission::default();
    let remove = move |()| {
        submission.run(
            async move {
                let done = client.ask(RemoveSecondFactor {}).await;
                session.load().await;
                done
            },
            move |_| {
                open.set(false);
                toasts.say(say(key::SECOND_IS_OFF));
                on_removed.run(());
            },
        );
    };
    view! {
        <p>{t(key::SECOND_TURN_OFF_DETAIL)}</p>
        <FormError failure=submission.failure() />
        <div class="dialog-actions">
            <Button look=Look::Quiet on_press=move |()| open.set(false)>{t(key::ACTION_CANCEL)}</Button>
            <Button look=Look::Danger busy=submission.busy() on_press=remove>{t(key::SECOND_TURN_OFF)}</Button>
        </div>
    }
}
