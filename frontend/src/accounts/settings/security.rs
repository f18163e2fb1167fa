//! Sécurité: the password, the address, the second factor, the devices.

use domain::accounts::{calls::ShowSecondFactor, security::SecondFactor};
use leptos::prelude::*;

use super::{SettingsHead, address::ChangeAddress, password::ChangeMyPassword, sessions::MySessions};
use crate::{
    accounts::{demo::opens_with_a_click, sign_out::SignOutButton},
    client::{Answer, SignedIn},
    i18n::{Key, dates, key, say, say_with, t},
    state::session::Session,
    ui::{
        button::{Button, Look},
        dialog::Dialog,
        divider_card::DividerCard,
        icon::{Glyph, Icon},
        link_button::LinkButton,
        loaded::Loaded,
        module::Module,
        skeleton::SkeletonText,
        tag::Tag,
    },
};

/// The page of what keeps an account its owner's.
#[component]
pub fn SecurityPage() -> impl IntoView {
    view! {
        <SettingsHead title=key::SETTINGS_SECURITY />
        <div class="columns">
            <div>
                <WaysIn />
                <DividerCard module=Module::Education glyph=Glyph::ShieldCheck title=t(key::SECOND_TAB)>
                    <SecondFactorState />
                </DividerCard>
            </div>
            <DividerCard module=Module::Announcements glyph=Glyph::Laptop title=t(key::SETTINGS_SESSIONS_TAB)>
                <MySessions />
                <div class="card-body">
                    <div>
                        <SignOutButton />
                    </div>
                </div>
            </DividerCard>
        </div>
    }
}

/// The password and the address, each with a way to change it.
#[component]
fn WaysIn() -> impl IntoView {
    let me = Session::here().me();
    let email = move || me.get().map(|me| me.email).unwrap_or_default();
    let demo = me.get_untracked().map(|me| opens_with_a_click(&me));
    let demo = move || demo.is_some_and(|demo| demo.get());
    let (password, address) = (RwSignal::new(false), RwSignal::new(false));
    view! {
        <DividerCard module=Module::Messages glyph=Glyph::KeyRound title=t(key::SECURITY_WAYS_TAB)>
            <Show when=move || demo()>
                <div class="card-body">
                    <p>{t(key::SECURITY_DEMO)}</p>
                </div>
            </Show>
            <Show when=move || !demo()>
                <ul class="row-list">
                    <li>
                        <WayIn
                            glyph=Glyph::KeyRound
                            title=key::FORM_PASSWORD
                            detail=t(key::PASSWORD_WHY)
                            change=key::PASSWORD_CHANGE
                            open=password
                        />
                    </li>
                    <li>
                        <WayIn glyph=Glyph::Mail title=key::FORM_EMAIL detail=email change=key::ADDRESS_CHANGE open=address />
                    </li>
                </ul>
            </Show>
        </DividerCard>
        <Dialog open=password title=t(key::PASSWORD_CHANGE)>
            <ChangeMyPassword open=password />
        </Dialog>
        <Dialog open=address title=t(key::ADDRESS_CHANGE)>
            <ChangeAddress open=address />
        </Dialog>
    }
}

#[component]
fn WayIn(
    glyph: Glyph,
    title: Key,
    #[prop(into)] detail: Signal<String>,
    change: Key,
    open: RwSignal<bool>,
) -> impl IntoView {
    view! {
        <div class="row row-wraps">
            <span class=format!("avatar {}", Module::Messages.class()) aria-hidden="true">
                <Icon glyph=glyph />
            </span>
            <div class="row-body">
                <p class="row-title">{t(title)}</p>
                <p class="row-detail">{detail}</p>
            </div>
            <div class="row-end">
                <Button look=Look::Second label=Signal::derive(move || Some(say(change))) on_press=move |()| open.set(true)>
                    {t(key::ACTION_CHANGE)}
                </Button>
            </div>
        </div>
    }
}

/// Whether there is a second factor, and the way to its page.
#[component]
fn SecondFactorState() -> impl IntoView {
    let client = SignedIn::here();
    let factor = Answer::ask(move || async move { client.ask(ShowSecondFactor {}).await });
    view! {
        <Loaded answer=factor waiting=|| view! { <SkeletonText lines=2 /> } let:factor>
            <div class="card-body">
                {if factor.enabled {
                    view! { <IsOn factor=factor /> }.into_any()
                } else {
                    view! {
                        <p>{t(key::SECOND_WHY)}</p>
                        {factor.required.then(|| view! { <p>{t(key::SECOND_SCHOOL_ASKS)}</p> })}
                        <div>
                            <LinkButton href="/reglages/second-code" glyph=Glyph::Smartphone>{t(key::SECOND_TURN_ON)}</LinkButton>
                        </div>
                    }
                    .into_any()
                }}
            </div>
        </Loaded>
    }
}

#[component]
fn IsOn(factor: SecondFactor) -> impl IntoView {
    let left = factor.recovery_codes;
    let since = move || {
        factor
            .since
            .map(|since| say_with(key::SECOND_SINCE, [("date", dates::full_day(since).into())]))
    };
    view! {
        <div>
            <Tag glyph=Glyph::Check module=Module::Education words=t(key::SECOND_ON) />
        </div>
        <p>{since} " " {move || say_with(key::SECOND_LEFT, [("count", left.into())])}</p>
        <div>
            <LinkButton href="/reglages/second-code" look=Look::Second>{t(key::SECOND_MANAGE)}</LinkButton>
        </div>
    }
}
