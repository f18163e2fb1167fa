//! The one appeal that an author has.

use domain::{
    id::CaseId,
    messaging::moderation::{
        calls::AppealDecision,
        types::{NewAppeal, Notice},
    },
};
use leptos::{ev, prelude::*};

use crate::{
    client::{Answer, SignedIn, Submission},
    i18n::{key, say, t},
    ui::{
        button::{Button, Look},
        form_error::FormError,
        text_area::TextArea,
        toasts::Toasts,
    },
};

/// A button, and behind it the words.
#[component]
pub fn AppealForm(
    /// About which decision.
    case: CaseId,
    /// The page, to be read again.
    all: Answer<Vec<Notice>>,
) -> impl IntoView {
    let (client, toasts) = (SignedIn::here(), Toasts::here());
    let submission = Submission::default();
    let (open, text) = (RwSignal::new(false), RwSignal::new(String::new()));
    let submit = move |event: ev::SubmitEvent| {
        event.prevent_default();
        let appeal = NewAppeal {
            text: text.get_untracked(),
        };
        submission.run(
            async move { client.tell(AppealDecision { case }, appeal).await },
            move |_| {
                toasts.say(say(key::NOTICES_APPEAL_SENT));
                all.refetch();
            },
        );
    };
    view! {
        <Show
            when=move || open.get()
            fallback=move || view! {
                <div>
                    <Button look=Look::Second on_press=move |()| open.set(true)>{t(key::NOTICES_DISAGREE)}</Button>
                </div>
            }
        >
            <form class="stack" on:submit=submit novalidate>
                <TextArea
                    label=t(key::NOTICES_APPEAL_WORDS)
                    hint=Signal::derive(move || Some(say(key::NOTICES_APPEAL_HINT)))
                    value=text
                    error=submission.error_of("/text")
                />
                <FormError failure=submission.failure() />
                <div>
                    <Button busy=submission.busy()>{t(key::NOTICES_APPEAL_SEND)}</Button>
                </div>
            </form>
        </Show>
    }
}
