//! Réglages: language, appearance, sessions, the way out.

use domain::accounts::{
    calls::ChangeMe,
    types::{Locale, Me, Profile},
};
use leptos::{prelude::*, task::spawn_local};

use crate::{
    accounts::{sessions::MySessions, sign_out::SignOutButton},
    client::SignedIn,
    i18n::{key, t},
    state::session::Session,
    ui::{
        divider_card::DividerCard, icon::Glyph, language_switch::LanguageSwitch, module::Module, page_head::PageHead,
        theme_switch::ThemeSwitch, toasts::Toasts,
    },
};

/// The page of settings.
#[component]
pub fn SettingsPage() -> impl IntoView {
    view! {
        <PageHead title=t(key::NAV_SETTINGS) />
        <div class="columns">
            <div>
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
            <div>
                <DividerCard module=Module::Announcements glyph=Glyph::Lock title=t(key::SETTINGS_SESSIONS_TAB)>
                    <MySessions />
                    <div class="card-body">
                        <div>
                            <SignOutButton />
                        </div>
                    </div>
                </DividerCard>
            </div>
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
            match client
                .tell(
                    ChangeMe {},
                    Profile {
                        locale,
                        ..profile_of(me)
                    },
                )
                .await
            {
                Ok(me) => session.is_now(me),
                Err(failure) => toasts.problem(failure.says()),
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
