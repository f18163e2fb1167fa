//! Everybody by name: how far each guardian of each child is.

use domain::{
    announcements::{
        calls::ListAnnouncementReceipts,
        receipts::{AnnouncementReceipt, AnnouncementReceiptFilter, AnnouncementReceiptQuery, ReachedBy},
    },
    id::AnnouncementId,
};
use leptos::prelude::*;

use crate::{
    client::SignedIn,
    i18n::{dates, key, say, say_with, t},
    school::paged::{Paged, PagedList},
    state::announced::Announced,
    ui::{
        divider_card::DividerCard,
        empty_state::EmptyState,
        icon::Glyph,
        module::Module,
        segmented::{Choice, Segmented},
        tag::Tag,
    },
};

/// The list, with its filter.
#[component]
pub fn People(
    /// Of which announcement.
    id: AnnouncementId,
    /// What it asks, in its order.
    questions: Vec<String>,
) -> impl IntoView {
    let (client, announced) = (SignedIn::here(), Announced::here());
    let only = RwSignal::new(None::<AnnouncementReceiptFilter>);
    let list = Paged::ask(move |cursor| {
        announced.moved().track();
        let query = AnnouncementReceiptQuery {
            class_id: None,
            only: only.get(),
            limit: Some(50),
            cursor,
        };
        async move {
            client
                .ask_with(ListAnnouncementReceipts { announcement: id }, query)
                .await
        }
    });
    let options = || {
        [
            (None, key::RECEIPTS_ALL),
            (Some(AnnouncementReceiptFilter::NotRead), key::RECEIPTS_NOT_READ),
            (Some(AnnouncementReceiptFilter::Read), key::RECEIPTS_READ),
            (Some(AnnouncementReceiptFilter::NotReached), key::RECEIPTS_NOT_REACHED),
        ]
        .into_iter()
        .map(|(value, words)| Choice::new(value, Signal::derive(t(words))))
        .collect::<Vec<_>>()
    };
    let questions = StoredValue::new(questions);
    let row = move |one| view! { <Row receipt=one questions=questions.get_value() /> };
    let choose = Callback::new(move |wanted| only.set(wanted));
    view! {
        <div class="stack receipts-people">
            <Segmented label=t(key::ANNOUNCEMENTS_SHOW) hide_label=true options=options() chosen=only on_choice=choose />
            <DividerCard module=Module::Announcements glyph=Glyph::Users title=t(key::RECEIPTS_PEOPLE)>
                <PagedList list=list row=row empty=|| view! { <Nobody /> }.into_any() />
            </DividerCard>
        </div>
    }
}

#[component]
fn Nobody() -> impl IntoView {
    view! { <EmptyState glyph=Glyph::Users module=Module::Announcements title=t(key::RECEIPTS_NOBODY) /> }
}

#[component]
fn Row(receipt: AnnouncementReceipt, questions: Vec<String>) -> impl IntoView {
    let class = receipt.class_name.clone().unwrap_or_default();
    let title = match &receipt.child {
        Some(child) => format!("{child} · {class}"),
        None => receipt.adult.clone().unwrap_or_default(),
    };
    let adult = receipt.child.is_some().then(|| receipt.adult.clone());
    let who = move || match &adult {
        Some(Some(name)) => name.clone(),
        Some(None) => say(key::RECEIPTS_NO_GUARDIAN),
        None => say(key::RECEIPTS_TEACHERS),
    };
    let (reached, read, signed, slip) = (receipt.reached_at, receipt.read_at, receipt.signed_at, receipt.slip_at);
    let by = receipt.reached_by;
    let nothing = reached.is_none() && slip.is_none();
    view! {
        <div class="row">
            <div class="row-body">
                <p class="row-title">{title}</p>
                <p class="row-detail">{who}</p>
                <div class="cluster">
                    {nothing.then(|| view! { <Tag glyph=Glyph::CircleAlert module=Module::Danger words=t(key::RECEIPTS_NOT_REACHED) /> })}
                    {read
                        .map(|at| {
                            let words = move || say_with(key::RECEIPTS_READ_AT, [("when", dates::after_words(at).into())]);
                            view! { <Tag glyph=Glyph::CheckCheck module=Module::Education words=words /> }
                        })}
                    {reached
                        .filter(|_| read.is_none())
                        .map(|at| {
                            let words = match by {
                                Some(ReachedBy::Mail) => key::RECEIPTS_MAILED_AT,
                                _ => key::RECEIPTS_REACHED_AT,
                            };
                            let words = move || say_with(words, [("when", dates::after_words(at).into())]);
                            view! { <Tag glyph=Glyph::Check words=words /> }
                        })}
                    {signed
                        .map(|at| {
                            let words = move || say_with(key::RECEIPTS_SIGNED_AT, [("when", dates::after_words(at).into())]);
                            view! { <Tag glyph=Glyph::Pencil module=Module::Education words=words /> }
                        })}
                    {slip
                        .map(|at| {
                            let words = move || say_with(key::RECEIPTS_SLIP_AT, [("when", dates::after_words(at).into())]);
                            view! { <Tag glyph=Glyph::Printer module=Module::Education words=words /> }
                        })}
                </div>
                <Answers questions=questions answers=receipt.answers />
            </div>
        </div>
    }
}

/// What was answered, each to its question.
#[component]
fn Answers(questions: Vec<String>, answers: Vec<Option<bool>>) -> impl IntoView {
    let given = questions.into_iter().zip(answers);
    let line = |(question, yes): (String, bool)| {
        let answer = if yes { key::ANSWER_YES } else { key::ANSWER_NO };
        let words = move || {
            let answer = say(answer);
            say_with(
                key::RECEIPTS_ANSWER,
                [("question", question.clone().into()), ("answer", answer.into())],
            )
        };
        view! { <p class="row-detail">{words}</p> }
    };
    given
        .filter_map(|(question, yes)| Some((question, yes?)))
        .map(line)
        .collect_view()
}
