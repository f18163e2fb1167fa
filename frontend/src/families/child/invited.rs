//! The invitations of other guardians that I wrote: on their way until they are accepted, over, or taken back.

use domain::{
    families::{
        calls::{ListGuardianInvitations, RevokeGuardianInvitation},
        households::SentInvitation,
    },
    id::ChildId,
};
use leptos::prelude::*;

use crate::{
    client::{Answer, SignedIn, Submission},
    families::words::relationship_words,
    i18n::{dates, key, say, say_with, t},
    state::live::Live,
    ui::{
        button::{Button, Look},
        form_error::FormError,
        loaded::Loaded,
        toasts::Toasts,
    },
};

/// Those that can still be accepted; nothing when there are none.
#[component]
pub fn SentInvitations(
    /// The child.
    child: ChildId,
) -> impl IntoView {
    let client = SignedIn::here();
    let changed = Live::here().family();
    let sent = Answer::ask(move || {
        changed.track();
        async move {
            client
                .ask(ListGuardianInvitations { child })
                .await
                .map(|page| page.items)
        }
    });
    view! {
        <Loaded answer=sent waiting=|| () let:sent>
            <ul class="row-list">
                {sent
                    .into_iter()
                    .map(|invitation| view! { <li><OnItsWay child=child invitation=invitation /></li> })
                    .collect_view()}
            </ul>
        </Loaded>
    }
}

#[component]
fn OnItsWay(child: ChildId, invitation: SentInvitation) -> impl IntoView {
    let (client, toasts) = (SignedIn::here(), Toasts::here());
    let submission = Submission::default();
    let SentInvitation {
        id,
        email,
        relationship,
        expires_at,
        ..
    } = invitation;
    let address = StoredValue::new(email.clone());
    let detail = move || {
        say_with(
            key::INVITE_WAITS,
            [
                ("relationship", say(relationship_words(relationship)).into()),
                ("when", dates::full_day(expires_at).into()),
            ],
        )
    };
    let take_back = move |()| {
        let call = RevokeGuardianInvitation { child, invitation: id };
        submission.run(async move { client.ask(call).await }, move |_| {
            toasts.say(say_with(
                key::INVITE_TAKEN_BACK,
                [("email", address.get_value().into())],
            ));
        });
    };
    view! {
        <div class="row row-wraps">
            <div class="row-body">
                <p class="row-title breakable">{email}</p>
                <p class="row-detail">{detail}</p>
            </div>
            <div class="row-end">
                <Button look=Look::Quiet busy=submission.busy() on_press=take_back>
                    {t(key::INVITE_TAKE_BACK)}
                    <span class="visually-hidden">" " {address.get_value()}</span>
                </Button>
            </div>
        </div>
        <FormError failure=submission.failure() />
    }
}
