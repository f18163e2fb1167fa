//! How long messages are kept, said to families; and slow mode, set by those who keep order.

use domain::{
    messaging::calm::{calls::SetSlowMode, types::SlowMode},
    moment::Moment,
};
use leptos::{prelude::*, task::spawn_local};

use crate::{
    client::SignedIn,
    i18n::{Key, dates, key, say, say_with},
    messages::{calm::Calm, here::Here},
    ui::{select::Select, toasts::Toasts},
};

const PACES: &[(i32, Key)] = &[
    (0, key::CALM_SLOW_OFF),
    (30, key::CALM_SLOW_30),
    (120, key::CALM_SLOW_120),
    (600, key::CALM_SLOW_600),
];

/// Slow mode for those who may set it, and when messages of today are erased for everybody.
#[component]
pub fn SlowModeChoice() -> impl IntoView {
    let calm = Calm::here();
    move || {
        calm.known().map(|known| {
            view! {
                {known.may_moderate.then(|| view! { <Pace seconds=known.slow_mode_seconds /> })}
                <Erased at=known.erased_at />
            }
        })
    }
}

#[component]
fn Pace(seconds: i32) -> impl IntoView {
    let (client, here, calm, toasts) = (SignedIn::here(), Here::now(), Calm::here(), Toasts::here());
    let conversation = here.id;
    let chosen = RwSignal::new(seconds.to_string());
    let options = Signal::derive(move || {
        let known = PACES.iter().map(|(seconds, words)| (seconds.to_string(), say(*words)));
        known.collect::<Vec<_>>()
    });
    // Another choice is an event of the list; it tells by this signal.
    Effect::new(move |before: Option<String>| {
        let now = chosen.get();
        if before.is_some_and(|before| before != now)
            && let Ok(seconds) = now.parse()
        {
            spawn_local(async move {
                match client.tell(SetSlowMode { conversation }, SlowMode { seconds }).await {
                    Ok(_) => {
                        toasts.say(say(key::CALM_SLOW_SET));
                        calm.now.refetch();
                    }
                    Err(failure) => toasts.failed(&failure),
                }
            });
        }
        now
    });
    view! { <Select label=move || say(key::CALM_SLOW_CHOICE) options=options value=chosen /> }
}

/// The same where a conversation begins.
#[component]
pub fn ErasedLine() -> impl IntoView {
    let calm = Calm::here();
    let at = Memo::new(move |_| calm.known().map(|known| known.erased_at));
    move || {
        at.get()
            .map(|at| view! { <div class="thread-beginning"><Erased at=at /></div> })
    }
}

/// When what is written today is erased.
#[component]
fn Erased(at: Moment) -> impl IntoView {
    view! { <p class="muted">{move || say_with(key::CALM_ERASED_AT, [("day", dates::full_day(at).into())])}</p> }
}
