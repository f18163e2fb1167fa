//! Ticking off a slip of paper that came back, by its code; and what is ticked on it.

use domain::announcements::{
    calls::ReturnSlip,
    receipts::{PaperAnswer, PaperQuestion, ReturnedSlip, SlipReturn},
};
use leptos::{ev, prelude::*};
use leptos_router::hooks::use_query_map;

use super::BackToFeed;
use crate::{
    client::{SignedIn, Submission},
    i18n::{key, say, say_with, t},
    ui::{
        button::Button,
        divider_card::DividerCard,
        form_error::FormError,
        icon::{Glyph, Icon},
        module::Module,
        page_head::PageHead,
        segmented::{Choice, Segmented},
        text_field::{TextField, TextKind},
    },
};

/// The page. The QR code of a slip opens it with the code filled in.
#[component]
pub fn SlipReturnPage() -> impl IntoView {
    let client = SignedIn::here();
    let submission = Submission::default();
    let code = RwSignal::new(use_query_map().read_untracked().get("code").unwrap_or_default());
    let returned = RwSignal::new(None::<(String, ReturnedSlip)>);
    let submit = move |event: ev::SubmitEvent| {
        event.prevent_default();
        let body = SlipReturn {
            code: code.get_untracked(),
            answers: Vec::new(),
        };
        let typed = body.code.clone();
        submission.run(async move { client.tell(ReturnSlip {}, body).await }, move |slip| {
            code.set(String::new());
            returned.set(Some((typed, slip)));
        });
    };
    view! {
        <BackToFeed />
        <PageHead title=t(key::SLIP_RETURN_TITLE) detail=t(key::SLIP_RETURN_DETAIL) />
        <div class="reading stack">
            <DividerCard module=Module::Announcements glyph=Glyph::Printer title=t(key::SLIP_RETURN_TITLE)>
                <form class="card-body" on:submit=submit novalidate>
                    <TextField label=t(key::SLIP_RETURN_CODE) value=code kind=TextKind::Code error=submission.error_of("/code") />
                    <FormError failure=submission.failure() />
                    <div>
                        <Button glyph=Glyph::Check busy=submission.busy()>{t(key::SLIP_RETURN_TICK)}</Button>
                    </div>
                </form>
            </DividerCard>
            {move || returned.get().map(|(code, slip)| view! { <Returned code=code slip=slip /> })}
        </div>
    }
}

#[component]
fn Returned(code: String, slip: ReturnedSlip) -> impl IntoView {
    let title = format!("{} · {}", slip.child, slip.class_name);
    let announcement = slip.title.clone();
    let done = move || say_with(key::SLIP_RETURNED, [("title", announcement.clone().into())]);
    let rows = slip
        .questions
        .into_iter()
        .map(|question| view! { <Question code=code.clone() question=question /> })
        .collect_view();
    view! {
        <DividerCard module=Module::Education glyph=Glyph::Check title=title>
            <div class="card-body">
                <p class="done" role="status">
                    <Icon glyph=Glyph::CircleCheck />
                    <span>{done}</span>
                </p>
                {rows}
            </div>
        </DividerCard>
    }
}

#[component]
fn Question(code: String, question: PaperQuestion) -> impl IntoView {
    let client = SignedIn::here();
    let submission = Submission::default();
    let chosen = RwSignal::new(question.yes);
    let (question_id, text) = (question.id, question.text);
    let answer = Callback::new(move |yes: Option<bool>| {
        let Some(yes) = yes else { return };
        chosen.set(Some(yes));
        let body = SlipReturn {
            code: code.clone(),
            answers: vec![PaperAnswer { question_id, yes }],
        };
        submission.run(async move { client.tell(ReturnSlip {}, body).await }, |_| {});
    });
    let options = vec![
        Choice::new(Some(true), Signal::derive(|| say(key::ANSWER_YES))),
        Choice::new(Some(false), Signal::derive(|| say(key::ANSWER_NO))),
    ];
    view! {
        <Segmented label=Signal::derive(move || text.clone()) options=options chosen=chosen on_choice=answer />
        <FormError failure=submission.failure() />
    }
}
