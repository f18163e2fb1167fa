//! The frame of the signed-in pages: bar at the bottom on phones, rail at the left from 900 px.

use domain::schools::modules::Module as SchoolModule;
use leptos::prelude::*;
use leptos_router::components::Outlet;

use crate::{
    i18n::{key, t},
    lazy,
    shell::{
        blocked::{BlockedPage, block},
        navigation::{
            ANNOUNCEMENTS, EXCHANGE, HOME, MESSAGES, MoreLink, NavLink, PROFILE, REPORTS, SCHOOL, SETTINGS, has_module,
            is_parent_moderator, is_staff,
        },
        sheet::Brand,
    },
    state::session::Session,
    ui::{
        avatar::{Avatar, AvatarSize},
        module::Module,
    },
};

/// The navigation around a page.
#[component]
pub fn Frame() -> impl IntoView {
    let block = block();
    let messaging = has_module(Session::here(), SchoolModule::Messaging);
    // Fetches: that is what effects are for.
    Effect::new(move || {
        if messaging.get() {
            lazy::messages_ahead();
        }
    });
    view! {
        <a class="skip-link" href="#content">{t(key::NAV_SKIP)}</a>
        <div class="shell">
            <Rail />
            <header class="shell-top">
                <Brand />
            </header>
            <main class="shell-main" id="content" tabindex="-1">
                {move || match block.get() {
                    None => view! { <Outlet /> }.into_any(),
                    Some(block) => view! { <BlockedPage block=block /> }.into_any(),
                }}
            </main>
            <Bar />
        </div>
    }
}

#[component]
fn Rail() -> impl IntoView {
    let session = Session::here();
    let (messaging, staff) = (has_module(session, SchoolModule::Messaging), is_staff(session));
    let announcements = has_module(session, SchoolModule::Announcements);
    let exchange = has_module(session, SchoolModule::Sel);
    let moderates = is_parent_moderator(session);
    view! {
        <nav class="rail" aria-label=t(key::NAV_LABEL)>
            <Brand />
            <ul>
                <NavLink entry=HOME />
                <Show when=move || messaging.get()>
                    <NavLink entry=MESSAGES />
                </Show>
                <Show when=move || exchange.get()>
                    <NavLink entry=EXCHANGE />
                </Show>
                <Show when=move || announcements.get()>
                    <NavLink entry=ANNOUNCEMENTS />
                </Show>
                <Show when=move || moderates.get()>
                    <NavLink entry=REPORTS />
                </Show>
            </ul>
            <h2>{t(key::NAV_ACCOUNT)}</h2>
            <ul>
                <NavLink entry=PROFILE />
                <NavLink entry=SETTINGS />
            </ul>
            <Show when=move || staff.get()>
                <h2>{t(key::NAV_OFFICE)}</h2>
                <ul>
                    <NavLink entry=SCHOOL />
                </ul>
            </Show>
            <WhoAmI />
        </nav>
    }
}

/// My name and the school, at the foot of the rail.
#[component]
fn WhoAmI() -> impl IntoView {
    let me = Session::here().me();
    move || {
        me.get().map(|me| {
            let initials = domain::words::initials(&me.first_name, &me.last_name);
            view! {
                <div class="rail-person">
                    <Avatar text=initials module=Module::of_id(me.id.as_uuid().as_bytes()) size=AvatarSize::Small />
                    <div>
                        <p>{format!("{} {}", me.first_name, me.last_name)}</p>
                        <p class="muted">{me.membership.school_name}</p>
                    </div>
                </div>
            }
        })
    }
}

#[component]
fn Bar() -> impl IntoView {
    let messaging = has_module(Session::here(), SchoolModule::Messaging);
    let exchange = has_module(Session::here(), SchoolModule::Sel);
    view! {
        <nav class="shell-bar" aria-label=t(key::NAV_LABEL)>
            <ul>
                <NavLink entry=HOME />
                <Show when=move || messaging.get()>
                    <NavLink entry=MESSAGES />
                </Show>
                <Show when=move || exchange.get()>
                    <NavLink entry=EXCHANGE />
                </Show>
                <NavLink entry=PROFILE />
                <MoreLink />
            </ul>
        </nav>
    }
}
