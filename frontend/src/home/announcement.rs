//! The announcement that waits to be read; nothing when there is none.

use domain::announcements::{calls::ReadAnnouncement, types::AnnouncementInfo};
use leptos::prelude::*;
use leptos_router::components::A;

use crate::{
    client::{SignedIn, Submission},
    i18n::{key, say_with, t},
    state::announced::Announced,
    ui::{
        button::{Button, Look},
        divider_card::DividerCard,
        form_error::FormError,
        icon::Glyph,
        module::Module,
    },
};

/// The first announcement that I have not read.
#[component]
pub fn UnreadAnnouncement() -> impl IntoView {
    let unread = Announced::here().unread();
    let first = Memo::new(move |_| unread.with(|unread| unread.as_ref()?.first.clone()));
    let more = Memo::new(move |_| unread.with(|unread| unread.as_ref().map_or(0, |unread| unread.count)));
    move || {
        first.get().map(|announcement| {
            view! {
                <DividerCard module=Module::Announcements glyph=Glyph::Megaphone title=t(key::NAV_ANNOUNCEMENTS)>
                    <One announcement=announcement more=more />
                </DividerCard>
            }
        })
    }
}

#[component]
fn One(announcement: AnnouncementInfo, more: Memo<u32>) -> impl IntoView {
    let (client, announced) = (SignedIn::here(), Announced::here());
    let submission = Submission::default();
    let href = format!("/annonces/{}", announcement.id);
    let call = ReadAnnouncement {
        announcement: announcement.id,
    };
    let read = move |()| {
        let call = call.clone();
        submission.run(async move { client.ask(call).await }, move |_| announced.ask());
    };
    // What is to be signed or answered is opened first.
    let is_plain = announcement.my.is_none_or(|my| my.open == 0);
    let others = move || more.get().checked_sub(1).filter(|others| *others > 0);
    view! {
        <div class="card-body">
            <p class="row-title">
                <A href=href.clone()>{announcement.title}</A>
            </p>
            <p lang=announcement.locale.as_str()>{announcement.excerpt}</p>
            <p class="muted small">{announcement.author_name}</p>
            <FormError failure=submission.failure() />
            <div class="cluster">
                {if is_plain {
                    view! {
                        <Button look=Look::Second glyph=Glyph::Check busy=submission.busy() on_press=read>
                            {t(key::ANNOUNCEMENT_READ)}
                        </Button>
                    }
                        .into_any()
                } else {
                    view! { <A href=href attr:class="button button-second">{t(key::ANNOUNCEMENT_ANSWER)}</A> }.into_any()
                }}
                {move || {
                    others().map(|others| {
                        let words = move || say_with(key::ANNOUNCEMENT_OTHERS, [("count", others.into())]);
                        view! { <A href="/annonces" attr:class="button button-quiet">{words}</A> }
                    })
                }}
            </div>
        </div>
    }
}
