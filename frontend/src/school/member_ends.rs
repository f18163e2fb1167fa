//! What ends something for a member: a suspension, an end, two accounts that become one. Each asks why, or which, before.

use domain::{
    id::MembershipId,
    schools::{
        calls::{EndMembership, ListMemberships, MergeMemberships, SuspendMembership},
        members::{MembershipDetail, MembershipReason, MergeInto},
        types::{MembershipInfo, MembershipOrder, MembershipQuery},
    },
};
use leptos::{ev, prelude::*};
use leptos_router::hooks::use_navigate;

use crate::{
    accounts::demo::role_words,
    client::{Answer, SignedIn, Submission},
    i18n::{Key, key, say, say_with, t},
    school::place::Place,
    ui::{
        button::{Button, Look},
        dialog::Dialog,
        form_error::FormError,
        loaded::Loaded,
        skeleton::SkeletonRows,
        text_field::{TextField, TextKind},
        toasts::Toasts,
    },
};

/// What is decided with a reason.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Decision {
    /// Interrupted; may be taken up again.
    Suspend,
    /// Over.
    End,
}

impl Decision {
    const fn words(self) -> [Key; 3] {
        match self {
            Self::Suspend => [
                key::MEMBER_SUSPEND_TITLE,
                key::MEMBER_SUSPEND_DETAIL,
                key::MEMBER_SUSPEND,
            ],
            Self::End => [key::MEMBER_END_TITLE, key::MEMBER_END_DETAIL, key::MEMBER_END],
        }
    }
}

/// Asks for the reason, then decides.
#[component]
pub fn Deciding(
    /// Whose membership.
    id: MembershipId,
    /// Their name.
    name: String,
    /// What is to be decided; nothing while the dialog is closed.
    deciding: RwSignal<Option<Decision>>,
    /// The page, to be read again.
    detail: Answer<MembershipDetail>,
) -> impl IntoView {
    let name = StoredValue::new(name);
    move || {
        deciding.get().map(|decision| {
            let open = RwSignal::new(true);
            Effect::new(move || {
                if !open.get() {
                    deciding.set(None);
                }
            });
            let [title, _, _] = decision.words();
            view! {
                <Dialog open=open title=t(title)>
                    <Reasoned id=id name=name.get_value() decision=decision open=open detail=detail />
                </Dialog>
            }
        })
    }
}

#[component]
fn Reasoned(
    id: MembershipId,
    name: String,
    decision: Decision,
    open: RwSignal<bool>,
    detail: Answer<MembershipDetail>,
) -> impl IntoView {
    let (client, toasts) = (SignedIn::here(), Toasts::here());
    let submission = Submission::default();
    let reason = RwSignal::new(String::new());
    let [_, what, action] = decision.words();
    let submit = move |event: ev::SubmitEvent| {
        event.prevent_default();
        let body = MembershipReason {
            reason: reason.get_untracked(),
        };
        submission.run(
            async move {
                match decision {
                    Decision::Suspend => client.tell(SuspendMembership { membership: id }, body).await,
                    Decision::End => client.tell(EndMembership { membership: id }, body).await,
                }
            },
            move |_| {
                toasts.say(say(key::SCHOOL_SAVED));
                open.set(false);
                detail.refetch();
            },
        );
    };
    view! {
        <form class="stack" on:submit=submit novalidate>
            <p>{move || say_with(what, [("name", name.clone().into())])}</p>
            <TextField label=t(key::REASON) hint=t(key::REASON_HINT) value=reason error=submission.error_of("/reason") />
            <FormError failure=submission.failure() />
            <div class="dialog-actions">
                <Button look=Look::Danger busy=submission.busy()>{t(action)}</Button>
            </div>
        </form>
    }
}

/// Finds the other account of the same person, which stays.
#[component]
pub fn MergeDialog(
    /// The membership that ends.
    id: MembershipId,
    /// Its name.
    name: String,
    /// Whether it is open.
    open: RwSignal<bool>,
) -> impl IntoView {
    let name = StoredValue::new(name);
    view! {
        <Dialog open=open title=t(key::MEMBER_MERGE)>
            <Merge id=id name=name.get_value() />
        </Dialog>
    }
}

#[component]
fn Merge(id: MembershipId, name: String) -> impl IntoView {
    let (client, toasts, go) = (SignedIn::here(), Toasts::here(), use_navigate());
    let submission = Submission::default();
    // most often the other account has the same name
    let wanted = RwSignal::new(name.clone());
    let found = Answer::ask(move || {
        let q = wanted.get().trim().to_owned();
        async move {
            let query = MembershipQuery {
                q: Some(q).filter(|q| !q.is_empty()),
                order: Some(MembershipOrder::Name),
                limit: Some(10),
                ..MembershipQuery::default()
            };
            let found = client.ask_with(ListMemberships {}, query).await?.items;
            Ok(found.into_iter().filter(|one| one.id != id).collect::<Vec<_>>())
        }
    });
    let kept = RwSignal::new(None::<MembershipInfo>);
    let gone = name.clone();
    let merge = Callback::new(move |into: MembershipId| {
        let go = go.clone();
        submission.run(
            async move {
                client
                    .tell(MergeMemberships { membership: id }, MergeInto { into })
                    .await
            },
            move |_| {
                toasts.say(say(key::SCHOOL_SAVED));
                go(&format!("{}/{into}", Place::Members.href()), Default::default());
            },
        );
    });
    view! {
        <Show
            when=move || kept.with(Option::is_none)
            fallback=move || {
                kept.get().map(|member| view! {
                    <LastQuestion gone=gone.clone() kept=kept member=member merge=merge submission=submission />
                })
            }
        >
            <p>{
                let name = name.clone();
                move || say_with(key::MEMBER_MERGE_DETAIL, [("name", name.clone().into())])
            }</p>
            <TextField label=t(key::MEMBERS_SEARCH) kind=TextKind::Search value=wanted optional=true />
            <Loaded answer=found waiting=|| view! { <SkeletonRows /> } let:members>
                <ul class="row-list">
                    {members
                        .into_iter()
                        .map(|member| view! { <li><Candidate member=member kept=kept /></li> })
                        .collect_view()}
                </ul>
            </Loaded>
        </Show>
    }
}

#[component]
fn Candidate(member: MembershipInfo, kept: RwSignal<Option<MembershipInfo>>) -> impl IntoView {
    let chosen = member.clone();
    view! {
        <div class="row row-wraps">
            <Account member=member />
            <div class="row-end">
                <Button look=Look::Second on_press=move |()| kept.set(Some(chosen.clone()))>{t(key::MEMBER_MERGE_INTO)}</Button>
            </div>
        </div>
    }
}

#[component]
fn Account(member: MembershipInfo) -> impl IntoView {
    let MembershipInfo {
        first_name,
        last_name,
        role,
        email,
        ..
    } = member;
    view! {
        <div class="row-body">
            <p class="row-title">{format!("{first_name} {last_name}")}</p>
            <p class="row-detail">{move || format!("{}, {email}", say(role_words(role)))}</p>
        </div>
    }
}

/// The account that stays is chosen: the only step that cannot be taken back.
#[component]
fn LastQuestion(
    gone: String,
    kept: RwSignal<Option<MembershipInfo>>,
    member: MembershipInfo,
    merge: Callback<MembershipId>,
    submission: Submission,
) -> impl IntoView {
    let into = member.id;
    view! {
        <p>{move || say_with(key::MEMBER_MERGE_SURE, [("name", gone.clone().into())])}</p>
        <Account member=member />
        <FormError failure=submission.failure() />
        <div class="dialog-actions">
            <Button look=Look::Quiet on_press=move |()| kept.set(None)>{t(key::ACTION_BACK)}</Button>
            <Button look=Look::Danger busy=submission.busy() on_press=move |()| merge.run(into)>{t(key::MEMBER_MERGE)}</Button>
        </div>
    }
}
