//! One member: who it is, and what the office decides about them.

use domain::{
    id::MembershipId,
    page::NoBody,
    schools::{
        calls::{ApproveMembership, ChangeMembership, ReadmitMembership, RefuseMembership, ShowMembership},
        members::{MembershipDetail, RoleChange},
        types::{MembershipInfo, MembershipStatus, Role},
    },
};
use leptos::prelude::*;
use leptos_router::components::A;

use crate::{
    accounts::demo::role_words,
    client::{Answer, SignedIn, Submission},
    families::words::relationship_words,
    i18n::{dates, key, say, say_with, t},
    school::{
        member_ends::{Deciding, Decision, MergeDialog},
        members::{ROLES, status_words},
        place::Place,
    },
    ui::{
        back_link::BackLink,
        button::{Button, Look},
        divider_card::DividerCard,
        form_error::FormError,
        icon::{Glyph, Icon},
        loaded::Loaded,
        module::Module,
        page_head::PageHead,
        select::Select,
        skeleton::SkeletonText,
        toasts::Toasts,
    },
};

/// The page.
#[component]
pub fn MemberPage(
    /// Which.
    id: MembershipId,
) -> impl IntoView {
    let client = SignedIn::here();
    let detail = Answer::ask(move || async move { client.ask(ShowMembership { membership: id }).await });
    view! {
        <BackLink href="/ecole/membres" words=t(key::MEMBERS_TITLE) />
        <Loaded answer=detail waiting=|| view! { <SkeletonText /> } let:member>
            <PageHead title=name_of(&member.membership) detail=state_of(&member) />
            <div class="reading stack">
                <Contact member=member.clone() />
                <Children member=member.clone() />
                <RoleForm member=member.clone() detail=detail />
                <Decisions member=member detail=detail />
            </div>
        </Loaded>
    }
}

fn name_of(member: &MembershipInfo) -> String {
    format!("{} {}", member.first_name, member.last_name)
}

/// `Parent, suspendu`, with the reason where there is one.
fn state_of(member: &MembershipDetail) -> Signal<Option<String>> {
    let (role, status, reason) = (member.membership.role, member.membership.status, member.reason.clone());
    Signal::derive(move || {
        let state = format!(
            "{}, {}",
            say(role_words(role)),
            say(status_words(status)).to_lowercase()
        );
        Some(match &reason {
            Some(reason) => say_with(
                key::MEMBER_BECAUSE,
                [("state", state.into()), ("reason", reason.clone().into())],
            ),
            None => state,
        })
    })
}

#[component]
fn Contact(member: MembershipDetail) -> impl IntoView {
    let since = member.membership.created_at;
    let works_in: Vec<String> = member.works_in.into_iter().map(|class| class.name).collect();
    view! {
        <DividerCard module=Module::Messages glyph=Glyph::User title=t(key::MEMBER_CONTACT)>
            <dl class="facts">
                <dt>{t(key::FORM_EMAIL)}</dt>
                <dd>{member.membership.email}</dd>
                {member.phone.map(|phone| view! { <dt>{t(key::FORM_PHONE)}</dt> <dd>{phone}</dd> })}
                <dt>{t(key::MEMBER_SINCE)}</dt>
                <dd>{move || dates::full_day(since)}</dd>
                {(!works_in.is_empty()).then(|| view! { <dt>{t(key::MEMBER_WORKS_IN)}</dt> <dd>{works_in.join(", ")}</dd> })}
            </dl>
        </DividerCard>
    }
}

#[component]
fn Children(member: MembershipDetail) -> impl IntoView {
    (!member.children.is_empty()).then(|| {
        let rows = member
            .children
            .into_iter()
            .map(|child| {
                let (relationship, class) = (child.relationship, child.class.unwrap_or_default());
                let detail = move || match class.as_str() {
                    "" => say(relationship_words(relationship)),
                    class => format!("{}, {class}", say(relationship_words(relationship))),
                };
                view! {
                    <li>
                        <A href=format!("{}/{}", Place::Children.href(), child.id) attr:class="row">
                            <div class="row-body">
                                <p class="row-title">{format!("{} {}", child.first_name, child.last_name)}</p>
                                <p class="row-detail">{detail}</p>
                            </div>
                            <Icon glyph=Glyph::ChevronRight />
                        </A>
                    </li>
                }
            })
            .collect_view();
        view! {
            <DividerCard module=Module::Education glyph=Glyph::Baby title=t(key::MEMBER_CHILDREN)>
                <ul class="row-list">{rows}</ul>
            </DividerCard>
        }
    })
}

#[component]
fn RoleForm(member: MembershipDetail, detail: Answer<MembershipDetail>) -> impl IntoView {
    let (client, toasts) = (SignedIn::here(), Toasts::here());
    let submission = Submission::default();
    let MembershipInfo {
        id,
        role,
        status,
        version,
        ..
    } = member.membership;
    let chosen = RwSignal::new(role.as_str().to_owned());
    let roles = Signal::derive(|| {
        let roles = ROLES
            .iter()
            .map(|role| (role.as_str().to_owned(), say(role_words(*role))));
        roles.collect::<Vec<_>>()
    });
    let save = move |()| {
        let role = chosen.get_untracked().parse().unwrap_or(Role::Parent);
        let call = ChangeMembership { membership: id };
        submission.run(
            async move { client.change(call, version, RoleChange { role }).await },
            move |_| {
                toasts.say(say(key::MEMBER_ROLE_CHANGED));
                detail.refetch();
            },
        );
    };
    (status == MembershipStatus::Active).then(|| {
        view! {
            <DividerCard module=Module::Announcements glyph=Glyph::ShieldCheck title=t(key::MEMBER_ROLE)>
                <div class="card-body">
                    <Select label=t(key::MEMBER_ROLE_NOW) hint=t(key::MEMBER_ROLE_HINT) options=roles value=chosen />
                    <FormError failure=submission.failure() />
                    <div>
                        <Button busy=submission.busy() on_press=save>{t(key::MEMBER_ROLE_CHANGE)}</Button>
                    </div>
                </div>
            </DividerCard>
        }
    })
}

/// What the state of the membership allows: answering, suspending, letting in again, ending, merging.
#[component]
fn Decisions(member: MembershipDetail, detail: Answer<MembershipDetail>) -> impl IntoView {
    let (client, toasts) = (SignedIn::here(), Toasts::here());
    let submission = Submission::default();
    let name = StoredValue::new(name_of(&member.membership));
    let (id, status) = (member.membership.id, member.membership.status);
    let deciding = RwSignal::new(None::<Decision>);
    let merging = RwSignal::new(false);
    let let_in = move |()| {
        submission.run(
            async move {
                match status {
                    MembershipStatus::Pending => client.ask(ApproveMembership { membership: id }).await,
                    _ => client.tell(ReadmitMembership { membership: id }, NoBody {}).await,
                }
            },
            move |_| {
                toasts.say(say_with(key::MEMBERSHIP_APPROVED, [("name", name.get_value().into())]));
                detail.refetch();
            },
        );
    };
    let refuse = move |()| {
        submission.run(
            async move { client.ask(RefuseMembership { membership: id }).await },
            move |_| detail.refetch(),
        );
    };
    let is_in = status == MembershipStatus::Active;
    view! {
        <DividerCard module=Module::Danger glyph=Glyph::Lock title=t(key::MEMBER_ACCESS)>
            <div class="card-body">
                <FormError failure=submission.failure() />
                <div class="cluster">
                    {(!is_in).then(|| view! {
                        <Button busy=submission.busy() on_press=let_in>
                            {t(if status == MembershipStatus::Pending { key::MEMBERSHIP_APPROVE } else { key::MEMBER_READMIT })}
                        </Button>
                    })}
                    {(status == MembershipStatus::Pending).then(|| view! {
                        <Button look=Look::Second busy=submission.busy() on_press=refuse>{t(key::LINK_REFUSE)}</Button>
                    })}
                    {is_in.then(|| view! {
                        <Button look=Look::Second on_press=move |()| deciding.set(Some(Decision::Suspend))>{t(key::MEMBER_SUSPEND)}</Button>
                    })}
                    {(is_in || status == MembershipStatus::Suspended).then(|| view! {
                        <Button look=Look::Second on_press=move |()| deciding.set(Some(Decision::End))>{t(key::MEMBER_END)}</Button>
                        <Button look=Look::Second on_press=move |()| merging.set(true)>{t(key::MEMBER_MERGE)}</Button>
                    })}
                </div>
            </div>
            <Deciding id=id name=name.get_value() deciding=deciding detail=detail />
            <MergeDialog id=id name=name.get_value() open=merging />
        </DividerCard>
    }
}
