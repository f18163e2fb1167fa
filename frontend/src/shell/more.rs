//! What has no place in the bar of a phone.

use domain::schools::modules::Module as SchoolModule;
use leptos::prelude::*;
use leptos_router::components::A;

use crate::{
    accounts::sign_out::SignOutButton,
    i18n::{key, say, t},
    shell::navigation::{
        ANNOUNCEMENTS, Entry, NOTICES, REPORTS, SCHOOL, SETTINGS, has_module, is_parent_moderator, is_staff,
    },
    state::session::Session,
    ui::{
        card::Card,
        icon::{Glyph, Icon},
        page_head::PageHead,
    },
};

/// The page behind "More": the other entries, who I am, and the way out.
#[component]
pub fn MorePage() -> impl IntoView {
    let session = Session::here();
    let staff = is_staff(session);
    let announcements = has_module(session, SchoolModule::Announcements);
    let messaging = has_module(session, SchoolModule::Messaging);
    let moderates = is_parent_moderator(session);
    let me = session.me();
    let who = move || {
        me.get().map_or_else(String::new, |me| {
            format!("{} {}, {}", me.first_name, me.last_name, me.membership.school_name)
        })
    };
    view! {
        <PageHead title=t(key::NAV_MORE) detail=who />
        <div class="reading stack">
            <Card>
                <ul class="row-list">
                    <Show when=move || announcements.get()>
                        <MoreRow entry=ANNOUNCEMENTS detail=move || say(key::MORE_ANNOUNCEMENTS) />
                    </Show>
                    <Show when=move || moderates.get()>
                        <MoreRow entry=REPORTS detail=move || say(key::MORE_REPORTS) />
                    </Show>
                    <Show when=move || staff.get()>
                        <MoreRow entry=SCHOOL detail=move || say(key::MORE_SCHOOL) />
                    </Show>
                    <Show when=move || messaging.get()>
                        <MoreRow entry=NOTICES detail=move || say(key::MORE_NOTICES) />
                    </Show>
                    <MoreRow entry=SETTINGS detail=move || say(key::MORE_SETTINGS) />
                </ul>
            </Card>
            <div>
                <SignOutButton />
            </div>
        </div>
    }
}

#[component]
fn MoreRow(entry: Entry, #[prop(into)] detail: Signal<String>) -> impl IntoView {
    view! {
        <li>
            <A href=entry.href attr:class="row">
                <span class=format!("avatar {}", entry.module.class()) aria-hidden="true">
                    <Icon glyph=entry.glyph />
                </span>
                <div class="row-body">
                    <p class="row-title">{t(entry.words)}</p>
                    <p class="row-detail">{detail}</p>
                </div>
                {entry.badge()}
                <Icon glyph=Glyph::ChevronRight />
            </A>
        </li>
    }
}
