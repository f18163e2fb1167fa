//! Reporting a message to the moderators of the school.

use std::sync::Arc;

use domain::messaging::{
    moderation::{
        calls::ReportMessage,
        types::{NewReport, ReportReason},
    },
    types::MessageInfo,
};
use leptos::{ev, prelude::*};

use crate::{
    client::{SignedIn, Submission},
    i18n::{Key, key, say, t},
    messages::here::Here,
    ui::{button::Button, dialog::Dialog, form_error::FormError, select::Select, text_area::TextArea, toasts::Toasts},
};

const REASONS: &[(ReportReason, Key)] = &[
    (ReportReason::Insult, key::REPORT_INSULT),
    (ReportReason::Harassment, key::REPORT_HARASSMENT),
    (ReportReason::Privacy, key::REPORT_PRIVACY),
    (ReportReason::Rumor, key::REPORT_RUMOR),
    (ReportReason::Advertising, key::REPORT_ADVERTISING),
    (ReportReason::Other, key::REPORT_OTHER),
];

/// Asks why, and says who will see it.
#[component]
pub fn ReportDialog(
    /// Whether it is open.
    open: RwSignal<bool>,
    /// The message.
    message: Arc<MessageInfo>,
) -> impl IntoView {
    let message = StoredValue::new(message);
    view! {
        <Dialog open=open title=t(key::REPORT_TITLE)>
            <Form open=open message=message.get_value() />
        </Dialog>
    }
}

#[component]
fn Form(open: RwSignal<bool>, message: Arc<MessageInfo>) -> impl IntoView {
    let (client, here, toasts) = (SignedIn::here(), Here::now(), Toasts::here());
    let submission = Submission::default();
    let reason = RwSignal::new(ReportReason::Insult.as_str().to_owned());
    let note = RwSignal::new(String::new());
    let options = Signal::derive(move || {
        let known = REASONS
            .iter()
            .map(|(reason, words)| (reason.as_str().to_owned(), say(*words)));
        known.collect::<Vec<_>>()
    });
    let call = ReportMessage {
        conversation: here.id,
        message: message.id,
    };
    let submit = move |event: ev::SubmitEvent| {
        event.prevent_default();
        let words = note.get_untracked().trim().to_owned();
        let report = NewReport {
            reason: reason.get_untracked().parse().unwrap_or(ReportReason::Other),
            note: Some(words).filter(|words| !words.is_empty()),
        };
        let call = call.clone();
        submission.run(async move { client.tell(call, report).await }, move |_| {
            toasts.say(say(key::REPORT_SENT));
            open.set(false);
        });
    };
    view! {
        <form class="stack" on:submit=submit novalidate>
            <blockquote class="report-quote" dir="auto">{message.content.clone()}</blockquote>
            <Select label=t(key::REPORT_REASON) options=options value=reason />
            <TextArea label=t(key::REPORT_NOTE) value=note error=submission.error_of("/note") />
            <p class="muted">{t(key::REPORT_WHO_SEES)}</p>
            <FormError failure=submission.failure() />
            <div class="dialog-actions">
                <Button busy=submission.busy()>{t(key::REPORT_SEND)}</Button>
            </div>
        </form>
    }
}
