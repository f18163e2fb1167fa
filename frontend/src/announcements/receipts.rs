//! Who was reached: bars by class, the same as a table, everybody by name, and what to do about the others.

use domain::{
    announcements::{
        calls::{RemindReaders, ShowAnnouncement, ShowAnnouncementReceipts},
        receipts::AnnouncementReceipts,
        types::{AnnouncementDetail, AnnouncementState},
    },
    id::AnnouncementId,
};
use leptos::prelude::*;

use super::{
    BackToOne,
    audience::{Bars, Table},
    people::People,
};
use crate::{
    client::{Answer, SignedIn, Submission},
    i18n::{dates, key, say_with, t},
    school::download::Download,
    state::announced::Announced,
    ui::{
        button::{Button, Look},
        divider_card::DividerCard,
        form_error::FormError,
        icon::Glyph,
        link_button::LinkButton,
        loaded::Loaded,
        module::Module,
        page_head::PageHead,
        skeleton::SkeletonText,
        toasts::Toasts,
    },
};

/// The page.
#[component]
pub fn ReceiptsPage(
    /// Of which announcement.
    id: AnnouncementId,
) -> impl IntoView {
    let (client, announced) = (SignedIn::here(), Announced::here());
    let detail = Answer::ask(move || async move { client.ask(ShowAnnouncement { announcement: id }).await });
    // Live: a reader who says so is seen at once.
    let receipts = Answer::ask(move || {
        announced.moved().track();
        async move { client.ask(ShowAnnouncementReceipts { announcement: id }).await }
    });
    view! {
        <BackToOne id=id />
        <Loaded answer=detail waiting=|| view! { <SkeletonText lines=4 /> } let:detail>
            <PageHead title=t(key::RECEIPTS_TITLE) detail=detail.announcement.title.clone()>
                <Download
                    path=format!("/announcements/{id}/receipts/export")
                    name="accuses.csv"
                    query=Vec::new
                />
            </PageHead>
            <Numbers detail=detail.clone() receipts=receipts />
            <People id=id questions=questions_of(&detail) />
        </Loaded>
    }
}

/// The questions, in the language that the announcement was written in.
fn questions_of(detail: &AnnouncementDetail) -> Vec<String> {
    let original = detail.versions.iter().find(|version| version.locale == detail.original);
    original.map(|version| version.questions.clone()).unwrap_or_default()
}

#[component]
fn Numbers(detail: AnnouncementDetail, receipts: Answer<AnnouncementReceipts>) -> impl IntoView {
    let questions = questions_of(&detail);
    let signs = detail.announcement.asks_signature;
    let id = detail.announcement.id;
    let is_out = detail.announcement.state == AnnouncementState::Published;
    view! {
        <div class="stack">
            <DividerCard module=Module::Announcements glyph=Glyph::Eye title=t(key::RECEIPTS_BY_CLASS)>
                <Loaded answer=receipts waiting=|| view! { <SkeletonText /> } let:known>
                    <div class="card-body">
                        <Bars known=known.clone() />
                        <Table known=known.clone() questions=questions.clone() signs=signs />
                        {is_out.then(|| view! { <Others id=id known=known receipts=receipts /> })}
                    </div>
                </Loaded>
            </DividerCard>
        </div>
    }
}

/// What to do about those who were not reached, or have not read.
#[component]
fn Others(id: AnnouncementId, known: AnnouncementReceipts, receipts: Answer<AnnouncementReceipts>) -> impl IntoView {
    let (client, toasts) = (SignedIn::here(), Toasts::here());
    let submission = Submission::default();
    let remind = move |()| {
        submission.run(
            async move { client.ask(RemindReaders { announcement: id }).await },
            move |reminded| {
                toasts.say(say_with(key::RECEIPTS_REMINDED, [("count", reminded.people.into())]));
                receipts.refetch();
            },
        );
    };
    let missing = known.all.not_reached;
    let again = known.remind_from;
    let slips = move || say_with(key::RECEIPTS_SLIPS, [("count", missing.into())]);
    view! {
        <FormError failure=submission.failure() />
        <div class="cluster">
            {match again {
                None => {
                    view! {
                        <Button look=Look::Second glyph=Glyph::Mail busy=submission.busy() on_press=remind>
                            {t(key::RECEIPTS_REMIND)}
                        </Button>
                    }
                        .into_any()
                }
                Some(at) => {
                    let words = move || say_with(key::RECEIPTS_REMIND_FROM, [("when", dates::full(at).into())]);
                    view! { <p class="muted small">{words}</p> }.into_any()
                }
            }}
            {(missing > 0).then(|| view! { <LinkButton look=Look::Second href=format!("/annonces/{id}/talons")>{slips}</LinkButton> })}
        </div>
    }
}
