//! Another password.

use domain::accounts::{calls::ChangePassword, security::PasswordChange};
use leptos::{ev, prelude::*};

use crate::{
    client::{SignedIn, Submission},
    i18n::{key, say, t},
    ui::{
        button::{Button, Look},
        form_error::FormError,
        password_field::{PasswordField, PasswordKind},
        toasts::Toasts,
    },
};

/// The form, in its dialog.
#[component]
pub fn ChangeMyPassword(
    /// Whether the dialog is open.
    open: RwSignal<bool>,
) -> impl IntoView {
    let (client, toasts) = (SignedIn::here(), Toasts::here());
    let submission = Submission::default();
    let (current, new) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let submit = move |event: ev::SubmitEvent| {
        event.prevent_default();
        let body = PasswordChange {
            current_password: current.get_untracked(),
            new_password: new.get_untracked(),
        };
        submission.run(async move { client.tell(ChangePassword {}, body).await }, move |_| {
            open.set(false);
            toasts.say(say(key::PASSWORD_CHANGED));
        });
    };
    view! {
        <form class="stack" on:submit=submit novalidate>
            <PasswordField
                label=t(key::PASSWORD_CURRENT)
                kind=PasswordKind::Known
                value=current
                error=submission.error_of("/current_password")
            />
            <PasswordField
                label=t(key::PASSWORD_NEW)
                kind=PasswordKind::New
                hint=t(key::REGISTER_PASSWORD_HINT)
                value=new
                error=submission.error_of("/new_password")
            />
            <p class="muted small">{t(key::PASSWORD_OTHERS_END)}</p>
            <FormError failure=submission.failure() />
            <div class="dialog-actions">
                <Button look=Look::Quiet on_press=move |()| open.set(false)>{t(key::ACTION_CANCEL)}</Button>
                <Button busy=submission.busy()>{t(key::PASSWORD_CHANGE)}</Button>
            </div>
        </form>
    }
}
