//! What is asked about each of my children: a signature, and questions to be answered by yes or no.

use domain::{
    announcements::{
        calls::{AnswerAnnouncement, SignAnnouncement},
        forms::{AnnouncementAnswer, AnnouncementSignature},
        types::{AddressedChild, AnnouncementDetail, GivenAnnouncementAnswer},
    },
    id::{AnnouncementId, AnnouncementQuestionId, ChildId},
    moment::Moment,
};
use leptos::prelude::*;

use super::detail::Known;
use crate::{
    client::{SignedIn, Submission},
    i18n::{dates, key, say, say_with, t},
    state::announced::Announced,
    ui::{
        button::Button,
        form_error::FormError,
        icon::{Glyph, Icon},
        segmented::{Choice, Segmented},
    },
};

/// One card body for each of my children; nothing when nothing is asked.
#[component]
pub fn Answers(
    /// The announcement.
    detail: AnnouncementDetail,
    /// Read again after an answer.
    known: Known,
) -> impl IntoView {
    let info = &detail.announcement;
    let asks = info.asks_signature || info.questions > 0;
    let end = info.answer_by;
    let is_over = end.is_some_and(|end| end <= dates::now());
    let shown = detail.versions.iter().find(|version| version.locale == info.locale);
    let texts = shown.map(|version| version.questions.clone()).unwrap_or_default();
    let questions: Vec<(AnnouncementQuestionId, String)> = detail.question_ids.iter().copied().zip(texts).collect();
    asks.then(|| {
        let children = detail
            .children
            .into_iter()
            .map(|child| {
                let asked = Asked {
                    announcement: detail.announcement.id,
                    signature: detail.announcement.asks_signature,
                    is_over,
                };
                view! { <Child child=child questions=questions.clone() asked=asked known=known /> }
            })
            .collect_view();
        view! {
            {end.map(|end| view! { <p class="card-body small muted">{deadline(end, is_over)}</p> })}
            {children}
        }
    })
}

fn deadline(end: Moment, is_over: bool) -> impl Fn() -> String {
    let words = if is_over {
        key::ANNOUNCEMENT_WAS_UNTIL
    } else {
        key::ANNOUNCEMENT_UNTIL
    };
    // the last day that counts: the moment is the midnight after it
    let last = end.plus_seconds(-1);
    move || say_with(words, [("when", dates::full_day(last).into())])
}

#[derive(Debug, Clone, Copy)]
struct Asked {
    announcement: AnnouncementId,
    signature: bool,
    is_over: bool,
}

#[component]
fn Child(
    child: AddressedChild,
    questions: Vec<(AnnouncementQuestionId, String)>,
    asked: Asked,
    known: Known,
) -> impl IntoView {
    let may = child.may_sign && !asked.is_over;
    let id = child.child_id;
    let given = child.answers.clone();
    let rows = questions
        .into_iter()
        .map(|(question, text)| {
            let given = given.iter().find(|answer| answer.question_id == question).copied();
            view! { <Question about=(asked.announcement, id, question) text=text given=given may=may known=known /> }
        })
        .collect_view();
    let name = child.first_name.clone();
    view! {
        <div class="card-body addressed-child">
            <h3>{child.first_name.clone()} " " <small>{child.class_name.clone()}</small></h3>
            {(!child.may_sign).then(|| view! { <p class="muted small">{t(key::ANNOUNCEMENT_MAY_NOT_SIGN)}</p> })}
            {rows}
            {asked.signature.then(|| view! { <Sign child=child name=name asked=asked known=known /> })}
        </div>
    }
}

#[component]
fn Question(
    about: (AnnouncementId, ChildId, AnnouncementQuestionId),
    text: String,
    given: Option<GivenAnnouncementAnswer>,
    may: bool,
    known: Known,
) -> impl IntoView {
    let (client, announced) = (SignedIn::here(), Announced::here());
    let submission = Submission::default();
    let (announcement, child_id, question_id) = about;
    let chosen = RwSignal::new(given.map(|given| given.yes));
    let answer = Callback::new(move |yes: Option<bool>| {
        let Some(yes) = yes else { return };
        chosen.set(Some(yes));
        let body = AnnouncementAnswer {
            child_id,
            question_id,
            yes,
        };
        submission.run(
            async move { client.tell(AnswerAnnouncement { announcement }, body).await },
            move |_| {
                announced.ask();
                known.refetch();
            },
        );
    });
    let by_other = given.is_some_and(|given| !given.by_me);
    let options = || {
        vec![
            Choice::new(Some(true), Signal::derive(|| say(key::ANSWER_YES))),
            Choice::new(Some(false), Signal::derive(|| say(key::ANSWER_NO))),
        ]
    };
    let label = text.clone();
    view! {
        {if may {
            view! {
                <Segmented
                    label=Signal::derive(move || label.clone())
                    options=options()
                    chosen=chosen
                    on_choice=answer
                />
            }
                .into_any()
        } else {
            let words = move || match given.map(|given| given.yes) {
                Some(true) => say(key::ANSWER_YES),
                Some(false) => say(key::ANSWER_NO),
                None => say(key::ANSWER_NONE),
            };
            view! { <p>{text.clone()} " " <strong>{words}</strong></p> }.into_any()
        }}
        {by_other.then(|| view! { <p class="muted small">{t(key::ANSWER_BY_OTHER)}</p> })}
        <FormError failure=submission.failure() />
    }
}

#[component]
fn Sign(child: AddressedChild, name: String, asked: Asked, known: Known) -> impl IntoView {
    let (client, announced) = (SignedIn::here(), Announced::here());
    let submission = Submission::default();
    let child_id = child.child_id;
    let announcement = asked.announcement;
    let sign = move |()| {
        let body = AnnouncementSignature { child_id };
        submission.run(
            async move { client.tell(SignAnnouncement { announcement }, body).await },
            move |_| {
                announced.ask();
                known.refetch();
            },
        );
    };
    let words = move || say_with(key::ANNOUNCEMENT_SIGN, [("child", name.clone().into())]);
    match child.signed_at {
        Some(at) => {
            let done = move || say_with(key::ANNOUNCEMENT_SIGNED_AT, [("when", dates::full(at).into())]);
            view! {
                <p class="done">
                    <Icon glyph=Glyph::CircleCheck />
                    <span>{done}</span>
                </p>
            }
            .into_any()
        }
        None => view! {
            {child.signed.then(|| view! { <p class="muted small">{t(key::ANNOUNCEMENT_SIGNED_BY_OTHER)}</p> })}
            {(child.may_sign && !asked.is_over)
                .then(|| {
                    view! {
                        <FormError failure=submission.failure() />
                        <div>
                            <Button glyph=Glyph::Pencil busy=submission.busy() on_press=sign>{words}</Button>
                        </div>
                    }
                })}
        }
        .into_any(),
    }
}
