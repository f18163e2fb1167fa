//! One announcement: its text, what it asks of me, what was changed, and what its author can do.

use domain::{
    announcements::{
        calls::{ReadAnnouncement, ShowAnnouncement},
        types::{AnnouncementDetail, AnnouncementEditInfo, AnnouncementState},
    },
    id::AnnouncementId,
};
use leptos::prelude::*;

use super::{BackToFeed, answers::Answers, deciding::Deciding, files::Attachments, versions::Versions, words};
use crate::{
    client::{Answer, SignedIn, Submission},
    i18n::{dates, key, say, say_with, t},
    state::announced::Announced,
    ui::{
        banner::Banner,
        button::Button,
        divider_card::DividerCard,
        form_error::FormError,
        icon::{Glyph, Icon},
        loaded::Loaded,
        module::Module,
        page_head::PageHead,
        skeleton::SkeletonText,
    },
};

/// An announcement as the server knows it.
pub type Known = Answer<AnnouncementDetail>;

/// The page.
#[component]
pub fn AnnouncementPage(
    /// Which.
    id: AnnouncementId,
) -> impl IntoView {
    let (client, announced) = (SignedIn::here(), Announced::here());
    let known: Known = Answer::ask(move || {
        announced.moved().track();
        async move { client.ask(ShowAnnouncement { announcement: id }).await }
    });
    view! {
        <BackToFeed />
        <Loaded answer=known waiting=|| view! { <SkeletonText lines=4 /> } let:detail>
            <Whole detail=detail known=known />
        </Loaded>
    }
}

#[component]
fn Whole(detail: AnnouncementDetail, known: Known) -> impl IntoView {
    let info = StoredValue::new(detail.announcement.clone());
    let byline = move || Some(info.with_value(words::byline));
    let audience = move || info.with_value(|info| words::audience(&info.audience));
    let state = detail.announcement.state;
    let refusal = detail.refusal.clone();
    let edits = detail.edits.clone();
    let text = detail.clone();
    let files = detail.attachments.clone();
    let is_out = state == AnnouncementState::Published;
    let for_me = detail.announcement.my.is_some() && is_out;
    view! {
        <PageHead title=detail.announcement.title.clone() detail=Signal::derive(byline) />
        <div class="stack announcement">
            <p class="muted small">{audience}</p>
            {(state == AnnouncementState::Withdrawn)
                .then(|| view! { <Banner glyph=Glyph::Info module=Module::Danger>{t(key::ANNOUNCEMENT_IS_WITHDRAWN)}</Banner> })}
            {(state == AnnouncementState::Waiting)
                .then(|| view! { <Banner glyph=Glyph::Hourglass module=Module::Entraide>{t(key::ANNOUNCEMENT_IS_WAITING)}</Banner> })}
            {refusal
                .map(|reason| {
                    let words = move || say_with(key::ANNOUNCEMENT_IS_REFUSED, [("reason", reason.clone().into())]);
                    view! { <Banner glyph=Glyph::Reply module=Module::Entraide>{words}</Banner> }
                })}
            {detail.announcement.manages.then(|| view! { <Deciding detail=detail.clone() known=known /> })}
            <DividerCard module=Module::Announcements glyph=Glyph::Megaphone title=t(key::NAV_ANNOUNCEMENTS)>
                <div class="card-body">
                    <Versions detail=text />
                    <Attachments files=files />
                </div>
            </DividerCard>
            {for_me.then(|| view! { <Mine detail=detail known=known /> })}
            <Edits edits=edits />
        </div>
    }
}

/// What it asks of me.
#[component]
fn Mine(detail: AnnouncementDetail, known: Known) -> impl IntoView {
    let (client, announced) = (SignedIn::here(), Announced::here());
    let submission = Submission::default();
    let id = detail.announcement.id;
    let read_at = detail.announcement.my.and_then(|my| my.read_at);
    let read = move |()| {
        submission.run(
            async move { client.ask(ReadAnnouncement { announcement: id }).await },
            move |_| {
                announced.ask();
                known.refetch();
            },
        );
    };
    let done = move |at| move || say_with(key::ANNOUNCEMENT_READ_AT, [("when", dates::full(at).into())]);
    view! {
        <DividerCard module=Module::Announcements glyph=Glyph::Check title=t(key::ANNOUNCEMENT_MY_ANSWER)>
            <Answers detail=detail known=known />
            <div class="card-body">
                <FormError failure=submission.failure() />
                {match read_at {
                    Some(at) => {
                        view! {
                            <p class="done" role="status">
                                <Icon glyph=Glyph::CircleCheck />
                                <span>{done(at)}</span>
                            </p>
                        }
                            .into_any()
                    }
                    None => {
                        view! {
                            <div>
                                <Button glyph=Glyph::Check busy=submission.busy() on_press=read>
                                    {t(key::ANNOUNCEMENT_READ)}
                                </Button>
                            </div>
                        }
                            .into_any()
                    }
                }}
            </div>
        </DividerCard>
    }
}

/// What was changed since it was published.
#[component]
fn Edits(edits: Vec<AnnouncementEditInfo>) -> impl IntoView {
    (!edits.is_empty()).then(|| {
        let lines = edits
            .into_iter()
            .map(|edit| {
                let words = move || {
                    let parts: Vec<String> = edit.parts.iter().map(|part| words::edited(*part)).collect();
                    let when = dates::full(edit.at);
                    say_with(
                        key::EDITED_LINE,
                        [
                            ("when", when.into()),
                            ("name", edit.by.clone().into()),
                            ("what", parts.join(", ").into()),
                        ],
                    )
                };
                view! { <li>{words}</li> }
            })
            .collect_view();
        view! {
            <details class="edits">
                <summary>{move || say(key::EDITED_TITLE)}</summary>
                <ul>{lines}</ul>
            </details>
        }
    })
}
