//! How long the school keeps messages.

use domain::messaging::calm::{
    calls::{SetRetention, ShowRetention},
    types::Retention,
};
use leptos::{ev, prelude::*};

use crate::{
    client::{Answer, SignedIn, Submission},
    i18n::{Key, key, say, t},
    ui::{
        button::Button, divider_card::DividerCard, form_error::FormError, icon::Glyph, loaded::Loaded, module::Module,
        select::Select, skeleton::SkeletonRows, toasts::Toasts,
    },
};

const DAYS: &[(i32, Key)] = &[
    (30, key::KEEPING_MONTH),
    (180, key::KEEPING_HALF_YEAR),
    (365, key::KEEPING_YEAR),
    (730, key::KEEPING_TWO_YEARS),
    (1825, key::KEEPING_FIVE_YEARS),
];
const YEARS: &[(i32, Key)] = &[
    (0, key::KEEPING_SCHOOL_YEAR),
    (1, key::KEEPING_ONE_MORE),
    (2, key::KEEPING_TWO_MORE),
    (5, key::KEEPING_FIVE_MORE),
];

/// The card among the settings.
#[component]
pub fn Keeping() -> impl IntoView {
    let client = SignedIn::here();
    let kept = Answer::ask(move || async move { client.ask(ShowRetention {}).await });
    view! {
        <DividerCard module=Module::Messages glyph=Glyph::Hourglass title=t(key::KEEPING_TITLE)>
            <Loaded answer=kept waiting=|| view! { <SkeletonRows /> } let:now>
                <Form now=now kept=kept />
            </Loaded>
        </DividerCard>
    }
}

#[component]
fn Form(now: Retention, kept: Answer<Retention>) -> impl IntoView {
    let (client, toasts) = (SignedIn::here(), Toasts::here());
    let submission = Submission::default();
    let chat = RwSignal::new(now.chat_days.to_string());
    let announcements = RwSignal::new(now.announcement_years.to_string());
    let submit = move |event: ev::SubmitEvent| {
        event.prevent_default();
        let wanted = Retention {
            chat_days: chat.get_untracked().parse().unwrap_or(now.chat_days),
            announcement_years: announcements.get_untracked().parse().unwrap_or(now.announcement_years),
        };
        submission.run(async move { client.tell(SetRetention {}, wanted).await }, move |_| {
            toasts.say(say(key::SCHOOL_SAVED));
            kept.refetch();
        });
    };
    view! {
        <form class="card-body" on:submit=submit novalidate>
            <Select label=t(key::KEEPING_CHAT) options=options(DAYS) value=chat />
            <Select label=t(key::KEEPING_ANNOUNCEMENTS) options=options(YEARS) value=announcements />
            <p class="muted">{t(key::KEEPING_DETAIL)}</p>
            <FormError failure=submission.failure() />
            <div>
                <Button busy=submission.busy()>{t(key::SCHOOL_SAVE)}</Button>
            </div>
        </form>
    }
}

fn options(all: &'static [(i32, Key)]) -> Signal<Vec<(String, String)>> {
    Signal::derive(move || {
        all.iter()
            .map(|(value, words)| (value.to_string(), say(*words)))
            .collect()
    })
}
