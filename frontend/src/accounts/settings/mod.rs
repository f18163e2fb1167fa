//! Réglages: language and appearance; security; access by programs. One page each, and the way between them.

mod address;
mod codes;
mod password;
mod remove;
pub mod second_factor;
pub mod security;
mod sessions;
mod setup;
pub mod tokens;

use domain::accounts::{
    calls::ChangeMe,
    types::{Locale, Me, Profile},
};
use leptos::{prelude::*, task::spawn_local};
use leptos_router::components::A;

use crate::{
    accounts::sign_out::SignOutButton,
    client::SignedIn,
    i18n::{Key, key, t},
    state::session::Session,
    ui::{
        divider_card::DividerCard, icon::Glyph, language_switch::LanguageSwitch, module::Module, page_head::PageHead,
        theme_switch::ThemeSwitch, toasts::Toasts,
    },
};

const PAGES: [(&str, Key); 4] = [
    ("/reglages", key::SETTINGS_GENERAL),
    ("/reglages/messages", key::SETTINGS_MESSAGES),
    ("/reglages/securite", key::SETTINGS_SECURITY),
    ("/reglages/acces-api", key::SETTINGS_API),
];

/// The top of a page of the settings, with the way to the others.
#[component]
pub fn SettingsHead(
    /// The name of the page.
    title: Key,
) -> impl IntoView {
    let links = PAGES
        .iter()
        .map(|(href, words)| view! { <A href=*href exact=*href == "/reglages">{t(*words)}</A> })
        .collect_view();
    view! {
        <PageHead title=t(title) />
        <nav class="tabs" aria-label=t(key::NAV_SETTINGS)>{links}</nav>
    }
}

/// How EcoleHub looks and speaks, and the way out.
#[component]
pub fn SettingsPage() -> impl IntoView {
    view! {
        <SettingsHead title=key::NAV_SETTINGS />
        <div class="columns">
            <DividerCard module=Module::Messages glyph=Glyph::Languages title=t(key::SETTINGS_LANGUAGE_TAB)>
                <div class="card-body">
                    <p>{t(key::SETTINGS_LANGUAGE)}</p>
                    <AccountLanguage />
                </div>
            </DividerCard>
            <DividerCard module=Module::Entraide glyph=Glyph::Sun title=t(key::SETTINGS_APPEARANCE_TAB)>
                <div class="card-body">
                    <ThemeSwitch />
                    <p class="field-hint">{t(key::SETTINGS_APPEARANCE)}</p>
                </div>
            </DividerCard>
        </div>
        <div class="page-foot">
            <SignOutButton />
        </div>
    }
}

/// The language of the page and of the account: mails follow it.
#[component]
pub fn AccountLanguage() -> impl IntoView {
    let (client, session, toasts) = (SignedIn::here(), Session::here(), Toasts::here());
    let me = session.me();
    let keep = move |locale: Locale| {
        let Some(me) = me.get_untracked() else { return };
        spawn_local(async move {
            let version = me.version;
            let profile = Profile {
                locale,
                ..profile_of(me)
            };
            match client.change(ChangeMe {}, version, profile).await {
                Ok(me) => session.is_now(me),
                Err(failure) => toasts.failed(&failure),
            }
        });
    };
    view! { <LanguageSwitch on_choice=Callback::new(keep) /> }
}

/// My data as they are, to change a part of them.
pub fn profile_of(me: Me) -> Profile {
    Profile {
        first_name: me.first_name,
        last_name: me.last_name,
        phone: me.phone,
        locale: me.locale,
    }
}
