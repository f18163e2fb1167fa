//! Adults who say that a child is theirs, and wait for the school.

use domain::{
    families::{
        calls::{ConfirmGuardianLink, RefuseGuardianLink},
        types::{Confirmation, GuardianLinkInfo, SchoolChild},
    },
    id::ChildId,
};
use leptos::prelude::*;

use crate::{
    client::{SignedIn, Submission},
    families::words::relationship_words,
    i18n::{dates, key, say, say_with, t},
    school::requests::Requests,
    ui::{
        avatar::Avatar,
        button::{Button, Look},
        dialog::Dialog,
        divider_card::DividerCard,
        field::fresh_id,
        form_error::FormError,
        icon::Glyph,
        module::Module,
        toasts::Toasts,
    },
};

/// The links that wait; nothing when there is none.
#[component]
pub fn PendingLinks(
    /// The links.
    links: Vec<GuardianLinkInfo>,
    /// All requests, to ask again after an answer.
    requests: Requests,
) -> impl IntoView {
    (!links.is_empty()).then(|| {
        let rows = links
            .into_iter()
            .map(|link| view! { <li><PendingLink link=link requests=requests /></li> })
            .collect_view();
        view! {
            <DividerCard module=Module::Education glyph=Glyph::Baby title=t(key::LINKS_TAB)>
                <ul class="row-list">{rows}</ul>
            </DividerCard>
        }
    })
}

/// `Louis Dubois, P3`
pub fn child_words(child: &SchoolChild) -> String {
    let name = format!("{} {}", child.first_name, child.last_name);
    child
        .class_name
        .as_ref()
        .map_or_else(|| name.clone(), |class| format!("{name}, {class}"))
}

#[component]
fn PendingLink(link: GuardianLinkInfo, requests: Requests) -> impl IntoView {
    let (client, toasts) = (SignedIn::here(), Toasts::here());
    let submission = Submission::default();
    let refusing = RwSignal::new(false);
    let id = link.id;
    let same_child = RwSignal::new(link.matches.first().map(|child| child.id));
    let name = StoredValue::new(format!("{} {}", link.guardian.first_name, link.guardian.last_name));
    let confirm = move |()| {
        let body = Confirmation {
            child_id: same_child.get_untracked(),
        };
        submission.run(
            async move { client.tell(ConfirmGuardianLink { link: id }, body).await },
            move |_| {
                toasts.say(say_with(key::LINK_IS_CONFIRMED, [("name", name.get_value().into())]));
                requests.reload();
            },
        );
    };
    let refuse = move |()| {
        submission.run(
            async move { client.ask(RefuseGuardianLink { link: id }).await },
            move |_| {
                refusing.set(false);
                toasts.say(say_with(key::LINK_IS_REFUSED, [("name", name.get_value().into())]));
                requests.reload();
            },
        );
    };
    let declared = link.child.declared;
    let matches = link.matches.clone();
    view! {
        <div class="card-body">
            <LinkWords link=link />
            {declared.then(|| view! { <WhichChild matches=matches chosen=same_child /> })}
            <FormError failure=submission.failure() />
            <div class="cluster">
                <Button busy=submission.busy() on_press=confirm>{t(key::LINK_CONFIRM)}</Button>
                <Button look=Look::Second on_press=move |()| refusing.set(true)>{t(key::LINK_REFUSE)}</Button>
            </div>
            <Dialog open=refusing title=t(key::LINK_REFUSE_TITLE)>
                <p>{move || say_with(key::LINK_REFUSE_DETAIL, [("name", name.get_value().into())])}</p>
                <div class="dialog-actions">
                    <Button look=Look::Quiet on_press=move |()| refusing.set(false)>{t(key::ACTION_CANCEL)}</Button>
                    <Button look=Look::Danger busy=submission.busy() on_press=refuse>{t(key::LINK_REFUSE)}</Button>
                </div>
            </Dialog>
        </div>
    }
}

/// Who asks, for whom, since when.
#[component]
fn LinkWords(link: GuardianLinkInfo) -> impl IntoView {
    let GuardianLinkInfo {
        guardian,
        child,
        relationship,
        created_at,
        ..
    } = link;
    let initials = domain::words::initials(&guardian.first_name, &guardian.last_name);
    let child = child_words(&child);
    let claim = move || {
        say_with(
            key::LINK_CLAIM,
            [
                ("relationship", say(relationship_words(relationship)).into()),
                ("child", child.clone().into()),
            ],
        )
    };
    view! {
        <div class="cluster">
            <Avatar text=initials module=Module::of_id(guardian.id.as_uuid().as_bytes()) />
            <div class="row-body">
                <h3 class="row-title">{format!("{} {}", guardian.first_name, guardian.last_name)}</h3>
                <p class="row-detail">{guardian.email}</p>
            </div>
        </div>
        <p>
            {claim} <br />
            <span class="row-detail">{move || say_with(key::LINK_SINCE, [("when", dates::full(created_at).into())])}</span>
        </p>
    }
}

/// Which child of the school's list the declared child is, or a new one.
#[component]
fn WhichChild(matches: Vec<SchoolChild>, chosen: RwSignal<Option<ChildId>>) -> impl IntoView {
    let name = fresh_id("which-child");
    let option = move |value: Option<ChildId>, words: Signal<String>| {
        view! {
            <label class="check">
                <input
                    type="radio"
                    name=name.clone()
                    prop:checked=move || chosen.get() == value
                    on:change=move |_| chosen.set(value)
                />
                <span>{words}</span>
            </label>
        }
    };
    let known = matches
        .iter()
        .map(|child| {
            let words = child_words(child);
            option(
                Some(child.id),
                Signal::derive(move || say_with(key::LINK_SAME, [("child", words.clone().into())])),
            )
        })
        .collect_view();
    view! {
        <fieldset>
            <legend class="field-label">{t(key::LINK_WHICH)}</legend>
            {known}
            {option(None, Signal::derive(t(key::LINK_NEW_CHILD)))}
        </fieldset>
    }
}
