//! What waits: for the school's answer, or for mine.

use domain::{
    families::types::{LinkStatus, MyChild},
    schools::types::MembershipStatus,
};
use leptos::prelude::*;
use leptos_router::components::A;

use crate::{
    families::{my_children::MyChildren, words::LinkTag},
    i18n::{key, say_with, t},
    school::requests::Requests,
    state::session::Session,
    ui::{
        avatar::Avatar,
        divider_card::DividerCard,
        empty_state::EmptyState,
        icon::{Glyph, Icon},
        module::Module,
        person_row::PersonRow,
    },
};

/// My membership is not active: it waits for the school, or the school said no.
#[component]
pub fn MembershipWaiting() -> impl IntoView {
    let me = Session::here().me();
    move || {
        me.get().map(|me| {
            let school = me.membership.school_name;
            let pending = me.membership.status == MembershipStatus::Pending;
            let title = if pending {
                key::MEMBERSHIP_PENDING
            } else {
                key::MEMBERSHIP_REFUSED
            };
            let detail = if pending {
                key::MEMBERSHIP_PENDING_DETAIL
            } else {
                key::MEMBERSHIP_REFUSED_DETAIL
            };
            view! {
                <DividerCard module=Module::Announcements glyph=Glyph::School title=t(key::MEMBERSHIP_TAB)>
                    <EmptyState
                        glyph=Glyph::Hourglass
                        module=Module::Announcements
                        title=t(title)
                        detail=move || say_with(detail, [("school", school.clone().into())])
                    />
                </DividerCard>
            }
        })
    }
}

/// My children whose link waits for the school; nothing when there is none.
#[component]
pub fn ChildrenWaiting(
    /// My children.
    children: MyChildren,
) -> impl IntoView {
    move || {
        let Some(Ok(children)) = children.answer().get() else {
            return None;
        };
        let waiting: Vec<MyChild> = children
            .into_iter()
            .filter(|child| child.status == LinkStatus::Pending)
            .collect();
        (!waiting.is_empty()).then(|| {
            let rows = waiting
                .into_iter()
                .map(|child| view! { <li><WaitingChild child=child /></li> })
                .collect_view();
            view! {
                <DividerCard module=Module::Education glyph=Glyph::Hourglass title=t(key::HOME_WAITING_TAB)>
                    <ul class="row-list">{rows}</ul>
                    <div class="card-body">
                        <p class="muted small">
                            {t(key::HOME_WAITING_DETAIL)} " " <A href="/profil">{t(key::HOME_WAITING_CODE)}</A>
                        </p>
                    </div>
                </DividerCard>
            }
        })
    }
}

#[component]
fn WaitingChild(child: MyChild) -> impl IntoView {
    let name = format!("{} {}", child.first_name, child.last_name);
    let class = child.class.map(|class| class.name);
    let initials = class
        .clone()
        .unwrap_or_else(|| domain::words::initials(&child.first_name, &child.last_name));
    let detail = move || {
        class
            .clone()
            .map(|class| say_with(key::CHILD_IN_CLASS, [("class", class.into())]))
    };
    view! {
        <PersonRow initials=initials module=Module::Education title=name detail=Signal::derive(detail)>
            <LinkTag status=child.status />
        </PersonRow>
    }
}

/// Requests that wait for staff; nothing when there is none.
#[component]
pub fn RequestsWaiting() -> impl IntoView {
    let requests = Requests::load();
    move || {
        let count = requests.count().filter(|count| *count > 0)?;
        let words = move || say_with(key::NAV_REQUESTS, [("count", count.into())]);
        Some(view! {
            <DividerCard module=Module::Announcements glyph=Glyph::ShieldCheck title=t(key::NAV_SCHOOL)>
                <A href="/ecole" attr:class="row">
                    <Avatar text=count.to_string() module=Module::Announcements />
                    <div class="row-body">
                        <p class="row-title">{words}</p>
                        <p class="row-detail">{t(key::HOME_REQUESTS_DETAIL)}</p>
                    </div>
                    <Icon glyph=Glyph::ChevronRight />
                </A>
            </DividerCard>
        })
    }
}
