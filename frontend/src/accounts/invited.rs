//! Registering with an invitation: no code, and the address is the invited one.

use domain::accounts::{calls::Register, security::InvitationPreview, types::NewAccount};
use leptos::{ev, prelude::*};

use crate::{
    accounts::register::CheckMailbox,
    client::{Guest, Submission},
    i18n::{self, key, t},
    shell::focus,
    ui::{
        button::Button,
        form_error::FormError,
        password_field::{PasswordField, PasswordKind},
        text_field::{TextField, TextKind},
    },
};

/// The form; it ends at the mailbox.
#[component]
pub fn RegisterInvited(
    /// The token of the invitation.
    token: String,
    /// What it is for.
    preview: InvitationPreview,
) -> impl IntoView {
    let sent = RwSignal::new(false);
    let email = preview.email.clone();
    move || {
        if sent.get() {
            view! { <CheckMailbox email=email.clone() /> }.into_any()
        } else {
            view! { <Form token=token.clone() preview=preview.clone() sent=sent /> }.into_any()
        }
    }
}

#[component]
fn Form(token: String, preview: InvitationPreview, sent: RwSignal<bool>) -> impl IntoView {
    let submission = Submission::default();
    let email = RwSignal::new(preview.email.clone());
    let (first_name, last_name) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let password = RwSignal::new(String::new());
    let submit = move |event: ev::SubmitEvent| {
        event.prevent_default();
        let body = NewAccount {
            email: preview.email.clone(),
            password: password.get_untracked(),
            first_name: first_name.get_untracked(),
            last_name: last_name.get_untracked(),
            locale: Some(i18n::current()),
            school_id: Some(preview.school_id),
            code: None,
            invitation: Some(token.clone()),
        };
        submission.run(async move { Guest.tell(Register {}, body).await }, move |_| {
            sent.set(true);
            focus::on_heading();
        });
    };
    view! {
        <form class="card-body" on:submit=submit novalidate>
            <TextField label=t(key::FORM_EMAIL) kind=TextKind::Email hint=t(key::INVITATION_EMAIL_HINT) value=email disabled=true />
            <div class="two-fields">
                <TextField
                    label=t(key::FORM_FIRST_NAME)
                    name="first_name"
                    kind=TextKind::FirstName
                    value=first_name
                    error=submission.error_of("/first_name")
                />
                <TextField
                    label=t(key::FORM_LAST_NAME)
                    name="last_name"
                    kind=TextKind::LastName
                    value=last_name
                    error=submission.error_of("/last_name")
                />
            </div>
            <PasswordField
                label=t(key::FORM_PASSWORD)
                kind=PasswordKind::New
                hint=t(key::REGISTER_PASSWORD_HINT)
                value=password
                error=submission.error_of("/password")
            />
            <FormError failure=submission.failure() />
            <Button busy=submission.busy() wide=true>{t(key::REGISTER_ACTION)}</Button>
        </form>
    }
}
