//! The modules of the school: each with its switch, what goes with it, and for whom it changes: everybody, at once.

use domain::schools::{
    calls::{ListModules, SwitchModule},
    modules::{Module as SchoolModule, ModuleInfo, ModuleSwitch},
};
use leptos::prelude::*;

use crate::{
    client::{Answer, SignedIn, Submission},
    i18n::{Key, key, say, say_with, t},
    ui::{
        button::{Button, Look},
        dialog::Dialog,
        divider_card::DividerCard,
        form_error::FormError,
        icon::Glyph,
        loaded::Loaded,
        module::Module,
        skeleton::SkeletonRows,
        tag::Tag,
        toasts::Toasts,
    },
};

/// A module's name, and what it is.
const fn words(module: SchoolModule) -> (Key, Key) {
    match module {
        SchoolModule::Sel => (key::MODULE_SEL, key::MODULE_SEL_DETAIL),
        SchoolModule::Messaging => (key::MODULE_MESSAGING, key::MODULE_MESSAGING_DETAIL),
        SchoolModule::DirectMessages => (key::MODULE_DIRECT, key::MODULE_DIRECT_DETAIL),
        SchoolModule::Presence => (key::MODULE_PRESENCE, key::MODULE_PRESENCE_DETAIL),
        SchoolModule::Announcements => (key::MODULE_ANNOUNCEMENTS, key::MODULE_ANNOUNCEMENTS_DETAIL),
    }
}

/// Names of modules, in a row.
fn names(modules: &[SchoolModule]) -> String {
    let names: Vec<String> = modules.iter().map(|module| say(words(*module).0)).collect();
    names.join(", ")
}

/// The list with its switches.
#[component]
pub fn Modules() -> impl IntoView {
    let client = SignedIn::here();
    let modules = Answer::ask(move || async move { client.ask(ListModules {}).await.map(|page| page.items) });
    view! {
        <DividerCard module=Module::Announcements glyph=Glyph::Settings title=t(key::MODULES_TITLE)>
            <Loaded answer=modules waiting=|| view! { <SkeletonRows /> } let:list>
                <ul class="row-list">
                    {list
                        .into_iter()
                        .map(|info| view! { <li><ModuleRow info=info modules=modules /></li> })
                        .collect_view()}
                </ul>
            </Loaded>
        </DividerCard>
    }
}

#[component]
fn ModuleRow(info: ModuleInfo, modules: Answer<Vec<ModuleInfo>>) -> impl IntoView {
    let (client, toasts) = (SignedIn::here(), Toasts::here());
    let submission = Submission::default();
    let asking = RwSignal::new(false);
    let (module, on) = (info.module, info.on);
    let (name, detail) = words(module);
    let switch = move |to: bool| {
        let call = SwitchModule { module };
        submission.run(
            async move { client.tell(call, ModuleSwitch { on: to }).await },
            move |_| {
                asking.set(false);
                let news = if to { key::MODULE_IS_ON } else { key::MODULE_IS_OFF };
                toasts.say(say_with(news, [("module", say(name).into())]));
                modules.refetch();
            },
        );
    };
    let (needs, carries) = (info.needs, info.carries);
    let goes_along = Signal::derive(move || match (on, needs.is_empty(), carries.is_empty()) {
        (false, false, _) => say_with(key::MODULE_ON_NEEDS, [("modules", names(&needs).into())]),
        (true, _, false) => say_with(key::MODULE_OFF_CARRIES, [("modules", names(&carries).into())]),
        _ => String::new(),
    });
    // a switch says by its name what it switches: a list of buttons may be read alone
    let label = move || {
        let verb = say(if on {
            key::MODULE_SWITCH_OFF
        } else {
            key::MODULE_SWITCH_ON
        });
        view! { {verb}<span class="visually-hidden">" " {say(name)}</span> }
    };
    let press = move |()| if on { asking.set(true) } else { switch(true) };
    view! {
        <div class="row row-wraps">
            <div class="row-body">
                <p class="row-title">{t(name)}</p>
                <p class="row-detail">{t(detail)} " " {goes_along}</p>
            </div>
            <div class="row-end">
                <Tag
                    glyph=if on { Glyph::CircleCheck } else { Glyph::X }
                    module=if on { Module::Education } else { Module::Plain }
                    words=t(if on { key::MODULE_ON } else { key::MODULE_OFF })
                />
                <Button look=Look::Second busy=submission.busy() on_press=press>{label}</Button>
            </div>
        </div>
        <FormError failure=submission.failure() />
        <Dialog open=asking title=t(key::MODULE_OFF_TITLE)>
            <p>{t(key::MODULE_OFF_DETAIL)}</p>
            <p>{goes_along}</p>
            <div class="dialog-actions">
                <Button look=Look::Quiet on_press=move |()| asking.set(false)>{t(key::ACTION_CANCEL)}</Button>
                <Button look=Look::Danger busy=submission.busy() on_press=move |()| switch(false)>{t(key::MODULE_SWITCH_OFF)}</Button>
            </div>
        </Dialog>
    }
}
