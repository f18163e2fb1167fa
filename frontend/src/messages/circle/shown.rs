//! What others see of me: presence, what I say about myself, what I have read; and my code.

use domain::{
    messaging::{
        people_calls::{ChangeMessagingSettings, MakeContactCode, ShowMessagingSettings},
        presence::{ChosenState, MessagingSettings, MessagingSettingsForm, PresenceShown},
    },
    schools::modules::Module as SchoolModule,
};
use leptos::{prelude::*, task::spawn_local};

use crate::{
    client::{Answer, SignedIn},
    i18n::{Key, key, say, t},
    shell::navigation::has_module,
    state::session::Session,
    ui::{
        button::{Button, Look},
        divider_card::DividerCard,
        icon::Glyph,
        loaded::Loaded,
        module::Module,
        secret::{CopyButton, Secret},
        segmented::{Choice, Segmented},
        skeleton::SkeletonRows,
        toasts::Toasts,
    },
};

const STATES: [(ChosenState, Key); 4] = [
    (ChosenState::Online, key::CIRCLE_ONLINE),
    (ChosenState::Busy, key::CIRCLE_BUSY),
    (ChosenState::Away, key::CIRCLE_AWAY),
    (ChosenState::Invisible, key::CIRCLE_INVISIBLE),
];

/// The card.
#[component]
pub fn Shown() -> impl IntoView {
    let client = SignedIn::here();
    let settings = Answer::ask(move || async move { client.ask(ShowMessagingSettings {}).await });
    view! {
        <DividerCard module=Module::Messages glyph=Glyph::Eye title=t(key::CIRCLE_SHOWN)>
            <Loaded answer=settings waiting=|| view! { <SkeletonRows count=3 /> } let:settings>
                <Form settings=settings />
            </Loaded>
        </DividerCard>
    }
}

#[component]
fn Form(settings: MessagingSettings) -> impl IntoView {
    let (client, toasts) = (SignedIn::here(), Toasts::here());
    let now = RwSignal::new(settings);
    let change = Callback::new(move |form: MessagingSettingsForm| {
        spawn_local(async move {
            match client.tell(ChangeMessagingSettings {}, form).await {
                Ok(changed) => now.set(changed),
                Err(failure) => {
                    // what the boxes say is what the server says
                    now.update(|_| {});
                    toasts.failed(&failure);
                }
            }
        });
    });
    view! {
        <div class="card-body stack">
            <Presence now=now change=change />
            <Switch
                label=key::CIRCLE_RECEIPTS
                hint=key::CIRCLE_RECEIPTS_HINT
                on=Signal::derive(move || now.with(|now| now.read_receipts))
                set=move |on| change.run(MessagingSettingsForm { read_receipts: Some(on), ..Default::default() })
            />
        </div>
        <Code now=now />
    }
}

#[component]
fn Presence(now: RwSignal<MessagingSettings>, change: Callback<MessagingSettingsForm>) -> impl IntoView {
    let module = has_module(Session::here(), SchoolModule::Presence);
    let shown = Memo::new(move |_| now.with(|now| now.presence == PresenceShown::Contacts));
    let options = STATES.map(|(state, words)| Choice::new(state, Signal::derive(move || say(words))));
    let options = StoredValue::new(options.to_vec());
    let set = move |on: bool| {
        let presence = if on {
            PresenceShown::Contacts
        } else {
            PresenceShown::Off
        };
        change.run(MessagingSettingsForm {
            presence: Some(presence),
            ..Default::default()
        });
    };
    view! {
        <Show when=move || module.get()>
            <Switch label=key::CIRCLE_PRESENCE hint=key::CIRCLE_PRESENCE_HINT on=shown set=set />
            <Show when=move || shown.get()>
                <Segmented
                    label=t(key::CIRCLE_STATE)
                    options=options.get_value()
                    chosen=Signal::derive(move || now.with(|now| now.state))
                    on_choice=move |state| change.run(MessagingSettingsForm { state: Some(state), ..Default::default() })
                />
            </Show>
        </Show>
    }
}

/// A check box that is sent at once, and shows what the server says.
#[component]
fn Switch(label: Key, hint: Key, #[prop(into)] on: Signal<bool>, #[prop(into)] set: Callback<bool>) -> impl IntoView {
    view! {
        <label class="check">
            <input type="checkbox" prop:checked=on on:change=move |event| set.run(event_target_checked(&event)) />
            <span>{t(label)} <small>{t(hint)}</small></span>
        </label>
    }
}

#[component]
fn Code(now: RwSignal<MessagingSettings>) -> impl IntoView {
    let (client, toasts) = (SignedIn::here(), Toasts::here());
    let busy = RwSignal::new(false);
    let make = move |()| {
        busy.set(true);
        spawn_local(async move {
            let made = client.ask(MakeContactCode {}).await;
            let _ = busy.try_set(false);
            match made {
                Ok(changed) => drop(now.try_set(changed)),
                Err(failure) => toasts.failed(&failure),
            }
        });
    };
    let code = Memo::new(move |_| now.with(|now| now.contact_code.clone()));
    let action = move || {
        let words = if code.with(Option::is_some) {
            key::CIRCLE_CODE_AGAIN
        } else {
            key::CIRCLE_CODE_MAKE
        };
        say(words)
    };
    view! {
        <div class="card-body stack">
            <h3>{t(key::CIRCLE_CODE)}</h3>
            <p class="field-hint">{t(key::CIRCLE_CODE_HINT)}</p>
            {move || code.get().map(|code| view! { <Secret text=code.clone() /> <div><CopyButton text=code /></div> })}
            <div>
                <Button look=Look::Second busy=busy on_press=make>{action}</Button>
            </div>
        </div>
    }
}
