//! Inviting the other parent: an address, what they are to the child, whether we live together.

use domain::{
    families::{calls::InviteGuardian, households::GuardianInvitation, types::Relationship},
    id::ChildId,
};
use leptos::{ev, prelude::*};

use crate::{
    client::{SignedIn, Submission},
    families::add_child::relationships,
    i18n::{key, say, say_with, t},
    ui::{
        button::{Button, Look},
        form_error::FormError,
        segmented::{Choice, Segmented},
        select::Select,
        text_field::{TextField, TextKind},
        toasts::Toasts,
    },
};

/// The form, in its dialog.
#[component]
pub fn InviteGuardianForm(
    /// The child.
    child: ChildId,
    /// Its first name.
    name: String,
    /// Whether the dialog is open.
    open: RwSignal<bool>,
) -> impl IntoView {
    let (client, toasts) = (SignedIn::here(), Toasts::here());
    let submission = Submission::default();
    let email = RwSignal::new(String::new());
    let relationship = RwSignal::new(Relationship::Parent.as_str().to_owned());
    let together = RwSignal::new(true);
    let submit = move |event: ev::SubmitEvent| {
        event.prevent_default();
        let body = GuardianInvitation {
            email: email.get_untracked(),
            relationship: relationship
                .with_untracked(|word| word.parse().ok())
                .unwrap_or(Relationship::Parent),
            same_household: together.get_untracked(),
        };
        submission.run(
            async move { client.tell(InviteGuardian { child }, body).await },
            move |invited| {
                open.set(false);
                toasts.say(say_with(key::INVITE_SENT, [("email", invited.email.into())]));
            },
        );
    };
    let yes_no = vec![
        Choice::new(true, Signal::derive(t(key::ANSWER_YES))),
        Choice::new(false, Signal::derive(t(key::ANSWER_NO))),
    ];
    let lead = move || say_with(key::INVITE_LEAD, [("name", name.clone().into())]);
    view! {
        <form class="stack" on:submit=submit novalidate>
            <p>{lead}</p>
            <TextField
                label=t(key::INVITE_EMAIL)
                name="guardian_email"
                kind=TextKind::OtherEmail
                value=email
                error=submission.error_of("/email")
            />
            <Select label=t(key::INVITE_RELATIONSHIP) options=relationships value=relationship />
            <Segmented label=t(key::INVITE_TOGETHER) options=yes_no chosen=together on_choice=move |now| together.set(now) />
            <p class="field-hint">{move || say(if together.get() { key::INVITE_TOGETHER_HINT } else { key::INVITE_APART_HINT })}</p>
            <FormError failure=submission.failure() />
            <div class="dialog-actions">
                <Button look=Look::Quiet on_press=move |()| open.set(false)>{t(key::ACTION_CANCEL)}</Button>
                <Button busy=submission.busy()>{t(key::INVITE_SEND)}</Button>
            </div>
        </form>
    }
}
