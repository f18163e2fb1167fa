//! What an adult may do for a child: in words, and as a form with a box for each right.

use domain::families::{
    calls::SetGuardianRights,
    households::{GuardianOfChild, RightsChange},
    types::GuardianRights,
};
use leptos::{ev, prelude::*};

use crate::{
    client::{SignedIn, Submission},
    i18n::{Key, key, say, t},
    ui::{
        button::Button,
        checkbox::Checkbox,
        date_field::{DateField, day_of, day_start},
        form_error::FormError,
        toasts::Toasts,
    },
};

/// What a right is called, and how it is read.
type Right = (Key, fn(&GuardianRights) -> bool);

const RIGHTS: [Right; 6] = [
    (key::RIGHT_INFORMATION, |rights| rights.school_information),
    (key::RIGHT_CHAT, |rights| rights.chat),
    (key::RIGHT_SIGN, |rights| rights.sign),
    (key::RIGHT_JUSTIFY, |rights| rights.justify),
    (key::RIGHT_PAY, |rights| rights.pay),
    (key::RIGHT_PICK_UP, |rights| rights.pick_up),
];

/// What somebody may do, in a row of words.
pub fn rights_words(rights: GuardianRights) -> impl Fn() -> String {
    move || {
        let given: Vec<String> = RIGHTS
            .iter()
            .filter(|(_, has)| has(&rights))
            .map(|(words, _)| say(*words))
            .collect();
        if given.is_empty() {
            say(key::RIGHTS_NONE)
        } else {
            given.join(" · ")
        }
    }
}

/// A box for each right, and from when until when they hold.
#[component]
pub fn RightsForm(
    /// The adult with the rights of now.
    guardian: GuardianOfChild,
    /// When they are changed.
    on_done: Callback<()>,
) -> impl IntoView {
    let (client, toasts) = (SignedIn::here(), Toasts::here());
    let submission = Submission::default();
    let boxes = RIGHTS.map(|(words, has)| (words, RwSignal::new(has(&guardian.rights))));
    let from = RwSignal::new(guardian.starts_at.map(day_of).unwrap_or_default());
    // the last day counts, so it ends where the next one begins
    let to = RwSignal::new(
        guardian
            .ends_at
            .map(|at| day_of(at.plus_seconds(-1)))
            .unwrap_or_default(),
    );
    let (link, version) = (guardian.link_id, guardian.version);
    let submit = move |event: ev::SubmitEvent| {
        event.prevent_default();
        let [information, chat, sign, justify, pay, pick_up] = boxes.map(|(_, checked)| checked.get_untracked());
        let body = RightsChange {
            rights: GuardianRights {
                school_information: information,
                chat,
                sign,
                justify,
                pay,
                pick_up,
            },
            starts_at: day_start(&from.get_untracked(), 0),
            ends_at: day_start(&to.get_untracked(), 1),
        };
        submission.run(
            async move { client.change(SetGuardianRights { link }, version, body).await },
            move |_| {
                toasts.say(say(key::SCHOOL_SAVED));
                on_done.run(());
            },
        );
    };
    view! {
        <form class="stack" on:submit=submit novalidate>
            <fieldset>
                <legend class="field-label">{t(key::RIGHTS_LEGEND)}</legend>
                {boxes.map(|(words, checked)| view! { <Checkbox checked=checked label=t(words) /> }).collect_view()}
            </fieldset>
            <div class="two-fields">
                <DateField label=t(key::RIGHTS_FROM_LABEL) value=from error=submission.error_of("/starts_at") />
                <DateField label=t(key::RIGHTS_TO_LABEL) value=to error=submission.error_of("/ends_at") />
            </div>
            <FormError failure=submission.failure() />
            <div class="dialog-actions">
                <Button busy=submission.busy()>{t(key::SCHOOL_SAVE)}</Button>
            </div>
        </form>
    }
}
