//! My quiet hours: messages arrive all the same, and nothing rings.

use domain::messaging::calm::{
    calls::{SetQuietHours, ShowQuietHours},
    types::QuietHours,
};
use leptos::{ev, prelude::*};

use crate::{
    client::{Answer, SignedIn, Submission},
    i18n::{key, say, say_with, t},
    ui::{
        button::{Button, Look},
        divider_card::DividerCard,
        field::{Field, fresh_id},
        form_error::FormError,
        icon::Glyph,
        loaded::Loaded,
        module::Module,
        skeleton::SkeletonRows,
        toasts::Toasts,
    },
};

/// What is proposed to whoever switches them on.
const PROPOSED: (&str, &str) = ("20:00", "07:00");
/// The same time twice is never.
const NEVER: (&str, &str) = ("00:00", "00:00");

/// The card.
#[component]
pub fn Quiet() -> impl IntoView {
    let client = SignedIn::here();
    let hours = Answer::ask(move || async move { client.ask(ShowQuietHours {}).await });
    view! {
        <DividerCard module=Module::Messages glyph=Glyph::Moon title=t(key::CIRCLE_QUIET)>
            <Loaded answer=hours waiting=|| view! { <SkeletonRows count=2 /> } let:hours>
                <Hours hours=hours />
            </Loaded>
        </DividerCard>
    }
}

#[component]
fn Hours(hours: QuietHours) -> impl IntoView {
    let (client, toasts) = (SignedIn::here(), Toasts::here());
    let submission = Submission::default();
    let (from, to) = (RwSignal::new(hours.from.clone()), RwSignal::new(hours.to.clone()));
    let now = RwSignal::new(hours);
    let on = Signal::derive(move || now.with(|now| now.from != now.to));
    // What was asked for, until the server has said how it is.
    let wished = RwSignal::new(false);
    let set = move |from_to: (String, String)| {
        let (new_from, new_to) = from_to;
        wished.set(new_from != new_to);
        let new = QuietHours {
            from: new_from,
            to: new_to,
        };
        submission.run(client.tell(SetQuietHours {}, new), move |set| {
            from.set(set.from.clone());
            to.set(set.to.clone());
            now.set(set);
            toasts.say(says(&now.get_untracked()));
        });
    };
    let switch = move |event: ev::Event| {
        let (from, to) = if event_target_checked(&event) { PROPOSED } else { NEVER };
        set((from.to_owned(), to.to_owned()));
    };
    let on_submit = move |event: ev::SubmitEvent| {
        event.prevent_default();
        set((from.get_untracked(), to.get_untracked()));
    };
    let checked = move || {
        if submission.busy().get() {
            wished.get()
        } else {
            on.get()
        }
    };
    view! {
        <div class="card-body stack">
            <label class="check">
                <input type="checkbox" prop:checked=checked on:change=switch />
                <span>{t(key::CIRCLE_QUIET_ON)} <small>{t(key::CIRCLE_QUIET_HINT)}</small></span>
            </label>
            <Show when=move || on.get()>
                <form class="stack" novalidate=true on:submit=on_submit>
                    <div class="quiet-hours">
                        <Time label=t(key::CIRCLE_QUIET_FROM) value=from error=submission.error_of("/from") />
                        <Time label=t(key::CIRCLE_QUIET_TO) value=to error=submission.error_of("/to") />
                    </div>
                    <div>
                        <Button look=Look::Second busy=submission.busy()>{t(key::ACTION_SAVE)}</Button>
                    </div>
                </form>
            </Show>
            <FormError failure=submission.failure() />
        </div>
    }
}

fn says(now: &QuietHours) -> String {
    if now.from == now.to {
        return say(key::CIRCLE_QUIET_NEVER);
    }
    say_with(
        key::CIRCLE_QUIET_SET,
        [("from", now.from.clone().into()), ("to", now.to.clone().into())],
    )
}

/// A time of the day, by the browser's own clock.
#[component]
fn Time(#[prop(into)] label: Signal<String>, value: RwSignal<String>, error: Signal<Option<String>>) -> impl IntoView {
    let id = fresh_id("time");
    let described = format!("{id}-error");
    view! {
        <Field id=id.clone() label=label error=error>
            <input
                class="input"
                id=id
                type="time"
                required
                aria-describedby=described
                aria-invalid=move || error.get().map(|_| "true")
                prop:value=value
                on:input=move |event| value.set(event_target_value(&event))
            />
        </Field>
    }
}
