//! What whoever looks after an announcement does with it: publish, give back, take back, remove, and the way to its receipts.

use domain::{
    announcements::{
        calls::{PublishAnnouncement, RefuseAnnouncement, RemoveAnnouncement, WithdrawAnnouncement},
        forms::AnnouncementRefusal,
        types::{AnnouncementDetail, AnnouncementState},
    },
    page::NoBody,
};
use leptos::prelude::*;
use leptos_router::hooks::use_navigate;

use super::{audience::WillRead, detail::Known};
use crate::{
    client::{SignedIn, Submission},
    i18n::{Key, key, say, t},
    state::{announced::Announced, session::Session},
    ui::{
        button::{Button, Look},
        dialog::Dialog,
        divider_card::DividerCard,
        form_error::FormError,
        icon::Glyph,
        link_button::LinkButton,
        module::Module,
        text_area::TextArea,
        toasts::Toasts,
    },
};

/// The card of whoever looks after it.
#[component]
pub fn Deciding(
    /// The announcement.
    detail: AnnouncementDetail,
    /// Read again after a decision.
    known: Known,
) -> impl IntoView {
    let id = detail.announcement.id;
    let state = detail.announcement.state;
    let is_office = Session::here()
        .me()
        .get_untracked()
        .is_some_and(|me| me.membership.role.is_office());
    let can_go_out = match state {
        AnnouncementState::Draft => true,
        AnnouncementState::Waiting => is_office,
        _ => false,
    };
    let is_out = state == AnnouncementState::Published;
    let was_out = matches!(state, AnnouncementState::Published | AnnouncementState::Withdrawn);
    view! {
        <DividerCard module=Module::Announcements glyph=Glyph::Eye title=t(key::ANNOUNCEMENT_KEEPING)>
            {(!was_out).then(|| view! { <WillRead id=id /> })}
            <div class="card-body">
                <div class="cluster">
                    {can_go_out.then(|| view! { <Publish detail=detail.clone() known=known /> })}
                    {was_out.then(|| view! { <LinkButton look=Look::Second href=format!("/annonces/{id}/accuses")>{t(key::RECEIPTS_TITLE)}</LinkButton> })}
                    {(state != AnnouncementState::Withdrawn)
                        .then(|| view! { <LinkButton look=Look::Second href=format!("/annonces/{id}/modifier")>{t(key::ACTION_CHANGE)}</LinkButton> })}
                    {(state == AnnouncementState::Waiting && is_office).then(|| view! { <Refuse detail=detail.clone() known=known /> })}
                    {is_out.then(|| view! { <Withdraw detail=detail.clone() known=known /> })}
                    {(!was_out).then(|| view! { <Remove detail=detail /> })}
                </div>
            </div>
        </DividerCard>
    }
}

#[component]
fn Publish(detail: AnnouncementDetail, known: Known) -> impl IntoView {
    let (client, toasts, announced) = (SignedIn::here(), Toasts::here(), Announced::here());
    let submission = Submission::default();
    let (announcement, version) = (detail.announcement.id, detail.announcement.version);
    let publish = move |()| {
        submission.run(
            async move {
                client
                    .change(PublishAnnouncement { announcement }, version, NoBody {})
                    .await
            },
            move |now| {
                let words = match now.announcement.state {
                    AnnouncementState::Waiting => key::ANNOUNCEMENT_NOW_WAITS,
                    _ => key::ANNOUNCEMENT_NOW_OUT,
                };
                toasts.say(say(words));
                announced.ask();
                known.refetch();
            },
        );
    };
    view! {
        <Button glyph=Glyph::Send busy=submission.busy() on_press=publish>{t(key::ANNOUNCEMENT_PUBLISH)}</Button>
        <FormError failure=submission.failure() />
    }
}

#[component]
fn Refuse(detail: AnnouncementDetail, known: Known) -> impl IntoView {
    let (client, toasts, announced) = (SignedIn::here(), Toasts::here(), Announced::here());
    let submission = Submission::default();
    let asking = RwSignal::new(false);
    let reason = RwSignal::new(String::new());
    let announcement = detail.announcement.id;
    let refuse = move |()| {
        let body = AnnouncementRefusal {
            reason: reason.get_untracked(),
        };
        submission.run(
            async move { client.tell(RefuseAnnouncement { announcement }, body).await },
            move |_| {
                asking.set(false);
                toasts.say(say(key::ANNOUNCEMENT_NOW_REFUSED));
                announced.ask();
                known.refetch();
            },
        );
    };
    view! {
        <Button look=Look::Second glyph=Glyph::Reply on_press=move |()| asking.set(true)>
            {t(key::ANNOUNCEMENT_REFUSE)}
        </Button>
        <Dialog open=asking title=t(key::ANNOUNCEMENT_REFUSE)>
            <TextArea label=t(key::ANNOUNCEMENT_REFUSE_REASON) value=reason error=submission.error_of("/reason") />
            <FormError failure=submission.failure() />
            <Actions asking=asking submission=submission words=key::ANNOUNCEMENT_REFUSE act=Callback::new(refuse) />
        </Dialog>
    }
}

#[component]
fn Withdraw(detail: AnnouncementDetail, known: Known) -> impl IntoView {
    let (client, toasts) = (SignedIn::here(), Toasts::here());
    let submission = Submission::default();
    let asking = RwSignal::new(false);
    let announcement = detail.announcement.id;
    let withdraw = move |()| {
        submission.run(
            async move { client.ask(WithdrawAnnouncement { announcement }).await },
            move |_| {
                asking.set(false);
                toasts.say(say(key::ANNOUNCEMENT_NOW_WITHDRAWN));
                known.refetch();
            },
        );
    };
    view! {
        <Button look=Look::Quiet glyph=Glyph::EyeOff on_press=move |()| asking.set(true)>
            {t(key::ANNOUNCEMENT_WITHDRAW)}
        </Button>
        <Dialog open=asking title=t(key::ANNOUNCEMENT_WITHDRAW)>
            <p>{t(key::ANNOUNCEMENT_WITHDRAW_DETAIL)}</p>
            <FormError failure=submission.failure() />
            <Actions asking=asking submission=submission words=key::ANNOUNCEMENT_WITHDRAW act=Callback::new(withdraw) />
        </Dialog>
    }
}

#[component]
fn Remove(detail: AnnouncementDetail) -> impl IntoView {
    let (client, toasts) = (SignedIn::here(), Toasts::here());
    let submission = Submission::default();
    let asking = RwSignal::new(false);
    let announcement = detail.announcement.id;
    let navigate = use_navigate();
    let remove = move |()| {
        let navigate = navigate.clone();
        submission.run(
            async move { client.ask(RemoveAnnouncement { announcement }).await },
            move |_| {
                toasts.say(say(key::ANNOUNCEMENT_NOW_REMOVED));
                navigate("/annonces", leptos_router::NavigateOptions::default());
            },
        );
    };
    let act = Callback::new(remove);
    view! {
        <Button look=Look::Quiet glyph=Glyph::Trash2 on_press=move |()| asking.set(true)>
            {t(key::ANNOUNCEMENT_REMOVE)}
        </Button>
        <Dialog open=asking title=t(key::ANNOUNCEMENT_REMOVE)>
            <p>{t(key::ANNOUNCEMENT_REMOVE_DETAIL)}</p>
            <FormError failure=submission.failure() />
            <Actions asking=asking submission=submission words=key::ANNOUNCEMENT_REMOVE act=act />
        </Dialog>
    }
}

#[component]
fn Actions(asking: RwSignal<bool>, submission: Submission, words: Key, act: Callback<()>) -> impl IntoView {
    view! {
        <div class="dialog-actions">
            <Button look=Look::Quiet on_press=move |()| asking.set(false)>{t(key::ACTION_CANCEL)}</Button>
            <Button look=Look::Danger busy=submission.busy() on_press=move |()| act.run(())>{t(words)}</Button>
        </div>
    }
}
