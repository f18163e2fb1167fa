//! Hiding a thank-you: by the office, with a reason that its author reads.

use domain::{
    id::ReviewId,
    sel::{service_calls::HideReview, service_forms::ReviewHiding},
};
use leptos::{ev, prelude::*};

use crate::{
    client::{SignedIn, Submission},
    i18n::{key, say, t},
    state::{exchange::Exchange, session::Session},
    ui::{
        button::{Button, Look},
        dialog::Dialog,
        form_error::FormError,
        text_field::TextField,
        toasts::Toasts,
    },
};

/// The button, for the office only.
#[component]
pub fn Hiding(
    /// Which thank-you.
    review: ReviewId,
) -> impl IntoView {
    let (client, exchange, toasts) = (SignedIn::here(), Exchange::here(), Toasts::here());
    let me = Session::here().me();
    let is_office = Memo::new(move |_| me.get().is_some_and(|me| me.membership.role.is_office()));
    let (submission, open) = (Submission::default(), RwSignal::new(false));
    let reason = RwSignal::new(String::new());
    let submit = move |event: ev::SubmitEvent| {
        event.prevent_default();
        let body = ReviewHiding {
            reason: reason.get_untracked(),
        };
        submission.run(
            async move { client.tell(HideReview { review }, body).await },
            move |_| {
                open.set(false);
                toasts.say(say(key::SEL_THANKS_NOW_HIDDEN));
                exchange.moves();
            },
        );
    };
    view! {
        <Show when=move || is_office.get()>
            <Button look=Look::Quiet on_press=move |()| open.set(true)>{t(key::SEL_THANKS_HIDE)}</Button>
        </Show>
        <Dialog open=open title=t(key::SEL_THANKS_HIDE)>
            <form class="stack" on:submit=submit novalidate>
                <TextField label=t(key::SEL_REASON) value=reason error=submission.error_of("/reason") />
                <FormError failure=submission.failure() />
                <div class="dialog-actions">
                    <Button look=Look::Quiet on_press=move |()| open.set(false)>{t(key::ACTION_CANCEL)}</Button>
                    <Button look=Look::Danger busy=submission.busy()>{t(key::SEL_THANKS_HIDE)}</Button>
                </div>
            </form>
        </Dialog>
    }
}
