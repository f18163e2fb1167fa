//! First steps after registering (`/bienvenue`): language, children, done. One idea per step, and "later" always there.

use leptos::prelude::*;
use leptos_router::components::A;

use crate::{
    accounts::settings::AccountLanguage,
    families::{
        add_child::AddChild,
        my_children::{ChildList, MyChildren},
    },
    i18n::{key, say_with, t},
    shell::{focus, navigation::is_member, sheet::Sheet},
    state::session::Session,
    ui::{
        button::{Button, Look},
        divider_card::DividerCard,
        icon::{Glyph, Icon},
        link_button::LinkButton,
        module::Module,
        page_head::PageTitle,
        steps::Steps,
    },
};

const STEPS: u32 = 3;

/// Three short steps that end on the dashboard.
#[component]
pub fn WelcomePage() -> impl IntoView {
    let step = RwSignal::new(1_u32);
    let me = Session::here().me();
    let hello = move || {
        let name = me.get().map(|me| me.first_name).unwrap_or_default();
        say_with(key::WELCOME_HELLO, [("name", name.into())])
    };
    view! {
        <PageTitle text=t(key::WELCOME_TITLE) />
        <Sheet>
            <h1 tabindex="-1">{hello}</h1>
            <div class="cluster spread">
                <Steps now=step count=STEPS />
                <A href="/" attr:class="button button-quiet">{t(key::ACTION_LATER)}</A>
            </div>
            {move || match step.get() {
                1 => view! { <LanguageStep step=step /> }.into_any(),
                2 => view! { <ChildrenStep step=step /> }.into_any(),
                _ => view! { <LastStep /> }.into_any(),
            }}
        </Sheet>
    }
}

/// Back and on.
#[component]
fn Move(step: RwSignal<u32>) -> impl IntoView {
    let back = (step.get_untracked() > 1).then(|| {
        let back = move |()| go(step, step.get_untracked() - 1);
        view! { <Button look=Look::Second glyph=Glyph::ArrowLeft on_press=back>{t(key::ACTION_BACK)}</Button> }
    });
    view! {
        <div class="card-body">
            <div class="cluster spread">
                {back}
                <Button on_press=move |()| go(step, step.get_untracked() + 1)>{t(key::ACTION_NEXT)}</Button>
            </div>
        </div>
    }
}

fn go(step: RwSignal<u32>, to: u32) {
    step.set(to);
    focus::on_heading();
}

#[component]
fn LanguageStep(step: RwSignal<u32>) -> impl IntoView {
    view! {
        <DividerCard module=Module::Messages glyph=Glyph::Languages title=t(key::WELCOME_LANGUAGE_TAB)>
            <div class="card-body">
                <p>{t(key::WELCOME_LANGUAGE)}</p>
                <AccountLanguage />
            </div>
            <Move step=step />
        </DividerCard>
    }
}

#[component]
fn ChildrenStep(step: RwSignal<u32>) -> impl IntoView {
    let member = is_member(Session::here());
    let children = MyChildren::load();
    view! {
        <DividerCard module=Module::Education glyph=Glyph::Baby title=t(key::WELCOME_CHILDREN_TAB)>
            {move || if member.get() {
                view! {
                    <div class="card-body">
                        <p>{t(key::WELCOME_CHILDREN)}</p>
                    </div>
                    <ChildList children=children />
                    <div class="card-body">
                        <AddChild on_added=move |_| children.reload() />
                    </div>
                }
                .into_any()
            } else {
                view! {
                    <div class="card-body">
                        <p>{t(key::WELCOME_CHILDREN_WAIT)}</p>
                    </div>
                }
                .into_any()
            }}
            <Move step=step />
        </DividerCard>
    }
}

#[component]
fn LastStep() -> impl IntoView {
    view! {
        <DividerCard module=Module::Education glyph=Glyph::CircleCheck title=t(key::WELCOME_DONE_TAB)>
            <div class="empty">
                <span class="empty-mark">
                    <Icon glyph=Glyph::Check />
                </span>
                <p class="row-title">{t(key::WELCOME_DONE)}</p>
                <p>{t(key::WELCOME_DONE_DETAIL)}</p>
                <LinkButton href="/">{t(key::WELCOME_DONE_ACTION)}</LinkButton>
            </div>
        </DividerCard>
    }
}
