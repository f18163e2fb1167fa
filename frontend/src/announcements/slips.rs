//! Slips on paper for those who were not reached: one a child, with a code and a QR code, cut along the lines.

use domain::{
    announcements::{
        calls::{MakePaperSlips, ShowAnnouncement},
        receipts::{PaperOrder, PaperSlip},
        types::AnnouncementDetail,
    },
    id::{AnnouncementId, ChildId},
};
use leptos::prelude::*;

use super::{BackToOne, texts::Paragraphs};
use crate::{
    client::{Answer, Failure, SignedIn, Submission},
    i18n::{key, say, say_with, t},
    state::session::Session,
    ui::{
        button::Button, divider_card::DividerCard, form_error::FormError, icon::Glyph, loaded::Loaded, module::Module,
        page_head::PageHead, qr::Qr, skeleton::SkeletonText,
    },
};

/// The page: how many; then the sheet to print.
#[component]
pub fn PaperSlipsPage(
    /// Of which announcement.
    id: AnnouncementId,
) -> impl IntoView {
    let client = SignedIn::here();
    let detail = Answer::ask(move || async move { client.ask(ShowAnnouncement { announcement: id }).await });
    let slips = RwSignal::new(None::<Vec<PaperSlip>>);
    let submission = Submission::default();
    let make = move |()| {
        submission.run(all(client, id), move |made| slips.set(Some(made)));
    };
    view! {
        <div class="no-print">
            <BackToOne id=id />
            <PageHead title=t(key::PAPER_TITLE) detail=t(key::PAPER_DETAIL) />
            <div class="reading stack">
                <DividerCard module=Module::Announcements glyph=Glyph::Printer title=t(key::PAPER_TITLE)>
                    <div class="card-body">
                        <p>{t(key::PAPER_HOW)}</p>
                        <FormError failure=submission.failure() />
                        <div>
                            <Button glyph=Glyph::Printer busy=submission.busy() on_press=make>{t(key::PAPER_MAKE)}</Button>
                        </div>
                    </div>
                </DividerCard>
            </div>
        </div>
        <Loaded answer=detail waiting=|| view! { <SkeletonText /> } let:known>
            {move || slips.get().map(|slips| view! { <Sheet slips=slips detail=known.clone() /> })}
        </Loaded>
    }
}

/// All slips, asked for until there are no more.
async fn all(client: SignedIn, announcement: AnnouncementId) -> Result<Vec<PaperSlip>, Failure> {
    let mut slips = Vec::new();
    let mut after: Option<ChildId> = None;
    loop {
        let order = PaperOrder { class_id: None, after };
        let part = client.tell(MakePaperSlips { announcement }, order).await?;
        slips.extend(part.items);
        after = part.next;
        if after.is_none() {
            return Ok(slips);
        }
    }
}

#[component]
fn Sheet(slips: Vec<PaperSlip>, detail: AnnouncementDetail) -> impl IntoView {
    let count = i64::try_from(slips.len()).unwrap_or(i64::MAX);
    let print = move |()| {
        // a browser without printing shows the page as it is
        drop(window().print());
    };
    let detail = StoredValue::new(detail);
    view! {
        <div class="slips-sheet">
            <div class="no-print cluster">
                <p role="status">{move || say_with(key::PAPER_MADE, [("count", count.into())])}</p>
                {(count > 0).then(|| view! { <Button glyph=Glyph::Printer on_press=print>{t(key::ACTION_PRINT)}</Button> })}
            </div>
            <ul class="slips">
                {slips
                    .into_iter()
                    .map(|slip| view! { <li><Slip slip=slip detail=detail.get_value() /></li> })
                    .collect_view()}
            </ul>
        </div>
    }
}

#[component]
fn Slip(slip: PaperSlip, detail: AnnouncementDetail) -> impl IntoView {
    let me = Session::here().me();
    let school = move || me.get().map(|me| me.membership.school_name).unwrap_or_default();
    let text = detail
        .versions
        .into_iter()
        .find(|version| version.locale == detail.original);
    let (title, body, questions) = text.map_or_else(Default::default, |text| {
        (
            text.title.unwrap_or_default(),
            text.body.unwrap_or_default(),
            text.questions,
        )
    });
    let child = format!("{} {}", slip.first_name, slip.last_name);
    let boxes = questions
        .into_iter()
        .map(|question| {
            view! {
                <p class="slip-question">
                    {question} " " <span class="slip-choice"><span class="slip-box"></span>{t(key::ANSWER_YES)}</span> " "
                    <span class="slip-choice"><span class="slip-box"></span>{t(key::ANSWER_NO)}</span>
                </p>
            }
        })
        .collect_view();
    view! {
        <article class="slip slip-paper">
            <div>
                <p class="slip-school">{school}</p>
                <h2>{child} " " <small>{slip.class_name}</small></h2>
                <h3>{title}</h3>
                <Paragraphs text=body />
                {boxes}
                <p class="slip-signature">{t(key::PAPER_SIGN)}</p>
                <p class="small">{t(key::PAPER_CODE)} " " <strong class="secret-code">{slip.code}</strong></p>
            </div>
            <Qr code=slip.qr label=Signal::derive(move || say(key::PAPER_QR)) />
        </article>
    }
}
