//! The dashboard: what concerns me today, and nothing else.

mod announcement;
mod exchange;
mod getting_started;
mod messages;
mod waiting;

use domain::{
    families::types::LinkStatus,
    schools::{modules::Module as SchoolModule, types::Role},
};
use leptos::prelude::*;

use crate::{
    families::my_children::MyChildren,
    home::{
        announcement::UnreadAnnouncement,
        exchange::MyExchange,
        getting_started::GettingStarted,
        messages::LatestMessages,
        waiting::{ChildrenWaiting, MembershipWaiting, RequestsWaiting},
    },
    i18n::{dates, key, say, say_with},
    shell::navigation::{has_module, is_member, is_staff},
    state::session::Session,
    ui::page_head::PageTitle,
};

/// Greeting, today's date, my children's classes, then cards.
#[component]
pub fn HomePage() -> impl IntoView {
    let member = is_member(Session::here());
    move || {
        if member.get() {
            view! { <Dashboard /> }.into_any()
        } else {
            view! {
                <Hello classes=String::new />
                <div class="reading">
                    <MembershipWaiting />
                </div>
            }
            .into_any()
        }
    }
}

#[component]
fn Dashboard() -> impl IntoView {
    let session = Session::here();
    let (staff, messaging) = (is_staff(session), has_module(session, SchoolModule::Messaging));
    let exchange = has_module(session, SchoolModule::Sel);
    let children = MyChildren::load();
    let classes = move || {
        let Some(Ok(children)) = children.answer().get() else {
            return String::new();
        };
        let confirmed = children
            .into_iter()
            .filter(|child| child.status == LinkStatus::Confirmed);
        let mut classes: Vec<String> = confirmed
            .filter_map(|child| child.class)
            .map(|class| class.name)
            .collect();
        classes.sort_unstable();
        classes.dedup();
        listed(&classes)
    };
    view! {
        <Hello classes=classes />
        <div class="columns">
            <div>
                <Show when=move || staff.get()>
                    <RequestsWaiting />
                </Show>
                <UnreadAnnouncement />
                <ChildrenWaiting children=children />
                <Show when=move || messaging.get()>
                    <LatestMessages />
                </Show>
            </div>
            <div>
                <Show when=move || exchange.get()>
                    <MyExchange />
                </Show>
                <GettingStarted children=children />
            </div>
        </div>
    }
}

/// `Bonjour Marie`, and below it the day and the classes.
#[component]
fn Hello(#[prop(into)] classes: Signal<String>) -> impl IntoView {
    let me = Session::here().me();
    let hello = move || {
        let name = me.get().map(|me| me.first_name).unwrap_or_default();
        say_with(key::HOME_HELLO, [("name", name.into())])
    };
    let today = move || {
        let day = dates::capitalized(&dates::weekday_and_day(dates::now()));
        let classes = classes.get();
        if classes.is_empty() {
            day
        } else {
            format!("{day}, {classes}")
        }
    };
    view! {
        <PageTitle text=move || say(key::NAV_HOME) />
        <div class="hello">
            <h1 tabindex="-1">{hello}</h1>
            <p>{today}</p>
        </div>
    }
}

/// `M2`, `M2 et P3`, `M2, P1 et P3`.
fn listed(words: &[String]) -> String {
    match words {
        [] => String::new(),
        [one] => one.clone(),
        [first @ .., last] => format!("{} {} {last}", first.join(", "), say(key::LIST_AND)),
    }
}

/// Whether this person looks after children here; staff may as well, but are not asked to.
const fn is_parent(role: Role) -> bool {
    matches!(role, Role::Parent)
}
