//! Deciding about a case, and answering an appeal.

use domain::{
    id::CaseId,
    messaging::moderation::{
        calls::{AnswerAppeal, DecideReport},
        types::{AppealAnswer, AppealOutcome, CaseDetail, Decision, ModerationAct},
    },
};
use leptos::{ev, prelude::*};

use crate::{
    client::{Answer, SignedIn, Submission},
    i18n::{Key, key, say, t},
    ui::{
        button::{Button, Look},
        checkbox::Checkbox,
        divider_card::DividerCard,
        form_error::FormError,
        icon::Glyph,
        module::Module,
        text_area::TextArea,
        toasts::Toasts,
    },
};

const OFFERED: &[(ModerationAct, Key)] = &[
    (ModerationAct::Hide, key::CASE_HIDE),
    (ModerationAct::Warn, key::CASE_WARN),
    (ModerationAct::Mute, key::CASE_MUTE),
    (ModerationAct::Suspend, key::CASE_SUSPEND),
];

/// What is to be done, why, and the way to say that nothing is wrong.
#[component]
pub fn DecideForm(
    /// Which case.
    case: CaseId,
    /// What I may do.
    may: Vec<ModerationAct>,
    /// The page, to be read again.
    detail: Answer<CaseDetail>,
) -> impl IntoView {
    let (client, toasts) = (SignedIn::here(), Toasts::here());
    let submission = Submission::default();
    let reason = RwSignal::new(String::new());
    let offered: Vec<(ModerationAct, Key, RwSignal<bool>)> = OFFERED
        .iter()
        .filter(|(act, _)| may.contains(act))
        .map(|(act, words)| (*act, *words, RwSignal::new(false)))
        .collect();
    let boxes = StoredValue::new(offered);
    let send = move |acts: Vec<ModerationAct>| {
        let decision = Decision {
            acts,
            reason: reason.get_untracked(),
        };
        submission.run(
            async move { client.tell(DecideReport { case }, decision).await },
            move |_| {
                toasts.say(say(key::CASE_DECIDED));
                detail.refetch();
            },
        );
    };
    let submit = move |event: ev::SubmitEvent| {
        event.prevent_default();
        send(boxes.with_value(|boxes| {
            let chosen = boxes.iter().filter(|(_, _, chosen)| chosen.get_untracked());
            chosen.map(|(act, ..)| *act).collect()
        }));
    };
    view! {
        <DividerCard module=Module::Announcements glyph=Glyph::ShieldCheck title=t(key::CASE_DECIDE)>
            <form class="card-body" on:submit=submit novalidate>
                {boxes.with_value(|boxes| {
                    boxes
                        .iter()
                        .map(|(_, words, chosen)| view! { <Checkbox checked=*chosen label=t(*words) /> })
                        .collect_view()
                })}
                <TextArea
                    label=t(key::CASE_REASON)
                    hint=Signal::derive(move || Some(say(key::CASE_REASON_HINT)))
                    value=reason
                    error=submission.error_of("/reason")
                />
                <p class="form-error" role="alert">{move || submission.error_of("/acts").get().map(|_| say(key::CASE_CHOOSE))}</p>
                <FormError failure=submission.failure() />
                <div class="cluster">
                    <Button busy=submission.busy()>{t(key::CASE_DO)}</Button>
                    <Button look=Look::Second busy=submission.busy() on_press=move |()| send(vec![ModerationAct::Dismiss])>
                        {t(key::CASE_DISMISS)}
                    </Button>
                </div>
            </form>
        </DividerCard>
    }
}

/// The answer of the direction.
#[component]
pub fn AnswerForm(
    /// Which case.
    case: CaseId,
    /// The page, to be read again.
    detail: Answer<CaseDetail>,
) -> impl IntoView {
    let (client, toasts) = (SignedIn::here(), Toasts::here());
    let submission = Submission::default();
    let answer = RwSignal::new(String::new());
    let send = move |outcome: AppealOutcome| {
        let body = AppealAnswer {
            outcome,
            answer: answer.get_untracked(),
        };
        submission.run(
            async move { client.tell(AnswerAppeal { case }, body).await },
            move |_| {
                toasts.say(say(key::CASE_ANSWERED));
                detail.refetch();
            },
        );
    };
    view! {
        <DividerCard module=Module::Announcements glyph=Glyph::ShieldCheck title=t(key::CASE_ANSWER)>
            <div class="card-body">
                <TextArea
                    label=t(key::CASE_ANSWER_WORDS)
                    hint=Signal::derive(move || Some(say(key::CASE_REASON_HINT)))
                    value=answer
                    error=submission.error_of("/answer")
                />
                <FormError failure=submission.failure() />
                <div class="cluster">
                    <Button look=Look::Second busy=submission.busy() on_press=move |()| send(AppealOutcome::Upheld)>
                        {t(key::CASE_UPHOLD)}
                    </Button>
                    <Button busy=submission.busy() on_press=move |()| send(AppealOutcome::Undone)>{t(key::CASE_UNDO)}</Button>
                </div>
            </div>
        </DividerCard>
    }
}
