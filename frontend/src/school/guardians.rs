//! The adults of a child: what each may do, from when until when, and the direction's one switch.

use domain::{
    families::{
        calls::{EndGuardianLink, LiftRestriction, RestrictGuardian},
        households::{GuardianOfChild, LinkReason},
        types::LinkStatus,
    },
    id::GuardianLinkId,
};
use leptos::{ev, prelude::*};

use crate::{
    client::{SignedIn, Submission},
    families::words::relationship_words,
    i18n::{Key, dates, key, say, say_with, t},
    school::{
        child::Record,
        rights::{RightsForm, rights_words},
    },
    ui::{
        avatar::Avatar,
        button::{Button, Look},
        dialog::Dialog,
        divider_card::DividerCard,
        empty_state::EmptyState,
        form_error::FormError,
        icon::Glyph,
        module::Module,
        tag::Tag,
        text_field::TextField,
        toasts::Toasts,
    },
};

/// The card with all of them.
#[component]
pub fn Guardians(
    /// The adults, those in force first.
    guardians: Vec<GuardianOfChild>,
    /// The record, to be read again after a change.
    record: Record,
    /// Whether the reader may change something.
    office: bool,
) -> impl IntoView {
    let rows = guardians
        .into_iter()
        .map(|guardian| view! { <li><Guardian guardian=guardian record=record office=office /></li> })
        .collect::<Vec<_>>();
    view! {
        <DividerCard module=Module::Messages glyph=Glyph::Users title=t(key::GUARDIANS_TITLE)>
            {if rows.is_empty() {
                view! { <EmptyState glyph=Glyph::KeyRound module=Module::Messages title=t(key::GUARDIANS_NONE) detail=t(key::GUARDIANS_NONE_DETAIL) /> }
                    .into_any()
            } else {
                view! { <ul class="row-list">{rows}</ul> }.into_any()
            }}
        </DividerCard>
    }
}

/// Where the link stands, in a word with its look.
fn state(guardian: &GuardianOfChild) -> (Key, Glyph, Module) {
    match guardian.status {
        _ if guardian.restricted_at.is_some() => (key::GUARDIAN_RESTRICTED, Glyph::Lock, Module::Danger),
        LinkStatus::Confirmed if guardian.in_force => (key::GUARDIAN_IN_FORCE, Glyph::CircleCheck, Module::Education),
        LinkStatus::Confirmed => (key::GUARDIAN_NOT_NOW, Glyph::Clock, Module::Plain),
        LinkStatus::Pending => (key::GUARDIAN_WAITS, Glyph::Hourglass, Module::Entraide),
        LinkStatus::Refused => (key::MEMBER_REFUSED, Glyph::X, Module::Plain),
        LinkStatus::Ended => (key::MEMBER_ENDED, Glyph::X, Module::Plain),
    }
}

#[component]
fn Guardian(guardian: GuardianOfChild, record: Record, office: bool) -> impl IntoView {
    let name = format!("{} {}", guardian.guardian.first_name, guardian.guardian.last_name);
    let initials = domain::words::initials(&guardian.guardian.first_name, &guardian.guardian.last_name);
    let module = Module::of_id(guardian.guardian.id.as_uuid().as_bytes());
    let (words, glyph, look) = state(&guardian);
    let relationship = guardian.relationship;
    let email = guardian.guardian.email.clone();
    // who is kept away has no rights now; those of before come back with the access
    let restricted = guardian.restricted_at.is_some();
    let rights = rights_words(guardian.rights);
    let (starts, ends) = (guardian.starts_at, guardian.ends_at);
    let period = move || {
        let from = starts.map(|at| say_with(key::GUARDIAN_FROM, [("when", dates::full_day(at).into())]));
        let to = ends.map(|at| say_with(key::RIGHTS_TO, [("when", dates::full_day(at.plus_seconds(-1)).into())]));
        from.into_iter().chain(to).collect::<Vec<_>>().join(", ")
    };
    let invited = guardian.invited_by.clone();
    let reason = guardian.restriction_reason.clone();
    let decidable = office && guardian.status == LinkStatus::Confirmed;
    view! {
        <div class="card-body">
            <div class="cluster">
                <Avatar text=initials module=module />
                <div class="row-body">
                    <h3 class="row-title">{name}</h3>
                    <p class="row-detail">{t(relationship_words(relationship))}</p>
                </div>
                <Tag glyph=glyph module=look words=t(words) />
            </div>
            <p class="row-detail breakable">{email}</p>
            {(!restricted).then(|| view! { <p>{rights} <br /> <span class="row-detail">{period}</span></p> })}
            {invited.map(|by| view! { <p class="row-detail">{move || say_with(key::GUARDIAN_INVITED_BY, [("name", by.clone().into())])}</p> })}
            {reason.map(|reason| view! { <p class="row-detail">{move || say_with(key::GUARDIAN_REASON, [("reason", reason.clone().into())])}</p> })}
            {decidable.then(|| view! { <Acts guardian=guardian record=record /> })}
        </div>
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Act {
    Rights,
    Restrict,
    Lift,
    End,
}

#[component]
fn Acts(guardian: GuardianOfChild, record: Record) -> impl IntoView {
    let doing = RwSignal::new(None::<Act>);
    let restricted = guardian.restricted_at.is_some();
    let guardian = StoredValue::new(guardian);
    let button = move |look: Look, act: Act, words: Key| {
        let name = guardian.with_value(|one| one.guardian.first_name.clone());
        view! {
            <Button look=look on_press=move |()| doing.set(Some(act))>
                {t(words)}<span class="visually-hidden">" " {name}</span>
            </Button>
        }
    };
    view! {
        <div class="cluster">
            {button(Look::Second, Act::Rights, key::RIGHTS_CHANGE)}
            {if restricted {
                button(Look::Second, Act::Lift, key::RESTRICTION_LIFT)
            } else {
                button(Look::Second, Act::Restrict, key::RESTRICT)
            }}
            {button(Look::Quiet, Act::End, key::GUARDIAN_END)}
        </div>
        {move || {
            doing.get().map(|act| {
                let open = RwSignal::new(true);
                Effect::new(move || {
                    if !open.get() {
                        doing.set(None);
                    }
                });
                let done = Callback::new(move |()| {
                    open.set(false);
                    record.refetch();
                });
                let guardian = guardian.get_value();
                match act {
                    Act::Rights => view! {
                        <Dialog open=open title=t(key::RIGHTS_CHANGE)>
                            <RightsForm guardian=guardian.clone() on_done=done />
                        </Dialog>
                    }
                    .into_any(),
                    act => view! {
                        <Dialog open=open title=t(titles(act).0)>
                            <ReasonForm link=guardian.link_id act=act on_done=done />
                        </Dialog>
                    }
                    .into_any(),
                }
            })
        }}
    }
}

/// Title, explanation.
const fn titles(act: Act) -> (Key, Key) {
    match act {
        Act::Rights | Act::Restrict => (key::RESTRICT, key::RESTRICT_DETAIL),
        Act::Lift => (key::RESTRICTION_LIFT, key::RESTRICTION_LIFT_DETAIL),
        Act::End => (key::GUARDIAN_END, key::GUARDIAN_END_DETAIL),
    }
}

#[component]
fn ReasonForm(link: GuardianLinkId, act: Act, on_done: Callback<()>) -> impl IntoView {
    let (client, toasts) = (SignedIn::here(), Toasts::here());
    let submission = Submission::default();
    let reason = RwSignal::new(String::new());
    let (action, detail) = titles(act);
    let submit = move |event: ev::SubmitEvent| {
        event.prevent_default();
        let body = LinkReason {
            reason: reason.get_untracked(),
        };
        submission.run(
            async move {
                match act {
                    Act::Lift => client.tell(LiftRestriction { link }, body).await,
                    Act::End => client.tell(EndGuardianLink { link }, body).await,
                    Act::Restrict | Act::Rights => client.tell(RestrictGuardian { link }, body).await,
                }
            },
            move |_| {
                toasts.say(say(key::SCHOOL_SAVED));
                on_done.run(());
            },
        );
    };
    view! {
        <form class="stack" on:submit=submit novalidate>
            <p>{t(detail)}</p>
            <TextField label=t(key::REASON) hint=t(key::REASON_HINT) value=reason error=submission.error_of("/reason") />
            <FormError failure=submission.failure() />
            <div class="dialog-actions">
                <Button look=if act == Act::Lift { Look::First } else { Look::Danger } busy=submission.busy()>{t(action)}</Button>
            </div>
        </form>
    }
}
