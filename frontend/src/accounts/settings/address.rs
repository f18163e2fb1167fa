//! Another e-mail address: it counts when the link of the mail to it has been confirmed.

use domain::accounts::{
    calls::{ChangeEmail, Prove},
    security::{EmailChange, Proof},
};
use leptos::{ev, prelude::*};

use crate::{
    client::{Failure, SignedIn, Submission},
    i18n::{key, say_with, t},
    ui::{
        button::{Button, Look},
        empty_state::EmptyState,
        form_error::FormError,
        icon::Glyph,
        module::Module,
        password_field::{PasswordField, PasswordKind},
        text_field::{TextField, TextKind},
    },
};

/// The form, in its dialog; it ends at the mailbox.
#[component]
pub fn ChangeAddress(
    /// Whether the dialog is open.
    open: RwSignal<bool>,
) -> impl IntoView {
    let sent_to = RwSignal::new(None::<String>);
    move || match sent_to.get() {
        None => view! { <Form open=open sent_to=sent_to /> }.into_any(),
        Some(email) => view! { <Sent email=email open=open /> }.into_any(),
    }
}

#[component]
fn Form(open: RwSignal<bool>, sent_to: RwSignal<Option<String>>) -> impl IntoView {
    let client = SignedIn::here();
    let submission = Submission::default();
    let (email, password) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let submit = move |event: ev::SubmitEvent| {
        event.prevent_default();
        let body = EmailChange {
            email: email.get_untracked(),
            password: password.get_untracked(),
        };
        submission.run(change(client, body), move |()| sent_to.set(Some(email.get_untracked())));
    };
    view! {
        <form class="stack" on:submit=submit novalidate>
            <p>{t(key::ADDRESS_CHANGE_LEAD)}</p>
            <TextField
                label=t(key::ADDRESS_NEW)
                name="email"
                kind=TextKind::Email
                value=email
                error=submission.error_of("/email")
            />
            <PasswordField
                label=t(key::FORM_PASSWORD)
                kind=PasswordKind::Known
                value=password
                error=submission.error_of("/password")
            />
            <FormError failure=submission.failure() />
            <div class="dialog-actions">
                <Button look=Look::Quiet on_press=move |()| open.set(false)>{t(key::ACTION_CANCEL)}</Button>
                <Button busy=submission.busy()>{t(key::ADDRESS_CHANGE)}</Button>
            </div>
        </form>
    }
}

/// The password in the form is the proof: nobody is asked for it twice.
async fn change(client: SignedIn, body: EmailChange) -> Result<(), Failure> {
    if let Some(failure) = Failure::of_invalid(&body) {
        return Err(failure);
    }
    let proof = Proof {
        password: Some(body.password.clone()),
        code: None,
    };
    client.tell(Prove {}, proof).await?;
    client.tell(ChangeEmail {}, body).await.map(|_| ())
}

#[component]
fn Sent(email: String, open: RwSignal<bool>) -> impl IntoView {
    let detail = move || say_with(key::ADDRESS_SENT, [("email", email.clone().into())]);
    view! {
        <div role="status">
            <EmptyState glyph=Glyph::Mail module=Module::Messages title=t(key::MAILBOX_TITLE) detail=detail />
        </div>
        <div class="dialog-actions">
            <Button on_press=move |()| open.set(false)>{t(key::ACTION_CLOSE)}</Button>
        </div>
    }
}
