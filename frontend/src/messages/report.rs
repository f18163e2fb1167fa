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
    i18n::{Key, find, key, say, t},
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
    // nobody is accused of anything by a list that was left as it was
    let reason = RwSignal::new(String::new());
    let missing = RwSignal::new(false);
    let note = RwSignal::new(String::new());
    let options = Signal::derive(move || {
        let known = REASONS
            .iter()
            .map(|(reason, words)| (reason.as_str().to_owned(), say(*words)));
        let nothing = (String::new(), say(key::REPORT_CHOOSE));
        std::iter::once(nothing).chain(known).collect::<Vec<_>>()
    });
    let unchosen = Signal::derive(move || {
        let unchosen = missing.get() && reason.with(String::is_empty);
        unchosen.then(|| find("field-required")).flatten()
    });
    let call = ReportMessage {
        conversation: here.id,
        message: message.id,
    };
    let submit = move |event: ev::SubmitEvent| {
        event.prevent_default();
        let Ok(reason) = reason.get_untracked().parse() else {
            return missing.set(true);
        };
        let words = note.get_untracked().trim().to_owned();
        let report = NewReport {
            reason,
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
            <blockquote class="report-quote" dir="auto">{message.in_short()}</blockquote>
            <Select label=t(key::REPORT_REASON) options=options value=reason error=unchosen />
            <TextArea label=t(key::REPORT_NOTE) value=note error=submission.error_of("/note") />
            <p class="muted">{t(key::REPORT_WHO_SEES)}</p>
            <FormError failure=submission.failure() />
            <div class="dialog-actions">
                <Button busy=submission.busy()>{t(key::REPORT_SEND)}</Button>
            </div>
        </form>
    }
}
