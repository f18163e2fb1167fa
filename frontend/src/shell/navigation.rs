//! The entries of the navigation: only what exists, and what this person may open.

use domain::schools::{modules::Module as SchoolModule, types::MembershipStatus};
use leptos::prelude::*;
use leptos_router::{components::A, hooks::use_location};

use crate::{
    i18n::{Key, key, say_with, t},
    state::{badges::Badges, live::Live, session::Session},
    ui::{
        badge::Badge,
        icon::{Glyph, Icon},
        module::Module,
    },
};

/// One entry.
#[derive(Debug, Clone, Copy)]
pub struct Entry {
    /// Where it leads.
    pub href: &'static str,
    /// Its name.
    pub words: Key,
    /// Its icon.
    pub glyph: Glyph,
    /// Its colour.
    pub module: Module,
}

/// The dashboard.
pub const HOME: Entry = Entry {
    href: "/",
    words: key::NAV_HOME,
    glyph: Glyph::House,
    module: Module::Plain,
};
/// Conversations.
pub const MESSAGES: Entry = Entry {
    href: "/messages",
    words: key::NAV_MESSAGES,
    glyph: Glyph::MessageCircle,
    module: Module::Messages,
};
/// What the school makes known.
pub const ANNOUNCEMENTS: Entry = Entry {
    href: "/annonces",
    words: key::NAV_ANNOUNCEMENTS,
    glyph: Glyph::Megaphone,
    module: Module::Announcements,
};
/// Offers, requests and units.
pub const EXCHANGE: Entry = Entry {
    href: "/entraide",
    words: key::NAV_EXCHANGE,
    glyph: Glyph::HandHeart,
    module: Module::Entraide,
};
/// My data and my children.
pub const PROFILE: Entry = Entry {
    href: "/profil",
    words: key::NAV_PROFILE,
    glyph: Glyph::User,
    module: Module::Plain,
};
/// Language, appearance, sessions.
pub const SETTINGS: Entry = Entry {
    href: "/reglages",
    words: key::NAV_SETTINGS,
    glyph: Glyph::Settings,
    module: Module::Plain,
};
/// Requests, children and codes, for staff.
pub const SCHOOL: Entry = Entry {
    href: "/ecole",
    words: key::NAV_SCHOOL,
    glyph: Glyph::ShieldCheck,
    module: Module::Announcements,
};
/// What was reported to a parent who moderates.
pub const REPORTS: Entry = Entry {
    href: "/ecole/signalements",
    words: key::NAV_REPORTS,
    glyph: Glyph::Flag,
    module: Module::Announcements,
};
/// What was decided about messages of mine.
pub const NOTICES: Entry = Entry {
    href: "/moderation",
    words: key::NAV_NOTICES,
    glyph: Glyph::Info,
    module: Module::Plain,
};
/// What has no place in the bar of a phone.
pub const MORE: Entry = Entry {
    href: "/plus",
    words: key::NAV_MORE,
    glyph: Glyph::Menu,
    module: Module::Plain,
};

/// Whether this person is an active member of the school.
pub fn is_member(session: Session) -> Signal<bool> {
    let me = session.me();
    Signal::derive(move || {
        me.get()
            .is_some_and(|me| me.membership.status == MembershipStatus::Active)
    })
}

/// Whether a module is on in the school of this member.
pub fn has_module(session: Session, module: SchoolModule) -> Signal<bool> {
    let (me, member) = (session.me(), is_member(session));
    Signal::derive(move || member.get() && me.get().is_some_and(|me| me.membership.modules.contains(&module)))
}

/// Whether this person works at the school.
pub fn is_staff(session: Session) -> Signal<bool> {
    let (me, member) = (session.me(), is_member(session));
    Signal::derive(move || member.get() && me.get().is_some_and(|me| me.membership.role.is_staff()))
}

/// Whether this person is a parent who moderates a class for a term; staff finds the reports in its office.
pub fn is_parent_moderator(session: Session) -> Memo<bool> {
    let (live, staff) = (Live::here(), is_staff(session));
    Memo::new(move |_| !staff.get() && live.moderates())
}

/// The entry for all that has no place in the bar of a phone: current on every page behind it, with what waits there.
#[component]
pub fn MoreLink() -> impl IntoView {
    let badges = Badges::here();
    let waiting = Signal::derive(move || badges.school.get() + badges.announcements.get());
    let path = use_location().pathname;
    let behind = move || {
        let here = path.with(|path| {
            [MORE, ANNOUNCEMENTS, NOTICES, SETTINGS, SCHOOL].iter().any(|entry| {
                path.strip_prefix(entry.href)
                    .is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
            })
        });
        here.then_some("page")
    };
    let words = move || say_with(key::NAV_WAITING, [("count", waiting.get().into())]);
    view! {
        <li>
            <a href=MORE.href aria-current=behind class=MORE.module.class()>
                <Icon glyph=MORE.glyph />
                <span>{t(MORE.words)}</span>
                <Badge count=waiting label=words />
            </a>
        </li>
    }
}

/// An entry as a link in a list.
#[component]
pub fn NavLink(
    /// Which.
    entry: Entry,
) -> impl IntoView {
    view! {
        <li>
            <A href=entry.href exact=entry.href == "/" attr:class=entry.module.class()>
                <Icon glyph=entry.glyph />
                <span>{t(entry.words)}</span>
                {entry.badge()}
            </A>
        </li>
    }
}

impl Entry {
    /// The number of things that wait behind it; nothing where nothing ever does.
    pub fn badge(self) -> Option<AnyView> {
        let badges = Badges::here();
        let (count, words) = match self.href {
            "/messages" => (badges.messages, key::NAV_UNREAD),
            "/annonces" => (badges.announcements, key::NAV_WAITING),
            "/entraide" => (badges.exchange, key::NAV_WAITING),
            "/ecole" => (badges.school, key::NAV_REQUESTS),
            _ => return None,
        };
        let label = move || say_with(words, [("count", count.get().into())]);
        Some(view! { <Badge count=count label=label /> }.into_any())
    }
}
